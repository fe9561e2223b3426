import { expect, test } from 'vitest';
import type { RankingShown } from '../../../src/app/appraisal/month/month-replies.ts';
import { renderCard } from '../../../src/chat/lark/cards.ts';
import type { Rank } from '../../../src/engine/appraisal/sheet.ts';
import { replyCard } from '../../../src/text/card-tables.ts';
import { speaking as speakingTo } from '../speaking.ts';

const speaking = speakingTo(false);

function rank(place: number | null, changes: Partial<Rank> = {}): Rank {
  return {
    subjectId: `s${place}`,
    name: '王芳',
    groupId: 'workers',
    place,
    unranked: null,
    total: '91.50',
    tied: false,
    closeToNext: false,
    ...changes,
  };
}

function shown(ranks: readonly Rank[], changes: Partial<RankingShown> = {}): RankingShown {
  const october = {
    monthKey: '2026-10',
    version: 1,
    groupName: '网格员',
    kind: 'person',
    isLate: false,
  } as const;
  return { ...october, ranks, ranked: ranks.length, of: null, ...changes };
}

function cardOf(given: RankingShown) {
  const card = replyCard({ code: 'month-ranking', shown: given }, '', speaking);
  if (card?.type !== 'table') throw new Error('no table');
  return card;
}

test('a ranking is a table with its marks, and what they mean above it', () => {
  const card = cardOf(
    shown([
      rank(1, { tied: true }),
      rank(1, { tied: true, closeToNext: true }),
      rank(null, { unranked: 'few-cases', total: '88' }),
    ]),
  );
  expect(card.title).toMatch(/10月网格员排名$/);
  expect(card.text).toBe('共 3 人\n「≈」:与上一名差距不明显');
  expect(card.rows).toEqual([
    ['1', '王芳', '91.5', '并列'],
    ['1', '王芳', '91.5', '并列 ≈'],
    ['—', '王芳', '88', '不排名:办件少'],
  ]);
});

test('of one community it says whose the places are, of a later version which', () => {
  const card = cardOf(shown([rank(7)], { of: '阳光社区', ranked: 23, version: 2, isLate: true }));
  expect(card.title).toMatch(/^【补发】.*10月网格员排名\(第2版\)$/);
  expect(card.text).toBe('阳光社区,名次是全街道 23 人里的');
});

test('two thousand of them fit into one of Lark’s cards: the first hundred', () => {
  const ranks = Array.from({ length: 2000 }, (_, index) =>
    rank(index + 1, { name: '阿卜杜热合曼·买买提', closeToNext: true, tied: true }),
  );
  const card = cardOf(shown(ranks));
  expect(card.rows).toHaveLength(100);
  expect(card.text).toContain('…还有 1900 个,看图和表');
  expect(renderCard(card, { chatId: 'oc_1', mentions: [] })).not.toBeNull();
});

test('a correction and a quarter are tables too', () => {
  const changed = replyCard(
    {
      code: 'month-changed',
      changed: {
        monthKey: '2026-10',
        version: 2,
        of: null,
        rows: [
          {
            name: '王芳',
            groupName: '网格员',
            from: { place: 2, total: '90.00' },
            to: { place: 1, total: '91.00' },
          },
        ],
      },
    },
    '',
    speaking,
  );
  expect(changed).toMatchObject({ rows: [['王芳', '网格员', '90 第2名', '91 第1名']] });
  const ranked = {
    groupName: '网格员',
    monthKeys: ['2026-07', '2026-08'],
    missing: [],
    cut: false,
    of: null,
    ranked: 1,
    kind: 'person' as const,
    rows: [{ place: 1, name: '王芳', mean: '90.50', totals: ['90.50', null] }],
  };
  expect(replyCard({ code: 'span-ranked', ranked }, '', speaking)).toMatchObject({
    rows: [['1', '王芳', '90.5', '90.5', '']],
  });
});
