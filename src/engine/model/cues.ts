import type { PlaceAt } from '../intake/place-at.ts';
import { evidenceOf, namesOurs, shapesOf } from '../intake/request-score.ts';
import type { Signs } from '../intake/signs.ts';
import { count } from '../intake/signs.ts';
import { LIST_WEIGHTS, URGENT_WEIGHTS } from '../intake/weights.ts';
import { CATEGORY_LIST } from '../intake/words.ts';
import type { Cue } from './linear.ts';

/** Evidence by hand beyond this says no more. */
const EVIDENCE_MOST = 6;
const EVIDENCE_UNIT = 3;
const FURTHER_MOST = 3;
/** How brief it is; how long says where it was written, not what it is. */
const SIZES = [0, 4, 7, 11, 17];

/** Lists that say something about any text; the others serve one question each, and may change with it. */
const TELLING = new Set([
  ...Object.keys(LIST_WEIGHTS),
  ...Object.keys(URGENT_WEIGHTS),
  ...[
    'acknowledge',
    'harmless',
    'hearsay',
    'longAgo',
    'past',
    'pastDanger',
    'politeness',
    'praise',
    'question',
  ],
  'urgentCategories',
]);

/** A published letter whose towns were struck out (`A市`, `A3区`); nobody writes so in a chat. */
const ANONYMISED = /[a-z]\d{0,2}[市县]|[a-z]\d{1,2}区/;
export const ANONYMISED_CUE = 'anonymised';

/**
 * The word lists' view of a text as named numbers for the model: each list hit (and further words of it), each shape,
 * the level 1 its words name, and the log-odds by hand. So a word that a street adds to a list counts as the others.
 */
export function cuesOf(signs: Signs, places: readonly PlaceAt[]): readonly Cue[] {
  const cues: Cue[] = [];
  const level1 = new Set<string>();
  const here = namesOurs(places);
  for (const list of signs.byList.keys()) {
    if (list.startsWith(CATEGORY_LIST)) level1.add(list.slice(0, list.indexOf('/')));
    else if (list !== 'elsewhere' || !here) cues.push(...listCues(list, count(signs, list)));
  }
  for (const name of level1) cues.push({ name, value: 1 });
  for (const shape of shapesOf(signs, places)) cues.push({ name: `shape:${shape}`, value: 1 });
  const evidence = evidenceOf(signs, places);
  const bounded = Math.max(-EVIDENCE_MOST, Math.min(EVIDENCE_MOST, evidence));
  cues.push({ name: 'evidence', value: bounded / EVIDENCE_UNIT });
  if (ANONYMISED.test(signs.text)) cues.push({ name: ANONYMISED_CUE, value: 1 });
  cues.push({ name: `size:${SIZES.findLast((size) => signs.size >= size) ?? 0}`, value: 1 });
  return cues;
}

function listCues(list: string, words: number): readonly Cue[] {
  if (!TELLING.has(list)) return [];
  const first = { name: `list:${list}`, value: 1 };
  if (words < 2) return [first];
  return [first, { name: `list:${list}+`, value: Math.min(FURTHER_MOST, words - 1) / FURTHER_MOST }];
}
