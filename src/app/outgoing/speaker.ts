import type { Instant } from '../../engine/glossary.ts';
import type { Mine, PendingSend, SendResult } from '../ports.ts';
import { within } from '../within.ts';
import { createHand } from './hand.ts';
import { createLanes } from './lanes.ts';
import { createPages } from './pages.ts';
import { createSettler } from './settler.ts';
import { createSoon } from './soon.ts';
import { createVoice, type VoiceParts } from './voice.ts';
import { createWakes } from './wakes.ts';

/** Speaks on one network; a slow or broken network holds up no other. */
export interface Speaker {
  /** A row just committed: said at once where nothing older of its chat waits. */
  offer(row: PendingSend): void;
  /** Takes up rows of the database that are due. Resolves when the first of them are in hand. */
  poll(): Promise<void>;
  /** Polls soon; many wishes make one poll. */
  pollSoon(): void;
  /** Resolves with true when something may be shown in the chat that is no row of the outbox. */
  turn(chatId: string): Promise<boolean>;
  /** Whether something of the lane is under way or not yet written down. */
  inHand(lane: number): boolean;
  idle(): Promise<void>;
  /** Ends within `STOP_MS`: what has not been said stays in the outbox. */
  stop(): Promise<void>;
}

export interface SpeakerParts extends VoiceParts {
  /** The chats of this network that are this process's to speak in. */
  mine(): Mine;
  /** Something was said, and that is written down. */
  onSaid?: (() => void) | undefined;
}

const POLL_LIMIT = 2000;
const STOP_MS = 1_500;
/** With so much in hand a read mostly shows what is known. */
const MUCH = 200;

export function createSpeaker(parts: SpeakerParts): Speaker {
  const taking = createTaking(parts);
  const { hand, stopped, lanes, settler, governor } = taking;
  const spoken = async () => {
    await lanes.idle();
    await settler.idle();
  };
  const pages = createPages({ ...parts, spoken, readPage: () => readPage(taking, parts) });
  const poll = createSoon({ ...parts, busy: () => hand.size() > MUCH, read: pages.read });
  const wakes = createWakes(parts.clock, parts.timer, poll.soon);
  taking.onRetry = wakes.at;
  return {
    offer: (row) => {
      if (pages.more()) pages.missed();
      else if (!stopped.has(row.chatId)) taking.take(row);
      else if (row.urgent) poll.soon();
    },
    poll: pages.read,
    pollSoon: poll.soon,
    turn: (chatId) => governor.turn({ chatId, urgent: () => false }),
    inHand: hand.inLane,
    idle: async () => {
      await poll.idle();
      await pages.idle();
      await spoken();
    },
    stop: async () => {
      poll.stop();
      wakes.stop();
      pages.close();
      lanes.close();
      governor.stop();
      await within(STOP_MS, lanes.idle(), parts.timer);
      await settler.close();
    },
  };
}

/** Takes rows up, has them said chat by chat, and has what came of it written down. */
function createTaking(parts: SpeakerParts) {
  const hand = createHand();
  /** Chats whose first row failed for now, with when it is tried again: what is behind it waits until then. */
  const stopped = new Map<string, Instant>();
  const { speak, governor } = createVoice(parts);
  const settler = createSettler({
    ...parts,
    written: (results: readonly SendResult[]) => {
      for (const result of results) {
        hand.written(result.key);
        if (result.state === 'retry') taking.onRetry(result.nextAttemptAt);
      }
      if (results.some(({ state }) => state === 'sent')) parts.onSaid?.();
    },
  });
  const lanes = createLanes({
    speak,
    report: (step, chatId, left) => {
      for (const row of left) hand.forget(row.key);
      if (step.next === 'stop') stopped.set(chatId, NOT_KNOWN_YET);
      settler.add(step.results);
    },
  });
  const taking = {
    hand,
    stopped,
    governor,
    settler,
    lanes,
    /** Called with when a row is to be tried again, once that is written. */
    onRetry: (_at: Instant) => {},
    take: (row: PendingSend) => {
      if (!hand.take(row)) return;
      lanes.add(row);
      if (row.urgent) governor.look();
    },
  };
  return taking;
}

/** Not before it has been written down. */
const NOT_KNOWN_YET: Instant = Number.POSITIVE_INFINITY;

/** Takes up what is due. Whether more may wait unread. */
async function readPage(taking: ReturnType<typeof createTaking>, parts: SpeakerParts): Promise<boolean> {
  const { hand, stopped, settler } = taking;
  const mine = parts.mine();
  if (mine.networks.length === 0) return false;
  // Only what was written before the read may be forgotten: the read may still show later ones as waiting.
  const before = settler.takeWritten();
  const now = parts.clock.now();
  const rows = await parts.outbox.ready(now, POLL_LIMIT, mine);
  for (const result of before) {
    const chatId = hand.forget(result.key);
    if (chatId !== null && stopped.has(chatId)) stopped.set(chatId, againAt(result));
  }
  for (const [chatId, at] of stopped) if (at <= now) stopped.delete(chatId);
  for (const row of rows) if (!stopped.has(row.chatId)) taking.take(row);
  return rows.length === POLL_LIMIT;
}

/** What was only put off for the day stops nothing behind it. */
function againAt(result: SendResult): Instant {
  return result.state === 'retry' && result.error !== 'budget-spent' ? result.nextAttemptAt : NOT_KNOWN_YET;
}
