import { clockText } from '../../engine/time.ts';

/** What stands on the page of a ballot. */
export const BALLOT_PAGE = {
  title: '邻里 · 测评',
  heading: '请您评一评',
  secret: '不记名',
  secrecy: '不记名的只记总数:数据库里没有「谁给谁打了几分」。',
  skip: '不了解的人可以不评,整个人留「不评」就行。',
  unrated: '不评',
  submit: '提交',
  once: '提交后不能改。',
  leftTitle: '还可以评',
  deadline: (closesAt: number, now: number, zone: string) => `${clockText(zone, closesAt, now)} 截止`,
  range: (most: number) => `0–${most} 分`,
  mark: (subject: string, aspect: string) => `${subject}:${aspect}`,
  taken: (names: readonly string[]) => {
    const people = [...new Set(names)];
    return `记下了 ${people.length} 人:${people.join('、')}`;
  },
  wrong: (names: readonly string[]) =>
    `没有提交:${names.join('、')}没有评全。请把每一项都打上分,或者整个人都不评。`,
  empty: '还没有打分,没有提交。',
} as const;

/** Pages that say one thing. */
export const BALLOT_NOTES = {
  unknown: ['链接不对', '请从邻里私聊发给您的消息里点开,不要手抄;也可以私聊发「测评」。'],
  closed: ['测评已经截止', '谢谢您。这次不能再评了。'],
  done: ['已提交', '您要评的都评完了,谢谢您。可以关掉这一页。'],
  foreign: ['没有提交', '这次提交不是从测评页面来的。请回到私聊里的链接重新填。'],
  'too-big': ['没有提交', '内容太多了。请刷新页面重新填。'],
  broken: ['出错了', '刚才没有记上,请过一会儿再试。'],
} as const satisfies Record<string, readonly [title: string, text: string]>;

export type BallotNote = keyof typeof BALLOT_NOTES;
