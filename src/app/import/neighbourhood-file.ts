import { readFile } from 'node:fs/promises';
import type { Organisation } from '../../engine/org/directory.ts';
import { inconsistencies } from './consistency.ts';
import type { KnownNetwork } from './known-networks.ts';
import { toOrganisation } from './organisation.ts';
import { OUTLINE } from './outline.ts';
import { readShape } from './shape.ts';
import type { Fault, Source } from './source.ts';
import { readYaml } from './yaml-source.ts';

export type NeighbourhoodResult =
  | { ok: true; organisation: Organisation }
  | { ok: false; faults: readonly Fault[] };

export interface Surroundings {
  /** Days of the file are days of this zone. */
  zone: string;
  networks: readonly KnownNetwork[];
}

/** Reads a neighbourhood file, YAML or XLSX by its ending, and gives the organisation or all of its faults. */
export async function readNeighbourhood(
  path: string,
  surroundings: Surroundings,
): Promise<NeighbourhoodResult> {
  const source = await openSource(path, surroundings.networks);
  return 'ok' in source ? source : understand(source, surroundings);
}

type Opened = Source | (NeighbourhoodResult & { ok: false });

async function openSource(path: string, networks: readonly KnownNetwork[]): Promise<Opened> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return unreadable(path, '读不到这个文件:请检查路径和权限。');
  if (path.toLowerCase().endsWith('.xlsx')) return openWorkbook(path, { bytes, networks });
  const text = decode(bytes);
  return text === null ? unreadable(path, '不是 UTF-8 编码的文本:请另存为 UTF-8。') : readYaml(text);
}

/** exceljs is loaded only for a workbook: it is the largest thing that the program can load. */
async function openWorkbook(
  path: string,
  { bytes, networks }: { bytes: Buffer; networks: readonly KnownNetwork[] },
): Promise<Opened> {
  const [{ default: exceljs }, { readWorkbook }] = await Promise.all([
    import('exceljs'),
    import('./xlsx-source.ts'),
  ]);
  const workbook = new exceljs.Workbook();
  const data = new Uint8Array(bytes).buffer;
  const opened = await workbook.xlsx.load(data).catch(() => null);
  return opened
    ? readWorkbook(opened, networks)
    : unreadable(path, '不是可以打开的 XLSX 文件:请用表格软件另存为 .xlsx。');
}

function understand(source: Source, { zone, networks }: Surroundings): NeighbourhoodResult {
  if (source.value === null || source.value === undefined) {
    return source.faults.length > 0
      ? refused(source.faults)
      : refused([{ where: '第 1 行', message: '文件是空的。' }]);
  }
  const { value, faults } = readShape(source, networks);
  const outline = OUTLINE.safeParse(value ?? source.value).data;
  const odd = outline ? inconsistencies(outline, source.where) : [];
  const all = [...source.faults, ...faults, ...odd];
  return value && all.length === 0 ? { ok: true, organisation: toOrganisation(value, zone) } : refused(all);
}

function refused(faults: readonly Fault[]): NeighbourhoodResult & { ok: false } {
  return { ok: false, faults };
}

function unreadable(path: string, message: string): NeighbourhoodResult & { ok: false } {
  return refused([{ where: path, message }]);
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
