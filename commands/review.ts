import { z } from 'zod';
import { reviewAsked } from '../src/app/appraisal/month/marks.ts';
import type { AppealOutcome } from '../src/app/appraisal/month/month-replies.ts';
import { type Asking, type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { entryId } from '../src/app/keys.ts';
import type { AppraisalNeed } from '../src/app/ports.ts';
import { compare } from '../src/engine/appraisal/decimal.ts';
import type { LedgerEntry } from '../src/engine/appraisal/entry.ts';
import type { Appeal, Month } from '../src/engine/appraisal/month.ts';
import { moveRefusal } from '../src/engine/appraisal/month-moves.ts';
import { withDone } from '../src/engine/appraisal/month-steps.ts';
import type { Item } from '../src/engine/appraisal/policy.ts';
import { publishable } from '../src/engine/knowledge/publishable.ts';
import { accept, type Result, refuse } from '../src/engine/refusal.ts';
import {
  appealShown,
  leadingItem,
  mayReview,
  monthContext,
  monthNeeds,
  monthsHere,
  openAppeals,
  policyOfMonth,
} from './support/appeals.ts';
import { LEADERS, MAYBE_TEXT, maybeText, on, reasonMissing } from './support/kit.ts';
import { type Verdict, verdictIn } from './support/verdicts.ts';
import { REVIEW_WANTED } from './support/words.ts';

const EXAMPLE = '复核 3 成立 +1.5 缓办单不算超时';
const REJECTION = '复核 3 驳回 核对过,确实超时两天';

export default defineCommand({
  name: '复核',
  aliases: ['review'],
  summary: '答复考核申诉:成立就改分重排,不成立写明理由',
  roles: LEADERS,
  rooms: ['private'],
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['复核', EXAMPLE, '复核 3 成立 撤销 12 记错人了', REJECTION],
  confirm: 'never',
  needs: (rest, asking) => ({ appraisal: [...monthNeeds(asking), ...reviewNeeds(rest, asking)] }),
  handle(ctx, { text = '' }) {
    const verdict = verdictIn(text);
    if (verdict === null) {
      if (text !== '')
        return { code: 'bad-arguments', command: '复核', problem: REVIEW_WANTED, example: EXAMPLE };
      ctx.reply({
        code: 'appeals-listed',
        appeals: openAppeals(ctx).map((appeal) => appealShown(ctx, appeal)),
      });
      return null;
    }
    return on(appealMeant(ctx, verdict.number), (appeal) =>
      on(monthOf(ctx, appeal), (month) => decide(ctx, { appeal, month, verdict })),
    );
  },
});

function reviewNeeds(rest: string, { scope }: Asking): readonly AppraisalNeed[] {
  if (!scope) return [];
  const { streetId } = scope;
  const verdict = verdictIn(rest);
  const appeals = { by: 'appeals', streetId } as const;
  return verdict?.type === 'cancel' ? [appeals, { by: 'entry', streetId, number: verdict.entry }] : [appeals];
}

interface Deciding {
  appeal: Appeal;
  month: Month;
  verdict: Verdict;
}

function appealMeant(ctx: CommandContext, number: number): Result<Appeal> {
  const appeal = ctx.appraisal.appeals.find((one) => one.streetId === ctx.streetId && one.number === number);
  if (!appeal)
    return refuse({ code: 'no-such-appeal', number, open: openAppeals(ctx).map((one) => one.number) });
  if (!mayReview(ctx, appeal)) return refuse({ code: 'review-not-yours', number });
  return appeal.status === 'open' ? accept(appeal) : refuse({ code: 'appeal-settled', number });
}

function monthOf(ctx: CommandContext, { monthKey }: Appeal): Result<Month> {
  const month = monthsHere(ctx).find(({ key }) => key === monthKey);
  if (!month) return refuse({ code: 'month-none', monthKey });
  const refusal = moveRefusal(month, 'review', monthContext(ctx, month));
  return refusal ? refuse(refusal) : accept(month);
}

function decide(ctx: CommandContext, deciding: Deciding): Outcome {
  const { verdict, month, appeal } = deciding;
  if (verdict.type === 'reject') {
    if (verdict.rest === '') return reasonMissing('复核', REJECTION);
    return settle(ctx, deciding, {
      outcome: { type: 'rejected' },
      after: withDone(month, `rejected:${appeal.id}`),
      answer: verdict.rest,
    });
  }
  const written =
    verdict.type === 'cancel' ? cancelling(ctx, deciding, verdict) : giving(ctx, deciding, verdict);
  return on(written, ({ entry, outcome, answer }) => {
    if (answer === '') return reasonMissing('复核', EXAMPLE);
    ctx.appraise({ type: 'entry-added', entry: { ...entry, reason: publishable(answer).text } });
    return settle(ctx, deciding, { outcome, after: withDone(month, reviewAsked(appeal.id)), answer });
  });
}

interface Written {
  entry: LedgerEntry;
  outcome: AppealOutcome;
  answer: string;
}

/** Points for the item that the appeal is about, or for the one named before them. */
function giving(
  ctx: CommandContext,
  { appeal, month }: Deciding,
  { points, item, rest }: Extract<Verdict, { type: 'give' }>,
): Result<Written> {
  const items = policyOfMonth(ctx, month)?.items ?? [];
  const named = leadingItem(items, item);
  const wanted = items.find(({ id }) => id === (named.id ?? appeal.itemId));
  const unknown = item !== '' && (named.id === null || named.rest !== '');
  if (!wanted || unknown)
    return refuse({
      code: 'item-unclear',
      because: 'unknown',
      name: item,
      names: items.map(({ name }) => name),
    });
  const refusal = outOf(wanted, points);
  if (refusal) return refusal;
  const entry = { ...headOf(ctx, appeal, month), itemId: wanted.id, points, cancels: null };
  return accept({
    entry,
    answer: rest,
    outcome: { type: 'points', itemName: wanted.name, points, entryNumber: entry.number },
  });
}

function outOf({ name, points: most }: Item, points: string): Result<never> | null {
  const isOut = compare(points, most) > 0 || compare(points, `-${most}`) < 0 || compare(points, '0') === 0;
  return isOut ? refuse({ code: 'points-out', item: name, least: `-${most}`, most }) : null;
}

/** An entry of the one who appeals, in the month it is about, that still stands. */
function cancelling(
  ctx: CommandContext,
  { appeal, month }: Deciding,
  { entry: number, rest }: Extract<Verdict, { type: 'cancel' }>,
): Result<Written> {
  const found = ctx.appraisal.entries.find(
    (one) => one.number === number && one.subjectId === appeal.subjectId,
  );
  const isThen = found && month.window.from <= found.on && found.on < month.window.until;
  if (!found || !isThen) return refuse({ code: 'no-such-score-entry', number });
  const isGone = found.cancels !== null || ctx.appraisal.entries.some(({ cancels }) => cancels === found.id);
  if (isGone) return refuse({ code: 'entry-settled', number });
  const entry = { ...headOf(ctx, appeal, month), itemId: found.itemId, points: '0', cancels: found.id };
  return accept({ entry, answer: rest, outcome: { type: 'cancelled', entryNumber: found.number } });
}

/** Written now, for the month that it corrects. */
function headOf(
  ctx: CommandContext,
  appeal: Appeal,
  month: Month,
): Omit<LedgerEntry, 'itemId' | 'points' | 'cancels'> {
  return {
    id: entryId(ctx.messageId),
    streetId: month.streetId,
    number: ctx.nextAppraisalNumber('entry'),
    subjectId: appeal.subjectId,
    on: month.window.until - 1,
    at: ctx.now,
    authorId: ctx.person.id,
    authorName: ctx.person.name,
    reason: '',
    evidence: [{ type: 'message', key: ctx.messageId }],
    policyVersion: month.policyVersion,
    appealId: appeal.id,
  };
}

function settle(
  ctx: CommandContext,
  { appeal, month, verdict }: Deciding,
  { outcome, after, answer }: { outcome: AppealOutcome; after: Month; answer: string },
): Outcome {
  const answered: Appeal = {
    ...appeal,
    status: verdict.type === 'reject' ? 'rejected' : 'upheld',
    answeredBy: ctx.person.id,
    answeredAt: ctx.now,
    answer: publishable(answer).text,
  };
  ctx.appraise({ type: 'appeal-answered', appeal: answered });
  ctx.appraise({ type: 'month-saved', month: after, fromRevision: month.revision });
  const shown = appealShown(ctx, answered);
  ctx.reply({ code: 'appeal-answered', appeal: shown, outcome, toAppellant: false });
  ctx.tell({ personId: appeal.byId }, { code: 'appeal-answered', appeal: shown, outcome, toAppellant: true });
  return null;
}
