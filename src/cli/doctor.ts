import type { Store, StoreHealth } from '../app/ports.ts';
import { type Instant, MINUTE_MS } from '../engine/glossary.ts';
import type { Organisation } from '../engine/org/directory.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { policyFor, settingsOf } from './policy.ts';
import { DONE, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

/** Something that stands still, with what to do about it. */
interface Trouble {
  what: 'administrator' | 'organisation' | 'outbox-failed' | 'outbox-waiting' | 'unbound-room' | 'unheld';
  message: string;
  todo: string;
}

const MOST_TICKETS = 500;
/** A message that waits longer than this is stuck; until then a quiet hour or a retry explains it. */
const LONG_WAIT_MS = 15 * MINUTE_MS;

export const doctorVerb: Verb = {
  name: 'doctor',
  usage: '[--json]',
  summary: '看有什么卡住了、为什么、该怎么办。',
  details: ['只看不改。没有卡住的也会说一声。'],
  options: { json: JSON_OPTION },
  words: { min: 0, max: 0, missing: '' },
  run: examine,
};

async function examine({ flag, io }: VerbInput): Promise<number> {
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  const config = await settingsOf(io);
  const policy = await policyFor(io);
  if (!config || !policy) return REFUSED;
  const troubles = await withStore({ config, log: createLog(config.logLevel) }, (store) =>
    allTroubles(store, io.now()),
  );
  for (const line of told(troubles, flag('json'))) io.out(line);
  return DONE;
}

function told(troubles: readonly Trouble[], json: boolean): string[] {
  if (json) return [JSON.stringify({ troubles })];
  if (troubles.length === 0) return ['没有卡住的事。'];
  return troubles.map(({ message, todo }) => `✗ ${message}\n  怎么办:${todo}`);
}

async function allTroubles(store: Store, now: Instant): Promise<Trouble[]> {
  const { hasAdministrator } = await import('../startup/administrator.ts');
  const [health, { organisation }] = await Promise.all([store.health(), store.organisation()]);
  if (organisation.streets.length === 0) return [noOrganisation(), ...outboxTroubles(health, now)];
  const held = await unheldTickets(store, organisation);
  return [
    ...(hasAdministrator(organisation, now) ? [] : [noAdministrator()]),
    ...outboxTroubles(health, now),
    ...roomTroubles(health, now),
    ...held.map((ticket) => unheldTrouble(ticket, now)),
  ];
}

function noOrganisation(): Trouble {
  return {
    what: 'organisation',
    message: '还没有街道、社区和人员,机器人在哪个群都不会说话。',
    todo: '用 linli import 导入辖区文件(docs/import.md)。',
  };
}

function noAdministrator(): Trouble {
  return {
    what: 'administrator',
    message: '没有绑定账号的街道管理员,没人能绑定群和发绑定码。',
    todo: '用 linli code --admin 发一个绑定码,请管理员私聊机器人发送「绑定 绑定码」。',
  };
}

function outboxTroubles(health: StoreHealth, now: Instant): Trouble[] {
  const { outboxFailed, outboxWaiting, oldestWaitingAt } = health;
  const waitedMs = oldestWaitingAt === null ? 0 : now - oldestWaitingAt;
  const failed: Trouble = {
    what: 'outbox-failed',
    message: `有 ${outboxFailed} 条消息发不出去,已经不再试。`,
    todo: '多半是机器人被移出了群或没有发言权:请看日志里的原因,把机器人加回群里。',
  };
  const waiting: Trouble = {
    what: 'outbox-waiting',
    message: `有 ${outboxWaiting} 条消息没发出去,最早的已等 ${lengthText(waitedMs)}。`,
    todo: '先看是不是免打扰时间;不是的话,看机器人是否在运行、网络是否通、日志里的原因。',
  };
  return [
    ...(outboxFailed > 0 ? [failed] : []),
    ...(outboxWaiting > 0 && waitedMs > LONG_WAIT_MS ? [waiting] : []),
  ];
}

function roomTroubles({ unboundRooms }: StoreHealth, now: Instant): Trouble[] {
  return unboundRooms.map(({ network, chatId, lastAt }) => ({
    what: 'unbound-room',
    message: `群 ${network}:${chatId} 还没有绑定,机器人在里面不说话(最近一条消息在 ${lengthText(now - lastAt)}前)。`,
    todo: '请街道管理员在群里发「@邻里 本群」看说明并绑定,或写进辖区文件再导入。',
  }));
}

async function unheldTickets(store: Store, { streets }: Organisation): Promise<Ticket[]> {
  const { NO_NEEDS } = await import('../app/incoming/needs.ts');
  const tickets = streets.map(({ id }) => ({
    by: 'open' as const,
    streetId: id,
    communityId: null,
    limit: MOST_TICKETS,
  }));
  const loaded = await store.load({ ...NO_NEEDS, tickets });
  return loaded.tickets.filter(({ status }) => ['waiting-confirm', 'filed', 'returned'].includes(status));
}

function unheldTrouble(ticket: Ticket, now: Instant): Trouble {
  const name = ticket.number === null ? `疑${ticket.draftNumber}` : `#${ticket.number}`;
  const since = lengthText(now - ticket.lastActivityAt);
  return ticket.status === 'waiting-confirm'
    ? {
        what: 'unheld',
        message: `${name} 等工作人员确认已 ${since}。`,
        todo: `请社区书记回复「受理 ${name}」或「驳回 ${name}」。`,
      }
    : {
        what: 'unheld',
        message: `${name} 没有人接,已 ${since}。`,
        todo: `请社区书记回复「派单 ${ticket.number} 姓名」;没有可派的人,说明网格上没有在岗的网格员。`,
      };
}

function lengthText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE_MS));
  if (minutes < 120) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}
