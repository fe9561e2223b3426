import { z } from 'zod';
import { Secret } from '../../app/secret.ts';

export const SERVICE = 'wechaty-puppet-service';

/** Named as wechaty itself reads them; what other puppets want is handed on from the environment as it is. */
export const WECHAT_SETTINGS = z.object({
  WECHATY_PUPPET: z
    .string()
    .regex(
      /^(@[a-z0-9][\w.-]*\/)?wechaty-puppet-[a-z0-9][\w.-]*$/,
      '不是 puppet 的包名:应写成 wechaty-puppet-service 这样的名字',
    )
    .optional(),
  WECHATY_PUPPET_SERVICE_TOKEN: z
    .string()
    .regex(/^[\w.-]+$/, '不是令牌:只能有字母、数字、- 和 _')
    .optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/, '不是网关地址:应写成 主机:端口,如 127.0.0.1:8788')
    .optional(),
  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: z.enum(['true', 'false'], '应为 true 或 false').optional(),
});

export interface WechatSettings {
  puppet: string;
  token: Secret | null;
  /** `host:port` */
  endpoint: string | null;
  plaintext: boolean;
}

type Given = Readonly<Record<string, string | undefined>>;

export function wechatFaults(given: Given): readonly string[] {
  const puppet = given['WECHATY_PUPPET'];
  const token = given['WECHATY_PUPPET_SERVICE_TOKEN'];
  const others = Object.keys(WECHAT_SETTINGS.shape).filter(
    (name) => name !== 'WECHATY_PUPPET' && given[name],
  );
  if (!puppet) return others.map((name) => `设置 ${name} 写了而 WECHATY_PUPPET 没有写:${TOGETHER}`);
  if (puppet !== SERVICE) return [];
  const missing = ['WECHATY_PUPPET_SERVICE_TOKEN', 'WECHATY_PUPPET_SERVICE_ENDPOINT'].filter(
    (name) => !given[name],
  );
  const faults = missing.map(
    (name) => `设置 WECHATY_PUPPET=${SERVICE} 时 ${name} 也要写。请改 .env 或环境变量后重试。`,
  );
  // The part before the underline names the certificate; gateways without one take any token.
  const needsName = given['WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT'] !== 'true';
  if (token && needsName && !/^\w+_./.test(token)) faults.push(NO_PREFIX);
  return faults;
}

const TOGETHER = '两个要一起写,或者都不写。请改 .env 或环境变量后重试。';
const NO_PREFIX =
  '设置 WECHATY_PUPPET_SERVICE_TOKEN 没有「前缀_」(如 insecure_):加密连接要靠它认证书。网关不加密时请写 WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT=true。';

export function readWechat(given: Given): WechatSettings | null {
  const puppet = given['WECHATY_PUPPET'];
  if (!puppet) return null;
  const token = given['WECHATY_PUPPET_SERVICE_TOKEN'];
  return {
    puppet,
    token: token ? new Secret(token) : null,
    endpoint: given['WECHATY_PUPPET_SERVICE_ENDPOINT'] ?? null,
    plaintext: given['WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT'] === 'true',
  };
}

/**
 * One process per database, whatever its account: a gateway has room for one client, and with two accounts each process
 * would say every row of WeChat, its own and the other's.
 */
export const ACCOUNT_LEASE = 'wechat:account';

/** For the account's process. */
export function childEnvironment(settings: WechatSettings): Record<string, string> {
  const { token, endpoint, plaintext } = settings;
  return {
    ...(token ? { WECHATY_PUPPET_SERVICE_TOKEN: token.reveal() } : {}),
    ...(endpoint ? { WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint } : {}),
    ...(plaintext ? { WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true' } : {}),
  };
}
