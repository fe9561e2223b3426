import { describe, expect, test } from 'vitest';
import { createLearner, type Told } from '../../src/learning/local.ts';
import { type Figures, FOLDS, foldOfText, isBetter, measureLocal } from '../../src/learning/local-figures.ts';
import { makePolicy } from '../support/make-ticket.ts';
import { tinyModel } from '../support/tiny-model.ts';

const even = { n: 10, before: 7, after: 7 };
const more = { n: 10, before: 7, after: 8 };
const much = { n: 10, before: 2, after: 8 };
const turned = (lines: number) => ({ n: 1000, before: 990, after: 990 - lines });
const less = { n: 10, before: 7, after: 6 };
const figures = (changes: Partial<Figures>): Figures => ({
  request: even,
  category: even,
  ownRequest: even,
  ownCategory: even,
  ...changes,
});

describe('what was learnt is better', () => {
  test.each([
    ['when more requests are told', { request: more }, true],
    ['when more classes are', { category: more }, true],
    ['not when nothing changes', {}, false],
    ['not at the cost of the other question', { request: more, category: less }, false],
    ['not at the cost of texts of ours', { request: more, ownRequest: less }, false],
    ['not at the cost of their classes', { category: more, ownCategory: less }, false],
    ['not for texts of ours alone', { ownRequest: more }, false],
    ['though two of a thousand texts of ours turn', { category: much, ownRequest: turned(2) }, true],
    ['not when three do', { category: much, ownRequest: turned(3) }, false],
    ['not when as many turn as are gained', { category: more, ownCategory: turned(1) }, false],
  ])('%s', (_what, changes, better) => {
    expect(isBetter(figures(changes))).toBe(better);
  });
});

describe('measuring', () => {
  const bare = makePolicy({ lexicon: {} });
  const model = tinyModel(bare);
  const policy = { ...bare, models: { ...bare.models, reading: model } };
  const told: readonly Told[] = Array.from({ length: 24 }, (_, at) => ({
    text: `第${at}回说起那个道闸`,
    request: at % 2 === 0,
    category: at % 4 === 0 ? '公共设施/井盖' : null,
  }));

  test('counts every example once, with its fold held out, and classes where there is one', () => {
    const seen: (readonly Told[])[] = [];
    const learner = createLearner({ model, policy, anchors: [] });
    const learn = (given: readonly Told[]) => {
      seen.push(given);
      return learner(given);
    };
    const found = measureLocal(told, { model, policy, learn, own: told.slice(0, 3) });
    expect([found.request.n, found.category.n, found.ownRequest.n, found.ownCategory.n]).toEqual([
      24, 6, 3, 1,
    ]);
    const folds = seen.slice(0, FOLDS);
    expect(seen).toHaveLength(FOLDS + 1);
    expect(seen[FOLDS]).toEqual(told);
    for (const one of told) {
      const learntIn = folds.filter((fold) => fold.includes(one));
      expect(learntIn).toHaveLength(FOLDS - 1);
    }
  });

  test('the same words are always on the same side', () => {
    expect(foldOfText('道闸坏了')).toBe(foldOfText('道闸坏了'));
    const folds = new Set(told.map(({ text }) => foldOfText(text)));
    expect(folds.size).toBeGreaterThan(2);
  });
});
