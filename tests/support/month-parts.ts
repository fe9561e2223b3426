import type { MonthParts } from '../../src/app/appraisal/month/month-parts.ts';
import { moveOn } from '../../src/app/appraisal/month/move-on.ts';
import { buildRegistry } from '../../src/app/incoming/parse.ts';
import type { Store } from '../../src/app/ports.ts';
import type { LedgerEntry } from '../../src/engine/appraisal/entry.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { makePlan } from './make-plan.ts';
import { smallMonth } from './month-town.ts';
import { noLog } from './scratch.ts';
import { shippedPolicy } from './shipped-policy.ts';
import { SMALL_TOWN } from './small-town.ts';

export const at = (text: string) => Date.parse(`${text}:00+08:00`);

/** All that months need of the bot; nothing is said, for nothing speaks. */
export function monthParts(store: Store, policy: ServicePolicy = smallMonth()(shippedPolicy())): MonthParts {
  return {
    store,
    clock: { now: () => at('2026-06-30T18:00') },
    log: noLog,
    policy,
    registry: buildRegistry([]),
    sentences,
    offer: () => {},
  };
}

/** One that takes points from somebody in the small town. */
export function anEntry(number: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: `entry-${number}`,
    streetId: 'kunlun',
    number,
    subjectId: 'limei',
    itemId: 'attendance',
    points: '-1',
    on: at('2026-06-12T09:00'),
    at: at('2026-06-12T10:00'),
    authorId: 'chenhua',
    authorName: '陈华',
    reason: '迟到',
    evidence: [],
    policyVersion: '1',
    cancels: null,
    appealId: null,
    ...change,
  };
}

/** The small town in June with an entry each for three workers, its month begun. */
export async function juneWith(store: Store, parts: MonthParts): Promise<void> {
  await store.saveOrganisation(SMALL_TOWN, at('2026-06-01T00:00'));
  const entries = [
    anEntry(1, { points: '-2' }),
    anEntry(2, { subjectId: 'wangqiang' }),
    anEntry(3, { subjectId: 'sunyan', itemId: 'commendation', points: '1' }),
  ];
  await store.commit(makePlan({ appraisal: entries.map((entry) => ({ type: 'entry-added', entry })) }));
  await moveOn('kunlun', at('2026-06-30T18:00'), parts);
}

/** Everything that waits to be said, in order, chat by chat. */
export async function wordsIn(store: Store): Promise<Record<string, readonly string[]>> {
  const said: Record<string, string[]> = {};
  for (const { chatId, text, picture } of await store.outbox.ready(at('2027-01-01T00:00'), 1000)) {
    said[chatId] = [...(said[chatId] ?? []), text || (picture ?? '')];
  }
  return said;
}
