import type { InboundMessage } from '../../src/chat/message.ts';

let made = 0;

/** A message of a residents' room; every call has an id of its own. */
export function makeMessage(overrides: Partial<InboundMessage> = {}): InboundMessage {
  made += 1;
  return {
    network: 'playground',
    messageId: `m${made}`,
    chatId: 'yanguang-res',
    chatKind: 'group',
    senderId: 'wx-zhang',
    senderName: '张阿姨',
    text: '早上好',
    images: [],
    replyTo: null,
    mentionsBot: false,
    mentions: [],
    sentAt: Date.parse('2026-06-03T09:00:00+08:00'),
    ...overrides,
  };
}
