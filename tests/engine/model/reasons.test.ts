import { describe, expect, it } from 'vitest';
import type { Numbers } from '../../../src/engine/model/container.ts';
import { gramsOf, matterOf } from '../../../src/engine/model/grams.ts';
import type { LinearHead } from '../../../src/engine/model/linear.ts';
import { headsOf } from '../../../src/engine/model/linear.ts';
import { reasonsOf } from '../../../src/engine/model/reasons.ts';

const LONGEST = 4;

/** A head to which every n-gram of the text weighs the same. */
function impressedBy(matter: string): LinearHead {
  const { hashes } = gramsOf(matter, LONGEST);
  const one = () => Float32Array.of(1);
  const heads = headsOf({
    kind: 'reading',
    about: { heads: { request: { classes: ['request'], longest: LONGEST, cues: [] } } },
    sections: new Map<string, Numbers>([
      ['request.hashes', hashes],
      ['request.idf', new Uint8Array(hashes.length).fill(16)],
      ['request.weights', new Int8Array(hashes.length).fill(1)],
      ['request.scales', one()],
      ['request.biases', one()],
      ['request.cueWeights', new Float32Array(0)],
      ['request.slopes', one()],
      ['request.shifts', one()],
    ]),
  });
  const head = heads?.get('request');
  if (!head) throw new Error('the head does not fit together');
  return head;
}

function reasons(text: string): readonly string[] {
  const matter = matterOf(text);
  const grams = gramsOf(matter, LONGEST);
  return reasonsOf(impressedBy(matter), { grams, matter, best: 0, sign: 1 });
}

describe('the pieces that decided', () => {
  it('stand in the text', () => {
    const pieces = reasons('楼道堆纸箱');
    expect(pieces.length).toBeGreaterThan(0);
    expect(pieces.filter((piece) => !'楼道堆纸箱'.includes(piece))).toEqual([]);
  });

  it('name no building: digits are blanked before, and 「0号楼」 would be another', () => {
    expect(reasons('8号楼')).not.toContain('0号楼');
    expect(reasons('8号楼')).toContain('号楼');
  });
});
