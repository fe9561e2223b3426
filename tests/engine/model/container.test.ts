import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Container, Numbers } from '../../../src/engine/model/container.ts';
import { decodeContainer } from '../../../src/engine/model/container.ts';
import { encodeContainer } from '../../../src/learning/encode-container.ts';

const sample: Container = {
  kind: 'trial',
  about: { classes: ['路灯', '井盖'], longest: 3 },
  sections: new Map<string, Numbers>([
    ['odd', Int8Array.of(-1, 2, -128)],
    ['hashes', Uint32Array.of(0, 0xffffffff, 7)],
    ['none', new Float64Array(0)],
    ['fine', Float64Array.of(0.1, -1e300)],
    ['short', Uint16Array.of(65535)],
  ]),
};
const bytes = encodeContainer(sample);

describe('a model file', () => {
  it('comes back as it was written', () => {
    expect(decodeContainer(bytes)).toEqual({ ok: true, value: sample });
  });

  it('is the same bytes every time', () => {
    expect(encodeContainer(sample)).toEqual(bytes);
  });

  it('may lie anywhere in memory', () => {
    const inside = new Uint8Array(bytes.length + 3);
    inside.set(bytes, 3);
    expect(decodeContainer(inside.subarray(3))).toEqual({ ok: true, value: sample });
  });

  it('of something else is foreign, of a later program is of another version', () => {
    expect(decodeContainer(new TextEncoder().encode('lexicon: {}'))).toEqual({ ok: false, fault: 'foreign' });
    expect(decodeContainer(new Uint8Array(0))).toEqual({ ok: false, fault: 'foreign' });
    const later = Uint8Array.from(bytes);
    later[7] = '2'.charCodeAt(0);
    expect(decodeContainer(later)).toEqual({ ok: false, fault: 'version' });
  });

  it('cut short at any byte is refused', () => {
    for (let length = 8; length < bytes.length; length++) {
      expect(decodeContainer(bytes.slice(0, length)).ok, String(length)).toBe(false);
    }
  });

  it('with any bit turned is refused', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        expect(decodeContainer(damaged).ok).toBe(false);
      }),
    );
  });

  it('whose header promises more than there is is refused', () => {
    const greedy = encodeContainer({ kind: 'trial', about: {}, sections: new Map() });
    const header = '{"kind":"t","about":{},"sections":[{"name":"a","type":"f64","length":1e15}]}';
    const text = new TextEncoder().encode(header);
    const made = new Uint8Array(16 + text.length);
    made.set(greedy.subarray(0, 8));
    made.set(text, 16);
    expect(decodeContainer(made).ok).toBe(false);
  });

  it('is read from whatever bytes come, without a throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => !decodeContainer(any).ok));
  });
});
