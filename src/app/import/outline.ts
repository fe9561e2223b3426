import { z } from 'zod';

const text = z.string().catch('');
const maybe = z.string().optional().catch(undefined);

/** A list of which nothing is wrong enough to be left out: a faulty part is there with empty words. */
function list<T extends z.ZodObject>(part: T) {
  return z.array(part.catch(() => part.parse({}))).catch([]);
}

const grid = z.object({ id: text });
const community = z.object({ id: text, grids: list(grid) });
const post = z.object({ at: text, since: maybe, until: maybe });
const staff = z.object({ id: text, posts: list(post), accounts: z.record(z.string(), text).catch({}) });
const room = z.object({ network: text, chat: text, scope: text });

/** As much of a faulty file as tells its ids and references, so that all faults are told in one go. */
export const OUTLINE = z.object({
  street: z.object({ id: text }).catch({ id: '' }),
  communities: list(community),
  staff: list(staff),
  rooms: list(room),
});
export type Outline = z.infer<typeof OUTLINE>;
