import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContainerFault, Decoded } from '../../engine/model/container.ts';
import { decodeIssueModel } from '../../engine/model/issue-model.ts';
import { decodeReadingModel } from '../../engine/model/reading-model.ts';
import type { Models } from '../../engine/policy.ts';
import type { PolicyFile } from './policy-schema.ts';

type Loaded<T> = { ok: true; model: T | null } | { ok: false; message: string };
type Decode<T> = (bytes: Uint8Array<ArrayBuffer>) => Decoded<T>;

export type LoadedModels =
  | { ok: true; models: Models }
  | { ok: false; at: 'reading' | 'issue'; message: string };

const NONE = 'none';
const SHIPPED = { reading: 'reading.zh.model', issue: 'issue.zh.model' } as const;
const shippedFolder = fileURLToPath(new URL('../../../policies', import.meta.url));

/** The trained models a policy names: beside its file, the shipped ones where it says nothing, or none. */
export function loadModels(policyPath: string, { models }: PolicyFile): LoadedModels {
  const folder = dirname(policyPath);
  const reading = loadModel(placeOf(folder, 'reading', models), decodeReadingModel);
  if (!reading.ok) return { ok: false, at: 'reading', message: reading.message };
  const issue = loadModel(placeOf(folder, 'issue', models), decodeIssueModel);
  if (!issue.ok) return { ok: false, at: 'issue', message: issue.message };
  return { ok: true, models: { reading: reading.model, issue: issue.model } };
}

/** Where a model lies; one that the policy names has to be there. */
interface Whereabouts {
  path: string;
  isNamed: boolean;
}

function placeOf(
  folder: string,
  which: keyof typeof SHIPPED,
  models: PolicyFile['models'],
): Whereabouts | null {
  const name = models?.[which];
  if (name === undefined) return { path: resolve(shippedFolder, SHIPPED[which]), isNamed: false };
  return name === NONE ? null : { path: resolve(folder, name), isNamed: true };
}

/** A file is decoded once as long as it does not change: every policy of a process shares the arrays. */
const decoded = new Map<string, { stamp: string; loaded: Loaded<object> }>();

function loadModel<T extends object>(place: Whereabouts | null, decode: Decode<T>): Loaded<T> {
  if (place === null) return { ok: true, model: null };
  const { path, isNamed } = place;
  const stamp = stampOf(path);
  if (stamp === null && !isNamed) return { ok: true, model: null };
  if (stamp === null) return { ok: false, message: `读不到文件 ${path}` };
  const known = decoded.get(path);
  // cast: what stands under a path was made by the one decoder that reads it.
  if (known?.stamp === stamp) return known.loaded as Loaded<T>;
  const loaded = decodeFile(path, decode);
  decoded.set(path, { stamp, loaded });
  return loaded;
}

function decodeFile<T>(path: string, decode: Decode<T>): Loaded<T> {
  const result = decode(readFileSync(path));
  return result.ok
    ? { ok: true, model: result.value }
    : { ok: false, message: `${path} ${FAULTS[result.fault]}` };
}

function stampOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs}:${stat.size}` : null;
}

const FAULTS: Record<ContainerFault, string> = {
  foreign: '不是这里要用的模型文件',
  version: '是别的版本的模型文件,请用本版本重新训练或换回自带的',
  broken: '坏了或不完整,请重新复制',
};
