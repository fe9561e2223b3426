import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ChatError } from '../../app/errors.ts';
import type { Pictures, SentFile } from '../../app/ports.ts';
import { isReportFile } from '../../app/reports/reference.ts';
import type { OutboundMessage } from '../message.ts';
import { pictureExtension } from '../pictures.ts';
import { forgetOldest } from '../recent.ts';
import type { Echoes } from './echoes.ts';
import type { ChildCommand, ChildEvent } from './protocol.ts';
import type { SaidLately } from './said-lately.ts';
import { splitText } from './split.ts';
import type { WechatTimes } from './times.ts';

const REMEMBERED = 5000;

export interface SendingParts {
  /** False: there is no process to be told. */
  tell(command: ChildCommand): boolean;
  loggedIn(): boolean;
  echoes: Echoes;
  recent: SaidLately;
  pictures: Pictures;
  times: Pick<WechatTimes, 'sendMs' | 'pictureMs' | 'echoMs' | 'pieceMs'>;
  now(): number;
}

export interface Sending {
  send(message: OutboundMessage): Promise<{ remoteId: string }>;
  answered(event: Extract<ChildEvent, { type: 'sent' | 'not-sent' }>): void;
  /** Nobody will answer what has been asked so far. */
  lost(): void;
}

/** One piece of a message, as it goes over the wire. */
interface Piece {
  /** Of the message's key and the piece's place. */
  name: string;
  chatId: string;
  text: string;
  mentions: readonly string[];
  /** Or a file: puppets tell them apart by the name. */
  picture: SentFile | null;
}

type Answer =
  | { type: 'sent'; remoteId: string | null }
  | { type: 'not-sent'; why: 'unsent' | 'refused' | 'unclear'; line: string };

/**
 * Says each piece once. WeChat has no idempotency keys, so what is unsure is settled by the account's own echo; a text
 * without one may be said again, a picture never.
 */
export function createSending(parts: SendingParts): Sending {
  return new Speaker(parts);
}

interface Asked {
  piece: Piece;
  /** Nobody waits any more. */
  over: boolean;
  answer(answer: Answer): void;
}

class Speaker implements Sending {
  readonly #parts: SendingParts;
  /** Remote ids of pieces said, and pieces that may have been. */
  readonly #said = new Map<string, string>();
  readonly #tried = new Set<string>();
  readonly #asked = new Map<string, Asked>();
  /** When something was last said to a chat, by a clock that nobody sets. */
  readonly #lastMs = new Map<string, number>();

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  async send(message: OutboundMessage): Promise<{ remoteId: string }> {
    const { pictures, recent } = this.#parts;
    const remoteIds: string[] = [];
    for (const piece of await piecesOf(message, pictures)) {
      const remoteId = this.#said.get(piece.name) ?? (await this.#say(piece, message.uncertain === true));
      this.#said.set(piece.name, remoteId);
      forgetOldest(this.#said, REMEMBERED);
      remoteIds.push(remoteId);
    }
    const [remoteId = `sent:${message.key}`] = remoteIds;
    if (message.text !== '') recent.add(message.chatId, { id: remoteId, text: message.text });
    return { remoteId };
  }

  answered(event: Extract<ChildEvent, { type: 'sent' | 'not-sent' }>): void {
    const asked = this.#asked.get(event.requestId);
    this.#asked.delete(event.requestId);
    if (asked?.over && event.type === 'sent') this.#hearLate(asked.piece, event.remoteId);
    asked?.answer(event);
  }

  lost(): void {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const one of asked) one.answer({ type: 'not-sent', why: 'unclear', line: 'the process has ended' });
  }

  async #say(piece: Piece, uncertain: boolean): Promise<string> {
    const { echoes, loggedIn, now } = this.#parts;
    const since = now();
    if (uncertain || this.#tried.has(piece.name)) {
      const remoteId = echoes.take({ ...wantedOf(piece), since: 0 });
      if (remoteId !== null) return remoteId;
      if (piece.picture) throw new ChatError('uncertain');
    }
    await this.#waitFor(piece.chatId);
    if (!loggedIn()) throw new ChatError('unreachable', { cause: new Error('not logged in') });
    this.#tried.add(piece.name);
    forgetOldest(this.#tried, REMEMBERED);
    return this.#settle(piece, await this.#ask(piece), since);
  }

  /** Whoever sends us messages keeps them apart, but does not know of pieces. */
  async #waitFor(chatId: string): Promise<void> {
    const lastMs = this.#lastMs.get(chatId) ?? Number.NEGATIVE_INFINITY;
    const leftMs = lastMs + this.#parts.times.pieceMs - performance.now();
    if (leftMs > 0) await wait(leftMs);
    this.#lastMs.delete(chatId);
    this.#lastMs.set(chatId, performance.now());
    forgetOldest(this.#lastMs, REMEMBERED);
  }

  async #settle(piece: Piece, answer: Answer, since: number): Promise<string> {
    const { echoes, times } = this.#parts;
    if (answer.type === 'sent' && answer.remoteId !== null) {
      echoes.known(answer.remoteId);
      return answer.remoteId;
    }
    if (answer.type === 'not-sent' && answer.why === 'unsent') {
      this.#tried.delete(piece.name);
      throw new ChatError('unreachable', { cause: new Error(answer.line) });
    }
    const remoteId = await echoes.wait({ ...wantedOf(piece), since }, times.echoMs);
    if (remoteId !== null) return remoteId;
    if (answer.type === 'sent') return `sent:${piece.name}`;
    const isRefused = answer.why === 'refused' && piece.picture === null;
    throw new ChatError(isRefused ? 'unknown' : 'uncertain', { cause: new Error(answer.line) });
  }

  #ask(piece: Piece): Promise<Answer> {
    const requestId = randomUUID();
    const { chatId, text, mentions, picture } = piece;
    const { sendMs, pictureMs } = this.#parts.times;
    return new Promise((resolve) => {
      const asked: Asked = {
        piece,
        over: false,
        answer: (answer) => {
          clearTimeout(timer);
          asked.over = true;
          resolve(answer);
        },
      };
      const timer = setTimeout(
        () => asked.answer({ type: 'not-sent', why: 'unclear', line: 'no answer' }),
        picture ? pictureMs : sendMs,
      );
      this.#asked.set(requestId, asked);
      forgetOldest(this.#asked, REMEMBERED);
      const command = { type: 'send' as const, requestId, chatId, text, mentions: [...mentions], picture };
      if (!this.#parts.tell(command)) asked.answer({ type: 'not-sent', why: 'unsent', line: 'no process' });
    });
  }

  /** An answer after everybody has stopped waiting is as good as an echo. */
  #hearLate(piece: Piece, remoteId: string | null): void {
    this.#parts.echoes.hear({ ...wantedOf(piece), remoteId: remoteId ?? `sent:${piece.name}` });
  }
}

function wantedOf({ chatId, text, picture }: Piece) {
  return { chatId, text, isPicture: picture !== null };
}

async function piecesOf(message: OutboundMessage, pictures: Pictures): Promise<readonly Piece[]> {
  const { key, chatId, mentions } = message;
  if (message.picture) {
    const picture = isReportFile(message.picture)
      ? await pictures.file?.(message.picture)
      : await pictureOf(message.picture, key, pictures);
    if (!picture) throw new ChatError('bad-message', { cause: new Error('what is to be shown is not here') });
    return [{ name: key, chatId, text: '', mentions: [], picture }];
  }
  return splitText(message.text).map((text, index) => ({
    name: index === 0 ? key : `${key}/${index + 1}`,
    chatId,
    text,
    mentions: index === 0 ? mentions : [],
    picture: null,
  }));
}

/** What other networks hold has no name. */
async function pictureOf(reference: string, key: string, pictures: Pictures): Promise<SentFile | null> {
  const bytes = await pictures.read(reference);
  return bytes && { name: `${key.slice(0, 12)}.${pictureExtension(bytes) ?? 'jpg'}`, bytes };
}
