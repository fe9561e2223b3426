import type { Knowledge } from '../../../src/engine/knowledge/entry.ts';
import { hoursNamed } from '../../../src/engine/knowledge/hours.ts';

/** A Wednesday morning. */
export const WEDNESDAY_10 = Date.parse('2026-06-03T10:00:00+08:00');
export const ZONE = 'Asia/Shanghai';
const YEAR_MS = 365 * 24 * 3_600_000;

/** An entry of 青柳社区, kept a day before. */
export function entry(number: number, parts: Partial<Knowledge> = {}): Knowledge {
  return {
    id: `k${number}`,
    kind: 'faq',
    number,
    streetId: 'liuyin',
    communityId: 'qingliu',
    gridId: null,
    question: '',
    text: '',
    source: '青柳社区',
    authorId: 'luosong',
    authorName: '骆松',
    addedAt: WEDNESDAY_10 - 24 * 3_600_000,
    changedAt: null,
    startsAt: null,
    endsAt: null,
    expiresAt: WEDNESDAY_10 + YEAR_MS,
    withdrawnAt: null,
    ...parts,
  };
}

export function notice(number: number, text: string, parts: Partial<Knowledge> = {}): Knowledge {
  const hours = hoursNamed(text, { zone: ZONE, now: WEDNESDAY_10 });
  return entry(number, {
    id: `n${number}`,
    kind: 'notice',
    text,
    startsAt: hours?.from ?? null,
    endsAt: hours?.until ?? null,
    ...parts,
  });
}

/** What an invented community keeps: questions with answers, and a week's notices. */
export const SHELF: readonly Knowledge[] = [
  entry(1, {
    question: '老年证怎么办',
    text: '满60周岁,带身份证和一寸照到社区服务大厅2号窗口,当场拿证,不收费',
  }),
  entry(2, { question: '老年证丢了怎么补', text: '本人带身份证到街道民政办登记,3个工作日后来取' }),
  entry(3, {
    question: '居住证在哪里办,要什么材料',
    text: '到派出所户籍窗口,带身份证、租房合同和房东的房产证复印件',
  }),
  entry(4, { question: '医保怎么交', text: '手机搜「智慧医保」自己交,不会用的来大厅3号窗口,每年9月到12月' }),
  entry(5, { question: '生育登记怎么办', text: '夫妻双方身份证、结婚证,网上「生育登记」小程序就能办' }),
  entry(6, { question: '社区服务大厅几点上班', text: '周一到周五 8:30-12:00、14:00-17:30,周六上午有人值班' }),
  entry(7, { question: '物业电话是多少', text: '青柳园物业 0731-8451,24 小时有人接' }),
  entry(8, { question: '门禁卡坏了在哪里补', text: '带房产证或租房合同到物业前台,工本费20元' }),
  entry(9, { question: '装修垃圾放哪里', text: '装袋放到9号楼西侧围挡里,周三、周六清运,不要放楼道' }),
  entry(10, { question: '孩子上小学怎么报名', text: '5月20日起在「入学一件事」上登记,户口和房产一致的优先' }),
  entry(11, { question: '电动车在哪里充电', text: '3号楼东侧和12号楼北侧充电棚,扫码用,不要进电梯' }),
  notice(1, '6月4日9:00-17:00 青柳园1-9号楼停水,水管改造,请提前蓄水'),
  notice(2, '6月6日8:00-12:00 杨树街变压器检修,青柳园10-18号楼停电'),
  notice(3, '6月5日14:00-16:00 社区活动室义诊,量血压测血糖,不要钱'),
  notice(4, '6月8日-6月12日 青柳园3号楼2单元电梯更换,每天8:00-18:00 停用'),
];

/** What is asked, and what answers it: null is nobody's guess but a ticket, a list is asked back. */
export const QUESTIONS: readonly (readonly [asked: string, answer: string | null])[] = [
  ['老年证怎么办?', 'k1'],
  ['请问一下,老年优待证在哪办理', 'k1'],
  ['我妈今年满六十了,想办个老年证,要带什么', 'k1'],
  ['老年卡丢了去哪补办', 'k2'],
  ['老年证掉了怎么办', 'k2'],
  ['居住证要带什么材料', 'k3'],
  ['你好,外地人办居住证去哪里办啊', 'k3'],
  ['医保在哪里缴费', 'k4'],
  ['请问城乡居民医保怎么交?', 'k4'],
  ['准生证怎么弄', 'k5'],
  ['生二胎要不要登记,怎么登记', 'k5'],
  ['你们大厅周六上班吗', 'k6'],
  ['社区几点下班', 'k6'],
  ['服务大厅中午有人吗', 'k6'],
  ['物业的电话号码多少', 'k7'],
  ['怎么联系物业', 'k7'],
  ['门禁卡丢了怎么补', 'k8'],
  ['装修的建筑垃圾丢哪里', 'k9'],
  ['小孩读小学什么时候报名', 'k10'],
  ['幼升小报名怎么弄', 'k10'],
  ['电瓶车哪里可以充电', 'k11'],
  ['明天停水吗', 'n1'],
  ['明天停水停到几点啊', 'n1'],
  ['几点来水?', 'n1'],
  ['周六停电要停多久', 'n2'],
  ['12号楼星期六是不是停电', 'n2'],
  ['义诊在哪里,几点开始', 'n3'],
  ['量血压是哪天', 'n3'],
  ['电梯什么时候换好', 'n4'],
  ['3号楼电梯下周能用吗', 'n4'],
  // Near in words, and something else.
  ['老年证可以免费坐公交吗', null],
  ['老年大学怎么报名', null],
  ['失业金怎么领', null],
  ['医保卡丢了怎么补', null],
  ['居住证到期了能不能网上续签', null],
  ['残疾证怎么办', null],
  ['独生子女证在哪办', null],
  ['小区停车费多少钱一个月', null],
  ['电动车上牌去哪里', null],
  ['装修要不要到物业办手续', null],
  ['幼儿园什么时候报名', null],
  ['燃气什么时候通', null],
  ['物业费怎么交', null],
  ['社区书记是谁', null],
  ['门禁什么时候修好', null],
  ['有没有免费的理发', null],
  ['中学怎么报名', null],
  ['养犬证怎么办', null],
  ['公租房怎么申请', null],
  ['新能源汽车在哪里充电', null],
];
