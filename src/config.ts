import { readFileSync } from 'node:fs';
import { inspect, parseEnv } from 'node:util';
import { z } from 'zod';
import { isZone } from './engine/time.ts';

const HIDDEN = '***';

/** A setting that must never be printed: only `reveal()` gives it away, every other way of showing it is `***`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

export interface Config {
  database: { kind: 'sqlite' | 'postgresql'; url: Secret };
  /** Null: the policy's own zone holds. */
  zone: string | null;
  policyPath: string;
  playground: boolean;
  http: { host: string; port: number };
  logLevel: (typeof LOG_LEVELS)[number];
  lark: LarkSettings | null;
  wechat: WechatSettings | null;
  llm: LlmSettings | null;
}

export interface LarkSettings {
  appId: string;
  appSecret: Secret;
  domain: string;
  encryptKey: Secret | null;
  verificationToken: Secret | null;
}

export interface WechatSettings {
  puppet: string;
  token: Secret | null;
  endpoint: string | null;
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

const larkDomain = z
  .string()
  .refine(
    (text) => text === 'feishu' || text === 'lark' || isHttpUrl(text),
    '应为 feishu、lark 或 http(s) 地址',
  );

/** Every setting as text, checked one by one; what depends on two of them is checked in `pairFaults`. */
const SETTINGS = z.object({
  DATABASE_URL: databaseUrl.default(DEFAULT_DATABASE_URL),
  TZ_NAME: zone.optional(),
  POLICY: z.string().default(DEFAULT_POLICY),
  PLAYGROUND: z.enum(['on', 'off'], '应为 on 或 off;不写时,没有配置聊天网络就打开').optional(),
  HTTP_HOST: host.default('127.0.0.1'),
  HTTP_PORT: port.default('8787'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join('、')} 之一`).default('warn'),
  LARK_APP_ID: z.string().optional(),
  LARK_APP_SECRET: z.string().optional(),
  LARK_DOMAIN: larkDomain.default('feishu'),
  LARK_ENCRYPT_KEY: z.string().optional(),
  LARK_VERIFICATION_TOKEN: z.string().optional(),
  WECHATY_PUPPET: z.string().optional(),
  WECHATY_PUPPET_SERVICE_TOKEN: z.string().optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: z.string().optional(),
  LLM_BASE_URL: z.string().refine(isHttpUrl, '应为 http:// 或 https:// 开头的地址').optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
});
type Settings = z.infer<typeof SETTINGS>;

/** Names whose value is not shown even in a fault. */
const SECRET_NAMES = /SECRET|KEY|TOKEN|DATABASE_URL/;

/** The process's environment over the `.env` file beside it (a missing file is no fault). */
export function readEnvironment(envFile = '.env'): Environment {
  return { ...readEnvFile(envFile), ...process.env };
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * All settings, parsed once and frozen; or every fault at once, one Chinese sentence each saying what is wrong and
 * what is allowed. A setting that is empty counts as not set; names that are not ours are left alone.
 */
export function readConfig(environment: Environment): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(SETTINGS.shape).map((name) => [name, environment[name]?.trim() || undefined]),
  );
  const parsed = SETTINGS.safeParse(given);
  const single = parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, given));
  const faults = [...single, ...pairFaults(given)];
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  return { ok: true, config: freeze(toConfig(parsed.data)) };
}

function describe(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0]);
  const value = SECRET_NAMES.test(name) ? HIDDEN : (given[name] ?? '');
  return `设置 ${name}=${value.slice(0, 60)} ${issue.message}。请改 .env 或环境变量后重试。`;
}

/** Settings that only make sense together. */
function pairFaults(given: Environment): string[] {
  return [
    ...needs(given, 'LARK_APP_ID', 'LARK_APP_SECRET'),
    ...needs(given, 'LARK_APP_SECRET', 'LARK_APP_ID'),
    ...needs(given, 'WECHATY_PUPPET_SERVICE_TOKEN', 'WECHATY_PUPPET'),
    ...needs(given, 'WECHATY_PUPPET_SERVICE_ENDPOINT', 'WECHATY_PUPPET'),
    ...needs(given, 'LLM_BASE_URL', 'LLM_MODEL'),
    ...needs(given, 'LLM_API_KEY', 'LLM_BASE_URL'),
    ...needs(given, 'LLM_MODEL', 'LLM_BASE_URL'),
  ];
}

function needs(given: Environment, name: string, other: string): string[] {
  if (!given[name] || given[other]) return [];
  return [`设置 ${name} 写了而 ${other} 没有写:两个要一起写,或者都不写。请改 .env 或环境变量后重试。`];
}

function toConfig(settings: Settings): Config {
  const lark = larkOf(settings);
  const wechat = wechatOf(settings);
  const url = settings.DATABASE_URL;
  return {
    database: { kind: url.startsWith('file:') ? 'sqlite' : 'postgresql', url: new Secret(url) },
    zone: settings.TZ_NAME ?? null,
    policyPath: settings.POLICY,
    playground: settings.PLAYGROUND ? settings.PLAYGROUND === 'on' : !lark && !wechat,
    http: { host: settings.HTTP_HOST, port: Number(settings.HTTP_PORT) },
    logLevel: settings.LOG_LEVEL,
    lark,
    wechat,
    llm: llmOf(settings),
  };
}

function larkOf(settings: Settings): LarkSettings | null {
  if (!settings.LARK_APP_ID || !settings.LARK_APP_SECRET) return null;
  return {
    appId: settings.LARK_APP_ID,
    appSecret: new Secret(settings.LARK_APP_SECRET),
    domain: settings.LARK_DOMAIN,
    encryptKey: secretOrNull(settings.LARK_ENCRYPT_KEY),
    verificationToken: secretOrNull(settings.LARK_VERIFICATION_TOKEN),
  };
}

function wechatOf(settings: Settings): WechatSettings | null {
  if (!settings.WECHATY_PUPPET) return null;
  return {
    puppet: settings.WECHATY_PUPPET,
    token: secretOrNull(settings.WECHATY_PUPPET_SERVICE_TOKEN),
    endpoint: settings.WECHATY_PUPPET_SERVICE_ENDPOINT ?? null,
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

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
