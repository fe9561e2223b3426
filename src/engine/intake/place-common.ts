import type { Place } from '../ticket/ticket.ts';
import type { PlaceAt } from './place-at.ts';
import { anyOf } from './place-at.ts';
import { estatesBefore } from './place-resolve.ts';
import { grouped, scopeLevels } from './place-scope.ts';
import type { EstateEntry, ReadContext } from './talk.ts';
import { findWords, listOf, wordAt } from './words.ts';

const ZONE = /[的 ]?(?:[a-z]\d? ?区|[a-z]\d{0,3}(?=[^a-z\d]|$)|[一二三四五]区|负[一二三]层?|b\d)/y;
const MAX_COMMON = 6;
/** With more compounds than this nobody is asked which: the list would be longer than the answer. */
const MAX_CHOICES = 6;

/** 「地下车库C区」, 「北门外面」: a place by itself where the room has one compound, else one of its compounds'. */
export function commonParts(text: string, ctx: ReadContext): readonly PlaceAt[] {
  const hits = findWords(text, listOf(ctx.policy, 'commonPlace')).slice(0, MAX_COMMON);
  return hits.map(({ word, at, end }) => {
    ZONE.lastIndex = end;
    const zone = ZONE.exec(text)?.[0] ?? '';
    const after = end + zone.length;
    const detail = detailAt(text, after, ctx);
    const estate = estatesBefore(text, at, ctx);
    const part = { key: word + zone.trim().toUpperCase(), detail, estates: estate?.names ?? null };
    const span = { text, at: estate?.at ?? at, end: after + detail.length };
    return anyOf(placesOf(part, ctx), { ...span, rank: 1 });
  });
}

function detailAt(text: string, at: number, ctx: ReadContext): string {
  const word = wordAt(text, at, { index: listOf(ctx.policy, 'placeDetail'), list: 'placeDetail' });
  return word !== null && word.length > 1 ? word : '';
}

interface CommonPart {
  key: string;
  detail: string;
  /** Written in front of it: 「二期篮球场」. */
  estates: readonly string[] | null;
}

function placesOf(part: CommonPart, ctx: ReadContext): readonly Place[] {
  const { estates } = part;
  const level = estates ? ctx.places.estates : (scopeLevels(ctx.places.estates, ctx.scope)[0] ?? []);
  const compounds = grouped(
    level.filter(({ unit = '号楼', name }) => unit === '号楼' && (estates?.includes(name) ?? true)),
    ({ name }) => name,
  );
  if (compounds.length > MAX_CHOICES) return [];
  return compounds.flatMap(([, entries]) => partOf(part, entries, ctx));
}

/** A compound in several grids leaves the grid of its gate open. */
function partOf({ key, detail }: CommonPart, entries: readonly EstateEntry[], ctx: ReadContext): Place[] {
  const [first] = entries;
  if (!first) return [];
  const gridId =
    entries.every((one) => one.gridId === first.gridId) && ctx.scope?.gridId ? first.gridId : null;
  const { name, communityId } = first;
  return [
    { text: `${name}${key}${detail}`, key: `${gridId ?? communityId}/${name}/${key}`, gridId, communityId },
  ];
}
