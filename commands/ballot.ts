import { z } from 'zod';
import { ballotsLeft, type VoterView } from '../src/app/appraisal/ballot/ballot-shown.ts';
import { takeVotes } from '../src/app/appraisal/ballot/take-votes.ts';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { isBareVote, readVotes } from '../src/engine/appraisal/ballot-words.ts';
import type { Directory } from '../src/engine/org/lookup.ts';
import { EVERYONE, MAYBE_TEXT, maybeText } from './support/kit.ts';

export default defineCommand({
  name: '测评',
  aliases: ['评测', 'ballot'],
  summary: '私聊打分:看要评谁,或一人一行写姓名和分数',
  roles: EVERYONE,
  rooms: ['private'],
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['测评', '测评 王芳 9 8 9 10 9', '测评 3 王芳 9 8 9 10 9'],
  confirm: 'never',
  secret: true,
  isMeantBy: isVoteOnSomebody,
  needs(_rest, { scope, directory, personId }) {
    const own = scope ? [scope.streetId] : directory.organisation.streets.map(({ id }) => id);
    const posts = directory.staff(personId)?.posts ?? [];
    const held = posts.flatMap(({ at }) => directory.scopeOf(at)?.streetId ?? []);
    return { appraisal: [...new Set([...own, ...held])].map((streetId) => ({ by: 'ballots', streetId })) };
  },
  handle(ctx, { text = '' }) {
    const { ballots, voted } = ctx.appraisal;
    const view = { ballots, voted, voterId: ctx.person.id, directory: ctx.directory, now: ctx.now };
    return text.trim() === '' ? list(ctx, view) : vote(ctx, view, text);
  },
});

/** A name and numbers are a vote only if somebody here is called so. */
function isVoteOnSomebody(text: string, directory: Directory): boolean {
  const names = isBareVote(text) ? (readVotes(text) ?? []).map((one) => one.name) : [];
  const { communities } = directory.organisation;
  const isKnown = (name: string) =>
    directory.findStaff(name, null).some((one) => one.name === name) ||
    communities.some((community) => community.name === name);
  return names.length > 0 && names.every(isKnown);
}

function list(ctx: CommandContext, view: VoterView): Outcome {
  const left = ballotsLeft(view);
  ctx.reply(left.length === 0 ? { code: 'ballot-nothing' } : { code: 'ballot-listed', ballots: left });
  return null;
}

function vote(ctx: CommandContext, view: VoterView, text: string): Outcome {
  if (!view.ballots.some(({ tasks }) => tasks.some(({ voterId }) => voterId === view.voterId)))
    return { code: 'ballot-none' };
  const spoken = readVotes(text);
  if (spoken === null || spoken.length === 0) return { code: 'votes-unread' };
  const { taken, refusal, voted } = takeVotes(spoken, view);
  for (const { ballot, vote: given } of taken) {
    const { secret, most } = ballot.rule;
    ctx.appraise({ type: 'voted', vote: given, secret, most });
  }
  if (taken.length > 0) {
    const secret = taken.some(({ ballot }) => ballot.rule.secret);
    const left = ballotsLeft({ ...view, voted });
    ctx.reply({ code: 'ballot-noted', names: taken.map(({ name }) => name), secret, left });
  }
  return refusal;
}
