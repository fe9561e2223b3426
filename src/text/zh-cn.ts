import type { Sentences } from '../app/reply.ts';
import { replyCard } from './card-tables.ts';
import { noticeCard, ticketCard } from './cards.ts';
import { networkSentences } from './events.ts';
import { noticeText } from './notices.ts';
import { refusalText } from './refusals.ts';
import { replyText } from './replies.ts';

/** Every sentence the bot says, in Chinese, keyed by code. */
export const sentences: Sentences = {
  refusal: refusalText,
  notice: noticeText,
  reply: replyText,
  networks: networkSentences,
  noticeCard: (notice, speaking) => noticeCard(notice, noticeText(notice, speaking), speaking),
  replyCard: (reply, speaking) => replyCard(reply, replyText(reply, speaking), speaking),
  ticketCard,
};
