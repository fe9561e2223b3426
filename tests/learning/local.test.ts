import { describe, expect, test } from 'vitest';
import { signsOf } from '../../src/engine/intake/signs.ts';
import { guess } from '../../src/engine/model/guess.ts';
import { decodeLocalModel, fingerprintOf, withLocal } from '../../src/engine/model/local.ts';
import type { ReadingModel } from '../../src/engine/model/reading-model.ts';
import { createLearner, type Told } from '../../src/learning/local.ts';
import { makePolicy } from '../support/make-ticket.ts';
import { tinyModel } from '../support/tiny-model.ts';

const policy = makePolicy({ lexicon: {} });
const model = tinyModel(policy);
const ANCHORS = ['路灯坏了', '井盖真好看', '电梯又坏了没人修'];
const ground = { model, policy, anchors: ANCHORS };

/** Here 「坏了」 of a lift is a running joke, and the barrier is called 道闸. */
const JOKES = ['电梯坏了哈哈', '哈哈电梯又坏了', '电梯坏了哈哈哈我又胖了', '笑死电梯坏了哈哈'];
const BARRIERS = ['道闸坏了', '道闸又坏了没人修', '西门道闸坏了', '道闸坏了抬不起来'];
const TOLD: readonly Told[] = [
  ...JOKES.map((text) => ({ text, request: false, category: null })),
  ...BARRIERS.map((text) => ({ text, request: true, category: '物业服务/门禁' })),
];

function learnt(told: readonly Told[] = TOLD): ReadingModel {
  const decoded = decodeLocalModel(createLearner(ground)(told));
  if (!decoded.ok) throw new Error(decoded.fault);
  return withLocal(model, decoded.value);
}

function asked(given: ReadingModel, text: string) {
  const { request, categories } = guess(given, signsOf(text, policy));
  return { request, category: categories[0]?.value.join('/') };
}

describe('what is learnt on the spot', () => {
  const local = learnt();

  test('tells the street’s own jokes from requests, also ones it has not seen', () => {
    const joke = '电梯坏了哈哈哈哈';
    expect(asked(model, joke).request).toBeGreaterThan(0.5);
    expect(asked(local, joke).request).toBeLessThan(0.5);
  });

  test('knows the street’s own words for a class', () => {
    expect(asked(local, '东门道闸坏了')).toMatchObject({ category: '物业服务/门禁' });
    expect(asked(local, '东门道闸坏了').request).toBeGreaterThan(0.5);
  });

  test('leaves alone what nobody said anything of', () => {
    for (const text of [...ANCHORS, '路灯又坏了', '谢谢修井盖的师傅']) {
      const [before, after] = [asked(model, text), asked(local, text)];
      expect(after.request > 0.5, text).toBe(before.request > 0.5);
      if (before.request > 0.5) expect(after.category, text).toBe(before.category);
    }
  });

  test('is the same to the byte for the same examples', () => {
    expect(createLearner(ground)(TOLD)).toEqual(createLearner(ground)(TOLD));
  });

  test('of classes alone says nothing of requests, and the other way round', () => {
    const decoded = decodeLocalModel(createLearner(ground)(TOLD.slice(0, 4)));
    expect(decoded.ok && [...decoded.value.heads.keys()]).toEqual(['request']);
    const none = decodeLocalModel(createLearner(ground)([]));
    expect(none.ok && none.value.heads.size).toBe(0);
  });

  test('a class that the model has not is no example of another', () => {
    const strange = TOLD.map((one) => ({ ...one, category: one.category && '外星/飞碟' }));
    const decoded = decodeLocalModel(createLearner(ground)(strange));
    expect(decoded.ok && [...decoded.value.heads.keys()]).toEqual(['request']);
  });
});

describe('a local model', () => {
  const bytes = createLearner(ground)(TOLD);

  test('is used with the model it was fitted on, and with no other', () => {
    const decoded = decodeLocalModel(bytes);
    if (!decoded.ok) throw new Error(decoded.fault);
    expect(decoded.value.base).toBe(fingerprintOf(model));
    const other = tinyModel(policy, 3);
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(model));
    expect(withLocal(other, decoded.value).local).toBeUndefined();
    expect(withLocal(model, decoded.value).local?.size).toBe(2);
    expect(withLocal(model, null)).toBe(model);
  });

  test('that is damaged or something else is refused', () => {
    const cut = bytes.slice(0, bytes.length - 9);
    expect(decodeLocalModel(cut)).toMatchObject({ ok: false, fault: 'broken' });
    expect(decodeLocalModel(new Uint8Array(40))).toMatchObject({ ok: false, fault: 'foreign' });
    expect(decodeLocalModel(new Uint8Array(0))).toMatchObject({ ok: false });
  });

  test('holds no text', () => {
    const text = new TextDecoder().decode(bytes);
    for (const word of ['哈哈', '道闸', '抬不起来']) expect(text).not.toContain(word);
  });
});
