import { z } from 'zod';
import { DAY_MS, HOUR_MS, SECOND_MS, URGENCIES } from '../../engine/glossary.ts';
import { alternatives } from '../../engine/intake/alternatives.ts';
import { isZone } from '../../engine/time.ts';
import { APPRAISAL_FILE } from './appraisal-schema.ts';
import { minuteOfDay } from './appraisal-units.ts';
import { day, dayPart, length, patience, span } from './policy-units.ts';

/** 17:30. */
const EVENING = 17 * 60 + 30;

const text = z.string().trim().min(1, '不能为空').max(200, '最多 200 个字');
const share = z.number().min(0, '不能小于 0').max(1, '不能大于 1');
const word = z.string().trim().min(1, '词不能为空').max(300, '词最多 300 个字');
/** `(a|b)c` in a list stands for ac and bc. */
const words = z
  .array(word.refine((given) => alternatives(given).length > 0, '这一条代表的词太多'))
  .transform((given) => given.flatMap(alternatives));

const calendar = z.strictObject({
  zone: z.string().refine(isZone, '没有这个时区,例如 Asia/Shanghai').describe('时区'),
  workingParts: z.array(dayPart).min(1, '至少要有一段工作时间').describe('工作时间,可以几段'),
  workingWeekdays: z
    .array(z.number().int().min(1, '1 是周一').max(7, '7 是周日'))
    .min(1, '至少要有一个工作日')
    .describe('工作日:1 是周一,7 是周日'),
  extraHolidays: z.array(day).default([]).describe('法定节假日之外不上班的日子'),
  extraWorkdays: z.array(day).default([]).describe('法定调休之外要上班的日子'),
  quietParts: z.array(dayPart).default([]).describe('免打扰,特急除外'),
});

/** Null stands for `{}`: a category written with nothing after the colon. */
const category = z
  .strictObject({
    words: words.default([]).describe('听到这些词就归这一类'),
    photosToFinish: z.boolean().default(false).describe('没有照片不能办结'),
    needsPlace: z.boolean().default(true).describe('没说地点时问一次'),
  })
  .nullable()
  .transform((given) => given ?? { words: [], photosToFinish: false, needsPlace: true });

const limit = z.strictObject({
  urgency: z
    .enum([...URGENCIES, '*'])
    .default('*')
    .describe('critical 特急,urgent 紧急,normal 一般,* 都行'),
  level1: text.default('*').describe('一级分类'),
  level2: text.default('*').describe('二级分类'),
  respond: span.describe('多久之内要有人接'),
  update: span.describe('多久要有一次进展'),
  solve: span.describe('多久办结'),
});

const timing = z.strictObject({
  window: length.describe('同一个人前后说的话、发的照片算一件'),
  askBack: length.describe('问地点没回答,过这么久照样办'),
  sameIssue: length.describe('这么久之内同一地点同一类事算一件'),
  callBack: length.describe('等评价多久'),
  reopen: length.describe('办结后多久内可以重办'),
  returnWithin: span.describe('退单的期限'),
  extensionMax: span.describe('延期最多多久'),
  remindBeforeShare: share.describe('时限还剩多少比例时提醒'),
  claimNextAfterShare: share.describe('没人接,再过回应时限的多少比例换下一个人'),
  updateAgain: span.describe('催进展最快隔多久一次'),
  draftRemind: length.describe('「疑3」没人答复,多久提醒'),
  draftLapse: length.describe('「疑3」没人答复,多久作罢'),
  whistleRespond: length.describe('吹哨后部门多久没有回应就提醒'),
  promptBudgetPerDay: z
    .number()
    .int('应为整数')
    .min(0, '不能小于 0')
    .max(1000, '大得不像真的')
    .describe('一个人一天的普通提醒'),
  tomorrowAt: z
    .union([minuteOfDay, z.literal('never')], '应写成「17:30」这样,或者 never')
    .default(EVENING)
    .describe('几点告诉每个人明天到期的单;never 不说'),
  bindCode: length.describe('绑定码的有效期'),
  chatterKeep: length.describe('闲聊多久后忘掉'),
});

const amount = z.number().int('应为整数').min(0, '不能小于 0').max(100_000_000, '大得不像真的');

/** Left out: seeds for a street of usual size. */
const languageModel = z.strictObject({
  from: share.default(0.25).describe('像诉求的程度从这里起才去问'),
  to: share.optional().describe('到这里为止;不写是 openAt'),
  draftAt: share.default(0.7).describe('它自己要有这么大把握才请人看'),
  callsPerDay: amount.default(300).describe('一天最多问几次'),
  tokensPerDay: amount.default(300_000).describe('一天最多用多少 token'),
  timeLimit: patience.default(2 * SECOND_MS).describe('等多久'),
});

/** Left out: seeds, as for the language model. */
const knowledge = z.strictObject({
  noticeKeep: length.default(7 * DAY_MS).describe('通知没写日期,有效多久'),
  faqKeep: length.default(365 * DAY_MS).describe('问答没写日期,有效多久'),
  longest: length.default(1095 * DAY_MS).describe('最长能写多久'),
  answerAt: share.default(0.65).describe('把握到多少才直接答'),
  unaskedAt: z
    .union([share, z.literal('never')], '应为 0 到 1 的数,或者 never')
    .default(0.8)
    .describe('没点机器人的名,把握到多少才插话;never 从不'),
  unaskedEvery: length.default(HOUR_MS).describe('一个群里最多隔多久插一次话'),
});

/** A service policy as people write it. */
export const POLICY_FILE = z.strictObject({
  /** Another policy file, beside this one, from which every section comes that is left out here. */
  extends: text.optional().describe('另一个制度文件,例如 default.yaml;这里没写的各段都用它的'),
  id: text.describe('制度的名字'),
  version: text.describe('版本,每次改动都要改'),
  calendar: calendar.describe('工作日历'),
  categories: z.record(text, z.record(text, category)).describe('一级分类、二级分类'),
  limits: z.array(limit).min(1, '至少要有一条时限').describe('时限:从上往下,第一条对得上的生效'),
  thresholds: z
    .strictObject({ openAt: share, confirmAt: share, sameAt: share, urgentAt: share })
    .describe('把握:openAt 立单,confirmAt 先问工作人员,sameAt 算同一件,urgentAt 算紧急'),
  timing: timing.describe('各种时间'),
  languageModel: languageModel.prefault({}).describe('语言模型'),
  knowledge: knowledge.prefault({}).describe('通知和问答'),
  publicNumbers: z.record(text, text).default({}).describe('特急时告诉居民的电话,按二级分类,* 兜底'),
  /** Left out: months are not scored. */
  appraisal: APPRAISAL_FILE.optional().describe('月度考核;不写或写 none 就不考核'),
  /** The word lists' file, beside this one. */
  lexicon: text.describe('词表文件'),
  /** Trained models' files beside this one; `none` for the word lists alone. */
  models: z
    .strictObject({ reading: text.optional(), issue: text.optional() })
    .optional()
    .describe('训练好的模型;none 只靠词表'),
});
export type PolicyFile = z.infer<typeof POLICY_FILE>;

/** The file of word lists: general ones, and those that name a category of level 2. */
export const LEXICON_FILE = z.strictObject({
  lexicon: z.record(text, words),
  categoryWords: z.record(text, words).default({}),
});
export type LexiconFile = z.infer<typeof LEXICON_FILE>;
