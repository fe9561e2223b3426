import { z } from 'zod';
import { PUBLISH_ASKED } from '../src/app/appraisal/month/marks.ts';
import { type CommandContext, defineCommand } from '../src/app/command.ts';
import type { Month } from '../src/engine/appraisal/month.ts';
import { moveRefusal } from '../src/engine/appraisal/month-moves.ts';
import { withDone } from '../src/engine/appraisal/month-steps.ts';
import { accept, type Result, refuse } from '../src/engine/refusal.ts';
import { leadingMonth, monthContext, monthNeeds, monthsHere, policyOfMonth } from './support/appeals.ts';
import { LEADERS, MAYBE_TEXT, maybeText, on } from './support/kit.ts';
import { publishPreview } from './support/words.ts';

export default defineCommand({
  name: '公布',
  aliases: ['publish'],
  summary: '把预览过的月度考核公布出去,先说会发到哪里',
  roles: LEADERS,
  rooms: ['street', 'private'],
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['公布', '公布 9月'],
  confirm: 'always',
  needs: (_, asking) => ({ appraisal: monthNeeds(asking) }),
  preview(ctx, { text = '' }) {
    const month = monthMeant(ctx, text);
    if (!month.ok) return month;
    const publication = policyOfMonth(ctx, month.value)?.publication;
    return accept(publishPreview(month.value.key, publication ?? null));
  },
  handle(ctx, { text = '' }) {
    return on(monthMeant(ctx, text), (month) => {
      ctx.appraise({
        type: 'month-saved',
        month: withDone(month, PUBLISH_ASKED),
        fromRevision: month.revision,
      });
      ctx.reply({ code: 'month-publishing', monthKey: month.key });
      return null;
    });
  },
});

/** The one named; else the oldest that waits, else the newest, which says why not. */
function monthMeant(ctx: CommandContext, text: string): Result<Month> {
  if (!mayPublish(ctx)) return refuse({ code: 'publish-not-yours' });
  const months = monthsHere(ctx);
  const key = leadingMonth(ctx, text)?.key ?? null;
  const computed = months.filter(({ version }) => version > 0);
  const month =
    key === null
      ? (months.findLast(({ state }) => state === 'previewed') ?? computed[0] ?? months[0])
      : months.find((one) => one.key === key);
  if (!month)
    return refuse(
      key === null
        ? { code: 'no-scores', monthKey: null, state: null }
        : { code: 'month-none', monthKey: key },
    );
  const refusal = moveRefusal(month, 'publish', monthContext(ctx, month));
  return refusal ? refuse(refusal) : accept(month);
}

/** The street, or who leads its only community. */
function mayPublish({ roles, directory, streetId }: CommandContext): boolean {
  if (roles.includes('street')) return true;
  return directory.organisation.communities.filter((one) => one.streetId === streetId).length === 1;
}
