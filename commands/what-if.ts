import { z } from 'zod';
import { type Asking, type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { Needs } from '../src/app/ports.ts';
import { type Change, changed, KNOB_NAMES } from '../src/engine/appraisal/knobs.ts';
import type { Month } from '../src/engine/appraisal/month.ts';
import { whatIf } from '../src/engine/appraisal/what-if.ts';
import { windowOf } from '../src/engine/appraisal/window.ts';
import { tellAlone } from './support/alone.ts';
import { LEADERS, MAYBE_TEXT, maybeText, on, STAFF_ROOMS, textMissing } from './support/kit.ts';
import {
  asked,
  keysWanted,
  leadsCommunity,
  MONTHS_BACK,
  monthMeant,
  policyOfMonth,
} from './support/scores.ts';

const EXAMPLE = '试算 按时办结 20';
const VALUE = /(?:^|\s|改成|改为|到)(-?\d{1,6}(?:\.\d{1,4})?)\s*分?\s*$/;

export default defineCommand({
  name: '试算',
  aliases: ['whatif'],
  summary: '看某个分值或权重改了,上个月的名次会怎么变;不改动任何东西',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE, '试算 测评权重 0.4', '试算 9月 按时办结 20'],
  confirm: 'never',
  needs: everythingOfMonths,
  handle(ctx, { text = '' }) {
    const words = asked(text.replace(VALUE, ''), ctx);
    if (words === null) return { code: 'no-appraisal' };
    const value = VALUE.exec(text)?.[1];
    if (value === undefined || words.rest === '') return textMissing('试算', EXAMPLE);
    return on(monthMeant(ctx, words, true), (month) => tryOut(ctx, month, { name: words.rest, value }));
  },
});

function everythingOfMonths(rest: string, asking: Asking): Partial<Needs> {
  const { scope, policy } = asking;
  const words = scope && asked(rest.replace(VALUE, ''), asking);
  if (!scope || !words || policy.appraisal === null) return {};
  const { streetId } = scope;
  const rule = policy.appraisal.window;
  const needs = keysWanted(words, asking).flatMap((monthKey) => [
    { by: 'frozen', streetId, monthKey } as const,
    {
      by: 'entries',
      streetId,
      subjectId: null,
      window: windowOf(rule, policy.calendar.zone, monthKey),
    } as const,
  ]);
  return { appraisal: [{ by: 'months', streetId, limit: MONTHS_BACK }, ...needs] };
}

function tryOut(ctx: CommandContext, month: Month, given: { name: string; value: string }): Outcome {
  const policy = policyOfMonth(ctx, month);
  if (policy === null) return { code: 'no-appraisal' };
  const change = changed(policy, given.name, given.value);
  if (change === 'unknown') {
    const names = [...KNOB_NAMES, ...policy.items.map(({ name }) => name)];
    return { code: 'no-such-line', name: given.name, names };
  }
  if ('most' in change) return { code: 'value-out', ...given, most: change.most };
  show(ctx, month, { ...change, before: policy });
  return null;
}

function show(
  ctx: CommandContext,
  month: Month,
  { policy, before, ...change }: Change & { before: Change['policy'] },
): void {
  const { key, window } = month;
  const subjects = ctx.appraisal.frozen.filter(({ monthKey }) => monthKey === key);
  const entries = ctx.appraisal.entries.filter(({ on: at }) => window.from <= at && at < window.until);
  const there = new Map(subjects.map(({ subject }) => [subject.id, subject.communityId]));
  const { moves, groups } = whatIf({ key, window, policy: before, subjects, entries }, policy);
  const seen = moves.filter(({ subjectId }) => isTheirs(ctx, there.get(subjectId) ?? null));
  tellAlone(ctx, { code: 'what-if', tried: { monthKey: key, change, moves: seen, groups } });
}

/** A secretary sees who moves in the communities they lead, wherever they ask. */
function isTheirs(ctx: CommandContext, communityId: string | null): boolean {
  return communityId === null ? ctx.roles.includes('street') : leadsCommunity(ctx, communityId);
}
