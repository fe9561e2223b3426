import type { Meter, Receiver } from '../../app/ports.ts';
import type { Timer } from '../../app/timer.ts';
import { createLanes } from '../lanes.ts';
import type { ChatEvent, InboundMessage } from '../message.ts';
import type { LarkMembers } from './members.ts';
import { type BotSelf, hear } from './normalise.ts';
import type { PrivateChats } from './private-chats.ts';

/** The one way in for events, however Lark brings them. */
export interface Intake {
  /** Resolves after the commit: only then may the event be acknowledged. Rejects when Lark should bring it again. */
  take(event: unknown): Promise<void>;
  /** Takes nothing more; resolves when what is under way has ended. */
  close(): Promise<void>;
}

export interface IntakeParts {
  bot: BotSelf;
  members: Pick<LarkMembers, 'named' | 'completed'>;
  privateChats: Pick<PrivateChats, 'remember' | 'localOf'>;
  receiver: Receiver;
  meter: Meter;
  timer: Timer;
}

export function createIntake(parts: IntakeParts): Intake {
  const { bot, members, privateChats, receiver, meter, timer } = parts;
  const lanes = createLanes();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  /** Names are waited for one after another in a chat, commits are not: the receiver keeps the order it was handed. */
  const inTurn = async (message: InboundMessage) => {
    const { committed } = await lanes.run(message.chatId, async () => {
      const named = await members.named(message);
      return { committed: receiver.message(named) };
    });
    await committed;
  };

  const happened = async (found: ChatEvent) => {
    const event = { ...found, chatId: privateChats.localOf(found.chatId) };
    // Who is in a room is asked for outside of its lane: talk goes on meanwhile.
    if (event.type === 'room-seen') return receiver.event(await members.completed(event));
    const { committed } = await lanes.run(event.chatId, async () => {
      return { committed: receiver.event(await members.completed(event)) };
    });
    await committed;
  };

  const handle = async (event: unknown) => {
    const heard = hear(event, bot);
    if (heard.kind === 'unknown') meter.count('events_unknown', { network: 'lark' });
    const startedMs = timer.nowMs();
    if (heard.kind === 'message') privateChats.remember(heard.message.chatId, heard.remoteChatId);
    if (heard.kind === 'message') await inTurn(heard.message);
    if (heard.kind === 'event') await happened(heard.event);
    meter.observe('acknowledging', timer.nowMs() - startedMs, { network: 'lark' });
  };

  return {
    async take(event) {
      if (closed) throw new Error('stopping: to be brought again');
      const work = handle(event);
      underWay.add(work);
      try {
        await work;
      } finally {
        underWay.delete(work);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}
