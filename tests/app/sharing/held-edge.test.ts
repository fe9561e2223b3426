import { beforeEach, expect, test } from 'vitest';
import type { Chat, LinkStatus } from '../../../src/app/ports.ts';
import { createHeldEdge, type HeldEdge } from '../../../src/app/sharing/held-edge.ts';
import { receiverOf } from '../../support/receiver.ts';

let events: string[];
let mayRun: boolean;
let broken: boolean;
let edge: HeldEdge;

beforeEach(() => {
  events = [];
  mayRun = false;
  broken = false;
  const chat: Chat = {
    network: 'wechat',
    start: async () => {
      if (broken) throw new Error('no such account');
      events.push('started');
    },
    stop: async () => void events.push('stopped'),
    send: async () => ({ remoteId: 'r' }),
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  edge = createHeldEdge({ chat, runs: () => mayRun, log });
});

const receiver = receiverOf({
  status: ({ state, reason }: LinkStatus) => void events.push(`${state} ${reason}`),
});

/** Something about the right has changed. */
async function nowMayRun(may: boolean): Promise<void> {
  mayRun = may;
  edge.follow();
  await edge.settled();
}

test('an edge runs from when its right is had until it is lost, and again', async () => {
  await edge.chat.start(receiver);
  expect(events).toEqual(['down held-elsewhere']);
  await nowMayRun(true);
  await nowMayRun(true);
  await nowMayRun(false);
  await nowMayRun(true);
  expect(events.slice(1)).toEqual(['started', 'stopped', 'down held-elsewhere', 'started']);
});

test('it is not started before the bot starts, nor after it stops', async () => {
  await nowMayRun(true);
  expect(events).toEqual([]);
  await edge.chat.start(receiver);
  await edge.chat.stop();
  await nowMayRun(true);
  expect(events).toEqual(['started', 'stopped']);
});

test('one that cannot start is a status, and is tried again when its right comes back', async () => {
  broken = true;
  mayRun = true;
  await edge.chat.start(receiver);
  expect(events).toEqual(['down crashed']);
  broken = false;
  await nowMayRun(true);
  expect(events).toEqual(['down crashed', 'started']);
});
