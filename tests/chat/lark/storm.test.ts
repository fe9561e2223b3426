import { afterEach, expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import type { Chat } from '../../../src/app/ports.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import { larkChatFor } from '../../support/fake-lark/chat.ts';
import { FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';
import { receiverOf } from '../../support/receiver.ts';
import { until } from '../../support/until.ts';

const EVENTS = 600;
const ROOMS = 12;

let lark: FakeLark | null = null;
let chat: Chat | null = null;

afterEach(async () => {
  await chat?.stop();
  await lark?.stop();
});

/** The same numbers at every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Every fault of Lark's that does not need a person to mend it. */
function goWrong(server: FakeLark, dice: (sides: number) => number): void {
  const faults = [
    () => server.socket.terminateAll(),
    () => server.socket.closeAll(),
    () => server.loseAcks(1 + dice(5)),
    () => server.revokeTokens(),
    () => server.faults.next('create', FAULT.gatewayLimit(0)),
    () => server.faults.next('create', FAULT.chatLimit, 1 + dice(3)),
    () => server.faults.next('create', FAULT.serverFault('before')),
    () => server.faults.next('create', FAULT.serverFault('after')),
    () => server.faults.next('reply', FAULT.cut('before')),
    () => server.faults.next('reply', FAULT.cut('after'), 1 + dice(3)),
    () => server.faults.next('token', FAULT.cut('before')),
    () => server.faults.next('members', FAULT.badCode(2200)),
    () => server.delay(dice(20)),
    () => server.hold(),
    () => server.release('reversed'),
    () => server.delay(0),
  ];
  faults[dice(faults.length)]?.();
}

test('whatever goes wrong, each message is heard and each answer said once', async () => {
  const dice = createDice(20_261_121);
  const server = await startFakeLark({ ackTimeoutMs: 200, pushAgainMs: Array(40).fill(50) });
  lark = server;
  const edge = larkChatFor(server, { paces: { patienceMs: 200, checkEveryMs: 20 } });
  chat = edge;
  const kept = new Set<string>();
  let connected = false;
  const answer = async (message: InboundMessage) => {
    // What the bot's store does: the same message again has no effect. And what it does at times: fail.
    if (dice(20) === 0) throw new Error('the database is away');
    if (kept.has(message.messageId)) return;
    kept.add(message.messageId);
    void sayUntilTaken(edge, message);
  };
  const status = ({ state }: { state: string }) => {
    connected = state === 'connected';
  };
  await edge.start(receiverOf({ message: answer, status }));
  await until('connected', () => connected);

  const rooms = Array.from({ length: ROOMS }, (_, index) => server.addChat({ name: `${index}期` }));
  const said: { messageId: string; outcome: Promise<{ acked: boolean }> }[] = [];
  for (let index = 0; index < EVENTS; index++) {
    const [doubled] = (['same-event', 'other-event'] as const).slice(dice(20));
    const where = rooms[dice(ROOMS)] ?? '';
    said.push(
      server.say({ chat: where, from: `ou_${dice(9)}`, text: `${index}`, ...(doubled ? { doubled } : {}) }),
    );
    if (index % 10 === 0) goWrong(server, dice);
    if (index % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  server.release();
  server.delay(0);

  const outcomes = await Promise.all(said.map(({ outcome }) => outcome));
  expect(outcomes.filter(({ acked }) => !acked)).toEqual([]);
  expect([...kept].toSorted()).toEqual(said.map(({ messageId }) => messageId).toSorted());
  await until('all answered', () => server.said().length >= EVENTS, { withinMs: 20_000 });
  expect(
    server
      .said()
      .map(({ replyTo }) => replyTo)
      .toSorted(),
  ).toEqual([...kept].toSorted());
});

/** What the bot's sender does: the same key until it is taken. */
async function sayUntilTaken(edge: Chat, { messageId, chatId }: InboundMessage): Promise<void> {
  for (;;) {
    const message = {
      key: `k-${messageId}`,
      network: 'lark',
      chatId,
      text: '收到',
      replyTo: messageId,
      mentions: [],
      ticketId: null,
    } as const;
    try {
      await edge.send(message);
      return;
    } catch (error) {
      if (!(error instanceof ChatError) || !error.retryable) throw error;
    }
  }
}
