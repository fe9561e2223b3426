import { keptBy } from '../../src/app/appraisal/kept-policy.ts';
import type { SheetShown } from '../../src/app/appraisal/score-replies.ts';
import type { Asking, CommandContext } from '../../src/app/command.ts';
import type { AppraisalNeed, Needs } from '../../src/app/ports.ts';
import type { Month, MonthState } from '../../src/engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import { rankAll } from '../../src/engine/appraisal/rank.ts';
import { type ScoreWords, scoreWords } from '../../src/engine/appraisal/score-words.ts';
import type { Ranking, ScoreSheet } from '../../src/engine/appraisal/sheet.ts';
import { keyAt, previousKey, windowOf } from '../../src/engine/appraisal/window.ts';
import type { Staff } from '../../src/engine/org/directory.ts';
import { rolesOver } from '../../src/engine/org/leading.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';

/** Enough for last year's same month. */
export const MONTHS_BACK = 15;
/** A whole year of everybody's scores would be a book; who wants it has 导出. */
const MOST_KEYS = 3;

const PUBLIC: readonly MonthState[] = ['published', 'appealed', 'frozen'];
const COMPUTED: readonly MonthState[] = ['computed', 'previewed', ...PUBLIC];

/** What a text asks of the scores; null: the street scores no months. */
export function asked(
  text: string,
  { policy, now, directory, scope }: Pick<Asking, 'policy' | 'now' | 'directory' | 'scope'>,
): ScoreWords | null {
  if (policy.appraisal === null || scope === null) return null;
  const { zone } = policy.calendar;
  const { streetId, communityId } = scope;
  return scoreWords(text, { policy: policy.appraisal, zone, now, directory, streetId, communityId });
}

/** The months named, the newest three at most; else the last one, and the one before in case it is not published yet. */
export function keysWanted(
  words: ScoreWords,
  { policy, now }: Pick<Asking, 'policy' | 'now'>,
): readonly string[] {
  if (words.months) return words.months.keys.slice(-MOST_KEYS);
  if (policy.appraisal === null) return [];
  const last = previousKey(keyAt(policy.appraisal.window, policy.calendar.zone, now));
  return [previousKey(last), last];
}

/** One person's sheets and what was written about them; with `everybody` also whom they are ranked with. */
export function sheetNeeds(rest: string, asking: Asking, everybody: boolean): Partial<Needs> {
  const { scope, policy } = asking;
  const words = scope && asked(rest, asking);
  if (!scope || !words || policy.appraisal === null) return {};
  const { streetId } = scope;
  const subjectId = words.staff?.id ?? words.community?.id ?? asking.personId;
  const rule = policy.appraisal.window;
  const needs = keysWanted(words, asking).flatMap((monthKey): AppraisalNeed[] => [
    { by: 'sheets', streetId, monthKey, subjectId: everybody ? null : subjectId },
    { by: 'entries', streetId, subjectId, window: windowOf(rule, policy.calendar.zone, monthKey) },
  ]);
  return { appraisal: [{ by: 'months', streetId, limit: MONTHS_BACK }, ...needs] };
}

/** Everybody's sheets of the months meant. */
export function rankingNeeds(rest: string, asking: Asking): Partial<Needs> {
  const { scope } = asking;
  const words = scope && asked(rest, asking);
  if (!scope || !words) return {};
  const { streetId } = scope;
  const sheets = keysWanted(words, asking).map(
    (monthKey): AppraisalNeed => ({ by: 'sheets', streetId, monthKey, subjectId: null }),
  );
  return { appraisal: [{ by: 'months', streetId, limit: MONTHS_BACK }, ...sheets] };
}

/** Whoever leads somewhere previews what is computed; everybody else sees what was published. */
export function maySee(month: Month, leads: boolean): boolean {
  return (leads ? COMPUTED : PUBLIC).includes(month.state);
}

/** The newest month meant that has scores to be seen. */
export function monthMeant(ctx: CommandContext, words: ScoreWords, leads: boolean): Result<Month> {
  if (words.months?.keys.length === 0) return refuse({ code: 'month-ahead' });
  const wanted = keysWanted(words, ctx);
  const known = ctx.appraisal.months.filter(({ key }) => wanted.includes(key));
  const shown = known.filter((month) => maySee(month, leads)).toSorted((a, b) => (a.key < b.key ? 1 : -1))[0];
  if (shown) return accept(shown);
  const newest = known.map(({ key }) => key).toSorted();
  const named = words.months?.keys.at(-1) ?? newest.at(-1) ?? null;
  const state = known.find(({ key }) => key === named)?.state ?? null;
  return refuse({ code: 'no-scores', monthKey: named, state });
}

/** The policy a month keeps; today's where it was not loaded. */
export function policyOfMonth(ctx: CommandContext, month: Month): AppraisalPolicy | null {
  return keptBy(month, ctx.appraisal.policies) ?? ctx.policy.appraisal;
}

export function sheetsOf(ctx: CommandContext, monthKey: string): readonly ScoreSheet[] {
  return ctx.appraisal.sheets.filter((sheet) => sheet.monthKey === monthKey);
}

export function rankingsOf(ctx: CommandContext, month: Month): readonly Ranking[] {
  const policy = policyOfMonth(ctx, month);
  return policy ? rankAll(policy, sheetsOf(ctx, month.key)) : [];
}

/** Whether the speaker answers for somebody: a colleague who stands as high does not. */
export function leadsPerson(ctx: CommandContext, staff: Staff): boolean {
  const roles = rolesOver(ctx.directory, { personId: ctx.person.id, staff, at: ctx.now, now: ctx.now });
  return roles.includes('secretary') || roles.includes('street');
}

export function leadsCommunity(ctx: CommandContext, communityId: string): boolean {
  const scope = ctx.directory.scopeOf(communityId);
  const roles = scope ? ctx.directory.rolesAt(ctx.person.id, scope, ctx.now) : [];
  return roles.includes('secretary') || roles.includes('street');
}

/** A sheet of somebody whom the speaker may ask about: themselves, whom they lead, their community. */
export function sheetMeant(
  ctx: CommandContext,
  words: ScoreWords,
): Result<{ month: Month; sheet: ScoreSheet }> {
  const { staff, community } = words;
  const other = staff && staff.id !== ctx.person.id ? staff : null;
  const leads = other ? leadsPerson(ctx, other) : community ? leadsCommunity(ctx, community.id) : false;
  if ((other || community) && !leads) {
    return refuse({ code: 'score-not-yours', name: (other ?? community)?.name ?? '' });
  }
  const month = monthMeant(ctx, words, leads);
  if (!month.ok) return month;
  const id = other?.id ?? (staff ? ctx.person.id : (community?.id ?? ctx.person.id));
  const sheet = sheetsOf(ctx, month.value.key).find(({ subject }) => subject.id === id);
  return sheet
    ? accept({ month: month.value, sheet })
    : refuse({ code: 'not-scored', name: ctx.directory.nameOf(id), monthKey: month.value.key });
}

export function shownSheet(ctx: CommandContext, month: Month, sheet: ScoreSheet): SheetShown {
  const ranking = rankingsOf(ctx, month).find(({ groupId }) => groupId === sheet.subject.groupId);
  const ranks = ranking?.ranks ?? [];
  return {
    monthKey: month.key,
    version: month.version,
    state: month.state,
    sheet,
    rank: ranks.find(({ subjectId }) => subjectId === sheet.subject.id) ?? null,
    groupName: ranking?.groupName ?? '',
    ranked: ranks.filter(({ place }) => place !== null).length,
    own: sheet.subject.id === ctx.person.id,
  };
}
