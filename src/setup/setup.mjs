/**
 * Makes a fresh clone ready with nothing but Node and npm: packages, Prisma clients, the bundle. Plain JavaScript without
 * a package, because it runs before there is one. A later start only compares hashes.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const LOWEST_NODE = [20, 19];
/** Under node_modules, so that removing that folder removes what was made from it too. */
const FOLDER = 'node_modules/.linli-setup';
const STAMP = `${FOLDER}/stamp.json`;
const CLIENTS = 'src/store/generated';
const CLIENT_SOURCES = ['prisma/models.prisma', 'prisma/prisma-schema.ts', 'prisma/generate-client.ts'];

/**
 * Does what is missing and says what it does on stderr (stdout belongs to whoever is started).
 * `dev`: the tools for checks and tests are needed as well. Returns false when something could not be done.
 */
export function prepare({ root = ROOT, dev = false, bundle = true } = {}) {
  if (!nodeIsNewEnough()) return false;
  const steps = missingSteps({ root, dev, bundle });
  if (steps.includes('packages') && !install(root)) return false;
  if (steps.includes('clients') && !makeClients(root)) return false;
  if (steps.includes('packages') || steps.includes('clients')) writeStamp(root);
  return !bundle || existsSync(bundleEntry(root)) || makeBundle(root);
}

/** What a start would have to do: any of `packages`, `clients`, `bundle`, in that order; nothing is changed. */
export function missingSteps({ root = ROOT, dev = false, bundle = true } = {}) {
  const stamp = readStamp(root);
  const packages = !packagesAreInstalled(root, { stamp, dev });
  const clients = packages || stamp.clients !== clientsHash(root) || !existsSync(join(root, CLIENTS));
  const stale = bundle && (packages || clients || !existsSync(bundleEntry(root)));
  return [packages && 'packages', clients && 'clients', stale && 'bundle'].filter(Boolean);
}

/** The bundle of the sources as they are now; its name is their hash. */
export function bundleEntry(root = ROOT) {
  return join(root, FOLDER, `app-${sourcesHash(root)}`, 'linli.js');
}

function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [lowestMajor, lowestMinor] = LOWEST_NODE;
  if (major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)) return true;
  say(
    `Node.js 版本太低:现在是 ${process.versions.node},需要 ${LOWEST_NODE.join('.')} 或更高。请升级后重试。`,
  );
  return false;
}

/** By the stamp; without one, by what npm itself wrote down, so that an own `npm ci` is not repeated. */
function packagesAreInstalled(root, { stamp, dev }) {
  const installed = readJson(join(root, 'node_modules/.package-lock.json'));
  if (!installed) return false;
  if (stamp.node && stamp.node !== process.versions.modules) return false;
  if (!dev && stamp.lock === lockHash(root)) return true;
  const wanted = Object.entries(readJson(join(root, 'package-lock.json'))?.packages ?? {});
  return wanted.every(
    ([path, { version, optional, dev: forDev, devOptional }]) =>
      path === '' ||
      optional ||
      (!dev && (forDev || devOptional)) ||
      installed.packages[path]?.version === version,
  );
}

function install(root) {
  say('正在安装依赖(只在第一次或更新后需要,约一两分钟)……');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit'];
  const done = npm?.endsWith('.js')
    ? run(root, process.execPath, [npm, ...args])
    : run(root, process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  if (!done) say('依赖没有装好:请检查网络(或 npm 的 registry 设置)后重试。');
  return done;
}

function makeClients(root) {
  say('正在准备数据库客户端……');
  const done = runQuietly(root, process.execPath, ['--import', 'tsx', 'prisma/generate-client.ts']);
  if (!done) say('数据库客户端没有生成:请删掉 node_modules 后重试,仍不行请把上面的信息发给维护者。');
  return done;
}

function makeBundle(root) {
  const done = run(root, process.execPath, ['src/setup/bundle.mjs', bundleEntry(root)]);
  if (!done) say('程序没有打包成功:源代码可能有语法错误,请看上面的信息。');
  return done;
}

function run(root, command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: command.endsWith('.cmd'),
  });
  return status === 0;
}

/** What it prints is of interest only when it fails. */
function runQuietly(root, command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) say(`${stdout}${stderr}`);
  return status === 0;
}

function writeStamp(root) {
  const stamp = {
    lock: lockHash(root),
    node: process.versions.modules,
    clients: clientsHash(root),
  };
  mkdirSync(join(root, FOLDER), { recursive: true });
  const path = join(root, STAMP);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(stamp));
  renameSync(`${path}.${process.pid}`, path);
}

function readStamp(root) {
  return readJson(join(root, STAMP)) ?? {};
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function lockHash(root) {
  return hashFiles(root, [join(root, 'package-lock.json')]);
}

function clientsHash(root) {
  return hashFiles(
    root,
    [...CLIENT_SOURCES, 'package-lock.json'].map((path) => join(root, path)),
  );
}

function sourcesHash(root) {
  const sources = ['src', 'commands'].flatMap((folder) => filesUnder(join(root, folder)));
  const others = ['package-lock.json', 'src/setup/bundle.mjs'].map((path) => join(root, path));
  return hashFiles(root, [...sources, ...others]).slice(0, 16);
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Paths count from the root: a checkout that was moved is the same one. */
function hashFiles(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(`${relative(root, path).split(sep).join('/')}\0`);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
