import type { NetworkSaid, NetworkSentences, WhySame } from '../app/networks/sentences.ts';
import type { IdentityProposal } from '../app/ports.ts';
import type { Speaking } from '../app/reply.ts';
import { linkText } from './links.ts';
import { numberOf, reporterOf, soon, subjectOf, words } from './say.ts';

type Table = {
  readonly [C in NetworkSaid['code']]: (
    said: Extract<NetworkSaid, { code: C }>,
    speaking: Speaking,
  ) => string;
};

const SAID: Table = {
  'joined-unbound': ({ place }) =>
    `大家好,我是邻里,帮大家把诉求报上去、跟到底。这个群还没有绑定:请书记或街道管理员发「@邻里 本群 ${place ?? '社区名'} 居民群」(工作群写「工作群」),绑定之前我不听大家说话`,
  'joined-bound': ({ scope, toResidents }) =>
    toResidents
      ? `大家好,我是${scope}的邻里。哪里坏了、缺了、烦了,直接在群里说地点和情况就行`
      : `大家好,我是${scope}的邻里,已经绑定本群。发「帮助」看我能做什么`,
  'bot-left': ({ room, scope }) =>
    `我被移出了「${room}」(${scope}),那里的话我听不到了。绑定还留着:把我重新拉进群就能继续,不再用请解绑`,
  'staff-left': ({ room, names }) => `${names.join('、')} 退出了「${room}」。人要是调走了,请记得移交手上的单`,
  'taken-back': ({ ticket }) =>
    `${words(numberOf(ticket), subjectOf(ticket))}:${reporterOf(ticket)} 撤回了在群里说的话。单还在办,要不要继续请问一下本人`,
  'identities-proposed': ({ network, proposals }) =>
    [
      `${network}重新登录后,有 ${proposals.length} 个编号可能变了,请确认是不是同一个:`,
      ...proposals.map(proposalLine),
      answerHint(proposals),
    ].join('\n'),
  'link-down': ({ network, link, since }, speaking) =>
    `${network}从 ${soon(since, speaking)} 起不通:${linkText({ reason: link.reason })}。这期间那边的群收发不了,恢复后我会告诉您`,
  'link-back': ({ network, since, keepsHistory }, speaking) =>
    `${network}恢复了(${soon(since, speaking)} 起不通)。没发出的正在补发,${keepsHistory ? '群里这期间说的话正在补收' : '群里这期间说的话收不回来,要紧的请让大家再说一遍'}`,
  'budget-spent': ({ network }) =>
    `${network}今天能发的消息用完了:普通消息明早再发,急的照发。要紧的事请换个方式通知`,
};

/** 「K3 群「阳光家园」:群名相同,…」. */
export function proposalLine({ id, what, name, why }: IdentityProposal): string {
  return `${id} ${what === 'room' ? '群' : '账号'}「${name}」:${why}`;
}

function answerHint(proposals: readonly IdentityProposal[]): string {
  const first = proposals[0]?.id ?? 'K1';
  return `是就发「换号 ${first} 是」,不是就发「换号 ${first} 否」。确认之前什么都不会变`;
}

function whySame(why: WhySame): string {
  return why.what === 'room'
    ? `群名相同,${why.people} 人里有 ${why.same} 人的名字对得上`
    : `在「${why.room}」里叫「${why.goesBy}」,原来的账号登录后没有再见到`;
}

/** What is said of chats and networks. */
export const networkSentences: NetworkSentences = {
  say: (said, speaking) => say(said, speaking),
  late: (sentAt, speaking) => `(补收 ${soon(sentAt, speaking)} 的消息)`,
  whySame,
};

function say<C extends NetworkSaid['code']>(
  said: Extract<NetworkSaid, { code: C }>,
  speaking: Speaking,
): string {
  return SAID[said.code](said, speaking);
}
