import { z } from 'zod';
import {
  METRICS,
  type MetricId,
  MISSING,
  RATERS,
  SUBJECT_KINDS,
  TICKETS_OF,
} from '../../engine/appraisal/policy.ts';
import { POSTS } from '../../engine/glossary.ts';
import { decimal, decimalWithin, id, minuteOfDay, name, orMissing, window } from './appraisal-units.ts';
import { day, length, span } from './policy-units.ts';

/** The `appraisal:` part of a policy file as people write it. What contradicts itself is found by appraisal-checks. */
const share = decimalWithin(0, 1);
const points = decimalWithin(0, 1000);
const coefficient = decimalWithin(0, 10);
const origin = z
  .string()
  .trim()
  .min(1, '不能为空')
  .max(200, '最多 200 个字')
  .describe('依据:哪份文件;没有依据写 assumption');
const whole = z.number().int('应为整数').min(0, '不能小于 0');
const dayCount = whole.max(28, '最多 28');
/** Told by us with the nearest that there is, so any text is a fitting shape. */
const reference = z.string();
const references = z.array(reference);

// cast: the keys of METRICS are exactly its ids.
export const METRIC_IDS = Object.keys(METRICS) as MetricId[];

const group = z.strictObject({
  id,
  name,
  subject: z.enum(SUBJECT_KINDS).default('person').describe('考核谁:person 人,community 社区'),
  posts: z.array(z.enum(POSTS)).default([]).describe('担任这些岗位之一的人;一个人只进第一个对得上的组'),
  smallest: whole.min(1, '至少 1').default(2).describe('不足这么多人的组只打分、不排名'),
  servedDays: dayCount.default(0).describe('这个月在岗不足这么多天的不打分'),
  tickets: z
    .enum(TICKETS_OF)
    .default('own')
    .describe('按谁的诉求算:own 自己经手的,community 所在社区全部的(对社区负责的人)'),
  points: z
    .record(reference, points)
    .optional()
    .describe('只考一部分项目的组:各维度在这个组合计多少分,没写的维度不考'),
});

const dimension = z.strictObject({
  id,
  name,
  points: decimalWithin(0.01, 1000).describe('这个维度合计多少分;不算加分的维度加起来是 100'),
  bonus: z.boolean().default(false).describe('true:加在一百分之外'),
});

const entry = z.strictObject({
  start: z.enum(['full', 'empty']).describe('full:先给满分再扣;empty:从零加起'),
  least: decimal.optional().describe('一次最少记几分;不写:full 是扣完,empty 是 0'),
  most: decimal.optional().describe('一次最多记几分;不写:full 是 0,empty 是加满'),
  by: z
    .array(z.enum(['secretary', 'street', 'department']))
    .min(1, '至少要有一种人能记')
    .default(['secretary', 'street'])
    .describe('谁能记:secretary 社区书记,street 街道,department 部门'),
  reason: z.boolean().default(true).describe('记分时要不要写理由'),
});

const band = z.strictObject({
  atLeast: decimalWithin(0, 1_000_000).describe('达到这么多'),
  points: points.describe('得这么多分'),
});

const item = z.strictObject({
  id,
  name,
  dimension: reference.describe('属于哪个维度(编号)'),
  points: decimalWithin(0.01, 1000).describe('满分'),
  groups: references.default([]).describe('考哪些组(编号);不写就是所有组'),
  metric: reference
    .optional()
    .meta({ enum: METRIC_IDS })
    .describe(`按系统里的数据算:${METRIC_IDS.join('、')}`),
  target: decimalWithin(0.000001, 1_000_000).optional().describe('达到这么多就是满分,不到按比例'),
  each: decimalWithin(-1000, 1000)
    .optional()
    .describe('每一件加几分(从 0 加起);负数是每一件扣几分(从满分扣起)'),
  bands: z.array(band).min(1, '至少要有一档').optional().describe('分档给分,高的写在前面'),
  shrink: z.boolean().default(false).describe('件数少时向本组平均靠拢'),
  entry: entry.optional().describe('由人记分'),
  ballot: reference.optional().describe('按测评的平均分算(测评编号)'),
  aspect: reference.optional().describe('只看测评的这一方面(编号)'),
  missing: z
    .enum(MISSING)
    .default('share')
    .describe('没有数据时:share 分值摊给别的项,no-data 只写没有数据,zero 零分,full 满分'),
  source: origin,
});

const quorum = z.strictObject({
  fewest: whole.min(1, '至少 1').describe('至少几票才算数'),
  share: share.default('0').describe('至少多大比例的人投了才算数'),
});

const ballot = z.strictObject({
  id,
  name,
  raters: z
    .enum(RATERS)
    .describe(
      '谁来评:self 自评,residents 居民,peers 同组,community 社区,street 街道,departments 部门,group 考核组',
    ),
  raterPosts: z.array(z.enum(POSTS)).default([]).describe('考核组(group)由哪些岗位的人组成'),
  mostVoters: whole
    .min(1, '至少 1')
    .max(1000, '最多 1000')
    .default(20)
    .describe('居民测评(residents)评一个人最多请多少居民,最近办过事的先请'),
  groups: references.default([]).describe('评哪些组;不写就是所有的人'),
  aspects: z.array(z.strictObject({ id, name })).min(1, '至少要有一个方面').describe('评哪几个方面'),
  most: whole.min(1, '至少 1').max(100, '最多 100').default(10).describe('每一方面从 0 打到几分'),
  weight: share.describe('在测评里占多大比例;0:只给用到它的项目'),
  secret: z.boolean().describe('true:不留谁投了什么'),
  quorum,
  opensDaysBefore: dayCount.default(5).describe('本月结束前几天开始'),
  closesDaysAfter: dayCount.default(0).describe('本月结束后第几天截止,0 是次月头一天'),
  closesAt: minuteOfDay.describe('那一天几点截止'),
  remindBefore: z.array(length).prefault(['24 hours', '3 hours']).describe('截止前多久提醒还没投的人'),
  trim: whole.max(10, '最多 10').default(0).describe('每一方面去掉几个最高、几个最低'),
});

const allocation = z.strictObject({
  groups: references.default([]).describe('用在哪些组;不写就是所有组'),
  parts: z
    .array(z.strictObject({ by: z.enum(['households', 'population', 'area', 'tickets']), weight: share }))
    .min(1, '至少要有一样')
    .describe('按什么算任务轻重:households 户数,population 人口,area 面积,tickets 件数'),
  floor: coefficient.describe('最低'),
  cap: coefficient.describe('最高'),
});

const result = z.strictObject({
  differentiated: share.describe('差异化评价占多大比例'),
  ballots: share.describe('多元测评占多大比例'),
  postCoefficients: z
    .partialRecord(z.enum(POSTS), decimalWithin(0.01, 10))
    .default({})
    .describe('岗位责任系数;没写的岗位是 1'),
  allocation: allocation.optional().describe('业务分配系数;不写就都是 1'),
});

const rates = z.strictObject({
  weights: z.strictObject({ response: share, solved: share, satisfied: share }).describe('三率各占多大比例'),
  basically: share.describe('一个「基本满意」算几个满意'),
  shrinkBy: decimalWithin(0, 1000).describe('向本组平均靠拢的力度 k:(s + k·p) ÷ (n + k);0 不靠拢'),
  fewest: whole.max(1000, '最多 1000').describe('回访不足这么多件不单独排名'),
  repeatWithinDays: whole
    .min(1, '至少 1')
    .max(366, '最多 366')
    .default(30)
    .describe('办结后这么多天内同一地点同一类事又来,算重复'),
});

const ONE_CONDITION = '三种条件写一种:last(连续末位)、topShare(前百分之几)、below(低于几分)';
const months = whole.min(1, '至少 1 个月').max(12, '最多 12 个月').default(1).describe('连续几个月');
const condition = z
  .strictObject({
    last: z.strictObject({ months }).optional().describe('本组最后一名'),
    topShare: z
      .strictObject({
        share: decimalWithin(0.001, 1).describe('本组前多大比例'),
        cap: whole.min(1, '至少 1').optional().describe('最多几个人;并列会超过时一个也不提'),
      })
      .optional(),
    below: z
      .strictObject({
        of: z.enum(['total', 'ballots']).describe('看总分还是测评分'),
        points: decimalWithin(0.01, 200).describe('低于几分'),
        months,
      })
      .optional(),
  })
  .refine((given) => Object.values(given).filter((one) => one !== undefined).length === 1, ONE_CONDITION);

const consequence = z.strictObject({
  id,
  name: z.string().trim().min(1, '不能为空').max(60, '最多 60 个字').describe('怎么叫'),
  groups: references.default([]).describe('用在哪些组;不写就是所有组'),
  when: condition,
  measure: z.string().trim().min(1, '不能为空').max(200, '最多 200 个字').describe('建议怎么办'),
  answeredBy: z.enum(['secretary', 'street']).describe('由谁决定'),
  source: origin,
});

const publication = z.strictObject({
  streetRanking: z.boolean().default(true).describe('街道群里发排名'),
  workerRanking: z.boolean().default(false).describe('社区工作群里发排名'),
  ownScores: z.boolean().default(true).describe('把本人的分私下发给本人'),
  residentFigures: z.boolean().default(true).describe('居民群里发本社区的数字,没有人名'),
  report: z.boolean().default(true).describe('发月报'),
});

const NEVER = 'never';
const digest = z.strictObject({
  weekday: z.number().int('应为整数').min(1, '1 是周一').max(7, '7 是周日'),
  at: minuteOfDay,
});
const schedule = z.strictObject({
  closesDaysAfter: dayCount.default(0).describe('本月结束后第几天月结,0 是次月头一天'),
  closesAt: minuteOfDay.describe('几点月结'),
  publishAfter: z
    .union([z.literal(NEVER), span], orMissing('应写成「2 working days」这样,或者 never'))
    .describe('预览之后多久自动公布;never 只由人公布'),
  appealWithin: span.describe('公布之后多久之内可以申诉'),
  missingDay: z
    .number()
    .int('应为整数')
    .min(1, '1 到 28')
    .max(28, '1 到 28')
    .describe('每月几号告诉工作人员还缺什么'),
  digest: z
    .union([z.literal(NEVER), digest], orMissing('应写成「{ weekday: 1, at: 09:00 }」这样,或者 never'))
    .describe('每周小结'),
});

export const APPRAISAL_FILE = z.strictObject({
  effective: day.describe('从哪一天起用;在这之前开始的月份还用原来的'),
  window: window
    .prefault('calendar month')
    .describe('calendar month 自然月;from day 19 上月 19 日到本月 18 日'),
  rounding: z
    .strictObject({
      rule: z
        .enum(['half-up', 'half-even', 'down'])
        .describe('half-up 四舍五入,half-even 四舍六入五成双,down 舍去'),
      places: whole.max(4, '最多 4 位').describe('总分留几位小数'),
    })
    .default({ rule: 'half-up', places: 2 }),
  groups: z.array(group).min(1, '至少要有一个组').describe('谁和谁比'),
  dimensions: z.array(dimension).min(1, '至少要有一个维度').describe('维度'),
  items: z.array(item).min(1, '至少要有一个考核项目').describe('考核项目'),
  ballots: z.array(ballot).default([]).describe('测评'),
  result,
  rates,
  consequences: z.array(consequence).default([]).describe('结果运用:只提建议,由人决定'),
  publication: publication.prefault({}).describe('什么发到哪里'),
  schedule,
});
export type AppraisalFile = z.infer<typeof APPRAISAL_FILE>;
export type ItemFile = AppraisalFile['items'][number];
export type BallotFile = AppraisalFile['ballots'][number];
