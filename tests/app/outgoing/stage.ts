import type { ChatError } from '../../../src/app/errors.ts';
import { noMeter } from '../../../src/app/meter.ts';
import { createSender, type Sender, type Speaking } from '../../../src/app/outgoing/sender.ts';
import type {
  Chat,
  CounterName,
  OutboxRecord,
  OutboxStore,
  PendingSend,
  SendingLimits,
  SendResult,
  StuckSend,
} from '../../../src/app/ports.ts';
import { shareAlone } from '../../../src/app/sharing/share.ts';
import type { OutboundMessage } from '../../../src/chat/message.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';
import { MONDAY_9, makePolicy } from '../../support/make-ticket.ts';

/**
 * An outbox in memory with the contract's promises as far as a sender needs them: the database suites prove them of the
 * real one.
 */
export class Outbox implements OutboxStore {
  rows: PendingSend[] = [];
  results: SendResult[] = [];
  begun: string[][] = [];
  reads = 0;
  /** Messages of the day that were said before. */
  saidBefore = 0;
  /** Thrown by the next write. */
  writeFault: Error | null = null;
  async ready(now: number, limit: number): Promise<PendingSend[]> {
    this.reads += 1;
    const latest = new Map(this.results.map((one) => [one.key, one]));
    const waits = new Set<string>();
    const ready = this.rows.filter((row) => {
      const result = latest.get(row.key);
      if (result && result.state !== 'retry') return false;
      if (result?.state === 'retry' && result.nextAttemptAt > now) waits.add(row.chatId);
      return !waits.has(row.chatId);
    });
    const tries = this.tries();
    return ready.slice(0, limit).map((row) => {
      const refused = tries.get(row.key) ?? [];
      const uncertain = row.uncertain === true || refused.at(-1) === 'uncertain';
      return { ...row, attempts: refused.length, uncertain };
    });
  }
  /** Why each row was refused so far. */
  private tries(): Map<string, string[]> {
    const tries = new Map<string, string[]>();
    for (const result of this.results) {
      if (result.state === 'retry') tries.set(result.key, [...(tries.get(result.key) ?? []), result.error]);
    }
    return tries;
  }
  async settle(results: readonly SendResult[]): Promise<void> {
    const fault = this.writeFault;
    this.writeFault = null;
    if (fault) throw fault;
    this.results.push(...results);
  }
  async nextReadyAt(): Promise<number | null> {
    return null;
  }
  async begin(keys: readonly string[]): Promise<void> {
    this.begun.push([...keys]);
  }
  async sentSince(): Promise<number> {
    return this.saidBefore;
  }
  async onNew(): Promise<() => Promise<void>> {
    return async () => {};
  }
  async stuck(): Promise<readonly StuckSend[]> {
    return [];
  }
}

/** A sender with one network that says what the test wants, a clock and a timer moved by hand. */
export interface SenderStage {
  sender: Sender;
  outbox: Outbox;
  timer: HandTimer;
  said: OutboundMessage[];
  /** Thrown by the next sends, in this order; null: taken. */
  refusals: (ChatError | null)[];
  /** The next send answers when this resolves. */
  held: Promise<void> | null;
  counted: Map<CounterName, number>;
  budgetsSpent: string[];
  share: Speaking;
  /** Nobody is in touch with the network. */
  isAway: boolean;
  now(): number;
  /** Moves both clocks on, what falls due on the way included. */
  pass(ms: number): Promise<void>;
  commit(row: Partial<OutboxRecord>): OutboxRecord;
}

export interface SenderStaging {
  outbox?: Outbox;
  limits?: SendingLimits;
  idempotent?: boolean;
  share?: Partial<Speaking>;
}

export function setSenderStage(staging: SenderStaging = {}): SenderStage {
  const { outbox = new Outbox(), share } = staging;
  const timer = createHandTimer();
  const startedMs = timer.nowMs();
  const now = () => MONDAY_9 + timer.nowMs() - startedMs;
  const alone = shareAlone(['playground']);
  const stage: SenderStage = {
    outbox,
    timer,
    said: [],
    refusals: [],
    held: null,
    counted: new Map(),
    budgetsSpent: [],
    share: { ...alone, ...share },
    isAway: false,
    now,
    pass: (ms) => timer.run(ms),
    commit: (row) => commit(outbox, now(), row),
    sender: createSender({
      outbox,
      chats: [edgeOf(staging, () => stage)],
      share: {
        mine: () => stage.share.mine(),
        holds: (network, chatId) => stage.share.holds(network, chatId),
        processes: () => stage.share.processes(),
      },
      clock: { now },
      calendar: makePolicy().calendar,
      timer,
      random: () => 0.5,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      meter: {
        ...noMeter,
        count: (name, _labels, by = 1) => stage.counted.set(name, (stage.counted.get(name) ?? 0) + by),
      },
      onBudgetSpent: (network) => stage.budgetsSpent.push(network),
      isAway: () => stage.isAway,
    }),
  };
  return stage;
}

function edgeOf({ limits, idempotent = true }: SenderStaging, stage: () => SenderStage): Chat {
  return {
    network: 'playground',
    ...(limits && { limits }),
    idempotent,
    start: async () => {},
    stop: async () => {},
    send: async (message) => {
      const { held, refusals, said } = stage();
      await held;
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      said.push(message);
      return { remoteId: `r-${message.key}` };
    },
  };
}

function commit(outbox: Outbox, now: number, row: Partial<OutboxRecord>): OutboxRecord {
  const record: OutboxRecord = {
    key: 'a',
    network: 'playground',
    chatId: 'room',
    roomId: null,
    text: row.key ?? 'a',
    replyTo: null,
    mentions: [],
    ticketIds: [],
    code: 'opened',
    createdAt: now,
    notBefore: 0,
    urgent: false,
    ...row,
  };
  outbox.rows.push({ ...record, ticketId: record.ticketIds[0] ?? null, attempts: 0 });
  return record;
}
