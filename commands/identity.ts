import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import type { IdentityProposal } from '../src/app/ports.ts';
import { LEADERS, STAFF_ROOMS } from './support/kit.ts';
import { isStreetAt } from './support/people.ts';
import { leadsPlace } from './support/rooms.ts';
import { ANSWER_WANTED, NO_SUCH_PROPOSAL } from './support/words.ts';

const EXAMPLE = '换号 K3 是';
const YES: readonly string[] = ['是', '对', '同一个', '确认'];
const NO: readonly string[] = ['否', '不', '不是', '不对'];

export default defineCommand({
  name: '换号',
  aliases: ['identity'],
  summary: '微信重新登录后,确认变了编号的群和账号是不是原来的',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [optional(param('name', 'id', '编号')), optional(param('text', 'answer', '是或否'))],
  args: z.object({ id: z.string().optional(), answer: z.string().optional() }),
  examples: [EXAMPLE, '换号 K3 否', '换号'],
  confirm: 'never',
  withProposals: true,
  handle(ctx, { id, answer = '' }) {
    const open = ctx.proposals.filter((one) => one.status === 'open' && mayAnswer(ctx, one));
    if (id === undefined) {
      ctx.reply({ code: 'identities-listed', proposals: open });
      return null;
    }
    const proposal = open.find((one) => one.id.toUpperCase() === id.toUpperCase());
    if (!proposal) return bad(NO_SUCH_PROPOSAL);
    if (YES.includes(answer)) return confirm(ctx, proposal, open);
    return NO.includes(answer) ? reject(ctx, proposal) : bad(ANSWER_WANTED);
  },
});

/** One old id has one new one: what else was proposed for either is answered with it. */
function confirm(
  ctx: CommandContext,
  proposal: IdentityProposal,
  open: readonly IdentityProposal[],
): Outcome {
  ctx.change({ type: 'identity-changed', proposal: { ...proposal, status: 'confirmed' }, at: ctx.now });
  for (const rival of open.filter((one) => isRival(one, proposal))) settle(ctx, rival);
  ctx.reply({ code: 'identity-answered', proposal, same: true });
  return null;
}

function isRival(one: IdentityProposal, { id, network, what, oldId, newId }: IdentityProposal): boolean {
  const same = one.network === network && one.what === what;
  return same && one.id !== id && (one.oldId === oldId || one.newId === newId);
}

function reject(ctx: CommandContext, proposal: IdentityProposal): Outcome {
  settle(ctx, proposal);
  ctx.reply({ code: 'identity-answered', proposal, same: false });
  return null;
}

function settle(ctx: CommandContext, proposal: IdentityProposal): void {
  ctx.change({ type: 'identity-changed', proposal: { ...proposal, status: 'rejected' }, at: ctx.now });
}

/** Rooms by whoever leads their place; accounts, which carry posts, by the street. */
function mayAnswer(ctx: CommandContext, { network, what, oldId }: IdentityProposal): boolean {
  const room = what === 'room' ? ctx.directory.room(`${network}:${oldId}`) : null;
  if (room) return leadsPlace(ctx, room.scope);
  const staff = ctx.directory.staffByAccount(network, oldId);
  const scopes = staff?.posts.flatMap((post) => ctx.directory.scopeOf(post.at) ?? []) ?? [];
  return scopes.some((scope) => isStreetAt(ctx, scope));
}

function bad(problem: string): Outcome {
  return { code: 'bad-arguments', command: '换号', problem, example: EXAMPLE };
}
