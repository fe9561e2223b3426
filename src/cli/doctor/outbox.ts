import type { Store, StuckSend } from '../../app/ports.ts';
import { type Instant, MINUTE_MS } from '../../engine/glossary.ts';
import type { Organisation } from '../../engine/org/directory.ts';
import { lengthText, type Trouble } from './trouble.ts';

/** A message that waits longer than this is stuck; until then a quiet hour or a retry explains it. */
const LONG_WAIT_MS = 15 * MINUTE_MS;
const MOST_ROWS = 2000;
const MOST_CHATS = 20;

/** Why a network did not take it, and what helps; keyed by the code that was kept with the row. */
const REASONS: Readonly<Record<string, { why: string; todo: string }>> = {
  unreachable: { why: '网络连不上', todo: '看这个网络的状态(见上),连上以后会自动发出。' },
  'rate-limited': { why: '发得太快,被网络限流', todo: '会自动慢慢发完,不用管;天天如此就少绑几个群。' },
  'not-in-room': { why: '机器人不在这个群里', todo: '把机器人加回群里;以后的消息就能发。' },
  'not-permitted': {
    why: '没有在这个群发言的权限',
    todo: '请群主允许机器人发言,并用 linli check 看缺哪项权限。',
  },
  'bad-message': { why: '网络不接受这条消息的内容', todo: '请把日志里这条的原因发给维护者。' },
  uncertain: { why: '不确定是否已经发出', todo: '到群里看一眼;没有发出的图片要人工补发。' },
  'budget-spent': { why: '今天的发送额度用完', todo: '明早自动接着发。' },
  unknown: { why: '网络报了不认识的错误', todo: '看日志里的原因;一直如此请发给维护者。' },
};
const NO_REASON = { why: '还没有试过', todo: '看机器人是否在运行;免打扰时间过后会自动发出。' };

/** Chats in which messages do not get out, each with why and what to do. */
export async function outboxTroubles(given: {
  store: Pick<Store, 'outbox'>;
  organisation: Organisation;
  now: Instant;
}): Promise<Trouble[]> {
  const { store, organisation, now } = given;
  const stuck = await store.outbox.stuck(now - LONG_WAIT_MS, MOST_ROWS);
  const names = new Map(organisation.rooms.map(({ id, name }) => [id, name]));
  const piles = new Map<string, StuckSend[]>();
  for (const row of stuck) {
    const pile = [row.network, row.chatId, row.state, codeOf(row.error)].join('\n');
    piles.set(pile, [...(piles.get(pile) ?? []), row]);
  }
  const told = [...piles.values()].slice(0, MOST_CHATS).map((rows) => pileTrouble(rows, names, now));
  const left = piles.size - told.length;
  if (left <= 0) return told;
  const more = `还有 ${left} 个群的消息没发出去,这里不一一列出。`;
  return [...told, { what: 'outbox-waiting', message: more, todo: '先处理上面的,再看一遍。' }];
}

function pileTrouble(rows: readonly StuckSend[], names: ReadonlyMap<string, string>, now: Instant): Trouble {
  const [first] = rows;
  if (!first) throw new Error('a pile has a row');
  const { network, chatId, state, error, createdAt } = first;
  const { why, todo } = error === null ? NO_REASON : reasonOf(error);
  const name = names.get(`${network}:${chatId}`);
  const chat = name ? `「${name}」(${network}:${chatId})` : `${network}:${chatId}`;
  const age = lengthText(now - createdAt);
  return state === 'failed'
    ? { what: 'outbox-failed', message: `${chat} 有 ${rows.length} 条消息发不出去,已不再试:${why}。`, todo }
    : {
        what: 'outbox-waiting',
        message: `${chat} 有 ${rows.length} 条消息没发出去,最早的已等 ${age}:${why}。`,
        todo,
      };
}

function reasonOf(error: string): { why: string; todo: string } {
  return REASONS[codeOf(error)] ?? { why: error.slice(0, 100), todo: '看日志里的原因。' };
}

/** `chat: not-in-room` and `not-in-room` are the same. */
function codeOf(error: string | null): string {
  return (error ?? '').replace(/^chat: /, '').split(/[\s:(]/)[0] ?? '';
}
