import { numeral } from './text.ts';

/** A building as written: `3-2-501`, `7、8栋`, `十二号楼2单元4楼`. The door is read over and dropped. */
export interface BuildingMark {
  at: number;
  end: number;
  /** `3`, or `A` for a lettered block. */
  buildings: readonly string[];
  /** `2`, `B`, `东`. */
  unit: string | null;
  /** `4`, or `负1`. */
  floor: string | null;
  counted: '号楼' | '座' | '组' | '号' | '弄';
}

/** A unit said without its building: 「2单元那部」. */
export interface UnitMark {
  at: number;
  end: number;
  unit: string;
}

const HAN_DIGIT = '[零〇一二两三四五六七八九十百幺壹贰叁肆伍陆柒捌玖拾佰廿卅]';
const HAN = `(?:[①-⑳]|${HAN_DIGIT}{1,5})`;
const ITEM = `(?:\\d{1,3}|${HAN_DIGIT}{1,3})`;
/** What the ear makes of 单元 when a voice is written down. */
const UNIT_WORD = '单[元源员圆]';
const BLOCK = '号大?楼|号[搂娄]|号栋|栋楼?|幢楼?|橦';
/** 「三洞二单元」 was 「三栋」 when it was spoken. */
const MISHEARD = `[洞动懂](?=\\s?(?:\\d|${HAN})\\s?${UNIT_WORD})`;
const GROUP = '(?:村民小?|生产小?|小)?组(?![队织团长合员图])|(?:生产|小)队';
const NOT_SEATS = '(?!位|的?(?:小?车|商务|轿|面包|越野|suv)|以[上下])';
/** 「三栋楼」 counts buildings, 「三栋楼道」 is in the third. */
const NOT_COUNTING = '(?!楼(?![道梯下顶上前后长栋层]))';
/** Nothing in front that makes it part of a longer number, an amount or a time. */
const CLEAR = '(?<!\\d|\\d[.:-])';
const DASH = ' ?[-/] ?';
const HEAD = new RegExp(
  [
    `(?<!\\d|\\d[-/.])(?<door3>\\d{1,3})${DASH}(?<door3unit>\\d{1,2})${DASH}(?:\\d{1,2}${DASH})?(?!(?<=/ ?)20\\d\\d)\\d{3,4}(?!\\d|[-/]\\d)`,
    `${CLEAR}(?<![楼栋幢座])(?<pair>\\d{1,3})-(?<pairunit>\\d{1,2}) ?${UNIT_WORD}`,
    `${CLEAR}(?<![一二三四五六七八九十百])(?<list>${ITEM}(?: ?[、,~至到和及与跟-] ?${ITEM}){1,11}) ?(?:号楼|号栋|栋|幢|座(?!位)|#)楼?`,
    `${CLEAR}(?<span>(?<from>${ITEM}) ?(?:号楼?|栋|幢|座|#) ?[至到~-] ?(?<to>${ITEM})) ?(?:号楼|栋|幢|座(?!位)|#)`,
    `第?${CLEAR}(?<![a-z])(?<one>\\d{1,4}) ?(?<counted>${BLOCK}|${MISHEARD}|座${NOT_SEATS}|#(?!接龙)楼?|${GROUP}|弄|号(?=(?:\\d{1,2}|${HAN}) ?(?:单元|室)|\\d{3,4}(?:室|房)))`,
    `(?<![\\da-z-])(?<letter>[a-z]) ?(?:号楼|栋楼?|幢楼?|座(?!位)|#楼|#(?=\\d))`,
    `第?(?<![一二三四五六七八九十百几数两整哪多半])(?<han>${HAN}) ?(?<hancounted>号大?楼|号[搂娄]|号栋|栋|幢|橦|${MISHEARD}|${GROUP}|号(?=(?:\\d|${HAN})单元))${NOT_COUNTING}`,
    `(?<=弄 ?)(?<lane>\\d{1,3})号楼?`,
    `(?<![\\d年月-]|\\d[.:])(?<door2>\\d{1,2})-(?!\\d{1,2}00)\\d{3,4}(?=室|房|号|的|家|住|[\\s,。,!?;、]|$)`,
  ].join('|'),
  'g',
);
const UNIT = new RegExp(
  `[的 ,-]{0,4}(?:(?<unit>\\d{1,2}|${HAN}|[a-f]) ?(?:${UNIT_WORD}|门洞|门(?![口面禁外铃锁卡牌诊])|梯(?!控))|(?<side>[东西南北中])(?:${UNIT_WORD}|门洞))`,
  'y',
);
const UNITS = /[的 ]{0,2}\d{1,2} ?[、,和及~-] ?\d{1,2} ?单元/y;
const FLOOR = new RegExp(
  `[的 ,]{0,2}(?:(?<below>负|地下|-|b)(?=[\\d一二三])|第)?(?<floor>\\d{1,2}|${HAN}) ?(?<level>[楼层])?(?![\\d盘房])`,
  'y',
);
const DOOR = /[ 的,-]{0,2}(?:\d{3,4}(?!\d)(?: ?(?:号房|室|房|号|户))?|[零〇一二三四五六七八九幺]{3,4}室?)/y;
const LONE_UNIT = new RegExp(
  `(?<![\\d.:-])(?:(?<unit>\\d{1,2}|${HAN}|(?<![a-z])[a-f])|(?<side>[东西南北中])) ?${UNIT_WORD}`,
  'g',
);
const MAX_MARKS = 24;
const MAX_LISTED = 12;

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
    const unit = unitIn(found);
    if (unit === null || taken.some((mark) => at >= mark.at && at < mark.end)) continue;
    units.push({ at, end: at + found[0].length, unit });
    if (units.length >= MAX_MARKS) break;
  }
  return units;
}

type Plain = Pick<BuildingMark, 'at' | 'end' | 'floor'>;

function markOf(head: RegExpExecArray): BuildingMark | null {
  const { door3, door3unit, pair, pairunit, list, span, from, to, door2 } = head.groups ?? {};
  const plain: Plain = { at: head.index, end: head.index + head[0].length, floor: null };
  const listed = list ?? (span === undefined ? undefined : `${from}-${to}`);
  if (listed !== undefined) return several(listed, plain);
  const single = door3 ?? pair ?? door2;
  if (single === undefined) return oneBuilding(head, plain);
  const unit = door3unit ?? pairunit;
  return {
    ...plain,
    counted: '号楼',
    buildings: [String(Number(single))],
    unit: unit === undefined ? null : String(Number(unit)),
  };
}

function several(listed: string, plain: Plain): BuildingMark | null {
  const buildings = spread(listed);
  return buildings.length === 0 ? null : { ...plain, counted: '号楼', buildings, unit: null };
}

function oneBuilding(head: RegExpExecArray, plain: Plain): BuildingMark | null {
  const { one, counted, letter, han, hancounted, lane } = head.groups ?? {};
  if (letter !== undefined) return { ...plain, counted: '座', buildings: [letter.toUpperCase()], unit: null };
  const buildings = numbersOf(one ?? han ?? lane ?? '');
  if (buildings.length === 0) return null;
  return { ...plain, counted: countedOf(counted ?? hancounted ?? '号'), buildings, unit: null };
}

function countedOf(written: string): BuildingMark['counted'] {
  if (/[组队]$/.test(written)) return '组';
  return written === '弄' || written === '号' ? written : '号楼';
}

/** A number, or two that follow each other: 「三四栋」. */
function numbersOf(written: string): readonly string[] {
  const number = numeral(written);
  if (number !== null) return number > 0 ? [String(number)] : [];
  const pair = [...written].map(numeral);
  const [first, second] = pair;
  if (pair.length !== 2 || first == null || second !== first + 1 || first < 1) return [];
  return [String(first), String(second)];
}

/** `7、8、9` and `7-10` → each number, at most twelve. */
function spread(list: string): readonly string[] {
  const numbers = new Set<number>();
  for (const part of list.split(/[、,和及与跟]/)) {
    const [from = 0, to = from] = part.split(/[~至到-]/).map((one) => numeral(one.trim()) ?? 0);
    if (from < 1 || to < from) return [];
    for (let n = from; n <= to && numbers.size < MAX_LISTED; n++) numbers.add(n);
  }
  return [...numbers].map(String);
}

function withTail(text: string, mark: BuildingMark): BuildingMark {
  const start = mark.end + (text.startsWith('儿', mark.end) ? 1 : 0);
  const units = read(UNITS, text, start);
  const unit = units ? null : read(UNIT, text, start);
  const afterUnit = start + (units ?? unit ?? [''])[0].length;
  const floor = floorAt(text, afterUnit);
  const afterFloor = floor?.end ?? afterUnit;
  const door = floor ? null : read(DOOR, text, afterFloor);
  return {
    ...mark,
    end: afterFloor + (door?.[0].length ?? 0),
    unit: unit ? unitIn(unit) : mark.unit,
    floor: floor?.floor ?? null,
  };
}

function unitIn({ groups }: RegExpExecArray): string | null {
  const { unit, side } = groups ?? {};
  if (unit === undefined) return side ?? null;
  if (/[a-f]/.test(unit)) return unit.toUpperCase();
  const number = numeral(unit);
  return number === null ? null : String(number);
}

/** 「5楼」, 「负一楼」, 「B1」: without a level word only what lies below the ground. */
function floorAt(text: string, at: number): { floor: string; end: number } | null {
  const found = read(FLOOR, text, at);
  const { below, floor = '', level } = found?.groups ?? {};
  const number = numeral(floor);
  if (!found || number === null || (level === undefined && below !== 'b' && below !== '负')) return null;
  return { floor: below === undefined ? String(number) : `负${number}`, end: at + found[0].length };
}

function read(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
