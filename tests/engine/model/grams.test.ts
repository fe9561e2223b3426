import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsOf, hashOf, matterOf } from '../../../src/engine/model/grams.ts';

describe('what a text says, apart from where it was written', () => {
  it.each([
    ['３号楼Ａ座电梯坏了。', '0号楼a座电梯坏了'],
    ['A3区梧桐路A市堵车', '梧桐路堵车'],
    ['请打[TEL]找我[捂脸]', '请打 找我'],
    ['@小区管家 路灯不亮!!!', '路灯不亮'],
    ['停水了？？', '停水了'],
    ['停水了?几点来', '停水了?几点来'],
    ['见 https://example.com/a?b=1 通知', '见 通知'],
    ['138****0000', '0'],
    ['', ''],
    ['😀😀', ''],
  ])('%s → %s', (text, matter) => {
    expect(matterOf(text)).toBe(matter);
  });

  it('takes the same time whatever comes', () => {
    for (const hostile of [
      '['.repeat(4000),
      '@'.repeat(4000),
      'a1'.repeat(2000),
      '?'.repeat(4000),
      ' ?'.repeat(2000),
    ]) {
      const began = performance.now();
      matterOf(hostile);
      expect(performance.now() - began).toBeLessThan(2000);
    }
  });
});

describe('n-grams', () => {
  it('are counted, ends included', () => {
    const { hashes, counts } = gramsOf('灯灯', 2);
    // 灯 twice; ` 灯`, 灯灯, `灯 ` once.
    expect([...counts].sort()).toEqual([1, 1, 1, 2]);
    expect(counts[hashes.indexOf(hashOf('灯'))]).toBe(2);
    expect(hashes.includes(hashOf('灯灯'))).toBe(true);
    expect(hashes.includes(hashOf(' 灯'))).toBe(true);
  });

  it('are sorted, each once, and as many as the text holds', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60, unit: 'binary' }),
        fc.integer({ min: 1, max: 4 }),
        (text, longest) => {
          const { hashes, counts } = gramsOf(text, longest);
          expect([...hashes]).toEqual([...new Set(hashes)].sort((a, b) => a - b));
          const padded = ` ${text} `;
          let expected = 0;
          for (let size = 1; size <= longest; size++) expected += Math.max(0, padded.length - size + 1);
          expected -= [...padded].filter((one) => one === ' ').length;
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expected);
        },
      ),
    );
  });

  it('of a text beyond the bound are those of its beginning', () => {
    expect(gramsOf('灯'.repeat(9000), 2)).toEqual(gramsOf('灯'.repeat(4000), 2));
  });
});
