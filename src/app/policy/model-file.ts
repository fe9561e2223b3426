import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Decoded } from '../../engine/model/container.ts';
import { decodeIssueModel } from '../../engine/model/issue-model.ts';
import type { ModelFault } from '../../engine/model/model-fault.ts';
import { decodeReadingModel } from '../../engine/model/reading-model.ts';
import type { Models } from '../../engine/policy.ts';
import type { PolicyFile } from './policy-schema.ts';

type Decode<T> = (bytes: Uint8Array<ArrayBuffer>) => Decoded<T>;

export interface LoadedModels {
  models: Models;
  faults: readonly ModelFault[];
}

const NONE = 'none';
const SHIPPED = { reading: 'reading.zh.model', issue: 'issue.zh.model' } as const;
const shippedFolder = fileURLToPath(new URL('../../../policies', import.meta.url));

/** The trained models a policy names: beside its file, the shipped ones where it says nothing, or none. */
export function loadModels(policyPath: string, { models }: PolicyFile): LoadedModels {
  const folder = dirname(policyPath);
  const reading = loadModel(placeOf(folder, 'reading', models), decodeReadingModel);
  const issue = loadModel(placeOf(folder, 'issue', models), decodeIssueModel);
  return {
    models: { reading: reading.model, issue: issue.model },
    faults: [...reading.faults, ...issue.faults],
  };
}

type Whereabouts = Pick<ModelFault, 'which' | 'path' | 'isNamed'>;

function placeOf(folder: string, which: keyof Models, models: PolicyFile['models']): Whereabouts | null {
  const name = models?.[which];
  if (name === undefined) return { which, path: resolve(shippedFolder, SHIPPED[which]), isNamed: false };
  return name === NONE ? null : { which, path: resolve(folder, name), isNamed: true };
}

interface Loaded<T> {
  model: T | null;
  faults: readonly ModelFault[];
}

function loadModel<T extends object>(place: Whereabouts | null, decode: Decode<T>): Loaded<T> {
  if (place === null) return { model: null, faults: [] };
  const read = readModel(place.path, decode);
  return read.ok
    ? { model: read.value, faults: [] }
    : { model: null, faults: [{ ...place, reason: read.fault }] };
}

type Read<T> = { ok: true; value: T } | { ok: false; fault: ModelFault['reason'] };

/** A file is decoded once as long as it does not change: every policy of a process shares the arrays. */
const decoded = new Map<string, { stamp: string; read: Decoded<object> }>();

function readModel<T extends object>(path: string, decode: Decode<T>): Read<T> {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) return { ok: false, fault: 'missing' };
    const stamp = stampOf(stat);
    const known = decoded.get(path);
    // cast: what stands under a path was made by the one decoder that reads it.
    if (known?.stamp === stamp) return known.read as Decoded<T>;
    const read = decode(readFileSync(path));
    decoded.set(path, { stamp, read });
    return read;
  } catch {
    return { ok: false, fault: 'unreadable' };
  }
}

function stampOf({ mtimeMs, size }: Stats): string {
  return `${mtimeMs}:${size}`;
}
