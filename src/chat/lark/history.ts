import { setTimeout as pause } from 'node:timers/promises';
import { ChatError } from '../../app/errors.ts';
import type { Instant } from '../../engine/glossary.ts';
import { SECOND_MS } from '../../engine/glossary.ts';
import type { InboundMessage } from '../message.ts';
import type { LarkApi, LarkPage } from './api.ts';
import { type BotSelf, hearListed } from './normalise.ts';

export interface HistoryParts {
  api: Pick<LarkApi, 'listMessages'>;
  bot: BotSelf;
  /** What Lark calls a chat of ours; null: no history of it can be asked for. */
  remoteChat(chatId: string): string | null;
  /** The message with its sender's name. */
  named?(message: InboundMessage): Promise<InboundMessage>;
  /** An item of a shape that is not known was left out. */
  onUnknown?(): void;
  /** Between two calls, over all chats. Lark allows 50 a second, which sending shares with nobody. */
  everyMs?: number;
}

export type LarkHistory = (chatId: string, since: Instant) => AsyncIterable<InboundMessage>;

const EVERY_MS = 100;
const TRIES = 5;
const FIRST_WAIT_MS = 1000;

/** What people said in a chat at or after `since`, oldest first, page by page. Throws a ChatError. */
export function createHistory(parts: HistoryParts): LarkHistory {
  const turn = createPace(parts.everyMs ?? EVERY_MS);
  const named = async (message: InboundMessage) => parts.named?.(message) ?? message;
  return async function* history(chatId, since) {
    const remote = parts.remoteChat(chatId);
    if (remote === null) return;
    for await (const page of pagesOf({ remote, since, parts, turn })) {
      for (const message of heardIn(page, { chatId, since, parts })) yield await named(message);
    }
  };
}

interface Reading {
  remote: string;
  since: Instant;
  parts: HistoryParts;
  turn(): Promise<void>;
}

async function* pagesOf({ remote, since, parts, turn }: Reading): AsyncGenerator<LarkPage<unknown>> {
  const startSec = Math.floor(since / SECOND_MS);
  let pageToken: string | undefined;
  do {
    const ask = { chatId: remote, startSec, pageToken };
    const page = await patiently(async () => {
      await turn();
      return parts.api.listMessages(ask);
    }, parts.everyMs ?? FIRST_WAIT_MS);
    yield page;
    // The same token again would lead round in a circle.
    pageToken = page.nextToken === pageToken ? undefined : (page.nextToken ?? undefined);
  } while (pageToken !== undefined);
}

function* heardIn(
  page: LarkPage<unknown>,
  { chatId, since, parts }: { chatId: string; since: Instant; parts: HistoryParts },
): Generator<InboundMessage> {
  for (const item of page.items) {
    const heard = hearListed(item, chatId, parts.bot);
    if (heard.kind === 'unknown') parts.onUnknown?.();
    if (heard.kind === 'message' && heard.message.sentAt >= since) yield heard.message;
  }
}

/** Lets calls through one after another, `everyMs` apart at least. */
function createPace(everyMs: number): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const turn = last.then(() => undefined);
    last = turn.then(() => pause(everyMs));
    return turn;
  };
}

/** Tries again what may go better later, as long after as Lark says. */
async function patiently<T>(work: () => Promise<T>, firstWaitMs: number): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ChatError) || !error.retryable || attempt >= TRIES) throw error;
      await pause(error.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1));
    }
  }
}
