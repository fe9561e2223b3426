import type { Refusal, RefusalCode } from '../engine/refusal.ts';
import { APPEAL_REFUSALS } from './appraisal/appeal-refusals.ts';
import { BALLOT_REFUSALS } from './appraisal/ballot.ts';
import { ENTRY_REFUSALS } from './appraisal/entry-refusals.ts';
import { MONTH_REFUSALS } from './appraisal/month-refusals.ts';
import { ACTION_LABELS, labelIn, REQUEST_LABELS, ROOM_KIND_LABELS, STATUS_LABELS } from './labels.ts';
import { plain } from './say.ts';

type ByCode = { [C in RefusalCode]: Extract<Refusal, { code: C }> };
type Table = { readonly [C in RefusalCode]: (refusal: ByCode[C]) => string };

/** What was wrong, what is allowed, what to do next. A code without its sentence does not compile. */
const WHO: Pick<Table, 'not-permitted' | 'wrong-room' | 'staff-rates-own' | 'not-yours' | 'not-reporter'> = {
  'not-permitted': ({ command }) =>
    `「${labelIn(ACTION_LABELS, command)}」要有相应岗位的人才能用。您能做什么,请发「帮助」`,
  'wrong-room': ({ command, rooms }) => `「${command}」请到${roomsText(rooms)}里发`,
  'staff-rates-own': () =>
    '自己经办或代报的单由居民来评价,工作人员不能自评。想补充情况请发「补充 编号 内容」',
  'not-yours': ({ number, holder }) =>
    `#${number} 现在由 ${holder} 负责。要换人请书记发「派单 ${number} 姓名」或「转派 ${number} 姓名 原因」`,
  'not-reporter': ({ number }) => `#${number} 不是您报的或附议的。同样受影响请发「附议 ${number}」`,
};

const NAMED: Pick<
  Table,
  | 'no-such-ticket'
  | 'which-ticket'
  | 'no-ticket-meant'
  | 'no-such-person'
  | 'which-person'
  | 'no-such-grid'
  | 'not-the-worker'
  | 'category-unclear'
> = {
  'no-such-ticket': ({ number }) => `没有找到 #${number},请核对编号。发「我的」可以看自己的单`,
  'which-ticket': ({ command, numbers }) =>
    `是哪一件?${listed(numbers)}。请带上编号,例如「${command} ${numbers[0] ?? 128}」`,
  'no-ticket-meant': ({ command }) => `是哪一件?请带上编号,例如「${command} 128」,或者直接回复那条消息`,
  'no-such-person': ({ name, near }) =>
    near.length > 0
      ? `没有找到「${plain(name)}」,是不是 ${near.join('、')}?请写全名再发一次`
      : `没有找到「${plain(name)}」。发「名单」可以看本社区的人员`,
  'which-person': ({ name, candidates }) =>
    `「${plain(name)}」对得上 ${candidates.join('、')},请写全名再发一次`,
  'no-such-grid': ({ name }) =>
    `没有找到「${plain(name)}」。请写登记过的网格或地点,例如「第一网格」「阳光花园3号楼」`,
  'not-the-worker': ({ name }) => `${name} 在这里没有办单的岗位。发「名单」看看可以派给谁`,
  'category-unclear': ({ number, because, name, names }) =>
    `${CATEGORY_FAULTS[because](short(name), names.join('、'))},例如「更正 ${number} 类别 ${names[0]}」`,
};

const CATEGORY_FAULTS: Readonly<
  Record<ByCode['category-unclear']['because'], (name: string, names: string) => string>
> = {
  coarse: (name, names) => `「${name}」下面分得更细:${names}。请写其中一个`,
  misspelt: (name, names) => `没有「${name}」这个类别,是不是${names}?请写全再发一次`,
  unknown: (name, names) => `没有「${name}」这个类别。大类有${names},写一个大类能看到下面的`,
};

const DRAFTS: Pick<Table, 'no-such-draft' | 'which-draft' | 'draft-settled'> = {
  'no-such-draft': ({ number, command, waiting }) => {
    const lacking = number === null ? '' : `没有找到疑${number}。`;
    return waiting.length > 0
      ? `${lacking}等确认的有${listed(waiting, '疑')},例如「${command} 疑${waiting[0]}」`
      : `${lacking}眼下没有等确认的。已经立案的单请发「查 编号」看`;
  },
  'which-draft': ({ command, numbers }) =>
    `是哪一件?${listed(numbers, '疑')}。请带上编号,例如「${command} 疑${numbers[0] ?? 3}」`,
  'draft-settled': (refusal) => {
    const { command, number, namesake } = refusal;
    const meant = namesake === null ? '' : `。要忽略的是工单 #${namesake},请发「忽略 #${namesake}」`;
    return `疑${refusal.draft} ${SETTLED[refusal.how](refusal)}${afterwards(command, refusal.how, number)}${meant}`;
  },
};

type Settled = Pick<ByCode['draft-settled'], 'by' | 'number'>;

const SETTLED: Readonly<Record<ByCode['draft-settled']['how'], (settled: Settled) => string>> = {
  confirmed: ({ by, number }) => `${by === null ? '已自动' : `已由${by}`}立案为 #${number}`,
  rejected: ({ by }) => (by === null ? '没有人确认,到时间不立案了' : `已由${by}忽略`),
  withdrawn: ({ by }) => `已由${by ?? '报的人'}撤回`,
  merged: ({ by, number }) => `${by === null ? '已' : `已由${by}`}并入 #${number}`,
};

function afterwards(command: string, how: ByCode['draft-settled']['how'], number: number | null): string {
  if (how === 'confirmed' && command === '忽略') return `。不该立案请书记发「忽略 #${number}」`;
  if (how === 'confirmed' || how === 'merged') return `。发「查 ${number}」看详情`;
  return command === '忽略' ? ',不用再发' : '。还是要办请发「报事 情况」';
}

const LIFE: Pick<
  Table,
  | 'wrong-status'
  | 'already-claimed'
  | 'already-rated'
  | 'already-follows'
  | 'already-pending'
  | 'nothing-pending'
  | 'return-too-late'
  | 'extended-before'
  | 'extension-too-long'
  | 'reopen-too-late'
  | 'same-ticket'
  | 'second-key-same-person'
  | 'conflict'
> = {
  'wrong-status': ({ number, status, action }) =>
    `#${number} 现在是「${labelIn(STATUS_LABELS, status)}」,不能${labelIn(ACTION_LABELS, action)}。发「查 ${number}」看详情`,
  'already-claimed': ({ number, holder }) => `#${number} 已由 ${holder} 接下,谢谢您`,
  'already-rated': ({ number }) => `#${number} 您评过了,谢谢。问题又出现请发「重办 ${number} 情况」`,
  'already-follows': ({ number }) => `#${number} 已经记上您了,有进展会告诉您`,
  'already-pending': ({ number, request }) =>
    `#${number} 的「${labelIn(REQUEST_LABELS, request)}」还在等批复。书记可回复「批准 ${number}」或「驳回 ${number} 原因」`,
  'nothing-pending': ({ number }) =>
    number === null ? '眼下没有等批复的申请' : `#${number} 没有等批复的申请。发「查 ${number}」看详情`,
  'return-too-late': ({ number, untilText }) =>
    `#${number} 退单的时限是 ${untilText},已经过了。可以申请「转派 ${number} 姓名 原因」`,
  'extended-before': ({ number }) =>
    `#${number} 已经延过一次,不能再延。办不了请申请「转派 ${number} 姓名 原因」`,
  'extension-too-long': ({ number, latestText }) =>
    `#${number} 最多延到 ${latestText},请换个更早的日期再发一次`,
  'reopen-too-late': ({ number, days }) =>
    `#${number} 办结已过 ${days} 天,不能重办了。请重新发「报事 情况」,会关联上这一件`,
  'same-ticket': ({ number }) => `#${number} 不能和自己合并。请写两个编号,例如「合并 131 128」`,
  'second-key-same-person': ({ number }) =>
    `#${number} 的剔除要两个人点头:您已经提出,请街道再发「剔除 ${number} 原因」`,
  conflict: ({ number }) => `#${number} 刚刚被别人动过,请发「查 ${number}」看一眼再试`,
};

const WORDS: Pick<
  Table,
  | 'date-in-past'
  | 'date-unclear'
  | 'reason-missing'
  | 'result-missing'
  | 'photos-missing'
  | 'unknown-command'
  | 'bad-arguments'
  | 'text-missing'
  | 'place-needed'
  | 'no-such-entry'
  | 'text-too-long'
  | 'entry-not-yours'
  | 'scope-unclear'
> = {
  'date-in-past': ({ text }) =>
    `「${short(text)}」里的日期已经过了。请写今天以后的日期,例如「明天」「5月15日」`,
  'date-unclear': ({ text, example }) => `没看懂「${short(text)}」是到哪一天。可以写:${example}`,
  'reason-missing': ({ example }) => `请写上原因,例如「${example}」`,
  'result-missing': ({ example }) => `请写上办得怎么样,居民会看到。例如「${example}」`,
  'photos-missing': ({ number, category }) =>
    `「${category}」办结要有现场照片:请和「办结 ${number} 结果」一起发,或回复本条补发照片`,
  'unknown-command': ({ near }) =>
    near.length > 0
      ? `是不是想发「${near.join('」或「')}」?发「帮助」看全部`
      : '没看懂。发「帮助」看看我能做什么',
  'bad-arguments': ({ command, problem, example }) =>
    `${/\p{Script=Han}/u.test(problem) ? problem : `「${command}」没看懂`}。例如「${example}」`,
  'place-needed': ({ candidates }) =>
    candidates.length > 0
      ? `请问是${candidates.slice(0, 4).join('、')}里的哪一处?请连小区一起再说一遍,例如「${candidates[0]}水管漏水」`
      : '请问在哪里?请连小区和楼栋一起再说一遍,例如「阳光花园3号楼2单元水管漏水」',
  'no-such-entry': ({ command, number }) =>
    `没有找到${command}${number},可能已经撤下或过期。发「${command}」看在用的`,
  'text-too-long': ({ most, chars }) => `太长了(${chars} 字),请缩到 ${most} 字以内,居民在手机上看`,
  'entry-not-yours': ({ command, number, at }) =>
    `${command}${number} 是${at}的,请${at}的工作人员来改;您自己的可以另发一条「${command} 内容」`,
  'scope-unclear': ({ because, name, names }) => {
    const said = `「${short(name)}」${SCOPE_FAULTS[because]},没有记下`;
    if (because === 'several') return `${said}。请写全:${names.join('、')}`;
    const text = because === 'unknown' ? '。是内容里的话请写「影响范围」' : '';
    return `${said}。范围可以写:${names.join('、')}${text}`;
  },
  'text-missing': ({ command, example }) => `「${command}」后面请写上内容,例如「${example}」`,
};

const SCOPE_FAULTS: Readonly<Record<ByCode['scope-unclear']['because'], string>> = {
  unknown: '不是登记过的网格或社区',
  'not-theirs': '不归您管',
  several: '不止一个',
};

const BINDING: Pick<
  Table,
  | 'code-wrong'
  | 'code-expired'
  | 'code-used'
  | 'too-many-tries'
  | 'account-bound'
  | 'room-not-bound'
  | 'room-scope-unknown'
  | 'broken'
> = {
  'code-wrong': () => '这个绑定码不对,请核对后再发,例如「绑定 493027」',
  'code-expired': () => '这个绑定码过期了,请书记再发一个:「绑定 姓名」',
  'code-used': () => '这个绑定码已经用过。不是您本人用的,请马上告诉书记',
  'too-many-tries': ({ waitMinutes }) => `试错太多次了,请 ${waitMinutes} 分钟后再试,或请书记重新发码`,
  'account-bound': ({ name }) => `已经绑定为 ${name},不能再绑。换手机换号请联系街道`,
  'room-not-bound': () => '这个群还没有绑定。请社区书记或街道发,例如「本群 阳光社区 居民群」',
  'room-scope-unknown': ({ text, examples }) => `没有找到「${short(text)}」。可以写:${examples.join('、')}`,
  broken: () => '抱歉,我这边出错了,这条没有办成。请稍后再发一次',
};

const TABLE: Table = {
  ...WHO,
  ...NAMED,
  ...DRAFTS,
  ...LIFE,
  ...WORDS,
  ...BINDING,
  ...BALLOT_REFUSALS,
  ...ENTRY_REFUSALS,
  ...APPEAL_REFUSALS,
  ...MONTH_REFUSALS,
};

/** The sentence of a refusal, to the person who asked. */
export function refusalText(refusal: Refusal): string {
  return say(refusal.code, refusal);
}

function say<C extends RefusalCode>(code: C, refusal: ByCode[C]): string {
  return TABLE[code](refusal);
}

function roomsText(rooms: string): string {
  const names = rooms
    .split(' ')
    .map((room) => (room === 'private' ? '私聊' : labelIn(ROOM_KIND_LABELS, room)));
  return names.join('、');
}

const LISTED = 8;

function listed(numbers: readonly number[], mark = '#'): string {
  const shown = numbers.slice(0, LISTED).map((number) => `${mark}${number}`);
  return shown.join('、') + (numbers.length > LISTED ? ' 等' : '');
}

const SHORT_CHARS = 20;

function short(text: string): string {
  const shown = plain(text);
  return shown.length > SHORT_CHARS ? `${shown.slice(0, SHORT_CHARS).toWellFormed()}…` : shown;
}
