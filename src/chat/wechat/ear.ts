import type { Clock, LinkStatus, Log, Meter, Pictures, Receiver } from '../../app/ports.ts';
import { realTimer, type Timer } from '../../app/timer.ts';
import { createLanes } from '../lanes.ts';
import { type ChatEvent, personOf } from '../message.ts';
import type { Echoes } from './echoes.ts';
import { type Account, isTooOld, NETWORK, toChatEvent, toInbound } from './inbound.ts';
import { createSorter, type Sorter } from './order.ts';
import type { ChildEvent, ChildLine } from './protocol.ts';
import type { RoomLooks } from './rooms.ts';
import type { SaidLately } from './said-lately.ts';

export interface EarParts {
  clock: Clock;
  log: Log;
  meter: Meter;
  pictures: Pictures;
  echoes: Echoes;
  recent: SaidLately;
  looks: RoomLooks;
  holdMs: number;
  /** The line is kept, or nothing of it has to be. */
  taken(lineId: string): void;
  /** For tests. */
  timer?: Timer;
}

/** What is heard, on its way to the bot: in order per chat, each thing kept before the next one of its chat. */
export interface Ear {
  open(receiver: Receiver): void;
  hear(event: ChildEvent): void;
  status(status: LinkStatus): void;
  /** Waits no longer for what may have been overtaken. */
  flush(): void;
  /** Resolves when everything heard has been handed on; nothing is after it. */
  close(): Promise<void>;
}

export function createEar(parts: EarParts): Ear {
  return new Listener(parts);
}

/** What waits for its turn: a line, or something that happened in the room. */
type Item =
  | { atMs: number; line: ChildLine; spooled: boolean }
  | { atMs: number; event: ChatEvent; lineId: string | null };

/** The network does not bring a message again: while the database is away, it is tried again here, for some days. */
const MESSAGE_TRIES = 20_000;
/** What happened in a room must not hold up what is said there. */
const EVENT_TRIES = 6;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

class Listener implements Ear {
  readonly #parts: EarParts;
  readonly #lanes = createLanes();
  readonly #sorter: Sorter<Item>;
  #receiver: Receiver | null = null;
  #closing = new AbortController();
  #account: Account = { id: '', name: '' };

  constructor(parts: EarParts) {
    this.#parts = parts;
    this.#sorter = createSorter(parts.holdMs, (chatId, item) => {
      const receiver = this.#receiver;
      if (receiver) void this.#lanes.run(chatId, () => this.#handOn(item, receiver));
    });
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
    this.#closing = new AbortController();
  }

  status(status: LinkStatus): void {
    this.#receiver?.status(status);
  }

  hear(event: ChildEvent): void {
    const { looks, log, clock } = this.#parts;
    if (event.type === 'login') {
      this.#account = { id: event.accountId, name: event.name };
      looks.restart();
    } else if (event.type === 'invited') {
      log.warn({ network: NETWORK }, 'invited to a room: accept it on the phone, the bot does not');
    } else if (event.type === 'spool-refused') {
      log.warn({ network: NETWORK, detail: event.line }, 'what a killed bot had not taken cannot be read');
    } else if (event.type === 'line') {
      this.#hearLine(event.line, event.spooled ?? false);
    } else {
      if (event.type === 'topic' || event.type === 'members') looks.changed(event.roomId);
      this.#put(toChatEvent(event, clock.now()));
    }
  }

  flush(): void {
    this.#sorter.flush();
  }

  async close(): Promise<void> {
    this.#sorter.flush();
    this.#closing.abort();
    await this.#lanes.drained();
    this.#receiver = null;
  }

  #hearLine(line: ChildLine, spooled: boolean): void {
    const { echoes, looks, clock, meter, taken } = this.#parts;
    const { chatId, text, own, kind } = line;
    if (own) {
      // A file that the bot sent comes back as something else.
      const isPicture = kind === 'picture' || kind === 'other';
      echoes.hear({ chatId, remoteId: line.id, text, isPicture });
    } else if (isTooOld(line, clock.now())) {
      meter.count('messages_stale', { network: NETWORK });
      taken(line.id);
    } else {
      if (personOf(chatId) === null) looks.spokenIn(chatId);
      if (kind === 'recalled') this.#put(toChatEvent({ type: 'line', line }, clock.now()), line.id);
      else this.#sorter.put(chatId, { atMs: line.atMs || clock.now(), line, spooled });
    }
  }

  #put(event: ChatEvent | null, lineId: string | null = null): void {
    if (event) this.#sorter.put(event.chatId, { atMs: event.at, event, lineId });
    else if (lineId !== null) this.#parts.taken(lineId);
  }

  async #handOn(item: Item, receiver: Receiver): Promise<void> {
    const lineId = 'event' in item ? item.lineId : item.line.id;
    const isDone = await this.#tryToKeep(item, receiver);
    if (isDone && lineId !== null) this.#parts.taken(lineId);
  }

  /** False: the bot stops, and it could not be kept. */
  async #tryToKeep(item: Item, receiver: Receiver): Promise<boolean> {
    const { clock, log } = this.#parts;
    const work = 'event' in item ? () => receiver.event(item.event) : await this.#delivery(item, receiver);
    if (!work) return true;
    const { signal } = this.#closing;
    const tries = 'event' in item ? EVENT_TRIES : MESSAGE_TRIES;
    for (let tried = 1; tried <= tries; tried += 1) {
      // Once the bot stops, everything is tried one last time.
      const isLast = signal.aborted;
      try {
        await work();
        return true;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.error({ network: NETWORK, tried, reason, at: clock.now() }, 'what was heard could not be kept');
        if (isLast) return false;
        await this.#pause(Math.min(FIRST_WAIT_MS * 2 ** (tried - 1), LONGEST_WAIT_MS), signal);
      }
    }
    return true;
  }

  /** Ends early when the bot stops. */
  async #pause(ms: number, stopping: AbortSignal): Promise<void> {
    const { timer = realTimer } = this.#parts;
    if (stopping.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        callOff();
        stopping.removeEventListener('abort', end);
        resolve();
      };
      const callOff = timer.after(ms, end);
      stopping.addEventListener('abort', end);
    });
  }

  async #delivery(
    { line, spooled }: Extract<Item, { line: ChildLine }>,
    receiver: Receiver,
  ): Promise<(() => Promise<void>) | null> {
    const { clock, recent } = this.#parts;
    const pictures = { save: (bytes: Uint8Array) => this.#savePicture(bytes) };
    const parts = { account: this.#account, now: clock.now(), recent, pictures, spooled };
    const message = await toInbound(line, parts);
    return message && (() => receiver.message(message));
  }

  /** A full disk costs the picture, not the words that came with it. */
  async #savePicture(bytes: Uint8Array): Promise<string | null> {
    const { pictures, log } = this.#parts;
    try {
      return await pictures.save(bytes);
    } catch (err) {
      log.error({ err, network: NETWORK }, 'a picture could not be kept');
      return null;
    }
  }
}
