import type { Speaking } from '../app/reply.ts';
import type { Notice, NoticeCode } from '../engine/notice.ts';

export type NoticeTable<C extends NoticeCode> = {
  readonly [K in C]: (notice: Notice, speaking: Speaking) => string;
};
