import type { Grid, Organisation } from '../org/directory.ts';
import type { EstateEntry, NamedPlaceEntry, PlaceIndex } from './talk.ts';
import { fold, numeral } from './text.ts';

type Unit = NonNullable<EstateEntry['unit']>;
type Where = Pick<Required<EstateEntry>, 'gridId' | 'communityId' | 'streetId'>;

const NICKNAMED = /^([^()()]{1,60})[((]([^()()]{1,60})[))]$/;
const COUNTED = /(号楼|栋楼?|幢楼?|座|#楼?|号|组|队|弄)$/;
const BETWEEN = /(?:号楼|栋|幢|座|#|号|组|弄)(?=\s?[、,和及至到~-]\s?\d)/g;
const HAN_NUMBER = /[一二三四五六七八九十]{1,3}(?=号楼|栋|幢|组|至|到|-|~)/g;
const RUN = /(?:\d{1,4}|[、,和及至到~\-—–\s]){1,80}$/;
const LETTERS = /^(.*?)([a-z])(?:[-~至到]([a-z]))?$/;

/** What the grids' `places` mean: building ranges and named places. A place nobody can read is kept as a name. */
export function buildPlaceIndex(organisation: Organisation): PlaceIndex {
  const streets = new Map(organisation.communities.map((one) => [one.id, one.streetId]));
  const estates: EstateEntry[] = [];
  const named: NamedPlaceEntry[] = [];
  for (const grid of organisation.grids) {
    const where = whereIs(grid, streets.get(grid.communityId) ?? '');
    for (const written of grid.places) {
      const { formal, nicknames } = withoutNicknames(written);
      const ranges = rangesOf(formal, where);
      const single = singleOf(ranges);
      if (single && nicknames.length > 0) named.push(namedBuilding(single, nicknames));
      if (ranges.length > 0)
        estates.push(...ranges.map((one) => withNicknames(one, single ? [] : nicknames)));
      else named.push(...namesOf(formal).map((name) => withNicknames({ name, ...where }, nicknames)));
    }
  }
  return { estates, named };
}

/** `人民广场(大转盘、转盘)`: in brackets at the end stands what people call it besides. */
function withoutNicknames(written: string): { formal: string; nicknames: readonly string[] } {
  const found = NICKNAMED.exec(written.trim());
  const nicknames = (found?.[2] ?? '').split(/[、,,;;/ ]+/).filter((name) => /^[^\d\s]\S/.test(name));
  return { formal: found?.[1]?.trim() ?? written, nicknames };
}

function withNicknames<T extends object>(entry: T, nicknames: readonly string[]): T {
  return nicknames.length === 0 ? entry : { ...entry, nicknames };
}

/** The one building that a place of the file is. */
function singleOf(ranges: readonly EstateEntry[]): EstateEntry | null {
  const [only, second] = ranges;
  return only && !second && only.fromBuilding === only.toBuilding ? only : null;
}

function namedBuilding(entry: EstateEntry, nicknames: readonly string[]): NamedPlaceEntry {
  const { gridId, communityId, streetId, fromBuilding, unit = '号楼' } = entry;
  const name = `${entry.name}${fromBuilding}${unit}`;
  const key = `${gridId}/${entry.name}/${fromBuilding}`;
  return { name, nicknames, key, gridId, communityId, ...(streetId !== undefined && { streetId }) };
}

function whereIs(grid: Grid, streetId: string): Where {
  return { gridId: grid.id, communityId: grid.communityId, streetId };
}

/** `阳光花园1-6、8号楼` → two ranges; nothing when no numbers are counted. */
function rangesOf(written: string, where: Where): EstateEntry[] {
  const text = fold(written).trim();
  const unit = COUNTED.exec(text)?.[1];
  if (unit === undefined) return [];
  const digits = text
    .slice(0, -unit.length)
    .replace(BETWEEN, '')
    .replace(HAN_NUMBER, (han) => String(numeral(han) ?? han));
  const run = RUN.exec(digits)?.[0].trim();
  if (!run || !/\d/.test(run)) return [];
  const name = digits.slice(0, digits.lastIndexOf(run)).trim();
  return run.split(/[、,和及\s]+/).flatMap((part) => rangeOf(part, { name, unit: unitOf(unit), ...where }));
}

function rangeOf(part: string, entry: Omit<EstateEntry, 'fromBuilding' | 'toBuilding'>): EstateEntry[] {
  const [from, to = from] = part
    .split(/[至到~\-—–]+/)
    .filter(Boolean)
    .map(Number);
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return [];
  return [{ ...entry, fromBuilding: Math.min(from, to), toBuilding: Math.max(from, to) }];
}

function unitOf(written: string): Unit {
  if (written === '组' || written === '队') return '组';
  if (written === '号' || written === '弄') return written;
  return '号楼';
}

/** `星河大厦A-C座` → three names; anything else is itself. */
function namesOf(written: string): string[] {
  const text = fold(written).trim();
  const [, name = '', from = '', to = from] = LETTERS.exec(text.replace(/座$/, '')) ?? [];
  if (from === '' || !text.endsWith('座')) return [written.trim()];
  const names: string[] = [];
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) {
    names.push(`${name}${String.fromCharCode(code).toUpperCase()}座`);
  }
  return names;
}
