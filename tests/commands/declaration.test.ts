import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../src/app/command.ts';

const base = {
  name: '试',
  aliases: [],
  summary: '试一试',
  roles: ['resident'],
  rooms: ['resident'],
  params: [],
  examples: ['试'],
  confirm: 'never',
} as const;

test('the arguments that handle takes are those of the schema', () => {
  const command = defineCommand({
    ...base,
    args: z.object({ ticket: z.number() }),
    handle: (_ctx, { ticket }) => ({ code: 'no-such-ticket', number: ticket }),
  });
  expect(command.args.safeParse({ ticket: '1' }).success).toBe(false);

  defineCommand({
    ...base,
    args: z.object({ ticket: z.number() }),
    // @ts-expect-error the schema has no `worker`
    handle: (_ctx, { worker }) => ({ code: 'no-such-ticket', number: worker }),
  });
  defineCommand({
    ...base,
    args: z.object({ ticket: z.number() }),
    // @ts-expect-error a number is no name
    handle: (_ctx, { ticket }) => ({ code: 'not-the-worker', name: ticket }),
  });
  defineCommand({
    ...base,
    args: z.object({}),
    // @ts-expect-error a refusal needs the facts of its sentence
    handle: () => ({ code: 'not-yours', number: 1 }),
  });
  // @ts-expect-error a role that nobody has
  defineCommand({ ...base, args: z.object({}), roles: ['king'], handle: () => null });
});
