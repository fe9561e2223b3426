import { z } from 'zod';
import { reviewersOf } from '../src/app/appraisal/month/reviewers.ts';
import { type Asking, type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { entryId } from '../src/app/keys.ts';
import type { AppraisalNeed } from '../src/app/ports.ts';
import type { Appeal, Month } from '../src/engine/appraisal/month.ts';
import { moveRefusal } from '../src/engine/appraisal/month-moves.ts';
import { appealed, appealsUntil, withDone } from '../src/engine/appraisal/month-steps.ts';
import type { ScoreSheet } from '../src/engine/appraisal/sheet.ts';
import { publishable } from '../src/engine/knowledge/publishable.ts';
import { accept, type Result, refuse } from '../src/engine/refusal.ts';
import {
  appealShown,
  itemsOf,
  leadingItem,
  leadingMonth,
  monthContext,
  monthNeeds,
  monthsHere,
} from './support/appeals.ts';
import { MAYBE_TEXT, maybeText, on, reasonMissing, STAFF } from './support/kit.ts';

const EXAMPLE = '申诉 按时办结 3号楼那件批过缓办,不该算超时';
const MONTHS = 4;
const WITHDRAWN = /^撤[回销]\s*(?:申诉)?\s*[#＃]?(\d{1,9})/;

export default defineCommand({
  name: '申诉',
  aliases: ['appeal'],
  summary: '对自己公布了的考核分有异议,写明哪一项和理由',
  roles: STAFF,
  rooms: ['private'],
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE, '申诉 9月 总分 少算了两次走访', '申诉 撤回 3'],
  confirm: 'never',
  needs: (_, asking) => ({ appraisal: [...monthNeeds(asking), ...ownNeeds(asking)] }),
  handle(ctx, { text = '' }) {
    const withdrawn = WITHDRAWN.exec(text)?.[1];
    if (withdrawn !== undefined) return withdraw(ctx, Number(withdrawn));
    const month = leadingMonth(ctx, text);
    const rest = month?.rest ?? text;
    return on(sheetMeant(ctx, month?.key ?? null, rest), (meant) => {
      const { id: itemId, rest: reason } = leadingItem(itemsOf(meant.sheet), meant.rest);
      const stranger = itemId === null ? strangerNamed(ctx, meant) : null;
      if (stranger !== null) return { code: 'score-not-yours', name: stranger };
      if (reason === '') return reasonMissing('申诉', EXAMPLE);
      return appeal(ctx, { ...meant, itemId, reason });
    });
  },
});

/** One's own sheets, and those of the community that one leads. */
function ownNeeds({ scope, personId }: Asking): readonly AppraisalNeed[] {
  if (!scope) return [];
  const { streetId, communityId } = scope;
  const own = { by: 'own-sheets', streetId, subjectId: personId, months: MONTHS } as const;
  const needs: AppraisalNeed[] = [own, { by: 'appeals', streetId }];
  return communityId === null ? needs : [...needs, { ...own, subjectId: communityId }];
}

interface Meant {
  month: Month;
  sheet: ScoreSheet;
  rest: string;
}

/** One's own; with the community's name before it that one's, for its secretary. Without a month the newest that takes appeals. */
function sheetMeant(ctx: CommandContext, key: string | null, text: string): Result<Meant> {
  const { subjectId, rest } = subjectMeant(ctx, text);
  const sheets = ctx.appraisal.sheets.filter(({ subject }) => subject.id === subjectId);
  const months = monthsHere(ctx).filter(({ version }) => version > 0);
  const wanted =
    key === null
      ? (months.find(({ publishedAt }) => publishedAt !== null) ?? months[0])
      : months.find((one) => one.key === key);
  const sheet = sheets.find(({ monthKey }) => monthKey === wanted?.key);
  if (!wanted) return refuse({ code: 'no-scores', monthKey: key, state: null });
  const late = moveRefusal(wanted, 'appeal', monthContext(ctx, wanted));
  if (late) return refuse(late);
  return sheet
    ? accept({ month: wanted, sheet, rest })
    : refuse({ code: 'no-scores', monthKey: wanted.key, state: null });
}

/** A community that is not theirs, with one of its items behind it: no reason of an appeal about oneself. */
function strangerNamed({ directory, streetId }: CommandContext, { sheet, rest }: Meant): string | null {
  const names = directory.organisation.communities
    .filter((one) => one.streetId === streetId)
    .map(({ name }) => name);
  const isAbout = (name: string) =>
    rest.startsWith(name) && leadingItem(itemsOf(sheet), rest.slice(name.length).trim()).id !== null;
  return names.find(isAbout) ?? null;
}

function subjectMeant(ctx: CommandContext, text: string): { subjectId: string; rest: string } {
  const communityId = ctx.scope?.communityId ?? null;
  const leads = communityId !== null && ctx.directory.secretaryOf(communityId, ctx.now)?.id === ctx.person.id;
  const name = communityId === null ? '' : ctx.directory.nameOf(communityId);
  if (!leads || communityId === null || !text.startsWith(name))
    return { subjectId: ctx.person.id, rest: text };
  return { subjectId: communityId, rest: text.slice(name.length).trim() };
}

function appeal(
  ctx: CommandContext,
  { month, sheet, itemId, reason }: Meant & { itemId: string | null; reason: string },
): Outcome {
  const { id: subjectId, name: subjectName } = sheet.subject;
  const open = ctx.appraisal.appeals.find(
    (one) =>
      one.status === 'open' &&
      one.monthKey === month.key &&
      one.subjectId === subjectId &&
      one.itemId === itemId,
  );
  if (open) return { code: 'appeal-open', number: open.number };
  const made: Appeal = {
    id: entryId(ctx.messageId),
    streetId: month.streetId,
    monthKey: month.key,
    number: ctx.nextAppraisalNumber('appeal'),
    subjectId,
    itemId,
    text: publishable(reason).text,
    byId: ctx.person.id,
    at: ctx.now,
    status: 'open',
    answeredBy: null,
    answeredAt: null,
    answer: '',
  };
  ctx.appraise({ type: 'appeal-added', appeal: made });
  ctx.appraise({ type: 'month-saved', month: appealed(month, ctx.now), fromRevision: month.revision });
  const shown = appealShown(ctx, made);
  const until = appealsUntil(month, monthContext(ctx, month)) ?? ctx.now;
  ctx.reply({
    code: 'appeal-taken',
    appeal: made,
    itemName: shown.itemName,
    subjectName: whose(ctx, subjectId, subjectName),
    until,
  });
  const { directory, now } = ctx;
  for (const personId of reviewersOf(made, { directory, now, streetId: made.streetId }))
    ctx.tell({ personId }, { code: 'appeal-told', appeal: shown });
  return null;
}

function whose(ctx: CommandContext, subjectId: string, name: string): string {
  return subjectId === ctx.person.id ? '' : name;
}

/** One's own, as long as nobody has answered it. */
function withdraw(ctx: CommandContext, number: number): Outcome {
  const own = ctx.appraisal.appeals.filter(
    ({ streetId, byId }) => streetId === ctx.streetId && byId === ctx.person.id,
  );
  const made = own.find((one) => one.number === number);
  const month = made && monthsHere(ctx).find(({ key }) => key === made.monthKey);
  if (!made || !month) return { code: 'no-own-appeal', number };
  if (made.status !== 'open') return { code: 'appeal-settled', number };
  const { person, now } = ctx;
  const withdrawn: Appeal = { ...made, status: 'withdrawn', answeredBy: person.id, answeredAt: now };
  ctx.appraise({ type: 'appeal-answered', appeal: withdrawn });
  const after = withDone(month, `withdrawn:${made.id}`);
  ctx.appraise({ type: 'month-saved', month: after, fromRevision: month.revision });
  ctx.reply({ code: 'appeal-withdrawn', number });
  return null;
}
