import { beforeEach, describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import { createHandClock, createSimulator, hours, minutes } from '../../src/chat/simulator/group.ts';
import { receiverOf } from '../support/receiver.ts';

const MORNING = Date.parse('2026-06-03T09:00:00+08:00');

/** A stand-in for the bot: answers 「在吗」 and says 「到点了」 an hour after the start. */
function connect() {
  const simulator = createSimulator({ at: MORNING });
  const heard: InboundMessage[] = [];
  let keys = 0;
  const say = (chatId: string, text: string) =>
    simulator.chat.send({
      key: `k${++keys}`,
      network: 'playground',
      chatId,
      text,
      replyTo: null,
      mentions: [],
      ticketId: null,
    });
  simulator.drive({
    flush: async () => {},
    runTo: async (until) => {
      if (until >= MORNING + hours(1)) await say('work', '到点了');
      simulator.clock.moveTo(until);
    },
  });
  const started = simulator.chat.start(
    receiverOf({
      message: async (message) => {
        heard.push(message);
        if (message.text === '在吗') await say(message.chatId, '在的');
      },
    }),
  );
  return { simulator, heard, started };
}

describe('the simulator', () => {
  let stage: ReturnType<typeof connect>;
  beforeEach(async () => {
    stage = connect();
    await stage.started;
  });

  test('a member speaks with a stable account, whatever the name', async () => {
    const { simulator, heard } = stage;
    await simulator.member('zhang', '社区书记').says('owners', '你好', { images: ['img:x'], replyTo: 'm0' });
    expect(heard[0]).toMatchObject({
      senderId: 'zhang',
      senderName: '社区书记',
      chatKind: 'group',
      images: ['img:x'],
      replyTo: 'm0',
      sentAt: MORNING,
    });
  });

  test('a whisper is a private chat named after the account', async () => {
    const { simulator, heard } = stage;
    await simulator.member('zhang', '张阿姨').whispers('我的');
    expect(heard[0]).toMatchObject({ chatId: 'dm:zhang', chatKind: 'private' });
  });

  test('an expected reply is found once, and only in its room', async () => {
    const { simulator } = stage;
    await simulator.member('zhang', '张阿姨').says('owners', '在吗');
    expect(() => simulator.expectReply('work', /在的/)).toThrow(/the bot said nothing/);
    expect(simulator.expectReply('owners', /在的/).messageId).toBe('bot-k1');
    expect(() => simulator.expectReply('owners', /在的/)).toThrow(/was not said in owners/);
  });

  test('silence that was broken names what was said', async () => {
    const { simulator } = stage;
    await simulator.member('zhang', '张阿姨').says('owners', '黄瓜三块五');
    simulator.expectSilence();
    await simulator.member('zhang', '张阿姨').says('owners', '在吗');
    simulator.expectSilence('work');
    expect(() => simulator.expectSilence('owners')).toThrow(/owners: 在的/);
  });

  test('time moves only when told, and what falls due meanwhile happens', async () => {
    const { simulator } = stage;
    await simulator.advance(minutes(30));
    simulator.expectSilence();
    await simulator.advance(minutes(30));
    simulator.expectReply('work', /到点了/);
    expect(simulator.clock.now()).toBe(MORNING + hours(1));
  });

  test('a hand clock never goes back', () => {
    const clock = createHandClock(MORNING);
    clock.moveTo(MORNING - 1);
    expect(clock.now()).toBe(MORNING);
  });
});
