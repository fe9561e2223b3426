import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { Secret } from './app/secret.ts';
import type { ConfiguredNetwork, NetworkDefinition } from './chat/network.ts';
import { isZone } from './engine/time.ts';

export interface Config {
  database: { kind: 'sqlite' | 'postgresql'; url: Secret };
  /** Null: the policy's own zone holds. */
  zone: string | null;
  policyPath: string;
  playground: boolean;
  http: { host: string; port: number };
  /** Where people outside reach the pages, without a slash at its end; null: nobody has said. */
  publicUrl: string | null;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Those that are set; the others stay off. */
  networks: readonly ConfiguredNetwork[];
  llm: LlmSettings | null;
}

export interface LlmSettings {
  baseUrl: string;
  apiKey: Secret | null;
  model: string;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_DATABASE_URL = 'file:data/linli.db';
const DEFAULT_POLICY = 'policies/default.yaml';
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const HIGHEST_PORT = 65_535;
/** More wrong letters than these are another name, such as HTTP_PROXY. */
const MOST_SLIPS = 2;

const databaseUrl = z
  .string()
  .refine(
    (url) => /^(file:.|postgres(ql)?:\/\/.)/.test(url),
    '不是可用的数据库地址:应写成 file:路径(如 file:data/linli.db)或 postgresql://用户:密码@主机/库名',
  );

const zone = z
  .string()
  .refine(isZone, '不是时区名:应写成 Asia/Shanghai 这样的 IANA 时区名,不写则用制度文件里的时区');

const port = z
  .string()
  .refine(
    (text) => /^\d{1,5}$/.test(text) && Number(text) <= HIGHEST_PORT,
    `不是端口号:应为 0 到 ${HIGHEST_PORT} 的整数,如 8787(0 表示任选空闲端口)`,
  );

const host = z
  .string()
  .regex(/^[\w.:-]{1,255}$/, '不是监听地址:只给本机用写 127.0.0.1,要让别的电脑访问写 0.0.0.0 或网卡地址');

/**
 * Every setting of the program itself as text, checked one by one; what depends on two of them is checked in `pairFaults`.
 * A network's settings stand in its own folder.
 */
const SETTINGS = z.object({
  DATABASE_URL: databaseUrl.default(DEFAULT_DATABASE_URL),
  TZ_NAME: zone.optional(),
  POLICY: z.string().default(DEFAULT_POLICY),
  PLAYGROUND: z.enum(['on', 'off'], '应为 on 或 off;不写时,没有配置聊天网络就打开').optional(),
  HTTP_HOST: host.default('127.0.0.1'),
  HTTP_PORT: port.default('8787'),
  PUBLIC_URL: z
    .string()
    .refine(isPageAddress, '应为别人打得开的网址,如 https://linli.example.cn,不带 ? 和 #')
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join('、')} 之一`).default('warn'),
  LLM_BASE_URL: z.string().refine(isHttpUrl, '应为 http:// 或 https:// 开头的地址').optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
});
type Settings = z.infer<typeof SETTINGS>;

/** Names whose value is not shown even in a fault. */
const SECRETS: readonly string[] = ['DATABASE_URL', 'LLM_API_KEY'];

/** The process's environment over the `.env` file beside it (a missing file is no fault). */
export function readEnvironment(envFile = '.env'): Environment {
  return { ...readEnvFile(envFile), ...process.env };
}

function readEnvFile(path: string): Environment {
  try {
    // Some editors put a mark before the first name.
    return parseEnv(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch {
    return {};
  }
}

/**
 * All settings, parsed once and frozen; or every fault at once, one Chinese sentence each saying what is wrong and
 * what is allowed. A setting that is empty counts as not set; names that are not ours are left alone.
 */
export function readConfig(environment: Environment, networks: readonly NetworkDefinition[]): ConfigResult {
  const own = check(SETTINGS, environment, SECRETS);
  const read = networks.map((definition) => readNetwork(definition, environment));
  const faults = [...own.faults, ...pairFaults(own.given), ...read.flatMap((network) => network.faults)];
  if (!own.value || faults.length > 0) return { ok: false, faults };
  const configured = read.flatMap(({ network }) => network ?? []);
  return { ok: true, config: freeze(toConfig(own.value, configured)) };
}

/** Names that are none of ours but look like one, each with the one it looks like. */
export function misspelt(
  environment: Environment,
  networks: readonly NetworkDefinition[],
): readonly { name: string; meant: string }[] {
  const shapes = [SETTINGS, ...networks.map(({ settings }) => settings)].map(({ shape }) => shape);
  const known = shapes.flatMap((shape) => Object.keys(shape));
  return Object.keys(environment).flatMap((name) => {
    if (known.includes(name) || !environment[name]) return [];
    const meant = known.find((one) => distance(name, one) <= MOST_SLIPS);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** A network's settings by its own checks; null without a fault: it is not set. */
function readNetwork(
  definition: NetworkDefinition,
  environment: Environment,
): { network: ConfiguredNetwork | null; faults: readonly string[] } {
  const { given, value, faults: single } = check(definition.settings, environment, definition.secrets);
  const faults = [...single, ...definition.faults(given)];
  if (!value || faults.length > 0) return { network: null, faults };
  const settings = definition.read({ ...given, ...texts(value) });
  return { network: settings === null ? null : { definition, settings }, faults: [] };
}

interface Checked<T> {
  /** What is set, as text. */
  given: Environment;
  /** Null: a fault. */
  value: T | null;
  faults: readonly string[];
}

function check<T extends z.ZodObject>(
  schema: T,
  environment: Environment,
  secrets: readonly string[],
): Checked<z.infer<T>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name]?.trim() || undefined]),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return { given, value: parsed.data, faults: [] };
  const faults = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const shown = secrets.includes(name) ? '***' : (given[name] ?? '').slice(0, 60);
    return `设置 ${name}=${shown} ${issue.message}。请改 .env 或环境变量后重试。`;
  });
  return { given, value: null, faults };
}

/** Defaults that a check has filled in are text like everything in the environment. */
function texts(value: object): Environment {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Settings that only make sense together. */
function pairFaults(given: Environment): string[] {
  return [
    ...needs(given, 'LLM_BASE_URL', 'LLM_MODEL'),
    ...needs(given, 'LLM_API_KEY', 'LLM_BASE_URL'),
    ...needs(given, 'LLM_MODEL', 'LLM_BASE_URL'),
  ];
}

function needs(given: Environment, name: string, other: string): string[] {
  if (!given[name] || given[other]) return [];
  return [`设置 ${name} 写了而 ${other} 没有写:两个要一起写,或者都不写。请改 .env 或环境变量后重试。`];
}

function toConfig(settings: Settings, networks: readonly ConfiguredNetwork[]): Config {
  const url = settings.DATABASE_URL;
  return {
    database: { kind: url.startsWith('file:') ? 'sqlite' : 'postgresql', url: new Secret(url) },
    zone: settings.TZ_NAME ?? null,
    policyPath: settings.POLICY,
    playground: settings.PLAYGROUND ? settings.PLAYGROUND === 'on' : networks.length === 0,
    http: { host: settings.HTTP_HOST, port: Number(settings.HTTP_PORT) },
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    logLevel: settings.LOG_LEVEL,
    networks,
    llm: llmOf(settings),
  };
}

function llmOf(settings: Settings): LlmSettings | null {
  if (!settings.LLM_BASE_URL || !settings.LLM_MODEL) return null;
  return {
    baseUrl: settings.LLM_BASE_URL,
    apiKey: secretOrNull(settings.LLM_API_KEY),
    model: settings.LLM_MODEL,
  };
}

function secretOrNull(value: string | undefined): Secret | null {
  return value ? new Secret(value) : null;
}

function freeze(config: Config): Config {
  for (const part of Object.values(config)) Object.freeze(part);
  return Object.freeze(config);
}

function isPageAddress(text: string): boolean {
  return isHttpUrl(text) && !/[?#\s]/.test(text);
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
