import { resolve } from 'node:path';
import { type KnownNetwork, PLAYGROUND_NETWORK } from '../app/import/known-networks.ts';
import { loadPolicy } from '../app/policy/policy-file.ts';
import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import type { ServicePolicy } from '../engine/policy.ts';
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

/** The policy of a file as it holds under the settings, or the faults as sentences. */
export function policyOf(
  path: string,
  zone: string | null,
): { policy: ServicePolicy | null; faults: readonly string[] } {
  const loaded = loadPolicy(resolve(path));
  if (!loaded.ok) {
    return {
      policy: null,
      faults: loaded.faults.map(({ line, message }) => `${path} 第 ${line} 行:${message}`),
    };
  }
  const { policy } = loaded;
  return { policy: zone ? { ...policy, calendar: { ...policy.calendar, zone } } : policy, faults: [] };
}

/** The settings' own policy (or the one of `--policy`), or null after every fault was told. */
export async function policyFor(io: Io, path: string | null = null): Promise<ServicePolicy | null> {
  const config = await settingsOf(io);
  if (!config) return null;
  const { policy, faults } = policyOf(path ?? config.policyPath, config.zone);
  for (const fault of faults) io.err(fault);
  return policy;
}
