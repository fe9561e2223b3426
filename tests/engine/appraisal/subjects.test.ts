import { describe, expect, it } from 'vitest';
import { countFacts } from '../../../src/engine/appraisal/count-facts.ts';
import type { PeerGroup } from '../../../src/engine/appraisal/policy.ts';
import { NOTHING_COUNTED, subjectsOf } from '../../../src/engine/appraisal/subjects.ts';
import type { PostKind } from '../../../src/engine/glossary.ts';
import type { Leave, Organisation, Post, Staff } from '../../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { local, makeFact, OCTOBER } from '../../support/make-fact.ts';
import { makePolicy } from '../../support/make-ticket.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

const { calendar } = makePolicy();

function group(id: string, posts: readonly PostKind[], servedDays = 1): PeerGroup {
  return { id, name: id, subject: 'person', posts, smallest: 1, servedDays, tickets: 'own' };
}

const HEADS = group('heads', ['head', 'head-both']);
const GRID_WORKERS = group('grid-workers', ['grid-worker'], 10);
const STAFF = group('staff', ['community-worker', 'party-worker', 'grid-worker']);
const COMMUNITIES: PeerGroup = { ...group('communities', []), subject: 'community' };

/** Held from a day of the year, `01-01` unless said, until another, for good unless said. */
function post(kind: PostKind, at: string, ...held: [from?: string, until?: string | null]): Post {
  const [from = '01-01', until = null] = held;
  return { post: kind, at, since: local(from), until: until === null ? null : local(until) };
}

function town(...staff: { id: string; posts: readonly Post[] }[]): Organisation {
  const people = staff.map(({ id, posts }): Staff => ({ id, name: id, posts, accounts: [] }));
  return { ...SMALL_TOWN, staff: people };
}

function scored(organisation: Organisation, groups: readonly PeerGroup[] = [HEADS, GRID_WORKERS, STAFF]) {
  return subjectsOf(
    { groups },
    {
      directory: indexOrganisation(organisation),
      streetId: 'kunlun',
      calendar,
      window: OCTOBER,
      counted: NOTHING_COUNTED,
    },
  );
}

function groupsOf(organisation: Organisation, groups?: readonly PeerGroup[]) {
  return scored(organisation, groups).map(({ subject }) => [subject.id, subject.groupId]);
}

describe('who is scored', () => {
  it('is whoever holds a post of a group, by group and id, however the file is ordered', () => {
    const expected = [
      ['chenhua', 'heads'],
      ['wugang', 'heads'],
      ['limei', 'grid-workers'],
      ['sunyan', 'grid-workers'],
      ['wangqiang', 'grid-workers'],
      ['zhoutao', 'grid-workers'],
      ['zhaolei', 'staff'],
    ];
    expect(groupsOf(SMALL_TOWN)).toEqual(expected);
    expect(groupsOf({ ...SMALL_TOWN, staff: SMALL_TOWN.staff.toReversed() })).toEqual(expected);
  });

  it('with two posts is of the first group that fits', () => {
    const both = { id: 'wu', posts: [post('grid-worker', 'yg-1'), post('head', 'yanguang')] };
    expect(groupsOf(town(both))).toEqual([['wu', 'heads']]);
  });

  it.each([
    ['10-22', null, 'grid-workers', 'exactly ten days'],
    ['10-23', null, 'staff', 'nine days are too few for one group, and fit the next'],
    ['01-01', '10-11 00:00', 'grid-workers', 'left within the month after ten days'],
    ['01-01', '10-10 23:59', 'grid-workers', 'the last day is one too'],
    ['01-01', '10-10 00:00', 'staff', 'left at midnight: nine'],
  ] as [string, string | null, string, string][])('in post from %s to %s is of %s: %s', (from, until, id) => {
    const person = { id: 'wu', posts: [post('grid-worker', 'yg-1', from, until)] };
    expect(groupsOf(town(person))).toEqual([['wu', id]]);
  });

  it.each([
    ['left as the month began', post('head', 'yanguang', '01-01', '10-01 00:00')],
    ['comes as the next one begins', post('head', 'yanguang', '11-01 00:00')],
    ['holds a post elsewhere', post('head', 'nowhere')],
    ['holds a post of no group', post('department', 'kunlun')],
  ])('is nobody who %s', (_why, held) => {
    expect(groupsOf(town({ id: 'wu', posts: [held] }))).toEqual([]);
  });

  it('served two posts one after the other, and the days add up', () => {
    const posts = [
      post('grid-worker', 'yg-1', '01-01', '10-06 12:00'),
      post('grid-worker', 'yg-2', '10-06 12:00', '10-11'),
    ];
    const [found] = scored(town({ id: 'wu', posts }));
    expect(found?.subject).toMatchObject({ groupId: 'grid-workers', load: { households: 380 } });
  });

  it('is a community for its people and its street for nobody', () => {
    expect(groupsOf(SMALL_TOWN, [COMMUNITIES])).toEqual([
      ['hubin', 'communities'],
      ['yanguang', 'communities'],
    ]);
  });
});

describe('how much there is to look after', () => {
  const loadOf = (organisation: Organisation, id: string) =>
    scored(organisation, [HEADS, GRID_WORKERS, COMMUNITIES]).find(({ subject }) => subject.id === id)?.subject
      .load;

  it('is the grid’s for its worker, all grids’ for the head and the community', () => {
    expect(loadOf(SMALL_TOWN, 'limei')).toEqual({
      households: 420,
      population: 1130,
      areaM2: null,
      tickets: 0,
    });
    expect(loadOf(SMALL_TOWN, 'chenhua')).toMatchObject({ households: 800, population: 2120 });
    expect(loadOf(SMALL_TOWN, 'yanguang')).toMatchObject({ households: 800, population: 2120 });
  });

  it('counts no grid twice for whoever has it by two posts', () => {
    const posts = [post('head', 'yanguang'), post('head-both', 'yg-1')];
    expect(loadOf(town({ id: 'wu', posts }), 'wu')).toMatchObject({ households: 800 });
  });

  it('is unknown where one grid’s is: a part would pass for the whole', () => {
    const [first, ...others] = SMALL_TOWN.grids;
    if (first === undefined) throw new Error('no grid');
    const grids = [{ ...first, households: null, areaM2: 52_000 }, ...others];
    expect(loadOf({ ...SMALL_TOWN, grids }, 'yanguang')).toMatchObject({
      households: null,
      population: 2120,
    });
    expect(loadOf({ ...SMALL_TOWN, grids }, 'limei')).toMatchObject({ households: null, areaM2: 52_000 });
  });

  it('is that of the posts held when the month closed', () => {
    const posts = [post('grid-worker', 'yg-1', '01-01', '10-20'), post('grid-worker', 'hb-1', '10-20')];
    const [found] = scored(town({ id: 'wu', posts }));
    expect(found?.subject).toMatchObject({ communityId: 'hubin', load: { households: 300 } });
  });

  it('has the tickets that the month opened in these hands', () => {
    const tickets = [1, 2].map((number) => makeFact({ number, openedAt: local('10-05') }));
    const counted = countFacts(tickets, OCTOBER, { repeatWithinDays: 30 });
    const directory = indexOrganisation(SMALL_TOWN);
    const context = { directory, streetId: 'kunlun', calendar, window: OCTOBER, counted };
    const found = subjectsOf({ groups: [GRID_WORKERS, COMMUNITIES] }, context);
    const opened = Object.fromEntries(found.map(({ subject }) => [subject.id, subject.load.tickets]));
    expect(opened).toMatchObject({ limei: 2, yanguang: 2, hubin: 0, sunyan: 0 });
    expect(found.find(({ subject }) => subject.id === 'limei')?.facts.opened?.tickets).toEqual([1, 2]);
  });

  it('of who answers for a community are all of its tickets, whoever held them', () => {
    const tickets = [1, 2].map((number) => makeFact({ number, openedAt: local('10-05') }));
    const counted = countFacts(tickets, OCTOBER, { repeatWithinDays: 30 });
    const context = {
      directory: indexOrganisation(SMALL_TOWN),
      streetId: 'kunlun',
      calendar,
      window: OCTOBER,
      counted,
    };
    const openedBy = (tickets: PeerGroup['tickets']) =>
      subjectsOf({ groups: [{ ...HEADS, tickets }] }, context).map(({ subject, facts }) => [
        subject.communityId,
        subject.load.tickets,
        facts.opened?.tickets ?? [],
      ]);
    expect(openedBy('own')).toEqual([
      ['yanguang', 0, []],
      ['hubin', 0, []],
    ]);
    expect(openedBy('community')).toEqual([
      ['yanguang', 2, [1, 2]],
      ['hubin', 0, []],
    ]);
  });
});

describe('days of leave', () => {
  const leaveDays = (...leaves: Omit<Leave, 'personId'>[]) => {
    const organisation = {
      ...town({ id: 'wu', posts: [post('head', 'yanguang')] }),
      leaves: leaves.map((leave) => ({ ...leave, personId: 'wu' })),
    };
    return scored(organisation)[0]?.facts['leave-days']?.count ?? 0;
  };

  it.each([
    ['10-19', '10-21', 2, 'two working days'],
    ['10-19 17:00', '10-20 09:30', 2, 'parts of two days'],
    ['10-19 18:00', '10-20 09:00', 0, 'a night'],
    ['10-24', '10-26', 0, 'a weekend'],
    ['10-29', '11-09', 2, 'only what lies in the month'],
    ['10-01', '10-08', 0, 'a week of holidays'],
  ])('from %s until %s are %i: %s', (from, until, count) => {
    expect(leaveDays({ from: local(from), until: local(until) })).toBe(count);
  });

  it('that overlap are counted once', () => {
    const [a, b] = [local('10-19'), local('10-20')];
    expect(leaveDays({ from: a, until: b }, { from: a, until: local('10-21') })).toBe(2);
  });
});
