import type { Container, Decoded } from './container.ts';
import { decodeContainer, fault } from './container.ts';
import type { LinearHead } from './linear.ts';
import { headsOf } from './linear.ts';

/** The trained voice in the reading of a text. Opaque: `guess` asks it. */
export interface ReadingModel {
  /** `request`, `category`, `kind`, `urgent` …: a head that is not there has nothing to say. */
  heads: ReadonlyMap<string, LinearHead>;
  /** For parts that are no linear head. */
  container: Container;
  /** Learnt on the spot: added to the head of the same name. */
  local?: ReadonlyMap<string, LinearHead>;
}

export const READING_KIND = 'reading';

export function decodeReadingModel(bytes: Uint8Array<ArrayBuffer>): Decoded<ReadingModel> {
  const decoded = decodeContainer(bytes);
  if (!decoded.ok) return decoded;
  if (decoded.value.kind !== READING_KIND) return fault('foreign');
  const heads = headsOf(decoded.value);
  return heads ? { ok: true, value: { heads, container: decoded.value } } : fault('broken');
}
