import { describe, expect, it } from 'vitest';
import { encodeContainer } from '../../src/learning/encode-container.ts';
import { crossValidated, figuresOf, issueFigures } from '../../src/learning/issue-figures.ts';
import {
  featured,
  issueContainer,
  issueSpace,
  trainIssues,
  trainJudges,
} from '../../src/learning/issue-training.ts';
import { FEW, labelled, letters } from '../support/issue-posts.ts';

const data = { board: letters(400), hotline: [] };
const posts = labelled();

describe('training', () => {
  it('gives the same bytes each time', () => {
    const bytes = () => Buffer.from(encodeContainer(issueContainer(trainIssues(data, posts, FEW))));
    expect(bytes().equals(bytes())).toBe(true);
  });

  it('looks at nothing of the labelled posts when it learns what words mean', () => {
    const [first] = posts;
    if (!first) throw new Error('no posts');
    const copy = { ...(data.board[0] ?? Object.assign(letters(1)[0] ?? {})), id: 'copy', text: first.text };
    const same = { ...copy, id: first.id, text: `${first.text}别的话` };
    const withCopies = { board: [...data.board, copy, same], hotline: [] };
    expect(issueSpace(withCopies, posts, FEW)).toEqual(issueSpace(data, posts, FEW));
  });

  it('keeps no number, no rare pair and no everyday one', () => {
    const { rows, common, meanings, width } = issueSpace(data, posts, FEW);
    expect(rows.size).toBeGreaterThan(5);
    expect(meanings.length).toBe(rows.size * width);
    expect(common.has(0)).toBe(false);
  });
});

describe('figures', () => {
  const space = issueSpace(data, posts, FEW);
  const pairs = featured(posts, space);

  it('of letters that are easily told apart are good', () => {
    const figures = issueFigures(data, posts, FEW);
    expect(figures.pooled.f1).toBeGreaterThan(0.75);
    expect(figures.wrongMerges).toBeLessThan(0.3);
    expect(figures.random).toBeLessThan(0.01);
  });

  it('judge no pair by what was learnt from its own issues or places', () => {
    // Labels turned round in one group: had it been learnt from, the others would be judged otherwise than now.
    const turned = pairs.map((pair) =>
      pair.a.group === 0 && pair.b.group === 0 ? { ...pair, same: !pair.same } : pair,
    );
    const said = (all: typeof pairs) =>
      crossValidated(all, space)
        .filter(({ a, b }) => a.group === 0 && b.group === 0)
        .map((one) => one.said);
    expect(said(turned)).toEqual(said(pairs));
  });

  it('count by hand: two right, one missed, one wrong', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => ({
      ...(posts[0] ?? Object.assign({})),
      id,
      issue: id === 'd' ? 'other' : 'one',
      group: 0,
      places: [0],
    }));
    const pair = (x: typeof a, y: typeof a, said: number) => ({
      a: x,
      b: y,
      same: x.issue === y.issue,
      here: true,
      said,
    });
    const judged = [
      pair(a, b, 0.9),
      pair(a, c, 0.8),
      pair(b, c, 0.1),
      pair(a, d, 0.2),
      pair(b, d, 0.3),
      pair(c, d, 0.6),
    ];
    const figures = figuresOf(judged);
    expect(figures.pooled).toMatchObject({ precision: 2 / 3, recall: 2 / 3 });
    expect(figures.macroF1).toBeCloseTo(2 / 3, 9);
    expect(figures.wrongMerges).toBeCloseTo(1 / 3, 9);
    // All four hang together by a chain.
    expect(figures.joined.pooled).toMatchObject({ precision: 0.5, recall: 1 });
    expect(figures.joined.wrongMerges).toBe(1);
    expect(figures.joined.bCubed).toMatchObject({ precision: (3 * 0.75 + 0.25) / 4, recall: 1 });
  });

  it('have a judge of place that all pairs teach and one of matter that only pairs of one place teach', () => {
    const elsewhere = pairs.map((one) => (one.here ? one : { ...one, matter: one.matter.map(() => 9) }));
    expect(trainJudges(elsewhere).matter).toEqual(trainJudges(pairs).matter);
    expect(trainJudges(pairs.filter((one) => one.here)).place).not.toEqual(trainJudges(pairs).place);
  });
});
