import { randomUUID } from 'node:crypto';
import { COMMANDS } from '../commands/index.ts';
import { createLinli, type Linli } from '../src/app/linli.ts';
import { loadPolicy } from '../src/app/policy/policy-file.ts';
import type { Store } from '../src/app/ports.ts';
import type { InboundMessage } from '../src/chat/message.ts';
import { openStore } from '../src/store/store.ts';
import { sentences } from '../src/text/zh-cn.ts';
import { benchTown } from './town.ts';

export const COMMUNITIES = 40;

/** The whole bot with an edge that takes every message at once and notes when. */
export interface Rig {
  store: Store;
  linli: Linli;
  /** When the reply to a message was handed to the edge, by message id; performance.now() milliseconds. */
  answeredAt: Map<string, number>;
  close(): Promise<void>;
}

const log = {
  info: () => {},
  warn: () => {},
  error: (data: object, text: string) => console.error(text, data),
};

export async function openRig(url: string): Promise<Rig> {
  const opened = await openStore({ url, log, exclusive: true });
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`);
  const policy = await loadPolicy('policies/default.yaml');
  if (!policy.ok) throw new Error(JSON.stringify(policy.faults));
  const { store } = opened;
  await store.saveOrganisation(benchTown(COMMUNITIES), Date.now());
  const answeredAt = new Map<string, number>();
  const linli = createLinli({
    store,
    clock: { now: () => Date.now() },
    log,
    policy: policy.policy,
    commands: COMMANDS,
    sentences,
    newCode: () => '000000',
    chats: [
      {
        network: 'playground',
        start: async () => {},
        stop: async () => {},
        send: async (message) => {
          if (message.replyTo !== null) answeredAt.set(message.replyTo, performance.now());
          return { remoteId: `r-${message.key}` };
        },
      },
    ],
  });
  await linli.start();
  const close = async () => {
    await linli.stop();
    await store.close();
  };
  return { store, linli, answeredAt, close };
}

export function messageOf(chatId: string, text: string): InboundMessage {
  const id = randomUUID();
  return {
    network: 'playground',
    messageId: id,
    chatId,
    chatKind: 'group',
    senderId: `wx-${id.slice(0, 8)}`,
    senderName: '居民',
    text,
    images: [],
    replyTo: null,
    mentionsBot: false,
    mentions: [],
    sentAt: Date.now(),
  };
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `total` pieces of work, `atOnce` under way at any time. Milliseconds for all of them. */
export async function inParallel(
  total: number,
  atOnce: number,
  work: (n: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    while (next < total) {
      const n = next;
      next += 1;
      await work(n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return performance.now() - started;
}
