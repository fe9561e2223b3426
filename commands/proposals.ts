import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { Proposal } from '../src/engine/appraisal/month.ts';
import { publishable } from '../src/engine/knowledge/publishable.ts';
import { rolesOver } from './support/appeals.ts';
import { LEADERS, MAYBE_TEXT, maybeText, reasonMissing } from './support/kit.ts';
import { proposalAnswer } from './support/verdicts.ts';
import { PROPOSAL_WANTED } from './support/words.ts';

const EXAMPLE = '考核建议 3 确认';
const REJECTION = '考核建议 3 驳回 本人长期病假,不适用';

export default defineCommand({
  name: '考核建议',
  aliases: ['结果运用', 'proposals'],
  summary: '看考核结果引出的建议,逐条确认或驳回',
  roles: LEADERS,
  rooms: ['private'],
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['考核建议', EXAMPLE, REJECTION],
  confirm: 'never',
  needs: (_, { scope }) => ({ appraisal: scope ? [{ by: 'proposals', streetId: scope.streetId }] : [] }),
  handle(ctx, { text = '' }) {
    const answer = proposalAnswer(text);
    if (answer !== null) return settle(ctx, answer);
    if (text !== '')
      return { code: 'bad-arguments', command: '考核建议', problem: PROPOSAL_WANTED, example: EXAMPLE };
    ctx.reply({ code: 'proposals-listed', proposals: waiting(ctx) });
    return null;
  },
});

function waiting(ctx: CommandContext): readonly Proposal[] {
  return ctx.appraisal.proposals.filter((one) => one.status === 'open' && isTheirs(ctx, one));
}

/** Answered where the person works; by nobody about themselves. */
function isTheirs(ctx: CommandContext, { streetId, subjectId, answeredBy }: Proposal): boolean {
  if (streetId !== ctx.streetId || subjectId === ctx.person.id) return false;
  const roles = rolesOver(ctx, subjectId);
  return roles.includes('street') || (answeredBy === 'secretary' && roles.includes('secretary'));
}

function settle(
  ctx: CommandContext,
  { number, confirmed, rest }: NonNullable<ReturnType<typeof proposalAnswer>>,
): Outcome {
  const proposal = ctx.appraisal.proposals.find(
    (one) => one.streetId === ctx.streetId && one.number === number,
  );
  if (!proposal) return { code: 'no-such-proposal', number, open: waiting(ctx).map((one) => one.number) };
  if (!isTheirs(ctx, proposal)) return { code: 'proposal-not-yours', number };
  if (proposal.status !== 'open') return { code: 'proposal-settled', number };
  if (!confirmed && rest === '') return reasonMissing('考核建议', REJECTION);
  const answered: Proposal = {
    ...proposal,
    status: confirmed ? 'confirmed' : 'rejected',
    byId: ctx.person.id,
    answeredAt: ctx.now,
    reason: publishable(rest).text,
  };
  ctx.appraise({ type: 'proposal-answered', proposal: answered });
  ctx.reply({ code: 'proposal-answered', proposal: answered });
  return null;
}
