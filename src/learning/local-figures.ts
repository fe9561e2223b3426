/** Whether what was learnt on the spot is better, on examples it has not seen and on texts of ours. */
import { createHash } from 'node:crypto';
import { read } from '../engine/intake/read.ts';
import { decodeLocalModel, withLocal } from '../engine/model/local.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Ground, Learner, Told } from './local.ts';

import { contextOf } from './sampling.ts';

export const FOLDS = 5;
/** The model's own threshold between request and none. */
const REQUEST_AT = 0.5;

/** How many of `n` are read rightly, as shipped and with what was learnt. */
export interface Figure {
  n: number;
  before: number;
  after: number;
}

export interface Figures {
  /** Examples, each read by a model that was fitted without its fold. */
  request: Figure;
  category: Figure;
  /** Texts of ours that neither fit has seen. */
  ownRequest: Figure;
  ownCategory: Figure;
}

export interface Measuring extends Pick<Ground, 'model' | 'policy'> {
  learn: Learner;
  /** Texts of ours to be read no worse than before. */
  own: readonly Told[];
}

/** Folds by the words themselves, so that the same words are never on both sides. */
export function foldOfText(text: string): number {
  return (createHash('sha1').update(text).digest()[0] ?? 0) % FOLDS;
}

export function measureLocal(told: readonly Told[], measuring: Measuring): Figures {
  const { policy, own, learn } = measuring;
  const before = reader(policy);
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const held = told.filter(({ text }) => foldOfText(text) === fold);
    const others = told.filter(({ text }) => foldOfText(text) !== fold);
    return compared(held, before, readerWith(learn(others), measuring));
  });
  const whole = compared(own, before, readerWith(learn(told), measuring));
  return {
    request: summed(folds.map(({ request }) => request)),
    category: summed(folds.map(({ category }) => category)),
    ownRequest: whole.request,
    ownCategory: whole.category,
  };
}

/** So many of a thousand of our lines may turn: some always lie on the edge. */
const TURNED_SHARE = 0.002;

/** More of the examples right, none of both questions worse, and of our lines hardly any lost. */
export function isBetter({ request, category, ownRequest, ownCategory }: Figures): boolean {
  const gain = gainOf(request) + gainOf(category);
  const lost = Math.max(0, -gainOf(ownRequest)) + Math.max(0, -gainOf(ownCategory));
  const harmless = gainOf(request) >= 0 && gainOf(category) >= 0;
  return gain > lost && harmless && [ownRequest, ownCategory].every(isKept);
}

function isKept(figure: Figure): boolean {
  return -gainOf(figure) <= figure.n * TURNED_SHARE;
}

function gainOf({ before, after }: Figure): number {
  return after - before;
}

interface Read {
  request: boolean;
  category: string;
}
type Reader = (text: string) => Read;

/** As the bot reads, but for the room. */
function reader(policy: ServicePolicy): Reader {
  const context = contextOf(policy);
  return (text) => {
    const { request, demands } = read(text, context);
    return { request: request >= REQUEST_AT, category: demands[0]?.category.join('/') ?? '' };
  };
}

function readerWith(
  bytes: Uint8Array<ArrayBuffer>,
  { model, policy }: Pick<Ground, 'model' | 'policy'>,
): Reader {
  const decoded = decodeLocalModel(bytes);
  if (!decoded.ok) throw new Error(`what was just learnt cannot be read: ${decoded.fault}`);
  const reading = withLocal(model, decoded.value);
  return reader({ ...policy, models: { ...policy.models, reading } });
}

function compared(told: readonly Told[], before: Reader, after: Reader) {
  const request: Figure = { n: 0, before: 0, after: 0 };
  const category: Figure = { n: 0, before: 0, after: 0 };
  for (const one of told) {
    const [was, is] = [before(one.text), after(one.text)];
    count(request, was.request === one.request, is.request === one.request);
    if (one.category !== null) count(category, was.category === one.category, is.category === one.category);
  }
  return { request, category };
}

function count(figure: Figure, before: boolean, after: boolean): void {
  figure.n += 1;
  figure.before += Number(before);
  figure.after += Number(after);
}

function summed(figures: readonly Figure[]): Figure {
  const sum = (of: (figure: Figure) => number) => figures.reduce((total, one) => total + of(one), 0);
  return { n: sum(({ n }) => n), before: sum(({ before }) => before), after: sum(({ after }) => after) };
}
