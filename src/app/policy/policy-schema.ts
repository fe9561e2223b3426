import { z } from 'zod';
import { DAY_MS, HOUR_MS, SECOND_MS, URGENCIES } from '../../engine/glossary.ts';
import { alternatives } from '../../engine/intake/alternatives.ts';
import { isZone } from '../../engine/time.ts';
import { APPRAISAL_FILE } from './appraisal-schema.ts';
import { day, dayPart, length, patience, span } from './policy-units.ts';

const text = z.string().trim().min(1, '不能为空').max(200, '最多 200 个字');
const share = z.number().min(0, '不能小于 0').max(1, '不能大于 1');
const word = z.string().trim().min(1, '词不能为空').max(300, '词最多 300 个字');
/** `(a|b)c` in a list stands for ac and bc. */
const words = z
  .array(word.refine((given) => alternatives(given).length > 0, '这一条代表的词太多'))
  .transform((given) => given.flatMap(alternatives));

const calendar = z.strictObject({
  zone: z.string().refine(isZone, '没有这个时区,例如 Asia/Shanghai'),
  workingParts: z.array(dayPart).min(1, '至少要有一段工作时间'),
  workingWeekdays: z
    .array(z.number().int().min(1, '1 是周一').max(7, '7 是周日'))
    .min(1, '至少要有一个工作日'),
  extraHolidays: z.array(day).default([]),
  extraWorkdays: z.array(day).default([]),
  quietParts: z.array(dayPart).default([]),
});

/** Null stands for `{}`: a category written with nothing after the colon. */
const category = z
  .strictObject({
    words: words.default([]),
    photosToFinish: z.boolean().default(false),
    needsPlace: z.boolean().default(true),
  })
  .nullable()
  .transform((given) => given ?? { words: [], photosToFinish: false, needsPlace: true });

const limit = z.strictObject({
  urgency: z.enum([...URGENCIES, '*']).default('*'),
  level1: text.default('*'),
  level2: text.default('*'),
  respond: span,
  update: span,
  solve: span,
});

const timing = z.strictObject({
  window: length,
  askBack: length,
  sameIssue: length,
  callBack: length,
  reopen: length,
  returnWithin: span,
  extensionMax: span,
  remindBeforeShare: share,
  claimNextAfterShare: share,
  updateAgain: span,
  draftRemind: length,
  draftLapse: length,
  whistleRespond: length,
  promptBudgetPerDay: z.number().int('应为整数').min(0, '不能小于 0').max(1000, '大得不像真的'),
  bindCode: length,
  chatterKeep: length,
});

const amount = z.number().int('应为整数').min(0, '不能小于 0').max(100_000_000, '大得不像真的');

/** Left out: seeds for a street of usual size. */
const languageModel = z.strictObject({
  from: share.default(0.25),
  to: share.optional(),
  draftAt: share.default(0.7),
  callsPerDay: amount.default(300),
  tokensPerDay: amount.default(300_000),
  timeLimit: patience.default(2 * SECOND_MS),
});

/** Left out: seeds, as for the language model. */
const knowledge = z.strictObject({
  noticeKeep: length.default(7 * DAY_MS),
  faqKeep: length.default(365 * DAY_MS),
  longest: length.default(1095 * DAY_MS),
  answerAt: share.default(0.65),
  unaskedAt: z.union([share, z.literal('never')], '应为 0 到 1 的数,或者 never').default(0.8),
  unaskedEvery: length.default(HOUR_MS),
});

/** A service policy as people write it. */
export const POLICY_FILE = z.strictObject({
  /** Another policy file, beside this one, from which every section comes that is left out here. */
  extends: text.optional(),
  id: text,
  version: text,
  calendar,
  categories: z.record(text, z.record(text, category)),
  limits: z.array(limit).min(1, '至少要有一条时限'),
  thresholds: z.strictObject({ openAt: share, confirmAt: share, sameAt: share, urgentAt: share }),
  timing,
  languageModel: languageModel.prefault({}),
  knowledge: knowledge.prefault({}),
  publicNumbers: z.record(text, text).default({}),
  /** Left out: months are not scored. */
  appraisal: APPRAISAL_FILE.optional(),
  /** The word lists' file, beside this one. */
  lexicon: text,
  /** Trained models' files beside this one; `none` for the word lists alone. */
  models: z.strictObject({ reading: text.optional(), issue: text.optional() }).optional(),
});
export type PolicyFile = z.infer<typeof POLICY_FILE>;

/** The file of word lists: general ones, and those that name a category of level 2. */
export const LEXICON_FILE = z.strictObject({
  lexicon: z.record(text, words),
  categoryWords: z.record(text, words).default({}),
});
export type LexiconFile = z.infer<typeof LEXICON_FILE>;
