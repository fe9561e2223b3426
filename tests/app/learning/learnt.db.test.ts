import { expect, test } from 'vitest';
import { createLearnt, LEARNT_MODEL, learntPolicy } from '../../../src/app/learning/learnt.ts';
import type { LocalModelRecord } from '../../../src/app/ports.ts';
import { createLearner } from '../../../src/learning/local.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { MONDAY_9, makePolicy } from '../../support/make-ticket.ts';
import { tinyModel } from '../../support/tiny-model.ts';

const bare = makePolicy({ lexicon: {} });
const model = tinyModel(bare);
const policy = { ...bare, models: { ...bare.models, reading: model } };
const bytes = createLearner({ model, policy, anchors: [] })([
  { text: '电梯坏了哈哈', request: false, category: null },
]);
const KEPT = { name: LEARNT_MODEL, base: '', bytes, figures: '{}', examples: 1, madeAt: MONDAY_9 };
const record = (changes: Partial<LocalModelRecord> = {}) => ({ ...KEPT, version: 1, ...changes });

test.each([
  ['nothing was kept', null, 'none'],
  ['it was forgotten', record({ bytes: new Uint8Array() }), 'none'],
  ['it is damaged', record({ bytes: bytes.slice(0, 40) }), 'broken'],
])('when %s, the policy stays as it is', (_what, kept, state) => {
  expect(learntPolicy(policy, kept)).toEqual({ state, policy });
});

test('it is not used without a shipped model, or with another one', () => {
  expect(learntPolicy(bare, record()).state).toBe('no-model');
  const other = {
    ...bare,
    models: { ...bare.models, reading: tinyModel(bare, 3) },
  };
  expect(learntPolicy(other, record())).toEqual({ state: 'other-model', policy: other });
});

describeOnEachDatabase('what was learnt by one process', (database) => {
  test('is taken up by the others at their next look, and so is that it was forgotten', async () => {
    const [store, other] = [await database.open(), await database.open()];
    const warned: string[] = [];
    const log = {
      info: () => {},
      warn: (_data: object, message: string) => warned.push(message),
      error: () => {},
    };
    const learnt = createLearnt({ policy, store: other, log });
    await learnt.refresh();
    expect(learnt.policy()).toBe(policy);
    await store.learning.save(KEPT);
    expect(learnt.policy()).toBe(policy);
    await learnt.refresh();
    expect(learnt.policy().models.reading?.local?.has('request')).toBe(true);
    const before = learnt.policy();
    await learnt.refresh();
    expect(learnt.policy()).toBe(before);
    await store.learning.save({ ...KEPT, bytes: new Uint8Array() });
    await learnt.refresh();
    expect(learnt.policy()).toBe(policy);
    expect(warned).toEqual([]);
  });

  test('is left aside with a word in the log when it is damaged, once', async () => {
    const store = await database.open();
    const warned: string[] = [];
    const log = {
      info: () => {},
      warn: (_data: object, message: string) => warned.push(message),
      error: () => {},
    };
    const learnt = createLearnt({ policy, store, log });
    await store.learning.save({ ...KEPT, bytes: bytes.slice(0, 40) });
    await learnt.refresh();
    await learnt.refresh();
    expect(learnt.policy()).toBe(policy);
    expect(warned).toHaveLength(1);
  });
});
