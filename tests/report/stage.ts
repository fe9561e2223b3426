import { afterAll, beforeAll } from 'vitest';
import { keptPolicy } from '../../src/app/policy/appraisal-kept.ts';
import type { AppraisalChange, Store } from '../../src/app/ports.ts';
import type { LedgerEntry } from '../../src/engine/appraisal/entry.ts';
import type { FactId, Subject, SubjectFacts } from '../../src/engine/appraisal/facts.ts';
import type { Month } from '../../src/engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import type { FrozenSubject, ScoreSheet } from '../../src/engine/appraisal/sheet.ts';
import { windowOf } from '../../src/engine/appraisal/window.ts';
import { aGroup, aPolicy, written } from '../engine/appraisal/scoring-kit.ts';
import { openOrFail, scratchSqlite } from '../support/databases.ts';
import { makePlan } from '../support/make-plan.ts';
import { makePolicy } from '../support/make-ticket.ts';
import { SMALL_TOWN } from '../support/small-town.ts';

/** A month of the small town as it was kept: two grid workers, two communities, invented points. */

export const ZONE = 'Asia/Shanghai';

export const POLICY: AppraisalPolicy = aPolicy({
  groups: [
    { ...aGroup('workers'), name: '网格员' },
    { ...aGroup('communities'), name: '社区', subject: 'community' },
  ],
  dimensions: [{ id: 'discipline', name: '劳动纪律', bonus: false }],
  items: [written('late', 'full', { name: '迟到', dimension: 'discipline' })],
});

export function makeMonth(key: string, changes: Partial<Month> = {}): Month {
  const kept = keptPolicy({ ...makePolicy(), appraisal: POLICY }, 0);
  const window = windowOf(POLICY.window, ZONE, key);
  return {
    id: `kunlun/${key}`,
    streetId: 'kunlun',
    key,
    window,
    policyHash: kept?.hash ?? '',
    policyVersion: kept?.version ?? '',
    state: 'published',
    since: window.until,
    version: 1,
    computedAt: window.until,
    publishedAt: window.until,
    revision: 1,
    done: [],
    ...changes,
  };
}

export const OCTOBER = makeMonth('2026-10');

function subject(id: string, name: string, changes: Partial<Subject> = {}): Subject {
  const load = { households: null, population: null, areaM2: null, tickets: 0 };
  const post = 'grid-worker' as const;
  return {
    id,
    kind: 'person',
    name,
    groupId: 'workers',
    streetId: 'kunlun',
    communityId: 'yanguang',
    post,
    load,
    ...changes,
  };
}

const COMMUNITY = { kind: 'community', groupId: 'communities', post: null } as const;

export const SUBJECTS = {
  limei: subject('limei', '李梅'),
  sunyan: subject('sunyan', '孙燕', { communityId: 'hubin' }),
  yanguang: subject('yanguang', '阳光社区', { ...COMMUNITY, communityId: 'yanguang' }),
  hubin: subject('hubin', '湖滨社区', { ...COMMUNITY, communityId: 'hubin' }),
} as const;

export function facts(counts: Partial<Record<FactId, number>>): SubjectFacts {
  return Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, { count, tickets: [] }]));
}

export function sheet(of: Subject, total: string | null): ScoreSheet {
  return {
    subject: of,
    lines: [
      {
        itemId: 'late',
        name: '迟到',
        dimensionId: 'discipline',
        of: '10',
        got: total,
        because: { type: 'entries', start: 'full', sum: '-1', count: 1, capped: false },
        evidence: [],
        more: 0,
      },
    ],
    dimensions: [{ id: 'discipline', name: '劳动纪律', bonus: false, got: total ?? '0', of: '10' }],
    differentiated: total,
    ballotParts: [],
    ballots: null,
    postCoefficient: '1',
    allocationCoefficient: '1.05',
    total,
    cases: 20,
    margin: '1.5',
  };
}

export function entry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: 'e1',
    streetId: 'kunlun',
    number: 1,
    subjectId: 'limei',
    itemId: 'late',
    points: '-1',
    on: OCTOBER.window.from + 1,
    at: OCTOBER.window.from + 2,
    authorId: 'chenhua',
    authorName: '陈华',
    reason: '=1+1',
    evidence: [{ type: 'ticket', number: 7 }],
    policyVersion: 'test',
    cancels: null,
    appealId: null,
    ...changes,
  };
}

export interface KeptMonth {
  month: Month;
  sheets: readonly ScoreSheet[];
  frozen?: readonly FrozenSubject[];
  entries?: readonly LedgerEntry[];
}

export const KEPT_OCTOBER: KeptMonth = {
  month: OCTOBER,
  sheets: [
    sheet(SUBJECTS.limei, '9.5'),
    sheet(SUBJECTS.sunyan, '8'),
    sheet(SUBJECTS.yanguang, '9'),
    sheet(SUBJECTS.hubin, null),
  ],
  frozen: [
    { subject: SUBJECTS.yanguang, facts: facts({ opened: 5, finished: 4 }), ballots: [] },
    { subject: SUBJECTS.hubin, facts: facts({ opened: 2, finished: 2 }), ballots: [] },
  ],
  entries: [entry(), entry({ id: 'e2', number: 2, subjectId: 'sunyan', reason: '开会迟到' })],
};

export async function keepMonth(store: Store, { month, sheets, frozen, entries }: KeptMonth): Promise<void> {
  const kept = keptPolicy({ ...makePolicy(), appraisal: POLICY }, 0);
  if (!kept) throw new Error('no policy');
  const appraisal: AppraisalChange[] = [
    { type: 'policy-kept', policy: kept },
    { type: 'month-saved', month, fromRevision: 0 },
    { type: 'subjects-frozen', monthId: month.id, subjects: frozen ?? [] },
    { type: 'sheets-added', monthId: month.id, version: 1, sheets },
    ...(entries ?? []).map((one): AppraisalChange => ({ type: 'entry-added', entry: one })),
  ];
  if ((await store.commit({ ...makePlan(), appraisal })) !== 'committed') throw new Error('conflict');
}

/** A database with October in it, for all tests of a file. */
export function stagedStore(): () => Store {
  let store: Store | null = null;
  beforeAll(async () => {
    store = await openOrFail(scratchSqlite());
    await store.saveOrganisation(SMALL_TOWN, OCTOBER.window.from);
    await keepMonth(store, KEPT_OCTOBER);
  });
  afterAll(() => store?.close());
  return () => {
    if (!store) throw new Error('no store yet');
    return store;
  };
}
