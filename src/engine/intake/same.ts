import type { Category } from '../glossary.ts';
import type { IssueModel } from '../model/issue-model.ts';
import type { IssueSigns } from '../model/issue-pair.ts';
import { issueSigns, likenessOf, sharedName } from '../model/issue-pair.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Place } from '../ticket/ticket.ts';
import { read } from './read.ts';
import { matterLink } from './same-matter.ts';
import { isBuilding, placeLink, placeOf } from './same-place.ts';
import type { PlaceFound, ReadContext } from './talk.ts';
import { fold, weightOf } from './text.ts';

/** What two reports are compared by. A demand's place may be unresolved. */
export interface IssueLike {
  text: string;
  category: Category;
  place: Place | PlaceFound | null;
}

export type Link = readonly [score: number, why: string];

/** Place and issue in words, for staff. */
const WHY = {
  sameText: '说的话一样',
  otherPlace: '地点不同',
  sameNames: '说的是同一个地方',
  otherNames: '说的不是同一个地方',
  sameMatter: '说的是同一件事',
  otherMatter: '说的不是同一件事',
  alike: '文字相近',
  unlike: '文字不相近',
} as const;

/** From here on a text is a letter: its names and its wording tell more than single words do. */
const LETTER_CHARS = 50;

/** Whether a report is the issue of a ticket: place **and** issue must both agree (rules.md 3.1). `same` is 0–1. */
export function sameIssue(a: IssueLike, b: IssueLike, policy: ServicePolicy): { same: number; why: string } {
  const where = placeLink(a, b, policy);
  if (where[0] === 0) return { same: 0, why: where[1] };
  const matter = matterLink(a, b, policy);
  return { same: Math.min(matter[0], where[0]), why: `${where[1]},${matter[1]}` };
}

/** The same for two bare texts, without a neighbourhood: `linli same`. Shared names stand for the place. */
export function sameText(a: string, b: string, policy: ServicePolicy): { same: number; reason: string } {
  const model = policy.models.issue;
  if (model && isLetter(a) && isLetter(b)) {
    return a === b ? { same: 1, reason: WHY.sameText } : sameLetter(a, b, model);
  }
  const [one, other] = [bareOf(a, policy), bareOf(b, policy)];
  if (one === other && one !== '') return { same: 1, reason: WHY.sameText };
  return sameLine(a, b, policy);
}

function isLetter(text: string): boolean {
  return weightOf(text.slice(0, 4 * LETTER_CHARS)) >= LETTER_CHARS;
}

function sameLetter(a: string, b: string, model: IssueModel): { same: number; reason: string } {
  const [one, other] = [keptSigns(a, model), keptSigns(b, model)];
  const { same, place, matter } = likenessOf(one, other, model);
  const name = place >= 0.5 ? sharedName(one, other) : null;
  const where = place >= 0.5 ? WHY.sameNames : WHY.otherNames;
  const what = matter >= 0.5 ? WHY.sameMatter : WHY.otherMatter;
  return { same, reason: `${where}${name ? `(${name})` : ''},${what}` };
}

const kept = new WeakMap<IssueModel, Map<string, IssueSigns>>();
const KEPT_TEXTS = 1000;

/** A text is held against many: looked at once. */
function keptSigns(text: string, model: IssueModel): IssueSigns {
  const known = kept.get(model) ?? new Map<string, IssueSigns>();
  kept.set(model, known);
  const before = known.get(text);
  if (before) return before;
  if (known.size >= KEPT_TEXTS) known.clear();
  const signs = issueSigns(text, model);
  known.set(text, signs);
  return signs;
}

/** Short lines as in a room: by what they name, else by how alike they are. */
function sameLine(a: string, b: string, policy: ServicePolicy): { same: number; reason: string } {
  const [one, other] = [issueOf(a, policy), issueOf(b, policy)];
  if (!one || !other) return { same: 0, reason: WHY.unlike };
  const [first, second] = [placeOf(one), placeOf(other)];
  if (first && second && isBuilding(first) && isBuilding(second)) {
    const { same, why } = sameIssue(one, other, policy);
    return { same, reason: why };
  }
  const matter = matterLink(one, other, policy);
  const alike = likeness(a, b);
  const same = Math.min(1, matter[0] + alike / 2, alike * 2.2);
  return { same, reason: `${alike >= 0.3 ? WHY.alike : WHY.unlike},${matter[1]}` };
}

function issueOf(text: string, policy: ServicePolicy): IssueLike | null {
  const ctx: ReadContext = { policy, places: { estates: [], named: [] }, scope: null };
  return read(text, ctx).demands[0] ?? null;
}

/** Letters and digits without the words of courtesy. */
function bareOf(text: string, policy: ServicePolicy): string {
  const words = [...(policy.lexicon['courtesy'] ?? [])].sort((a, b) => b.length - a.length);
  const plain = fold(text);
  return words.reduce((left, word) => left.replaceAll(word, ''), plain).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Dice coefficient of character pairs, 0–1. */
function likeness(a: string, b: string): number {
  const one = pairsOf(a);
  const other = pairsOf(b);
  const both = [...one].filter((pair) => other.has(pair)).length;
  return one.size + other.size === 0 ? 0 : (2 * both) / (one.size + other.size);
}

function pairsOf(text: string): Set<string> {
  const letters = fold(text).replace(/[^\p{L}\p{N}]/gu, '');
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < letters.length; i++) pairs.add(letters.slice(i, i + 2));
  return pairs;
}
