import { numeral } from './text.ts';

/** A building as written: `3-2-501`, `7、8栋`, `十二号楼2单元4楼`. The door is read over and dropped. */
export interface BuildingMark {
  at: number;
  end: number;
  /** `3`, or `A` for a lettered block. */
  buildings: readonly string[];
  unit: number | null;
  floor: string | null;
  counted: '号楼' | '座' | '组' | '号' | '弄';
}

/** A unit said without its building: 「2单元那部」. */
export interface UnitMark {
  at: number;
  end: number;
  unit: number;
}

const HAN = '[一二三四五六七八九十]{1,3}';
const HEAD = new RegExp(
  [
    '(?<![\\d-])(?<door3>\\d{1,3})-(?<door3unit>\\d{1,2})-\\d{3,4}(?![\\d-])',
    '(?<![\\d楼栋幢座-]|\\d[.:])(?<pair>\\d{1,3})-(?<pairunit>\\d{1,2}) ?单元',
    '(?<![\\d-]|\\d[.:])(?<list>\\d{1,3}(?: ?[、,~至到和及-] ?\\d{1,3}){1,11}) ?(?:号楼|栋|幢|座|#)楼?',
    `第?(?<![\\da-z-]|\\d[.:])(?<one>\\d{1,3}|[a-z]) ?(?<counted>号楼|号栋|栋楼?|幢楼?|座(?!位)|#(?!接龙)楼?|组(?!队|织|团|长|合|员)|弄|号(?=(?:\\d{1,2}|${HAN}) ?(?:单元|室)|\\d{3,4}(?:室|房)))`,
    `(?<nth>第)?(?<![一二三四五六七八九十百几数两])(?<han>${HAN})(?<hancounted>号楼|栋|幢|组(?!队|织|团|长|合|员)|号(?=(?:\\d|${HAN})单元))(?!楼)`,
    '(?<![\\d年月-]|\\d[.:])(?<door2>\\d{1,2})-\\d{3,4}(?=室|房|号|的|家|住|[\\s,。,!?;、]|$)',
  ].join('|'),
  'g',
);
const UNIT = new RegExp(
  `[的 ]{0,2}(\\d{1,2}|${HAN}) ?(?:单元|门洞|门(?!口|面|禁|外|铃|锁|卡|牌)|梯(?!控))`,
  'y',
);
const UNITS = /[的 ]{0,2}\d{1,2} ?[、,和及~-] ?\d{1,2} ?单元/y;
const FLOOR = new RegExp(`[的 ]{0,2}(\\d{1,2}|${HAN}) ?[楼层](?![\\d盘房])`, 'y');
const DOOR = /[ 的-]?(?:\d{3,4}(?!\d)(?: ?(?:号房|室|房|号|户))?|[零〇一二三四五六七八九]{3,4}室?)/y;
const LONE_UNIT = new RegExp(`(?<!\\d)(\\d{1,2}|${HAN}) ?单元`, 'g');
const MAX_MARKS = 24;

/** Every building in a folded text, in order; at most two dozen. */
export function scanBuildings(text: string): readonly BuildingMark[] {
  const marks: BuildingMark[] = [];
  HEAD.lastIndex = 0;
  for (let head = HEAD.exec(text); head && marks.length < MAX_MARKS; head = HEAD.exec(text)) {
    const mark = markOf(head);
    if (!mark) continue;
    const whole = withTail(text, mark);
    marks.push(whole);
    HEAD.lastIndex = whole.end;
  }
  return marks;
}

/** Units that stand outside the buildings found. */
export function scanUnits(text: string, taken: readonly BuildingMark[]): readonly UnitMark[] {
  const units: UnitMark[] = [];
  for (const found of text.matchAll(LONE_UNIT)) {
    const at = found.index;
    const unit = numeral(found[1] ?? '');
    if (unit === null || taken.some((mark) => at >= mark.at && at < mark.end)) continue;
    units.push({ at, end: at + found[0].length, unit });
    if (units.length >= MAX_MARKS) break;
  }
  return units;
}

function markOf(head: RegExpExecArray): BuildingMark | null {
  const { door3, door3unit, pair, pairunit, list, one, counted, han, hancounted, door2 } = head.groups ?? {};
  const at = head.index;
  const plain = { at, end: at + head[0].length, floor: null, counted: '号楼' } as const;
  if (list !== undefined) return { ...plain, buildings: spread(list), unit: null };
  const single = door3 ?? pair ?? door2;
  if (single !== undefined)
    return { ...plain, buildings: [String(Number(single))], unit: numeral(door3unit ?? pairunit ?? '') };
  const written = one ?? han ?? '';
  const number = numeral(written);
  const name = number === null ? written.toUpperCase() : String(number);
  return { ...plain, buildings: [name], unit: null, counted: countedOf(counted ?? hancounted ?? '', number) };
}

function countedOf(written: string, number: number | null): BuildingMark['counted'] {
  if (number === null) return '座';
  if (written === '组' || written === '弄' || written === '号') return written;
  return '号楼';
}

/** `7、8、9` and `7-10` → each number, at most twelve. */
function spread(list: string): string[] {
  const numbers: number[] = [];
  for (const part of list.split(/[、,和及]/)) {
    const [from = 0, to = from] = part.split(/[~至到-]/).map(Number);
    for (let n = from; n <= to && numbers.length < 12; n++) numbers.push(n);
  }
  return numbers.map(String);
}

function withTail(text: string, mark: BuildingMark): BuildingMark {
  const units = read(UNITS, text, mark.end);
  const unit = units ? null : read(UNIT, text, mark.end);
  const afterUnit = mark.end + (units ?? unit ?? [''])[0].length;
  const floor = read(FLOOR, text, afterUnit);
  const afterFloor = afterUnit + (floor?.[0].length ?? 0);
  const door = floor ? null : read(DOOR, text, afterFloor);
  return {
    ...mark,
    end: afterFloor + (door?.[0].length ?? 0),
    unit: unit ? numeral(unit[1] ?? '') : mark.unit,
    floor: floor ? String(numeral(floor[1] ?? '') ?? floor[1]) : null,
  };
}

function read(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
