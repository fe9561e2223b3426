import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import { codeHash } from '../src/app/keys.ts';
import { CODE, issueCode, presentCode, TRIES_MS } from './support/binding.ts';
import { ANY_ROOM, EVERYONE, textMissing } from './support/kit.ts';

export default defineCommand({
  name: '绑定',
  aliases: ['bind'],
  summary: '凭 6 位绑定码把账号绑到自己名下;书记写「绑定 姓名」发码',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [optional(param('name', 'who', '绑定码或姓名'))],
  args: z.object({ who: z.string().optional() }),
  examples: ['绑定 493027', '绑定 王芳'],
  confirm: 'never',
  unbound: true,
  needs(rest, { network, accountId, now }) {
    const code = rest.trim();
    if (!CODE.test(code)) return {};
    return { codes: [codeHash(code)], tries: [{ account: { network, accountId }, since: now - TRIES_MS }] };
  },
  handle(ctx, { who }) {
    if (!who) return textMissing('绑定', '绑定 493027');
    return /^\d+$/.test(who) ? presentCode(ctx, who) : issueCode(ctx, who);
  },
});
