import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import type { StaffShown } from '../src/app/reply.ts';
import type { Community, Staff } from '../src/engine/org/directory.ts';
import type { Refusal, Result } from '../src/engine/refusal.ts';
import { accept, refuse } from '../src/engine/refusal.ts';
import { on, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { openNeeded, openOf } from './support/leave.ts';
import { postsShown } from './support/people.ts';

export default defineCommand({
  name: '名单',
  aliases: ['staff'],
  summary: '看社区人员:手上几件、谁在休假',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [optional(param('name', 'community', '社区'))],
  args: z.object({ community: z.string().optional() }),
  examples: ['名单', '名单 阳光社区'],
  confirm: 'never',
  needs: openNeeded,
  handle(ctx, { community }) {
    return on(communitiesMeant(ctx, community), (communities) => {
      for (const one of communities) {
        ctx.reply({ code: 'staff-listed', title: `${one.name}:`, staff: staffOf(ctx, one) });
      }
      return null;
    });
  },
});

/** The one named, the room's own, or all of the street. */
function communitiesMeant(ctx: CommandContext, name: string | undefined): Result<readonly Community[]> {
  const inStreet = ctx.directory.organisation.communities.filter((one) => one.streetId === ctx.streetId);
  if (name !== undefined) {
    const named = inStreet.filter((one) => one.name === name || one.id === name);
    return named.length > 0 ? accept(named) : refuse(unknownScope(name, inStreet));
  }
  const own = inStreet.filter((one) => one.id === ctx.scope?.communityId);
  return accept(own.length > 0 ? own : inStreet);
}

function unknownScope(text: string, communities: readonly Community[]): Refusal {
  const examples = communities.slice(0, 3).map((one) => `名单 ${one.name}`);
  return { code: 'room-scope-unknown', text, examples };
}

function staffOf(ctx: CommandContext, community: Community): readonly StaffShown[] {
  const scope = { streetId: community.streetId, communityId: community.id, gridId: null };
  const { staff } = ctx.directory.organisation;
  const inCommunity = (one: Staff) =>
    one.posts.some((post) => ctx.directory.scopeOf(post.at)?.communityId === scope.communityId);
  return staff.filter(inCommunity).map((one) => shown(ctx, one));
}

function shown(ctx: CommandContext, staff: Staff): StaffShown {
  return {
    name: staff.name,
    posts: postsShown(ctx, staff),
    open: openOf(ctx, staff.id).length,
    onLeave: ctx.directory.onLeave(staff.id, ctx.now),
    isBound: staff.accounts.length > 0,
  };
}
