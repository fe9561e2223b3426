import type { IntakeMode, Kind, PostKind, RoomKind, Urgency } from '../engine/glossary.ts';
import type { ActionType } from '../engine/ticket/action.ts';
import type { EventKind } from '../engine/ticket/event.ts';
import type { RequestKind, Satisfaction, TicketStatus } from '../engine/ticket/ticket.ts';

/** What staff and residents call the engine's words. A missing word is a compile error. */
export const STATUS_LABELS = {
  'waiting-confirm': '待立案',
  filed: '待派单',
  assigned: '待接单',
  claimed: '已接单',
  working: '办理中',
  whistled: '已吹哨',
  reopened: '重办中',
  paused: '缓办中',
  returned: '已退单',
  finished: '已办结,待评价',
  closed: '已结案',
  rejected: '未立案',
  merged: '已合并',
  withdrawn: '已撤回',
} as const satisfies Record<TicketStatus, string>;

export const KIND_LABELS = {
  help: '求助',
  complaint: '投诉',
  suggestion: '建议',
  question: '咨询',
  'tip-off': '举报',
  praise: '表扬',
} as const satisfies Record<Kind, string>;

export const URGENCY_LABELS = {
  normal: '一般',
  urgent: '紧急',
  critical: '特急',
} as const satisfies Record<Urgency, string>;

export const POST_LABELS = {
  head: '书记/主任',
  'head-both': '书记兼主任',
  deputy: '副职',
  'community-worker': '社区干事',
  'grid-worker': '网格员',
  'young-cadre': '街道年轻干部',
  'village-contact': '包村包片干部',
  seconded: '选派干部',
  'first-secretary': '第一书记',
  'secretary-aide': '书记助理',
  'party-worker': '专职党务',
  'street-admin': '街道管理员',
  department: '派出单位',
} as const satisfies Record<PostKind, string>;

export const ROOM_KIND_LABELS = {
  resident: '居民群',
  worker: '工作群',
  street: '街道群',
  merchant: '商户群',
} as const satisfies Record<RoomKind, string>;

export const INTAKE_LABELS = {
  auto: '自动',
  confirm: '确认',
  'mention-only': '点名',
} as const satisfies Record<IntakeMode, string>;

export const REQUEST_LABELS = {
  return: '退单',
  transfer: '转派',
  pause: '缓办',
  extension: '延期',
  exclusion: '剔除',
} as const satisfies Record<RequestKind, string>;

export const SATISFACTION_LABELS = {
  satisfied: '满意',
  basically: '基本满意',
  dissatisfied: '不满意',
} as const satisfies Record<Satisfaction, string>;

export const EVENT_LABELS = {
  filed: '受理',
  confirmed: '立案',
  rejected: '不立案',
  asked: '询问地点',
  'ask-lapsed': '未答地点',
  corrected: '更正',
  supplemented: '补充',
  joined: '附议',
  parted: '拆出附议',
  assigned: '派单',
  claimed: '接单',
  arrived: '到场',
  progressed: '进展',
  requested: '申请',
  declined: '驳回',
  returned: '退单',
  disputed: '争议',
  transferred: '转派',
  paused: '缓办',
  objected: '异议',
  resumed: '恢复办理',
  extended: '延期',
  'key-turned': '剔除待街道确认',
  excluded: '剔除',
  included: '取消剔除',
  whistled: '吹哨',
  'whistle-answered': '部门回应',
  'whistle-rated': '评价部门',
  supervised: '督办',
  urged: '催办',
  finished: '办结',
  rated: '评价',
  reopened: '重办',
  closed: '结案',
  merged: '合并',
  unmerged: '取消合并',
  absorbed: '并入',
  released: '拆出',
  withdrawn: '撤回',
  restored: '恢复',
  linked: '关联',
  reminded: '提醒',
  escalated: '上报',
} as const satisfies Record<EventKind, string>;

export const WHISTLE_STAGE_LABELS = {
  responded: '已响应',
  arrived: '已到场',
  resolved: '已解决',
} as const satisfies Record<'responded' | 'arrived' | 'resolved', string>;

/** Completes 「不能…」. */
export const ACTION_LABELS = {
  file: '受理',
  confirm: '立案',
  reject: '忽略',
  correct: '更正',
  supplement: '补充',
  join: '附议',
  part: '拆分',
  assign: '派单',
  claim: '接单',
  arrive: '记到场',
  progress: '记进展',
  request: '提出申请',
  approve: '批准',
  decline: '驳回',
  dispute: '报争议',
  transfer: '转派',
  object: '提异议',
  resume: '恢复办理',
  include: '取消剔除',
  whistle: '吹哨',
  'answer-whistle': '记部门回应',
  'rate-whistle': '评价部门',
  supervise: '督办',
  urge: '催办',
  finish: '办结',
  rate: '评价',
  reopen: '重办',
  merge: '合并',
  unmerge: '取消合并',
  absorb: '并入',
  release: '拆分',
  withdraw: '撤回',
  restore: '恢复',
  link: '关联',
} as const satisfies Record<ActionType, string>;

/** The label of a code that may also come as words already. */
export function labelIn(labels: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(labels, code) ? (labels[code] ?? code) : code;
}
