import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Fault, Path, Source } from '../import/source.ts';
import { readYaml } from '../import/yaml-source.ts';

export interface PolicyFault {
  line: number;
  message: string;
}

/** A policy file with what it takes over from the file it extends; every fault is told at a line of the file itself. */
export interface PolicySource {
  value: unknown;
  faults: readonly PolicyFault[];
  fault(at: Path, message: string): PolicyFault;
}

type Section = Readonly<Record<string, unknown>>;

/** A file says these for itself; everything else may come from the base, a whole section each. */
const OWN = new Set(['extends', 'id', 'version']);
const NONE = 'none';

export function readSource(path: string): Source {
  const where = () => '第 1 行';
  try {
    return readYaml(readFileSync(path, 'utf8'));
  } catch {
    return { value: null, where, faults: [{ where: where(), message: `读不到文件 ${path}。` }] };
  }
}

/** One file alone: a lexicon, or a policy that extends nothing. */
export function alone(source: Source): PolicySource {
  return {
    value: source.value,
    faults: source.faults.map(asFault),
    fault: (at, message) => ({ line: lineOf(source, at), message }),
  };
}

/** The policy file at `path` over its base. A base has none itself, so there are no chains and no loops. */
export function readPolicySource(path: string): PolicySource {
  const own = readSource(path);
  const base = isSection(own.value) ? own.value['extends'] : undefined;
  if (!isSection(own.value) || base === undefined) return finished(alone(own));
  if (typeof base !== 'string') return inVain(own, '应写另一个制度文件的名字,例如 default.yaml');
  const under = readSource(resolve(dirname(path), base));
  const [fault] = under.faults;
  if (fault) return inVain(own, quoted(base, fault));
  if (!isSection(under.value)) return inVain(own, `${base} 不是制度文件`);
  if (under.value['extends'] !== undefined) {
    return inVain(own, `${base} 自己也写了 extends;请直接写最下面的那个文件`);
  }
  return finished(over(own, own.value, { name: base, source: under, value: under.value }));
}

/** Nothing else is looked at: without its base a file lacks nearly everything. */
function inVain(own: Source, message: string): PolicySource {
  const source = alone(own);
  return { ...source, faults: [source.fault(['extends'], `extends:${message.replace(/。$/, '')}。`)] };
}

interface Base {
  name: string;
  source: Source;
  value: Section;
}

function over(own: Source, said: Section, base: Base): PolicySource {
  const taken = Object.entries(base.value).filter(([key]) => !OWN.has(key) && !Object.hasOwn(said, key));
  const sections = Object.fromEntries(taken);
  return {
    value: { ...said, ...rerouted(sections, dirname(base.name)) },
    faults: [],
    fault: (at, message) => {
      if (!Object.hasOwn(sections, String(at[0]))) return { line: lineOf(own, at), message };
      const line = lineOf(own, ['extends']);
      return { line, message: quoted(base.name, { where: base.source.where(at), message }) };
    },
  };
}

/** Files that the base names stand beside the base. */
function rerouted(sections: Section, folder: string): Section {
  const { lexicon, models } = sections;
  const moved = (name: unknown) =>
    typeof name !== 'string' || name === NONE || isAbsolute(name) ? name : join(folder, name);
  return {
    ...sections,
    ...(lexicon === undefined ? {} : { lexicon: moved(lexicon) }),
    ...(isSection(models)
      ? { models: Object.fromEntries(Object.entries(models).map(([key, name]) => [key, moved(name)])) }
      : {}),
  };
}

/** `appraisal: none` is how a file says that it has none although its base has. */
function finished(source: PolicySource): PolicySource {
  if (!isSection(source.value) || source.value['appraisal'] !== NONE) return source;
  const { appraisal: _, ...value } = source.value;
  return { ...source, value };
}

function quoted(name: string, { where, message }: Fault): string {
  return `${name} ${where}:${message}`;
}

function asFault({ where, message }: Fault): PolicyFault {
  return { line: lineIn(where), message };
}

function lineOf(source: Source, path: Path): number {
  return lineIn(source.where(path));
}

function lineIn(where: string): number {
  return Number(/\d+/.exec(where)?.[0] ?? 1);
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
