import { type OutboundMessage, personOf } from '../../chat/message.ts';
import { MINUTE_MS, type Network, SECOND_MS } from '../../engine/glossary.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { asChatError } from '../errors.ts';
import { NO_NEEDS } from '../incoming/needs.ts';
import { roomId } from '../keys.ts';
import type { Chat, Clock, Log, Meter, Mine, StaleCard, Store } from '../ports.ts';
import type { Sentences } from '../reply.ts';
import { realTimer, type Timer } from '../timer.ts';
import { targetOfRoom } from './address.ts';

/** Shows the cards of tickets that have moved on as they stand now. What is stale is written down, so no crash loses it. */
export interface CardRefresher {
  /** A ticket may have changed or a card been sent: looks soon, all calls during a round as one. */
  wake(): void;
  /** Looks in a moment, all calls until then as one: something was said that may have moved on since it was composed. */
  wakeSoon(): void;
  /** Looks now; resolves when every stale card is shown anew or has been tried. */
  refresh(): Promise<void>;
  /** No further round is begun; resolves when what is under way is finished. */
  stop(): Promise<void>;
}

export interface RefresherParts {
  store: Pick<Store, 'cards' | 'load'>;
  chats: readonly Chat[];
  clock: Clock;
  log: Log;
  policy: ServicePolicy;
  sentences: Sentences;
  meter?: Meter | undefined;
  directory(): Promise<Directory>;
  /** Which chats this process speaks in; left out: all. */
  mine?(): Mine;
  /** Waits until the network takes one more message there, and runs the work; left out: at once. */
  speak?: Speak | undefined;
  /** Left out: the real one. */
  timer?: Timer | undefined;
}

/** False: the chat is no longer this process's, and nothing was said. */
export type Speak = (
  where: { network: Network; chatId: string },
  work: () => Promise<void>,
) => Promise<boolean>;

/** A round takes so many; what is left waits for the next. */
const CARDS_AT_ONCE = 100;
/** An error nobody knows is not tried for ever. */
const MAX_FAILURES = 5;
const SOON_MS = 500;
/** What could not be shown is tried again by itself: in a quiet town nothing else would bring it up for a minute. */
const FIRST_RETRY_MS = 2 * SECOND_MS;
const LONGEST_RETRY_MS = MINUTE_MS;

export function createCardRefresher(parts: RefresherParts): CardRefresher {
  const failures = new Map<string, number>();
  const editing = parts.chats.some((chat) => chat.cards && chat.edit);
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let retryMs = FIRST_RETRY_MS;
  const rounds = async () => {
    while (again && !stopped) {
      again = false;
      const { more, left } = await round(parts, failures);
      if (more) again = true;
      if (left) alarm.within(retryMs);
      retryMs = left ? Math.min(retryMs * 2, LONGEST_RETRY_MS) : FIRST_RETRY_MS;
    }
  };
  const refresh = async (): Promise<void> => {
    if (!editing || stopped) return;
    again = true;
    running ??= rounds().finally(() => {
      running = null;
    });
    await running;
  };
  const wake = () => {
    void refresh().catch((error) => parts.log.error({ error }, 'cards could not be refreshed'));
  };
  const alarm = createAlarm(parts.timer ?? realTimer, wake);
  return {
    refresh,
    wake,
    wakeSoon: () => {
      if (editing && !stopped) alarm.within(SOON_MS);
    },
    stop: async () => {
      stopped = true;
      alarm.stop();
      await running?.catch(() => {});
    },
  };
}

/** Goes off once, at the earliest of the moments it was asked for. */
function createAlarm(timer: Timer, goOff: () => void) {
  let set: { atMs: number; callOff(): void } | null = null;
  const stop = () => {
    set?.callOff();
    set = null;
  };
  return {
    stop,
    within: (ms: number) => {
      const atMs = timer.nowMs() + ms;
      if (set && set.atMs <= atMs) return;
      stop();
      const callOff = timer.after(ms, () => {
        set = null;
        goOff();
      });
      set = { atMs, callOff };
    },
  };
}

interface Round {
  /** There may be more that can be shown now. */
  more: boolean;
  /** Some could not be shown. */
  left: boolean;
}

/** One card after the other: a newer state never comes before an older. */
async function round(parts: RefresherParts, failures: Map<string, number>): Promise<Round> {
  const cards = await parts.store.cards.stale(CARDS_AT_ONCE, parts.mine?.());
  if (cards.length === 0) return { more: false, left: false };
  const tickets = await ticketsOf(cards, parts);
  const directory = await parts.directory();
  const unreachable = new Set<Network>();
  let shown = 0;
  for (const card of cards) {
    if (unreachable.has(card.network)) continue;
    const outcome = await showAnew(card, { ticket: tickets.get(card.ticketId), directory, parts, failures });
    if (outcome === 'unreachable') unreachable.add(card.network);
    if (outcome === 'done') shown += 1;
  }
  const left = shown < cards.length;
  return { more: !left, left };
}

async function ticketsOf(
  cards: readonly StaleCard[],
  { store }: RefresherParts,
): Promise<ReadonlyMap<string, Ticket>> {
  const ids = [...new Set(cards.map((card) => card.ticketId))];
  const loaded = await store.load({ ...NO_NEEDS, tickets: ids.map((id) => ({ by: 'id', id })) });
  return new Map(loaded.tickets.map((ticket) => [ticket.id, ticket]));
}

interface Showing {
  ticket: Ticket | undefined;
  directory: Directory;
  parts: RefresherParts;
  failures: Map<string, number>;
}

/** `done`: shown, or given up for good. `later`: tried again in another round. */
async function showAnew(card: StaleCard, showing: Showing): Promise<'done' | 'later' | 'unreachable'> {
  const { ticket, parts, failures } = showing;
  const chat = parts.chats.find((one) => one.network === card.network);
  if (!chat) return 'later';
  if (!ticket || !chat.edit) {
    await parts.store.cards.abandon([card.key]);
    return 'done';
  }
  const edit = chat.edit.bind(chat);
  try {
    const message = messageOf(card, ticket, showing);
    const said = await speak(card, () => edit(card.remoteId, message), parts);
    if (!said) return 'later';
  } catch (thrown) {
    return settleFailure(card, thrown, showing);
  }
  failures.delete(card.key);
  await parts.store.cards.shown([{ key: card.key, version: ticket.version }]);
  parts.meter?.count('cards_updated', { network: card.network });
  return 'done';
}

async function speak(card: StaleCard, work: () => Promise<void>, parts: RefresherParts): Promise<boolean> {
  if (parts.speak) return parts.speak(card, work);
  await work();
  return true;
}

function messageOf(card: StaleCard, ticket: Ticket, { directory, parts }: Showing): OutboundMessage {
  const { toResidents } = targetOfRoom(card.roomId ?? roomId(card.network, card.chatId), directory, []);
  const { policy, clock, sentences } = parts;
  const { zone } = policy.calendar;
  const inPrivate = personOf(card.chatId) !== null;
  const speaking = { now: clock.now(), zone, directory, policy, toResidents, inPrivate };
  const content = sentences.ticketCard(ticket, null, speaking);
  return {
    key: card.key,
    network: card.network,
    chatId: card.chatId,
    text: content.text,
    replyTo: null,
    mentions: [],
    ticketId: ticket.id,
    card: content,
  };
}

/** A card that cannot be changed any more is left as it is; a network that is away is asked again later. */
async function settleFailure(
  card: StaleCard,
  thrown: unknown,
  { parts, failures }: Showing,
): Promise<'done' | 'later' | 'unreachable'> {
  const error = asChatError(thrown);
  const count = (failures.get(card.key) ?? 0) + (error.code === 'unknown' ? 1 : 0);
  failures.set(card.key, count);
  parts.log.warn({ key: card.key, code: error.code }, 'a card was not changed');
  if (error.retryable && count < MAX_FAILURES) return error.code === 'unknown' ? 'later' : 'unreachable';
  failures.delete(card.key);
  await parts.store.cards.abandon([card.key]);
  return 'done';
}
