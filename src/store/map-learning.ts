import { z } from 'zod';
import type { LocalModelRecord, ModelUse } from '../app/ports.ts';

/** As in map.ts: the two drivers give numbers in their own ways. */
const whole = z.union([z.number(), z.bigint(), z.string()]).transform(Number);

const localModelRow = z.object({
  name: z.string(),
  version: whole,
  base: z.string(),
  bytes: z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  figures: z.string(),
  examples: whole,
  madeAt: whole,
});

export function toLocalModel(row: unknown): LocalModelRecord {
  return localModelRow.parse(row);
}

const modelUseRow = z.object({ calls: whole, tokens: whole, failures: whole, taken: whole });

export function toModelUse(row: unknown): ModelUse {
  return modelUseRow.parse(row);
}
