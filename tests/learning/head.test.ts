import { describe, expect, it } from 'vitest';
import { decodeContainer } from '../../src/engine/model/container.ts';
import { gramsOf } from '../../src/engine/model/grams.ts';
import { headsOf, logOddsOf } from '../../src/engine/model/linear.ts';
import { reasonsOf } from '../../src/engine/model/reasons.ts';
import { encodeContainer } from '../../src/learning/encode-container.ts';
import type { HeadOptions, Labelled } from '../../src/learning/head.ts';
import { aboutOf, calibrated, fitHead, heldOutScores, sectionsOf } from '../../src/learning/head.ts';
import { scoresOf } from '../../src/learning/linear.ts';
import { vectoriser } from '../../src/learning/vocabulary.ts';

const THINGS = ['路灯', '电梯', '水管', '门禁', '井盖'];
const TEXTS = {
  broken: THINGS.flatMap((thing) => [`${thing}坏了`, `${thing}坏了三天`, `我们这的${thing}坏了`]),
  fine: THINGS.flatMap((thing) => [`${thing}很好`, `谢谢${thing}师傅`, `${thing}挺好看`]),
};
const options: HeadOptions = {
  classes: ['request'],
  longest: 3,
  minDocs: 2,
  most: 1000,
  loss: 'squared-hinge',
  cost: 1,
};

function labelled(): Labelled[] {
  const rows = [
    ...TEXTS.broken.map((text) => ({ text, label: 1 })),
    ...TEXTS.fine.map((text) => ({ text, label: 0 })),
  ];
  return rows.map(({ text, label }, at) => ({
    sample: {
      grams: gramsOf(text, 3),
      cues: text.includes('谢谢') ? [{ name: 'list:thanks', value: 1 }] : [],
    },
    label,
    importance: 1,
    fold: at % 3,
  }));
}

function shipped(given: HeadOptions) {
  const rows = labelled();
  const fitted = fitHead(rows, given);
  const head = calibrated(fitted, rows, heldOutScores(rows, fitted.vocabulary, given));
  const bytes = encodeContainer({
    kind: 'reading',
    about: { heads: { request: aboutOf(head) } },
    sections: new Map(sectionsOf('request', head)),
  });
  const decoded = decodeContainer(bytes);
  const read = decoded.ok ? headsOf(decoded.value)?.get('request') : null;
  if (!read) throw new Error('the head does not come back');
  return { head, read, bytes };
}

describe('a head', () => {
  const { head, read, bytes } = shipped(options);

  it('answers from its file as it was trained, but for rounding', () => {
    const vector = vectoriser(head.vocabulary);
    for (const { sample } of labelled()) {
      const score = scoresOf(head.weights, vector(sample))[0] ?? 0;
      const logOdds = (head.slopes[0] ?? 0) * score + (head.shifts[0] ?? 0);
      expect(Math.abs((logOddsOf(read, sample)[0] ?? 0) - logOdds)).toBeLessThan(0.15);
    }
  });

  it('knows texts it never saw by their pieces', () => {
    const ask = (text: string) => logOddsOf(read, { grams: gramsOf(text, 3), cues: [] })[0] ?? 0;
    expect(ask('信箱坏了')).toBeGreaterThan(0);
    expect(ask('信箱挺好看')).toBeLessThan(0);
    expect(Number.isFinite(ask(''))).toBe(true);
  });

  it('says which piece decided', () => {
    const grams = gramsOf('信箱坏了', 3);
    expect(reasonsOf(read, { grams, matter: '信箱坏了', best: 0, sign: 1 })[0]).toContain('坏了');
  });

  it('is the same to the bit when trained again, and holds no text', () => {
    expect(shipped(options).bytes).toEqual(bytes);
    expect(new TextDecoder('utf-8').decode(bytes)).not.toContain('电梯');
  });

  it('keeps the n-grams that weigh most when there is room for few', () => {
    const { read: small } = shipped({ ...options, most: 12 });
    expect(small.hashes.length).toBe(12);
    expect(logOddsOf(small, { grams: gramsOf('信箱坏了', 3), cues: [] })[0]).toBeGreaterThan(0);
  });
});

describe('a head of several classes', () => {
  it('gives each its own log-odds', () => {
    const classes = ['坏', '好'];
    const rows = labelled();
    const head = fitHead(rows, { ...options, classes });
    expect(head.weights.outputs).toBe(2);
    const vector = vectoriser(head.vocabulary);
    const right = rows.filter(({ sample, label }) => {
      const scores = scoresOf(head.weights, vector(sample));
      return scores.indexOf(Math.max(...scores)) === label;
    });
    expect(right.length).toBe(rows.length);
  });
});
