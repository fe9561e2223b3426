import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../src/app/errors.ts';
import type { Chat } from '../../src/app/ports.ts';
import type { InboundMessage, OutboundMessage } from '../../src/chat/message.ts';
import { receiverOf } from '../support/receiver.ts';

/** One edge under test, with hands on its far side: where people sit and see what the bot says. */
export interface EdgeUnderTest {
  chat: Chat;
  /** A person writes; resolves when the edge has handed it on (or has chosen not to). */
  personSays(line: {
    room: string;
    text: string;
    replyTo?: string;
    images?: readonly string[];
  }): Promise<void>;
  /** What people have seen the bot say, oldest first. */
  seen(): readonly { room: string; text: string }[];
  /** Two groups that the person is in. */
  rooms: readonly [string, string];
  /** Whether people can reply to a message and send pictures here. */
  can: { reply: boolean; pictures: boolean };
  /** The network takes no message the next time. Left out: it always takes them. */
  refuse?(): void;
}

function outbound(room: string, text: string, key: string): OutboundMessage {
  return { key, network: 'playground', chatId: room, text, replyTo: null, mentions: [], ticketId: null };
}

/** What every edge keeps to, whatever its network. */
export function chatContract(name: string, create: () => Promise<EdgeUnderTest>): void {
  describe(`the edge ${name}`, () => {
    let edge: EdgeUnderTest;
    let heard: InboundMessage[];

    beforeEach(async () => {
      edge = await create();
      heard = [];
      await edge.chat.start(
        receiverOf({
          message: async (message) => {
            heard.push(message);
          },
        }),
      );
    });

    afterEach(async () => {
      await edge.chat.stop();
    });

    test('hands on what a person writes, with the room and an id of its own', async () => {
      await edge.personSays({ room: edge.rooms[0], text: '路灯不亮了' });
      await edge.personSays({ room: edge.rooms[0], text: '路灯不亮了' });
      expect(heard.map((message) => message.text)).toEqual(['路灯不亮了', '路灯不亮了']);
      expect(heard.every((message) => message.chatId === edge.rooms[0])).toBe(true);
      expect(new Set(heard.map((message) => message.messageId)).size).toBe(2);
      expect(heard.every((message) => message.network === edge.chat.network)).toBe(true);
    });

    test('keeps the order within a room', async () => {
      const texts = Array.from({ length: 20 }, (_, index) => `第${index}句`);
      await Promise.all(texts.map((text) => edge.personSays({ room: edge.rooms[0], text })));
      expect(heard.map((message) => message.text)).toEqual(texts);
    });

    test('shows what the bot says and gives back an id, the same one for the same key', async () => {
      const first = await edge.chat.send(outbound(edge.rooms[0], '已受理 #1', 'k1'));
      const again = await edge.chat.send(outbound(edge.rooms[0], '已受理 #1', 'k1'));
      const other = await edge.chat.send(outbound(edge.rooms[0], '已受理 #2', 'k2'));
      expect(again.remoteId).toBe(first.remoteId);
      expect(other.remoteId).not.toBe(first.remoteId);
      expect(first.remoteId).not.toBe('');
    });

    test('never says the same key twice', async () => {
      await edge.chat.send(outbound(edge.rooms[0], '只说一次', 'k1'));
      await edge.chat.send(outbound(edge.rooms[0], '只说一次', 'k1'));
      expect(edge.seen().filter((line) => line.text.includes('只说一次'))).toHaveLength(1);
    });

    test('does not hear the bot itself', async () => {
      await edge.chat.send(outbound(edge.rooms[0], '接单 1', 'k1'));
      // Whatever comes back of it has come when this is here.
      await edge.personSays({ room: edge.rooms[0], text: '嗯' });
      expect(heard.map((message) => message.text)).toEqual(['嗯']);
    });

    test('says why a message was not taken, and says it once when it is tried again', async () => {
      if (!edge.refuse) return;
      edge.refuse();
      const message = outbound(edge.rooms[0], '已受理 #1', 'k1');
      const error = await edge.chat.send(message).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ChatError);
      expect(error).toMatchObject({ retryable: true });
      await edge.chat.send(message);
      expect(edge.seen().filter((line) => line.text.includes('已受理 #1'))).toHaveLength(1);
    });

    test('says things in the room they are for, in order', async () => {
      await edge.chat.send(outbound(edge.rooms[0], '一', 'k1'));
      await edge.chat.send(outbound(edge.rooms[1], '二', 'k2'));
      await edge.chat.send(outbound(edge.rooms[0], '三', 'k3'));
      const inFirst = edge.seen().filter((line) => line.room === edge.rooms[0]);
      expect(inFirst.map((line) => line.text)).toEqual(['一', '三']);
    });

    test('carries a long text whole', async () => {
      const long = '漏水'.repeat(1900);
      await edge.chat.send(outbound(edge.rooms[0], long, 'k1'));
      expect(
        edge
          .seen()
          .map((line) => line.text)
          .join(''),
      ).toBe(long);
    });

    test('carries which message is replied to, the bot’s own included', async () => {
      if (!edge.can.reply) return;
      const { remoteId } = await edge.chat.send(outbound(edge.rooms[0], '已受理 #1', 'k1'));
      await edge.personSays({ room: edge.rooms[0], text: '+1', replyTo: remoteId });
      expect(heard.map((message) => message.replyTo)).toEqual([remoteId]);
    });

    test('carries pictures as references', async () => {
      if (!edge.can.pictures) return;
      const ref = `img:${'a'.repeat(64)}.png`;
      await edge.personSays({ room: edge.rooms[0], text: '', images: [ref] });
      expect(heard.map((message) => message.images)).toEqual([[ref]]);
    });

    test('stopping waits for what is under way and hears nothing more', async () => {
      let finished = false;
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      await edge.chat.stop();
      edge = await create();
      await edge.chat.start(
        receiverOf({
          message: async () => {
            begin();
            await held;
            finished = true;
          },
        }),
      );
      const saying = edge.personSays({ room: edge.rooms[0], text: '慢慢来' });
      await begun;
      const stopping = edge.chat.stop();
      release();
      await stopping;
      expect(finished).toBe(true);
      await saying;
      await edge.personSays({ room: edge.rooms[0], text: '还在吗' }).catch(() => undefined);
      expect(heard).toEqual([]);
    });
  });
}
