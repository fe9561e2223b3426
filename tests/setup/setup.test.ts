import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';

interface SetupOptions {
  root: string;
  dev?: boolean;
}

/** The set-up is plain JavaScript, because it runs before there is anything to compile it with. */
interface Setup {
  prepare(options: SetupOptions): boolean;
  missingSteps(options: SetupOptions): string[];
  bundleEntry(root: string): string;
}

const SETUP_URL = new URL('../../src/setup/setup.mjs', import.meta.url).href;
const { prepare, missingSteps, bundleEntry }: Setup = await import(SETUP_URL);

/** A project as small as the set-up can tell apart. */
let root: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function lock(packages: Record<string, object>): string {
  return JSON.stringify({ packages: { '': { name: 'x' }, ...packages } });
}

const ZOD = { 'node_modules/zod': { version: '4.6.7' } };
const VITEST = { 'node_modules/vitest': { version: '4.1.0', dev: true } };
const NATIVE = { 'node_modules/darwin-only': { version: '1.0.0', optional: true } };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'linli-setup-'));
  write('package-lock.json', lock({ ...ZOD, ...VITEST, ...NATIVE }));
  write('prisma/models.prisma', 'model A {}');
  write('src/cli/linli.ts', 'export const run = () => {};');
});

describe('what a start has to do', () => {
  test('on a fresh clone: everything, in order', () => {
    expect(missingSteps({ root })).toEqual(['packages', 'clients', 'bundle']);
  });

  test('packages that npm itself has installed are not installed again', () => {
    write('node_modules/.package-lock.json', lock({ ...ZOD, ...VITEST }));
    expect(missingSteps({ root, dev: true })).toEqual(['clients', 'bundle']);
  });

  test('without the tools for tests a start goes on, and a test does not', () => {
    write('node_modules/.package-lock.json', lock(ZOD));
    expect(missingSteps({ root })).not.toContain('packages');
    expect(missingSteps({ root, dev: true })).toContain('packages');
  });

  test('a package of another version than the lock says is installed again', () => {
    write('node_modules/.package-lock.json', lock({ 'node_modules/zod': { version: '4.0.0' } }));
    expect(missingSteps({ root })).toContain('packages');
  });
});

describe('a start after the first one', () => {
  beforeEach(() => {
    write('node_modules/.package-lock.json', lock({ ...ZOD, ...VITEST }));
    write('src/store/generated/client.ts', '');
    write('prisma/generate-client.ts', '');
    write(
      'src/setup/bundle.mjs',
      'import { mkdirSync, writeFileSync } from "node:fs"; import { dirname } from "node:path";\nconst entry = process.argv[2]; mkdirSync(dirname(entry), { recursive: true }); writeFileSync(entry, "");',
    );
    cpSync('node_modules/tsx', join(root, 'node_modules/tsx'), { recursive: true });
    cpSync('node_modules/esbuild', join(root, 'node_modules/esbuild'), { recursive: true });
    cpSync('node_modules/@esbuild', join(root, 'node_modules/@esbuild'), { recursive: true });
    expect(prepare({ root })).toBe(true);
  });

  test('has nothing to do, and finds that out in a moment', () => {
    const started = performance.now();
    expect(missingSteps({ root })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(100);
  });

  test('a changed source is bundled again, under another name', () => {
    const before = bundleEntry(root);
    write('src/cli/linli.ts', 'export const run = () => 1;');
    expect(missingSteps({ root })).toEqual(['bundle']);
    expect(bundleEntry(root)).not.toBe(before);
  });

  test('changed models make new clients; a changed lock asks what is installed', () => {
    write('prisma/models.prisma', 'model B {}');
    expect(missingSteps({ root })).toEqual(['clients', 'bundle']);
    write('package-lock.json', lock({ 'node_modules/zod': { version: '4.7.0' } }));
    expect(missingSteps({ root })[0]).toBe('packages');
  });

  test('a checkout that was moved has nothing to do either', () => {
    const moved = `${root}-moved`;
    renameSync(root, moved);
    expect(missingSteps({ root: moved })).toEqual([]);
  });

  test('removed packages, clients or bundle are made again', () => {
    rmSync(dirname(bundleEntry(root)), { recursive: true });
    expect(missingSteps({ root })).toEqual(['bundle']);
    rmSync(join(root, 'src/store/generated'), { recursive: true });
    expect(missingSteps({ root })).toEqual(['clients', 'bundle']);
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(missingSteps({ root })).toEqual(['packages', 'clients', 'bundle']);
  });
});

test('the lock names every optional package of every platform, or npm ci refuses it everywhere', () => {
  const { packages }: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } =
    JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const known = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  );
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter((name) => !known.has(name))).toEqual([]);
});
