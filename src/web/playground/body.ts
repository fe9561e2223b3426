import type { Context } from 'hono';
import type { z } from 'zod';
import { refuseWeb } from '../guard.ts';

type Body<T> = { ok: true; value: T } | { ok: false; response: Response };

/** A JSON body checked by its schema, or the answer that says in Chinese what is wrong with it. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<Body<T>> {
  if (!/^application\/json\b/.test(c.req.header('content-type') ?? ''))
    return { ok: false, response: refuseWeb(c, 'not-json') };
  const text = await c.req.text();
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return { ok: true, value: parsed.data };
  const error = parsed.error.issues.map((issue) => issue.message).join(';');
  return { ok: false, response: c.json({ code: 'bad-request', error }, 400) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
