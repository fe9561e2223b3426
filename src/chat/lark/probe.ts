import { ChatError } from '../../app/errors.ts';
import type { Clock, Log } from '../../app/ports.ts';
import { DAY_MS, SECOND_MS } from '../../engine/glossary.ts';
import type { ProbeFinding } from '../network.ts';
import { createLarkApi, type LarkApi } from './api.ts';
import { CODE, isWrongSecret, LarkRefusal, larkCodeOf } from './errors.ts';
import { missingScopes, type ScopeNeed } from './scopes.ts';
import { createLarkSdk } from './sdk.ts';
import type { LarkSettings } from './settings.ts';

const TIMEOUT_MS = 10_000;
/** Where Lark calls the bot, below its own address. */
export const WEBHOOK_PATH = '/chat/lark/event';

/** Asks Lark for real, one call for each thing the bot needs. Says nothing in any chat. */
export async function probeLark(
  settings: LarkSettings,
  { log, clock }: { log: Log; clock: Clock },
): Promise<readonly ProbeFinding[]> {
  const { appId, appSecret, domain } = settings;
  const sdk = createLarkSdk({ appId, appSecret: appSecret.reveal(), domain, log, timeoutMs: TIMEOUT_MS });
  const api = createLarkApi(sdk, { timeoutMs: TIMEOUT_MS });
  const bot = await probeBot(api, settings);
  // Nothing else can go better than this did.
  if (bot.state === 'wrong') return [bot];
  return [bot, ...(await probeScopes(api)), ...(await probeGroups(api, clock)), modeFinding(settings)];
}

async function probeBot(api: LarkApi, { domain }: LarkSettings): Promise<ProbeFinding> {
  try {
    const { name } = await api.botInfo();
    return ok(`App ID 和密钥对得上,机器人叫「${name}」。`);
  } catch (error) {
    return wrong(whyNoBot(error, domain));
  }
}

function whyNoBot(error: unknown, domain: string): string {
  if (isWrongSecret(larkCodeOf(error)))
    return 'App ID 和 App Secret 对不上。请到开发者后台「凭证与基础信息」重新复制 LARK_APP_ID 和 LARK_APP_SECRET。';
  if (error instanceof ChatError && error.code === 'unreachable')
    return `连不上 ${domain}(${reasonOf(error)})。请检查网络、防火墙和 LARK_DOMAIN。`;
  return `问不到机器人自己的信息(${reasonOf(error)})。请在开发者后台「添加应用能力」里添加「机器人」,并发布一个版本。`;
}

async function probeScopes(api: LarkApi): Promise<readonly ProbeFinding[]> {
  try {
    const scopes = await api.scopes();
    const granted = new Set(scopes.filter((scope) => scope.granted).map(({ name }) => name));
    const missing = missingScopes(granted);
    return missing.length === 0 ? [ok('需要的权限都已开通。')] : missing.map(scopeFinding);
  } catch (error) {
    return [note(`查不到已开通的权限(${reasonOf(error)}),下面逐项试。`)];
  }
}

function scopeFinding({ anyOf, name, purpose }: ScopeNeed): ProbeFinding {
  return wrong(
    `缺权限 ${anyOf[0]}「${name}」,用来${purpose}。请在开发者后台「权限管理」里开通,再创建版本并发布。`,
  );
}

async function probeGroups(api: LarkApi, clock: Clock): Promise<readonly ProbeFinding[]> {
  try {
    const { items, nextToken } = await api.listChats();
    const first = items[0];
    if (!first) return [note('还没有被拉进任何群。请在群设置「群机器人」里添加它。')];
    const found = ok(`在 ${items.length} 个${nextToken === null ? '' : '以上的'}群里。`);
    return [found, await probeHistory(api, first, clock), await probeMembers(api, first)];
  } catch (error) {
    return [wrong(`看不到自己在哪些群里(${reasonOf(error)})。${scopeAdvice(error)}`)];
  }
}

type Group = { chatId: string; name: string };

async function probeHistory(api: LarkApi, { chatId, name }: Group, clock: Clock): Promise<ProbeFinding> {
  try {
    const startSec = Math.floor((clock.now() - DAY_MS) / SECOND_MS);
    await api.listMessages({ chatId, startSec });
    return ok(`读得到群「${name}」的历史消息,断线后能补读。`);
  } catch (error) {
    return wrong(
      `读不到群「${name}」的历史消息(${reasonOf(error)}),断线期间的消息会漏掉。${scopeAdvice(error)}`,
    );
  }
}

async function probeMembers(api: LarkApi, { chatId, name }: Group): Promise<ProbeFinding> {
  try {
    const { items } = await api.listMembers(chatId);
    const unnamed = items.length > 0 && items.every((member) => !member.name);
    if (unnamed) return note(`群「${name}」的成员没有名字。请在「权限管理」里看看通讯录权限范围。`);
    return ok(`读得到群「${name}」的成员。`);
  } catch (error) {
    return wrong(`读不到群「${name}」的成员(${reasonOf(error)}),不知道谁在说话。${scopeAdvice(error)}`);
  }
}

function modeFinding({ mode, domain }: LarkSettings): ProbeFinding {
  if (mode === 'long')
    return note(
      '用长连接收消息。后台「事件与回调」里,事件和回调两处都要选「使用长连接」;同一个应用只连一套机器人,多出来的会分走消息。',
    );
  const console = domain.includes('larksuite') ? 'Lark' : '飞书';
  return note(
    `用 webhook 收消息。后台「事件与回调」里,事件和回调两处的请求地址都填 https://公网域名${WEBHOOK_PATH},${console}要能访问到。`,
  );
}

/** Lark names the permissions, any of which would do, in its answer. */
function scopeAdvice(error: unknown): string {
  const cause = error instanceof ChatError ? error.cause : error;
  const named = cause instanceof LarkRefusal ? (cause.message.match(/\b(im|contact):[\w.:]*\w/g) ?? []) : [];
  const scopes = [...new Set(named)].join(' 或 ');
  if (scopes) return `请在「权限管理」里开通 ${scopes},再创建版本并发布。`;
  return larkCodeOf(error) === CODE.scopeMissing ? '请在「权限管理」里补齐权限,再创建版本并发布。' : '';
}

/** `飞书错误码 230002`: an error's own words could hold an address with a secret. */
function reasonOf(error: unknown): string {
  const code = larkCodeOf(error);
  if (code !== null && code !== 0) return `飞书错误码 ${code}`;
  return error instanceof ChatError && error.code === 'unreachable' ? '没有回应' : '原因不明';
}

function ok(message: string): ProbeFinding {
  return { state: 'ok', message };
}

function wrong(message: string): ProbeFinding {
  return { state: 'wrong', message };
}

function note(message: string): ProbeFinding {
  return { state: 'note', message };
}
