import { resolve } from 'node:path';
import { type KnownNetwork, PLAYGROUND_NETWORK } from '../app/import/known-networks.ts';
import { loadPolicy } from '../app/policy/policy-file.ts';
import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import type { ModelFault } from '../engine/model/model-fault.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { modelFaultText, modelFaultTodo } from '../text/models.ts';
import type { Io } from './verb.ts';

/** The settings, or null after every fault was told. */
export async function settingsOf(io: Io): Promise<Config | null> {
  const result = readConfig(io.environment, await io.networks());
  if (result.ok) return result.config;
  for (const fault of result.faults) io.err(fault);
  return null;
}

/** Networks that rooms and accounts of a neighbourhood file may be of, configured or not. */
export async function knownNetworks(io: Io): Promise<readonly KnownNetwork[]> {
  return [...(await io.networks()), PLAYGROUND_NETWORK];
}

export interface PolicyFound {
  policy: ServicePolicy | null;
  /** Why there is none, as sentences. */
  faults: readonly string[];
  /** Models it has to do without. */
  modelFaults: readonly ModelFault[];
}

export const NO_POLICY: PolicyFound = { policy: null, faults: [], modelFaults: [] };

/** The policy of a file as it holds under the settings, or the faults as sentences. */
export function policyOf(path: string, zone: string | null): PolicyFound {
  const loaded = loadPolicy(resolve(path));
  if (!loaded.ok) {
    const faults = loaded.faults.map(({ line, message }) => `${path} 第 ${line} 行:${message}`);
    return { policy: null, faults, modelFaults: [] };
  }
  const { policy, modelFaults } = loaded;
  const there = zone ? { ...policy, calendar: { ...policy.calendar, zone } } : policy;
  return { policy: there, faults: [], modelFaults };
}

/** The settings' own policy (or the one of `--policy`), or null after every fault was told. */
export async function policyFor(io: Io, path: string | null = null): Promise<ServicePolicy | null> {
  const config = await settingsOf(io);
  if (!config) return null;
  return told(policyOf(path ?? config.policyPath, config.zone), io);
}

/** The policy, once everything that is wrong with it was told. */
export function told({ policy, faults, modelFaults }: PolicyFound, io: Io): ServicePolicy | null {
  for (const fault of faults) io.err(fault);
  for (const fault of modelFaults) io.err(`${modelFaultText(fault)}${modelFaultTodo(fault)}`);
  return policy;
}
