import { keptBy } from '../../src/app/appraisal/kept-policy.ts';
import type { AppealShown } from '../../src/app/appraisal/month/month-replies.ts';
import { appealToShow } from '../../src/app/appraisal/month/reviewers.ts';
import type { Asking, CommandContext } from '../../src/app/command.ts';
import type { Needs } from '../../src/app/ports.ts';
import type { Appeal, Month } from '../../src/engine/appraisal/month.ts';
import type { MoveContext } from '../../src/engine/appraisal/month-moves.ts';
import { monthsIn } from '../../src/engine/appraisal/month-words.ts';
import type { AppraisalPolicy, WindowRule } from '../../src/engine/appraisal/policy.ts';
import type { ScoreSheet } from '../../src/engine/appraisal/sheet.ts';

/** What 申诉, 复核, 公布 and 考核建议 have in common. */

/** Months that people may still speak of. */
const MONTHS = 15;

export function monthNeeds({ scope }: Pick<Asking, 'scope'>): NonNullable<Needs['appraisal']> {
  return scope ? [{ by: 'months', streetId: scope.streetId, limit: MONTHS }] : [];
}

/** Of this street, newest first. */
export function monthsHere(ctx: CommandContext): readonly Month[] {
  return ctx.appraisal.months.filter(({ streetId }) => streetId === ctx.streetId);
}

/** A month at the front of a text, and what stands behind it; null: none. */
export function leadingMonth(ctx: CommandContext, text: string): { key: string; rest: string } | null {
  const [word = '', ...others] = text.split(/[\s,，]+/);
  const { calendar, appraisal } = ctx.policy;
  const rule: WindowRule = appraisal?.window ?? { type: 'calendar-month' };
  const named = monthsIn(word, { rule, zone: calendar.zone, now: ctx.now });
  const [key] = named?.keys ?? [];
  if (!named || key === undefined || named.span !== 'month' || named.rest !== '') return null;
  return { key, rest: others.join(' ').trim() };
}

/** As the month keeps it. */
export function policyOfMonth(ctx: CommandContext, month: Month): AppraisalPolicy | null {
  return keptBy(month, ctx.appraisal.policies);
}

export function monthContext(ctx: CommandContext, month: Month): MoveContext {
  const { calendar } = ctx.policy;
  const schedule = (policyOfMonth(ctx, month) ?? ctx.policy.appraisal)?.schedule ?? UNSCHEDULED;
  return { schedule, calendar, now: ctx.now };
}

/** Of a month whose policy nobody knows any more nothing is due. */
const UNSCHEDULED: MoveContext['schedule'] = {
  closesAtMinute: 0,
  closesDaysAfter: 0,
  publishAfter: null,
  appealWithin: { amount: 0, unit: 'day', calendar: '24h' },
};

/** Open ones that the speaker may decide on. */
export function openAppeals(ctx: CommandContext): readonly Appeal[] {
  return ctx.appraisal.appeals.filter(
    (appeal) => appeal.streetId === ctx.streetId && appeal.status === 'open' && mayReview(ctx, appeal),
  );
}

/** The item that a text begins with, the longest name first; 总分 is none of them. */
export function leadingItem(
  items: readonly { id: string; name: string }[],
  text: string,
): { id: string | null; rest: string } {
  const whole = /^总(?:分|成绩)/.exec(text);
  if (whole) return { id: null, rest: after(text, whole[0]) };
  const longestFirst = items.toSorted((a, b) => b.name.length - a.name.length);
  const item = longestFirst.find(({ name }) => text.startsWith(name));
  return item ? { id: item.id, rest: after(text, item.name) } : { id: null, rest: text };
}

function after(text: string, head: string): string {
  return text
    .slice(head.length)
    .replace(/^[\s,，、:：]+/, '')
    .trim();
}

export function itemsOf({ lines }: Pick<ScoreSheet, 'lines'>): readonly { id: string; name: string }[] {
  return lines.map(({ itemId, name }) => ({ id: itemId, name }));
}

/** As it is told; the name of its item is the policy's of that month. */
export function appealShown(ctx: CommandContext, appeal: Appeal): AppealShown {
  const month = monthsHere(ctx).find(({ key }) => key === appeal.monthKey);
  const policy = month ? policyOfMonth(ctx, month) : null;
  return appealToShow(appeal, { directory: ctx.directory, policy });
}

/** Who may decide on it: whoever leads where the subject works, or the street; nobody on what is their own. */
export function mayReview(
  ctx: CommandContext,
  { subjectId, byId }: Pick<Appeal, 'subjectId' | 'byId'>,
): boolean {
  const own = [subjectId, byId].includes(ctx.person.id);
  return (
    !own &&
    rolesOver(ctx, subjectId).some(
      (role) => role === 'street' || (role === 'secretary' && !isCommunity(ctx, subjectId)),
    )
  );
}

/** What somebody is where the one scored works. */
export function rolesOver(ctx: CommandContext, subjectId: string, personId = ctx.person.id) {
  const staff = ctx.directory.staff(subjectId);
  const places = staff ? staff.posts.map(({ at }) => at) : [subjectId];
  const scopes = places.flatMap((at) => ctx.directory.scopeOf(at) ?? []);
  return [...new Set(scopes.flatMap((scope) => ctx.directory.rolesAt(personId, scope, ctx.now)))];
}

function isCommunity(ctx: CommandContext, id: string): boolean {
  return ctx.directory.staff(id) === null;
}
