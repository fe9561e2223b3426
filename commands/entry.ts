import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import type { Role } from '../src/engine/glossary.ts';
import { cancelEntry, entryNeeds, listEntries, wishOf, writeEntry } from './support/entries.ts';
import { LEADERS, MAYBE_TEXT, maybeText, STAFF_ROOMS } from './support/kit.ts';

/** Departments too: whether they may write an item, its `by` says. */
const WRITERS: readonly Role[] = [...LEADERS, 'department'];

export default defineCommand({
  name: '记分',
  aliases: ['entry'],
  summary: '给工作人员记一条加分或扣分,写明原因',
  roles: WRITERS,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['记分 李梅 出勤 -1 9月3日迟到20分钟', '记分', '记分 撤销 12 记错人了'],
  confirm: 'never',
  needs: entryNeeds,
  handle(ctx, { text = '' }) {
    const wish = wishOf(text);
    if (wish.verb === 'list') return listEntries(ctx);
    return wish.verb === 'cancel' ? cancelEntry(ctx, wish) : writeEntry(ctx, wish);
  },
});
