import type { ServicePolicy } from '../policy.ts';
import { APART, ONE_STORY, ONLY_WHERE } from './apart.ts';
import { read } from './read.ts';
import { areOtherMatters } from './same-matter.ts';
import { classesIn, hitsOf, type Scene, says, type Words, wordsIn } from './scene.ts';
import type { Demand, PlaceFound, ReadContext, Reading } from './talk.ts';

/** In chat a space ends a clause as a comma does. */
const CLAUSE = /[^,，;；。.!！?？\n\s]+[,，;；。.!！?？\n\s]*/g;
const ENDS = /^[\s,，;；。]+|[\s,，;；。]+$/g;
const MOST_CHARS = 120;
const MOST_MATTERS = 3;

const UNSURE = /如果|要是|万一|[怕担]|会不会|不然|否则|免得|以前|之前|上次|去年/;
/** How a clause goes on with the one before. */
const GOES_ON =
  /^(?:都|全|连|于是|然后|后来|就|才|那|这|它|里[面头]|其中|尤其|特别|还是|所以)|都|[这那][盏部台块根个扇里边种]/;
const NOT_NOW = [
  'solved',
  'negation',
  'hearsay',
  'longAgo',
  'elsewhere',
  'suggestion',
  'talkTrade',
  'talkNotice',
];

/**
 * 「3号楼电梯坏了,门口路灯也不亮」: two clauses that each tell what is wrong with a thing of their own. One trouble in two
 * clauses is far commoner, and wrongly split it is worse than two left together: all of it has to speak for two.
 */
export function withMatters(reading: Reading, text: string, ctx: ReadContext): Reading {
  const [only, second] = reading.demands;
  if (!only || second || text.length > MOST_CHARS) return reading;
  if (ONE_STORY.test(text) || UNSURE.test(text) || says(wordsIn(text, ctx.policy), ...NOT_NOW))
    return reading;
  const parts = partsOf(text, ctx.policy);
  if (parts.length < 2 || parts.length > MOST_MATTERS) return reading;
  const demands = demandsOf(parts, only, ctx);
  return demands && areApart(demands, ctx.policy) ? { ...reading, demands } : reading;
}

/** What the line asks for, read in its room. */
export function mattersIn(reading: Reading, { heard, ctx }: Scene): Reading {
  const { policy, places } = ctx;
  const about = { policy, places, scope: heard.scope, home: heard.home ?? null };
  return withMatters(reading, heard.line.text, about);
}

/** From each clause with a thing and its trouble up to the next. */
function partsOf(text: string, policy: ServicePolicy): readonly string[] {
  const parts: string[] = [];
  let before = '';
  for (const [clause] of text.matchAll(CLAUSE)) {
    const isNew = tellsOwn(clause, policy) && !(parts.length > 0 && GOES_ON.test(clause));
    if (isNew) parts.push(before + clause);
    else if (parts.length > 0) parts.push(`${parts.pop()}${clause}`);
    before = parts.length === 0 ? before + clause : '';
  }
  return parts.map((part) => part.replace(ENDS, ''));
}

function tellsOwn(clause: string, policy: ServicePolicy): boolean {
  const words = wordsIn(clause.replace(ONLY_WHERE, ' '), policy);
  if (!says(words, 'problem', 'neglected') || /[?？吗]/.test(clause)) return false;
  return classesIn(words).some(([, level2]) => APART.has(level2)) || namesFixture(words, policy);
}

/** A light or a rail in a stairway has no class of its own. */
function namesFixture(words: Words, policy: ServicePolicy): boolean {
  const lights = policy.lexicon['floorThings'] ?? [];
  return hitsOf(words, 'object').some(({ word }) => word.endsWith('灯') && lights.includes(word));
}

/** Each read by itself has to be a request, at the one place that was named for all. */
function demandsOf(parts: readonly string[], whole: Demand, ctx: ReadContext): readonly Demand[] | null {
  const demands = parts.map((part) => demandOf(part, whole, ctx));
  const sure = demands.flatMap((one) => (one && one.urgency !== 'critical' ? [one] : []));
  return sure.length === parts.length ? sure : null;
}

function demandOf(part: string, { place: first }: Demand, ctx: ReadContext): Demand | null {
  const alone = read(part, ctx);
  const isPlaced = alone.places.length > 0;
  const { demands, request } = isPlaced || !first ? alone : read(`${first.written}${part}`, ctx);
  const [demand, second] = demands;
  if (!demand || second || request < ctx.policy.thresholds.confirmAt) return null;
  return isPlaced ? demand : { ...demand, text: part, place: withoutSpot(first) };
}

/** 「12号楼3单元楼道」: the lamp is there, the bin is only at the building. */
function withoutSpot(found: PlaceFound | null): PlaceFound | null {
  const base = /^.+?(?:号楼|座|组|弄)(?:[\dA-F东西南北中]{1,2}单元)?/.exec(found?.place?.text ?? '')?.[0];
  if (!found?.place || base === undefined) return found;
  return { ...found, place: { ...found.place, text: base } };
}

/** Every two are of other classes, and neither names the other's thing. */
function areApart(demands: readonly Demand[], policy: ServicePolicy): boolean {
  return demands.every((one, at) =>
    demands
      .slice(at + 1)
      .every((other) => one.category[1] !== other.category[1] && areOtherMatters(one, other, policy)),
  );
}
