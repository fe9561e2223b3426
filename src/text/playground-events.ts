import type { EventBody, EventKind, ReminderKind } from '../engine/ticket/event.ts';
import type { Rating } from '../engine/ticket/ticket.ts';
import {
  KIND_LABELS,
  REQUEST_LABELS,
  SATISFACTION_LABELS,
  URGENCY_LABELS,
  WHISTLE_STAGE_LABELS,
} from './labels.ts';

/** What the words of an event need besides the event. */
export interface EventWords {
  nameOf(id: string): string;
  timeText(at: number): string;
}

type Bodies = { [K in EventKind]: Extract<EventBody, { kind: K }> };
type Sentences = { [K in EventKind]: (event: Bodies[K], words: EventWords) => string };

const REMINDERS = {
  claim: '催接单',
  'update-before': '提醒更新进展',
  'update-due': '进展更新已到时限',
  'solve-before': '提醒临近办结时限',
  'solve-due': '办结时限已到',
  'solve-after': '已超过办结时限',
  'call-back': '请居民评价',
  'pause-ending': '缓办即将到期',
  draft: '提醒确认立案',
  request: '催答复申请',
  whistle: '催部门回应',
  'whistle-caller': '部门没有回应',
} satisfies Record<ReminderKind, string>;

/** One line of a ticket's life for every kind of event. */
const SENTENCES: Sentences = {
  filed: ({ filing }) =>
    `上报${filing.onBehalfOf ? `(代 ${filing.onBehalfOf})` : ''}:${filing.text || '(图片)'}`,
  confirmed: ({ number }) => `确认立案,编号 #${number}`,
  rejected: ({ reason }) => `没有立案${because(reason)}`,
  asked: (event, { timeText }) => `问清地点,${timeText(event.until)} 前没有回答就先受理`,
  'ask-lapsed': () => '没有等到回答,先按现有内容受理',
  corrected: corrected,
  supplemented: ({ text, images }) => `补充:${text}${pictures(images)}`,
  joined: ({ follower }) => `${follower.name} 附议(${follower.why})`,
  parted: ({ personId }, { nameOf }) => `${nameOf(personId)} 退出附议`,
  assigned: ({ assigneeName }) => `派给 ${assigneeName}`,
  claimed: ({ assigneeName }) => `${assigneeName} 接单`,
  arrived: () => '到达现场',
  progressed: ({ text, images }) => `进展:${text}${pictures(images)}`,
  requested: ({ request }, words) => requested(request, words),
  declined: ({ request, reason }) => `驳回${REQUEST_LABELS[request]}申请${because(reason)}`,
  returned: ({ reason }) => `退单${because(reason)}`,
  disputed: ({ reason }) => `归属有争议,请街道定${because(reason)}`,
  transferred: ({ from, toName, reason }, { nameOf }) =>
    `${from ? `由 ${nameOf(from)} ` : ''}转派给 ${toName}${because(reason)}`,
  paused: (event, { timeText }) => `缓办到 ${timeText(event.until)}${because(event.reason)}`,
  objected: ({ text }) => `居民对缓办有异议:${text}`,
  resumed: ({ reason }) => `恢复办理${because(reason)}`,
  extended: (event, { timeText }) => `延期到 ${timeText(event.solveBy)}${because(event.reason)}`,
  'key-turned': ({ reason }) => `同意剔除(第一把钥匙)${because(reason)}`,
  excluded: ({ reason }) => `剔除出考核${because(reason)}`,
  included: ({ reason }) => `恢复计入考核${because(reason)}`,
  whistled: ({ department, reason }) => `吹哨 ${department}${because(reason)}`,
  'whistle-answered': ({ department, stage, text }) =>
    `${department} ${WHISTLE_STAGE_LABELS[stage]}${text ? `:${text}` : ''}`,
  'whistle-rated': ({ department, score }) => `给 ${department} 打 ${score} 分`,
  supervised: ({ text }) => `督办${because(text)}`,
  urged: ({ text }) => `催办${because(text)}`,
  finished: ({ result, images }) => `办结:${result}${pictures(images)}`,
  rated: ({ rating }) => `评价:${ratingText(rating)}`,
  reopened: ({ reason, to }) =>
    `重办,${to === 'secretary' ? '交书记处理' : '仍由原网格员处理'}${because(reason)}`,
  closed: ({ how }) => (how === 'rated' ? '结案' : '结案(没有收到评价,不算满意)'),
  merged: ({ intoNumber }) => `并入 #${intoNumber}`,
  unmerged: () => '取消合并',
  absorbed: ({ fromNumber }) => `#${fromNumber} 并入本单`,
  released: () => '拆出部分附议人',
  withdrawn: ({ text }) => `撤回${because(text)}`,
  restored: () => '取消撤回',
  linked: ({ number, why }) => `与 #${number} 关联(${why})`,
  reminded: ({ what, to }, { nameOf }) => `${REMINDERS[what]} → ${receiver(to, nameOf)}`,
  escalated: ({ to }) => `升级到${receiver(to, () => '')}`,
};

/** The event in one line of Chinese, without who and when. */
export function eventText(event: EventBody, words: EventWords): string {
  return sentence(event.kind, event, words);
}

/** Generic over the kind, so that the table's key and its argument belong together. */
function sentence<K extends EventKind>(kind: K, event: Bodies[K], words: EventWords): string {
  return SENTENCES[kind](event, words);
}

export function ratingText(rating: Rating): string {
  const said = [
    rating.contacted === null ? '' : rating.contacted ? '已联系' : '没有联系',
    rating.solved === null ? '' : rating.solved ? '已解决' : '没有解决',
    rating.satisfied === null ? '' : SATISFACTION_LABELS[rating.satisfied],
  ].filter(Boolean);
  return `${said.join('、') || '未表态'}${rating.text ? `(${rating.text})` : ''}`;
}

function corrected(event: Bodies['corrected'], { nameOf }: EventWords): string {
  const parts = [
    event.place ? `地点 ${event.place.text}` : '',
    event.gridId ? `网格 ${nameOf(event.gridId)}` : '',
    event.communityId ? `社区 ${nameOf(event.communityId)}` : '',
    event.category ? `类别 ${event.category[1]}` : '',
    event.ticketKind ? `性质 ${KIND_LABELS[event.ticketKind]}` : '',
    event.urgency ? `紧急程度 ${URGENCY_LABELS[event.urgency]}` : '',
  ].filter(Boolean);
  return `更正:${parts.join('、') || '细节'}`;
}

function requested(request: Bodies['requested']['request'], { nameOf, timeText }: EventWords): string {
  const to = request.to ? `给 ${nameOf(request.to)}` : '';
  const until = request.until === null ? '' : `到 ${timeText(request.until)}`;
  return `申请${REQUEST_LABELS[request.kind]}${to}${until}${because(request.reason)}`;
}

function receiver(to: string, nameOf: (id: string) => string): string {
  if (to === 'secretary') return '书记';
  return to === 'street' ? '街道' : nameOf(to);
}

function because(reason: string): string {
  return reason ? `:${reason}` : '';
}

function pictures(images: readonly string[]): string {
  return images.length === 0 ? '' : ` [图片${images.length > 1 ? `×${images.length}` : ''}]`;
}
