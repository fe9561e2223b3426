import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { NetworkDefinition } from './network.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Every network there is: a folder beside this file with a `network.ts`, by name. `folder`: another place to look, for tests. */
export async function loadNetworks(folder = HERE): Promise<readonly NetworkDefinition[]> {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'network.ts')));
  return Promise.all(names.sort().map((name) => loadOne(folder, name)));
}

async function loadOne(folder: string, name: string): Promise<NetworkDefinition> {
  const { definition }: { definition?: NetworkDefinition } =
    folder === HERE
      ? // Written out, so that the bundler finds every folder's file.
        await import(`./${name}/network.ts`)
      : await import(pathToFileURL(join(folder, name, 'network.ts')).href);
  if (definition?.network === name) return definition;
  throw new Error(`src/chat/${name}/network.ts has to export a \`definition\` whose network is \`${name}\``);
}
