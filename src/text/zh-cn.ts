import type { Sentences } from '../app/reply.ts';
import { noticeText } from './notices.ts';
import { refusalText } from './refusals.ts';
import { replyText } from './replies.ts';

/** Every sentence the bot says, in Chinese, keyed by code. */
export const sentences: Sentences = {
  refusal: refusalText,
  notice: noticeText,
  reply: replyText,
};
