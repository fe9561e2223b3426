import { z } from 'zod';
import { reportFigures, reportNeeds } from '../src/app/appraisal/month/month-report.ts';
import { type Asking, type CommandContext, defineCommand } from '../src/app/command.ts';
import type { Needs } from '../src/app/ports.ts';
import { reportReference } from '../src/app/reports/reference.ts';
import type { Month } from '../src/engine/appraisal/month.ts';
import { tellAlone } from './support/alone.ts';
import { MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { keyMeant, monthToTell, referenceTo, type Whose, whoseMeant } from './support/month-file.ts';
import { MONTHS_BACK, maySee, policyOfMonth } from './support/scores.ts';

export default defineCommand({
  name: '月报',
  aliases: ['monthly'],
  summary: '看一个月的情况:数字、和以前比、反映最多的事;附 Word 文件',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['月报', '月报 9月'],
  confirm: 'never',
  needs: (rest, asking) => needs(rest, asking),
  handle(ctx, { text = '' }) {
    const whose = whoseMeant(text, askingOf(ctx));
    const leads = ctx.roles.includes('street') || ctx.roles.includes('secretary');
    if (!leads && ctx.policy.appraisal?.publication.report === false) return { code: 'report-off' };
    return on(monthToTell(ctx, text, leads), (month) => {
      if (whose === null) return { code: 'report-off' };
      tell(ctx, month, whose);
      return null;
    });
  },
});

function needs(rest: string, asking: Asking): Partial<Needs> {
  const monthKey = keyMeant(rest, asking);
  const whose = whoseMeant(rest, asking);
  const { appraisal, calendar } = asking.policy;
  if (monthKey === null || whose === null || appraisal === null) return {};
  const asked = { ...whose, monthKey, rule: appraisal.window, zone: calendar.zone };
  return {
    appraisal: [{ by: 'months', streetId: whose.streetId, limit: MONTHS_BACK }, ...reportNeeds(asked)],
  };
}

function askingOf(ctx: CommandContext) {
  const { policy, now, directory, scope, person } = ctx;
  return { policy, now, directory, scope, personId: person.id };
}

/** In a room only what everybody there may see; else to whoever asked. */
function tell(ctx: CommandContext, month: Month, whose: Whose): void {
  const policy = policyOfMonth(ctx, month);
  const today = ctx.policy.appraisal;
  if (!policy || !today) return;
  const asked = { ...whose, monthKey: month.key, rule: today.window, zone: ctx.policy.calendar.zone };
  const given = { month, policy, loaded: ctx.appraisal, directory: ctx.directory };
  const figures = reportFigures(asked, given);
  const reference = reportReference(referenceTo('month', month, whose.communityId));
  const isPublic = maySee(month, false) && today.publication.report;
  if (isPublic) ctx.reply({ code: 'month-report', figures });
  else tellAlone(ctx, { code: 'month-report', figures });
  ctx.attach(reference, isPublic ? undefined : { personId: ctx.person.id });
}
