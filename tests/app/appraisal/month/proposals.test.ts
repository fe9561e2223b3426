import { expect, test } from 'vitest';
import { reviewAsked } from '../../../../src/app/appraisal/month/marks.ts';
import { moveOn } from '../../../../src/app/appraisal/month/move-on.ts';
import type { Store } from '../../../../src/app/ports.ts';
import { withDone } from '../../../../src/engine/appraisal/month-steps.ts';
import type { ConsequenceRule } from '../../../../src/engine/appraisal/policy.ts';
import { makePlan } from '../../../support/make-plan.ts';
import { anEntry, at, juneWith, monthParts, wordsIn } from '../../../support/month-parts.ts';
import { smallMonth } from '../../../support/month-town.ts';
import { openOrFail, scratchSqlite } from '../../../support/scratch.ts';
import { shippedPolicy } from '../../../support/shipped-policy.ts';

const HEAD_LAST: ConsequenceRule = {
  id: 'head-last',
  name: '正职连续两个月末位',
  groups: ['heads'],
  when: { type: 'last', months: 2 },
  measure: '定为不合格,提出降职或免职',
  answeredBy: 'street',
  origin: 'assumption',
};
const policy = smallMonth({ consequences: [HEAD_LAST] })(shippedPolicy());

const late = (number: number, on: string, change: Parameters<typeof anEntry>[1] = {}) =>
  anEntry(number, { subjectId: 'wugang', points: '-2', on: at(on), at: at(on), ...change });

const proposalsOf = async (store: Store) => {
  const { proposals } = await store.appraisal.load([{ by: 'proposals', streetId: 'kunlun' }]);
  return proposals.map(({ number, monthKey, subjectName, status }) => [
    number,
    monthKey,
    subjectName,
    status,
  ]);
};

const write = (store: Store, ...entries: ReturnType<typeof anEntry>[]) =>
  store.commit(makePlan({ appraisal: entries.map((entry) => ({ type: 'entry-added', entry })) }));

test('two months last are proposed to the street alone, once; a new version that takes the reason away takes it back', async () => {
  const store = await openOrFail(scratchSqlite());
  const parts = monthParts(store, policy);
  await juneWith(store, parts);
  await write(store, late(10, '2026-06-15T09:00'), late(11, '2026-07-15T09:00'));
  await moveOn('kunlun', at('2026-07-20T09:00'), parts);
  expect(await proposalsOf(store)).toEqual([]);
  await moveOn('kunlun', at('2026-08-01T09:00'), parts);
  await moveOn('kunlun', at('2026-08-01T09:01'), parts);
  expect(await proposalsOf(store)).toEqual([[1, '2026-07', '吴刚', 'open']]);
  const told = await wordsIn(store);
  const asked = Object.entries(told).filter(([, texts]) => texts.some((text) => text.includes('降职')));
  expect(asked.map(([chat]) => chat)).toEqual(['dm:wx-xujing']);
  expect(told['dm:wx-xujing']?.join('\n')).toContain(
    '建议1 吴刚:定为不合格,提出降职或免职(正职连续两个月末位;6月 第2/2 90分,7月 第2/2 90分)',
  );

  await moveOn('kunlun', at('2026-08-20T09:00'), parts);
  const july = await store.appraisal.month('kunlun', '2026-07');
  if (!july) throw new Error('no July');
  const given = late(12, '2026-07-31T23:00', { points: '2', appealId: 'a1' });
  const month = withDone({ ...july, state: 'appealed' }, reviewAsked('a1'));
  await write(store, given);
  const appraisal = [{ type: 'month-saved', month, fromRevision: july.revision }] as const;
  await store.commit(makePlan({ appraisal }));
  await moveOn('kunlun', at('2026-08-20T09:01'), parts);
  expect(await proposalsOf(store)).toEqual([[1, '2026-07', '吴刚', 'rejected']]);
  await store.close();
});

test('what a month has to say at night waits for the morning', async () => {
  const store = await openOrFail(scratchSqlite());
  const parts = monthParts(store, policy);
  await juneWith(store, parts);
  await moveOn('kunlun', at('2026-07-01T22:30'), parts);
  expect(await store.outbox.ready(at('2026-07-01T22:30'), 100)).toEqual([]);
  expect(await store.outbox.nextReadyAt()).toBe(at('2026-07-02T08:00'));
  await store.close();
});
