import { z } from 'zod';
import type { BurdenRow } from '../src/app/appraisal/score-replies.ts';
import { type Asking, type CommandContext, defineCommand } from '../src/app/command.ts';
import type { Needs } from '../src/app/ports.ts';
import { keyAt, windowOf } from '../src/engine/appraisal/window.ts';
import { DAY_MS } from '../src/engine/glossary.ts';
import type { Staff } from '../src/engine/org/directory.ts';
import { tellAlone } from './support/alone.ts';
import { MAYBE_TEXT, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { asked, leadsPerson } from './support/scores.ts';

const LISTED = 30;

export default defineCommand({
  name: '减负',
  aliases: ['burden'],
  summary: '看机器人这个月提醒了每个人多少次,有没有打扰太多',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['减负', '减负 上个月'],
  confirm: 'never',
  needs(rest, asking): Partial<Needs> {
    const window = windowMeant(rest, asking);
    const { scope } = asking;
    return scope && window ? { appraisal: [{ by: 'burden', streetId: scope.streetId, window }] } : {};
  },
  handle(ctx, { text = '' }) {
    const window = windowMeant(text, ctx);
    if (window === null)
      return ctx.policy.appraisal === null ? { code: 'no-appraisal' } : { code: 'month-ahead' };
    const days = Math.max(1, Math.ceil((Math.min(ctx.now, window.until) - window.from) / DAY_MS));
    const all = rowsOf(ctx);
    const { promptBudgetPerDay: budgetPerDay } = ctx.policy.timing;
    const { monthKey } = window;
    tellAlone(ctx, {
      code: 'burden-shown',
      burden: {
        monthKey,
        days,
        budgetPerDay,
        rows: all.slice(0, LISTED),
        more: Math.max(0, all.length - LISTED),
      },
    });
    return null;
  },
});

type Meaning = Pick<Asking, 'policy' | 'now' | 'directory' | 'scope'>;

/** The month named, else the running one; null: it lies ahead, or nothing is counted by months. */
function windowMeant(text: string, asking: Meaning) {
  const { policy, now } = asking;
  const words = asked(text, asking);
  if (words === null || policy.appraisal === null) return null;
  const { zone } = policy.calendar;
  const { window } = policy.appraisal;
  const monthKey = words.months ? words.months.keys.at(-1) : keyAt(window, zone, now);
  return monthKey === undefined ? null : { ...windowOf(window, zone, monthKey), monthKey };
}

/** Everybody the speaker leads, the most prompted first, and the speaker. */
function rowsOf(ctx: CommandContext): readonly BurdenRow[] {
  const { burden } = ctx.appraisal;
  const isMine = (staff: Staff) => staff.id === ctx.person.id || leadsPerson(ctx, staff);
  const inStreet = (staff: Staff) =>
    staff.posts.some((post) => ctx.directory.scopeOf(post.at)?.streetId === ctx.streetId);
  return ctx.directory.organisation.staff
    .filter((staff) => inStreet(staff) && isMine(staff))
    .map(({ id, name }) => ({ name, prompts: burden.get(id) ?? 0 }))
    .toSorted((a, b) => b.prompts - a.prompts);
}
