import { z } from 'zod';
import { KINDS, URGENCIES } from '../../engine/glossary.ts';
import type { Proposal } from '../../engine/intake/proposed.ts';
import { fold } from '../../engine/intake/text.ts';
import type { ServicePolicy } from '../../engine/policy.ts';

const MAX_PLACE_CHARS = 40;

/** Strict: an answer with anything else in it was not to the question. */
const ANSWER = z.strictObject({
  request: z.boolean(),
  probability: z.number().min(0).max(1),
  kind: z.enum(KINDS),
  category: z.string(),
  urgency: z.enum(URGENCIES),
  place: z.string().max(MAX_PLACE_CHARS).nullable(),
});

/** The same as JSON schema, for servers that can keep to one. */
export function answerSchema({ categories }: ServicePolicy): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['request', 'probability', 'kind', 'category', 'urgency', 'place'],
    properties: {
      request: { type: 'boolean' },
      probability: { type: 'number', minimum: 0, maximum: 1 },
      kind: { type: 'string', enum: [...KINDS] },
      category: { type: 'string', enum: categories.map(({ level2 }) => level2) },
      urgency: { type: 'string', enum: [...URGENCIES] },
      place: { type: ['string', 'null'] },
    },
  };
}

/** A checked proposal, or null: what was written is no answer of ours. `words`: the line that was asked about. */
export function readAnswer(written: string, words: string, policy: ServicePolicy): Proposal | null {
  const parsed = ANSWER.safeParse(jsonIn(written));
  if (!parsed.success) return null;
  const { category, place, ...rest } = parsed.data;
  const rule = policy.categories.find(({ level2 }) => level2 === category);
  if (!rule) return null;
  return { ...rest, category: [rule.level1, rule.level2], place: placeSaid(place, words) };
}

/** Models like to put a fence around JSON; whatever else stands beside it makes it no answer. */
function jsonIn(written: string): unknown {
  const bare = written.trim();
  const open = bare.startsWith('```') ? bare.indexOf('\n') + 1 : 0;
  const close = open > 0 && bare.endsWith('```') ? bare.length - 3 : bare.length;
  try {
    return JSON.parse(bare.slice(open, close));
  } catch {
    return null;
  }
}

/** Only what the line itself says: a place made up would send somebody there. */
function placeSaid(place: string | null, words: string): string | null {
  const said = place === null ? '' : fold(place).trim();
  return said !== '' && fold(words).includes(said) ? place : null;
}
