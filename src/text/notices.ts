import type { Speaking } from '../app/reply.ts';
import type { Notice, NoticeCode } from '../engine/notice.ts';
import type { NoticeTable } from './notice-kit.ts';
import { ENDING_NOTICES } from './notices-ending.ts';
import { OPENING_NOTICES } from './notices-opening.ts';
import { WORK_NOTICES } from './notices-work.ts';

const NOTICES = { ...OPENING_NOTICES, ...WORK_NOTICES, ...ENDING_NOTICES } satisfies NoticeTable<NoticeCode>;

/** The sentence of a notice for one room. Empty: nothing to say there. */
export function noticeText(notice: Notice, speaking: Speaking): string {
  return NOTICES[notice.code](notice, speaking);
}
