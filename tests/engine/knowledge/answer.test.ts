import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, type Asked, answerTo } from '../../../src/engine/knowledge/answer.ts';
import type { Knowledge } from '../../../src/engine/knowledge/entry.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { talkPolicy } from '../../support/talk.ts';
import { FOURTH_QUESTIONS, FOURTH_SHELF } from './fourth-shelf.ts';
import { SECOND_QUESTIONS, SECOND_SHELF } from './second-shelf.ts';
import { entry, notice, QUESTIONS, SHELF, WEDNESDAY_10 } from './shelf.ts';
import { THIRD_QUESTIONS, THIRD_SHELF } from './third-shelf.ts';

const DAY_MS = 24 * 3_600_000;

function ask(text: string, entries: readonly Knowledge[], more: Partial<Asked> = {}): Answer | null {
  const scope = { streetId: 'liuyin', communityId: 'qingliu', gridId: null };
  const estates = ['青柳园', '柳东苑'];
  return answerTo(
    { text, now: WEDNESDAY_10, scope, policy: talkPolicy, places: [], estates, ...more },
    entries,
  );
}

function idOf(answer: Answer | null): string | null {
  if (answer === null) return null;
  return answer.type === 'answer' ? answer.entry.id : 'which';
}

const SETS = [
  [SHELF, QUESTIONS],
  [SECOND_SHELF, SECOND_QUESTIONS],
  [THIRD_SHELF, THIRD_QUESTIONS],
  [FOURTH_SHELF, FOURTH_QUESTIONS],
] as const;
/** What one asks of one community, another may have an answer to: only what has one is asked of all, and no notices. */
const EVERY_SHELF = SETS.flatMap(([shelf], at) =>
  shelf.filter(({ kind }) => kind === 'faq').map((one) => ({ ...one, id: `${at}${one.id}` })),
);
const EVERY_QUESTION = SETS.flatMap(([, questions], at) =>
  questions.flatMap(([asked, wanted]) =>
    wanted?.startsWith('k') ? [[asked, `${at}${wanted}`] as const] : [],
  ),
);

const place = (text: string) => ({ text, key: text, gridId: null, communityId: 'qingliu' });

describe('a community’s questions', () => {
  test.each(QUESTIONS)('「%s」', (asked, wanted) => {
    expect(idOf(ask(asked, SHELF))).toBe(wanted);
  });

  /** Precision: a wrong answer is worse than none. Coverage: the rest become tickets, as before. */
  function tally(shelf: readonly Knowledge[], questions: readonly (readonly [string, string | null])[]) {
    const given = questions.map(([asked, wanted]) => ({ asked, wanted, given: idOf(ask(asked, shelf)) }));
    const answered = given.filter((one) => one.given !== null && one.given !== 'which');
    const right = answered.filter((one) => one.given === one.wanted);
    return {
      answerable: given.filter((one) => one.wanted !== null).length,
      right: right.length,
      wrong: answered.filter((one) => one.given !== one.wanted),
    };
  }

  test.each([
    ['a second one’s', SECOND_SHELF, SECOND_QUESTIONS, 0.8],
    ['a third one’s', THIRD_SHELF, THIRD_QUESTIONS, 0.8],
    ['a fourth one’s, in words that nothing was tuned to', FOURTH_SHELF, FOURTH_QUESTIONS, 0.7],
  ] as const)('%s: none answered wrongly, most answered', (...[, shelf, questions, share]) => {
    const { right, wrong, answerable } = tally(shelf, questions);
    expect(wrong).toEqual([]);
    expect(right / answerable).toBeGreaterThanOrEqual(share);
  });

  test('all of a street’s at once: of sixty, one near miss at most', () => {
    const { right, wrong, answerable } = tally(EVERY_SHELF, EVERY_QUESTION);
    expect(wrong.length).toBeLessThanOrEqual(1);
    expect(right / answerable).toBeGreaterThanOrEqual(0.7);
  });
});

describe('what never answers', () => {
  const faq = entry(1, { question: '老年证怎么办', text: '带身份证到大厅' });
  const cut = notice(1, '6月4日9:00-17:00 青柳园1-9号楼停水');

  test('what is withdrawn or past its last day', () => {
    expect(idOf(ask('老年证怎么办', [faq]))).toBe('k1');
    expect(ask('老年证怎么办', [{ ...faq, withdrawnAt: WEDNESDAY_10 - 1 }])).toBeNull();
    expect(ask('老年证怎么办', [{ ...faq, expiresAt: WEDNESDAY_10 - 1 }])).toBeNull();
    expect(idOf(ask('老年证怎么办', [{ ...faq, expiresAt: WEDNESDAY_10 }]))).toBe('k1');
  });

  test('a notice after its hours, though its day is not over', () => {
    const sixPm = Date.parse('2026-06-04T18:00:00+08:00');
    expect(idOf(ask('几点来水', [cut], { now: sixPm - 2 * 3_600_000 }))).toBe('n1');
    expect(ask('几点来水', [cut], { now: sixPm })).toBeNull();
  });

  test('what another community or grid keeps', () => {
    expect(ask('老年证怎么办', [{ ...faq, communityId: 'nanqiao' }])).toBeNull();
    expect(ask('老年证怎么办', [{ ...faq, streetId: 'elsewhere' }])).toBeNull();
    const grid = { streetId: 'liuyin', communityId: 'qingliu', gridId: 'ql-2' };
    expect(ask('老年证怎么办', [{ ...faq, gridId: 'ql-1' }], { scope: grid })).toBeNull();
    expect(idOf(ask('老年证怎么办', [{ ...faq, communityId: null }]))).toBe('k1');
  });

  test('nothing kept, nothing answered', () => {
    expect(ask('老年证怎么办', [])).toBeNull();
    expect(ask('', [faq])).toBeNull();
    expect(ask('请问在吗', [faq])).toBeNull();
  });
});

describe('a notice of a day and a place', () => {
  const thursday = notice(1, '6月4日9:00-17:00 青柳园1-9号楼停水');
  const monday = notice(2, '6月8日9:00-12:00 青柳园10-18号楼停水');
  const both = [thursday, monday];

  test('of several the one of the day asked for, else the next to come', () => {
    expect(idOf(ask('明天停水吗', both))).toBe('n1');
    expect(idOf(ask('6月8日停水吗', both))).toBe('n2');
    expect(idOf(ask('什么时候停水', both))).toBe('n1');
  });

  test('of several the one of the place', () => {
    expect(idOf(ask('12号楼什么时候停水', both, { places: [place('青柳园12号楼')] }))).toBe('n2');
  });

  test('is shown as what it is when it is of another day or place', () => {
    expect(ask('明天停水吗', both)).toMatchObject({ lead: 'plain' });
    expect(ask('今天停水吗', both)).toMatchObject({ lead: 'other-day', entry: { id: 'n1' } });
    const elsewhere = { places: [place('青柳园12号楼')] };
    expect(ask('12号楼明天停水吗', [thursday], elsewhere)).toMatchObject({ lead: 'other-place' });
  });

  test('「明晚」 is tomorrow', () => {
    const night = notice(3, '6月4日22:00-6:00 青柳园停气');
    expect(ask('明晚停气吗', [night])).toMatchObject({ type: 'answer', lead: 'plain' });
  });
});

test('two that fit alike are asked back', () => {
  const shelf = [
    entry(1, { question: '居住证怎么办', text: '本市户口的到大厅' }),
    entry(2, { question: '居住证怎么办', text: '外地户口的到派出所' }),
  ];
  expect(ask('居住证怎么办', shelf)).toMatchObject({ type: 'which', entries: [{ id: 'k1' }, { id: 'k2' }] });
});

describe('whatever is written', () => {
  test.each(HOSTILE)('%s is survived', (_, text) => {
    const shelf = [...SHELF, entry(90, { question: text, text }), notice(91, text)];
    const began = performance.now();
    expect(() => ask(text, shelf)).not.toThrow();
    expect(performance.now() - began).toBeLessThan(400);
  });

  test('property: an answer is one of the entries, current, and of this community', () => {
    const words = fc.constantFrom(
      '老年证',
      '怎么办',
      '停水',
      '明天',
      '电梯',
      '物业',
      '几点',
      '?',
      '丢了',
      '报名',
      '3号楼',
    );
    const ages = fc.integer({ min: -40, max: 400 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), ages, (parts, days) => {
        const now = WEDNESDAY_10 + days * DAY_MS;
        const found = ask(parts.join(''), SHELF, { now });
        const entries = found === null ? [] : found.type === 'answer' ? [found.entry] : found.entries;
        for (const one of entries) {
          expect(SHELF).toContain(one);
          expect(one.expiresAt).toBeGreaterThanOrEqual(now);
          expect(one.endsAt ?? now).toBeGreaterThanOrEqual(now);
        }
      }),
      { numRuns: 200 },
    );
  });
});
