/** What a shape cannot say: parts of a policy that contradict each other. */
import type { DayPart } from '../../engine/clock/calendar-types.ts';
import { URGENCIES } from '../../engine/glossary.ts';
import type { Path } from '../import/source.ts';
import type { PolicyFile } from './policy-schema.ts';

export interface Contradiction {
  path: Path;
  message: string;
}

const DAY_MINUTES = 24 * 60;

/** Every contradiction, each at the place to mend. */
export function contradictions(file: PolicyFile): readonly Contradiction[] {
  return [
    ...workingParts(file),
    ...overlaps(file),
    ...doubleDays(file),
    ...categories(file),
    ...unknownInLimits(file),
    ...withoutLimits(file),
    ...thresholds(file),
    ...languageModel(file),
    ...knowledge(file),
    ...publicNumbers(file),
  ];
}

function workingParts({ calendar }: PolicyFile): readonly Contradiction[] {
  return calendar.workingParts.flatMap((part, index) =>
    part.fromMinute < part.toMinute
      ? []
      : [{ path: ['calendar', 'workingParts', index], message: '工作时间不能跨过午夜,请分成两段' }],
  );
}

interface PlacedPart {
  part: DayPart;
  path: Path;
}

/** Working time and quiet hours may touch, not overlap: nobody is to work while the bot may not speak. */
function overlaps({ calendar }: PolicyFile): readonly Contradiction[] {
  const placed = (['workingParts', 'quietParts'] as const).flatMap((list) =>
    calendar[list].map((part, index): PlacedPart => ({ part, path: ['calendar', list, index] })),
  );
  return placed.flatMap(({ part, path }, index) =>
    placed.slice(0, index).some((earlier) => overlap(earlier.part, part))
      ? [{ path, message: '与前面的工作时间或免打扰时段重叠' }]
      : [],
  );
}

function overlap(a: DayPart, b: DayPart): boolean {
  return unwrapped(a).some((one) =>
    unwrapped(b).some((other) => one.fromMinute < other.toMinute && other.fromMinute < one.toMinute),
  );
}

function unwrapped({ fromMinute, toMinute }: DayPart): readonly DayPart[] {
  if (fromMinute < toMinute) return [{ fromMinute, toMinute }];
  return [
    { fromMinute, toMinute: DAY_MINUTES },
    { fromMinute: 0, toMinute },
  ];
}

function doubleDays({ calendar }: PolicyFile): readonly Contradiction[] {
  return calendar.extraWorkdays.flatMap((day, index) =>
    calendar.extraHolidays.includes(day)
      ? [{ path: ['calendar', 'extraWorkdays', index], message: `${day} 已写在 extraHolidays 里` }]
      : [],
  );
}

/** Level-2 names are said without their level 1, so each stands once. */
function categories({ categories }: PolicyFile): readonly Contradiction[] {
  const seen = new Map<string, string>();
  return Object.entries(categories).flatMap(([level1, ofLevel1]) => {
    const names = Object.keys(ofLevel1);
    if (names.length === 0)
      return [{ path: ['categories', level1], message: `「${level1}」下面至少要有一个小类` }];
    return names.flatMap((level2) => {
      const elsewhere = seen.get(level2);
      seen.set(level2, level1);
      if (elsewhere === undefined) return [];
      return [
        { path: ['categories', level1, level2], message: `小类「${level2}」已经在「${elsewhere}」下面` },
      ];
    });
  });
}

function unknownInLimits({ categories, limits }: PolicyFile): readonly Contradiction[] {
  const level2s = new Set(Object.values(categories).flatMap((ofLevel1) => Object.keys(ofLevel1)));
  return limits.flatMap(({ level1, level2 }, index) => [
    ...(level1 === '*' || Object.hasOwn(categories, level1)
      ? []
      : [{ path: ['limits', index, 'level1'], message: `没有「${level1}」这个大类` }]),
    ...(level2 === '*' || level2s.has(level2)
      ? []
      : [{ path: ['limits', index, 'level2'], message: `没有「${level2}」这个小类` }]),
  ]);
}

function withoutLimits({ categories, limits }: PolicyFile): readonly Contradiction[] {
  const fits = (wanted: string, actual: string) => wanted === '*' || wanted === actual;
  const missing = Object.entries(categories).flatMap(([level1, ofLevel1]) =>
    Object.keys(ofLevel1).filter((level2) =>
      URGENCIES.some(
        (urgency) =>
          !limits.some(
            (rule) => fits(rule.urgency, urgency) && fits(rule.level1, level1) && fits(rule.level2, level2),
          ),
      ),
    ),
  );
  if (missing.length === 0) return [];
  const shown = missing.slice(0, 5).join('、');
  return [{ path: ['limits'], message: `这些小类没有时限:${shown}。请在最后加一条不限类别的时限` }];
}

function thresholds({ thresholds }: PolicyFile): readonly Contradiction[] {
  if (thresholds.confirmAt <= thresholds.openAt) return [];
  return [{ path: ['thresholds', 'confirmAt'], message: 'confirmAt 不能大于 openAt' }];
}

function languageModel({ languageModel: { from, to }, thresholds }: PolicyFile): readonly Contradiction[] {
  if (from <= (to ?? thresholds.openAt)) return [];
  return [{ path: ['languageModel', 'from'], message: 'from 不能大于 to(不写 to 时是 openAt)' }];
}

function knowledge({ knowledge: { answerAt, unaskedAt, longest, faqKeep, noticeKeep } }: PolicyFile) {
  const unasked = unaskedAt !== 'never' && unaskedAt < answerAt;
  return [
    ...(unasked ? [{ path: ['knowledge', 'unaskedAt'], message: 'unaskedAt 不能小于 answerAt' }] : []),
    ...(Math.max(faqKeep, noticeKeep) > longest
      ? [{ path: ['knowledge', 'longest'], message: 'longest 不能短于 noticeKeep 和 faqKeep' }]
      : []),
  ];
}

function publicNumbers({ categories, publicNumbers }: PolicyFile): readonly Contradiction[] {
  const names = new Set(['*', ...Object.keys(categories), ...Object.values(categories).flatMap(Object.keys)]);
  return Object.keys(publicNumbers).flatMap((key) =>
    names.has(key) ? [] : [{ path: ['publicNumbers', key], message: `没有「${key}」这个类别(可以用 *)` }],
  );
}
