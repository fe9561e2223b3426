import type { Decoded } from './container.ts';
import { checksum, decodeContainer, fault } from './container.ts';
import type { LinearHead, Sample } from './linear.ts';
import { headsOf, logOddsOf } from './linear.ts';
import type { ReadingModel } from './reading-model.ts';

/** What was learnt on the spot: log-odds added to those of the shipped model, head by head, class by class. */
export interface LocalModel {
  /** Fingerprint of the model that it corrects. */
  base: string;
  heads: ReadonlyMap<string, LinearHead>;
}

export const LOCAL_KIND = 'local';

export function decodeLocalModel(bytes: Uint8Array<ArrayBuffer>): Decoded<LocalModel> {
  const decoded = decodeContainer(bytes);
  if (!decoded.ok) return decoded;
  const { kind, about } = decoded.value;
  if (kind !== LOCAL_KIND) return fault('foreign');
  const heads = headsOf(decoded.value);
  const { base } = about;
  return heads && typeof base === 'string' ? { ok: true, value: { base, heads } } : fault('broken');
}

/** The model with its correction; one that was fitted on another model is left out. */
export function withLocal(model: ReadingModel, local: LocalModel | null): ReadingModel {
  return local?.base === fingerprintOf(model) ? { ...model, local: local.heads } : model;
}

/** The log-odds of a head with what was learnt of its classes; the same array. */
export function corrected(
  { local }: Pick<ReadingModel, 'local'>,
  asked: { name: string; head: LinearHead; logOdds: Float64Array },
  sampleOf: (longest: number) => Sample,
): Float64Array {
  const learnt = local?.get(asked.name);
  if (!learnt) return asked.logOdds;
  const added = logOddsOf(learnt, sampleOf(learnt.longest));
  learnt.classes.forEach((name, from) => {
    const to = asked.head.classes.indexOf(name);
    if (to >= 0) asked.logOdds[to] = (asked.logOdds[to] ?? 0) + (added[from] ?? 0);
  });
  return asked.logOdds;
}

/** Tells one model from another: any number in it counts. */
export function fingerprintOf({ container }: Pick<ReadingModel, 'container'>): string {
  const parts = [...container.sections].map(([name, { buffer, byteOffset, byteLength }]) => {
    return `${name}:${byteLength}:${checksum(new Uint8Array(buffer, byteOffset, byteLength)).toString(16)}`;
  });
  return checksum(new TextEncoder().encode(parts.join(' '))).toString(16);
}
