import type { Chat, Clock, TalkEntry } from '../../app/ports.ts';
import { createLanes } from '../lanes.ts';
import type { InboundMessage, OutboundMessage } from '../message.ts';
import { createSaidKeys } from '../said-keys.ts';
import type { Hub } from './hub.ts';

export const BOT_NAME = '邻里';
export const BOT_ID = 'linli';

/** The web page's side of the port. */
export interface PlaygroundChat extends Chat {
  /** Shows a person's line to every page and hands it to the bot; resolves once the bot has kept it. */
  say(message: InboundMessage, shownText: string): Promise<void>;
}

/**
 * The playground as a network. It keeps nothing that a restart would lose: history is the store's, ids of the bot's
 * lines follow from their idempotency keys, so a page knows a line said twice for the same one.
 */
export function createPlaygroundChat(options: { clock: Clock; hub: Hub }): PlaygroundChat {
  const { clock, hub } = options;
  const lanes = createLanes();
  const said = createSaidKeys();
  let receive: ((message: InboundMessage) => Promise<void>) | null = null;
  return {
    network: 'playground',
    async start(receiver) {
      receive = receiver.message;
    },
    async send(message) {
      const remoteId = `bot-${message.key}`;
      if (said.first(message.key)) {
        const entry = botEntry(message, { remoteId, at: clock.now() });
        hub.publish({ type: 'message', chatId: message.chatId, entry });
      }
      return { remoteId };
    },
    async stop() {
      receive = null;
      await lanes.drained();
    },
    say(message, shownText) {
      // Who listens now hears it, even if stopping begins while it waits its turn.
      const delivery = { message, shownText, hub, receive };
      return lanes.run(message.chatId, () => deliver(delivery));
    },
  };
}

interface Delivery {
  message: InboundMessage;
  shownText: string;
  hub: Hub;
  receive: ((message: InboundMessage) => Promise<void>) | null;
}

/** Shown first, so that the bot's answer never stands above what it answers. */
async function deliver({ message, shownText, hub, receive }: Delivery): Promise<void> {
  if (!receive) throw new Error('the playground has been stopped');
  const { chatId, messageId } = message;
  hub.publish({ type: 'message', chatId, entry: personEntry(message, shownText) });
  try {
    await receive(message);
  } catch (error) {
    hub.publish({ type: 'retracted', chatId, messageId });
    throw error;
  }
}

function personEntry(message: InboundMessage, text: string): TalkEntry {
  const { messageId, senderId, senderName, images, replyTo, mentions, sentAt } = message;
  return {
    key: `playground:${messageId}`,
    messageId,
    fromBot: false,
    senderId,
    senderName,
    text,
    images,
    replyTo,
    mentions,
    at: sentAt,
    ticketIds: [],
  };
}

function botEntry(message: OutboundMessage, sent: { remoteId: string; at: number }): TalkEntry {
  const { key, text, replyTo, mentions, ticketId, picture } = message;
  return {
    key,
    messageId: sent.remoteId,
    fromBot: true,
    senderId: BOT_ID,
    senderName: BOT_NAME,
    text,
    images: picture ? [picture] : [],
    replyTo,
    mentions,
    at: sent.at,
    ticketIds: ticketId === null ? [] : [ticketId],
  };
}
