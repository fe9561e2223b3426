import { fold } from '../intake/text.ts';
import type { Place } from '../ticket/ticket.ts';

const RANGE = /(\d{1,3})\s?(?:号楼|栋|幢|号|#)?\s?[-~至到]\s?(\d{1,3})\s?(?:号楼|栋|幢|#|号(?!\d))/g;
const LIST = /((?:\d{1,3}\s?(?:号楼|栋|幢|号|#)?\s?[、,和及]\s?){0,12}\d{1,3})\s?(?:号楼|栋|幢|#)/g;
const BUILDING = /(\d{1,3})(?:号楼|栋|幢|号|$)/;

/**
 * Whether a notice is about this place: one that limits itself to buildings (`1-8号楼`, `3、5号楼`) or to some of the
 * estates is not about the others.
 */
export function speaksOfPlace(text: string, place: Place, estates: readonly string[]): boolean {
  const said = fold(text);
  const named = estates.filter((name) => said.includes(fold(name)));
  const own = estates.find((name) => place.text.startsWith(name));
  if (own !== undefined && named.length > 0 && !named.includes(own)) return false;
  const building = Number(BUILDING.exec(own === undefined ? place.text : place.text.slice(own.length))?.[1]);
  const spans = buildingsIn(said);
  return (
    !(building > 0) || spans.length === 0 || spans.some(([from, to]) => building >= from && building <= to)
  );
}

function buildingsIn(text: string): readonly (readonly [number, number])[] {
  const ranges = [...text.matchAll(RANGE)].map(([, from, to]) => [Number(from), Number(to)] as const);
  const lists = [...text.matchAll(LIST)].flatMap(([, numbers = '']) =>
    (numbers.match(/\d{1,3}/g) ?? []).map((one) => [Number(one), Number(one)] as const),
  );
  return [...ranges, ...lists];
}
