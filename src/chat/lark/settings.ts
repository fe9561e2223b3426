import { z } from 'zod';
import { Secret } from '../../app/secret.ts';

export interface LarkSettings {
  appId: string;
  appSecret: Secret;
  /** `https://open.feishu.cn`, no slash at the end. */
  domain: string;
  /** `long`: Lark pushes over a connection that the bot opens; `webhook`: Lark calls an address of ours. */
  mode: 'long' | 'webhook';
  /** With it events come encrypted and signed. */
  encryptKey: Secret | null;
  verificationToken: Secret | null;
}

type Given = Readonly<Record<string, string | undefined>>;

/** Lark's SDK does nothing at all with an id of another form, and says so nowhere. */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/;

const DOMAINS: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
};

export const larkSettings = z.object({
  LARK_APP_ID: z
    .string()
    .regex(
      APP_ID,
      '不是飞书的 App ID:应为 cli_ 加 16 位数字或字母 a 到 f,在开发者后台「凭证与基础信息」里复制',
    )
    .optional(),
  LARK_APP_SECRET: z.string().optional(),
  LARK_DOMAIN: z
    .string()
    .refine(
      (text) => Object.hasOwn(DOMAINS, text) || isHttpUrl(text),
      '应为 feishu(飞书)、lark(海外版 Lark)或 http(s) 地址',
    )
    .default('feishu'),
  LARK_MODE: z
    .enum(['long', 'webhook'], '应为 long(长连接,不用公网地址)或 webhook(飞书来调用本机的公网地址)')
    .default('long'),
  LARK_ENCRYPT_KEY: z.string().optional(),
  LARK_VERIFICATION_TOKEN: z.string().optional(),
});

export const LARK_SECRETS: readonly string[] = [
  'LARK_APP_SECRET',
  'LARK_ENCRYPT_KEY',
  'LARK_VERIFICATION_TOKEN',
];

/** Settings that only make sense together: without key and token anybody could send the bot events. */
export function larkFaults(given: Given): readonly string[] {
  return [
    ...needs(given, 'LARK_APP_ID', 'LARK_APP_SECRET'),
    ...needs(given, 'LARK_APP_SECRET', 'LARK_APP_ID'),
    ...(given['LARK_MODE'] === 'webhook' ? webhookFaults(given) : []),
  ];
}

function needs(given: Given, name: string, other: string): string[] {
  if (!given[name] || given[other]) return [];
  return [`设置 ${name} 写了而 ${other} 没有写:两个要一起写,或者都不写。请改 .env 或环境变量后重试。`];
}

function webhookFaults(given: Given): string[] {
  return ['LARK_APP_ID', 'LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN']
    .filter((name) => !given[name])
    .map(
      (name) =>
        `设置 LARK_MODE=webhook 时 ${name} 必须写,在开发者后台${whereFound(name)}里复制。请改 .env 或环境变量后重试。`,
    );
}

function whereFound(name: string): string {
  return name === 'LARK_APP_ID' ? '「凭证与基础信息」' : '「事件与回调 → 加密策略」';
}

/** Null: not set. */
export function readLark(given: Given): LarkSettings | null {
  const { LARK_APP_ID: appId, LARK_APP_SECRET: appSecret, LARK_DOMAIN: domain = 'feishu' } = given;
  if (!appId || !appSecret) return null;
  return {
    appId,
    appSecret: new Secret(appSecret),
    domain: (DOMAINS[domain] ?? domain).replace(/\/+$/, ''),
    mode: given['LARK_MODE'] === 'webhook' ? 'webhook' : 'long',
    encryptKey: secretOrNull(given['LARK_ENCRYPT_KEY']),
    verificationToken: secretOrNull(given['LARK_VERIFICATION_TOKEN']),
  };
}

function secretOrNull(value: string | undefined): Secret | null {
  return value ? new Secret(value) : null;
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
