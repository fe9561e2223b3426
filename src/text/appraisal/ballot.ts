import type { BallotReply, BallotShown } from '../../app/appraisal/ballot/ballot-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { Refusal } from '../../engine/refusal.ts';
import { plain, when } from '../say.ts';

type Table = {
  readonly [C in BallotReply['code']]: (
    reply: Extract<BallotReply, { code: C }>,
    speaking: Speaking,
  ) => string;
};

/** More would not be read on a phone; the page has them all. */
const MOST_NAMES = 30;

export const BALLOT_SENTENCES: Table = {
  'ballot-nothing': () => '现在没有要您测评的',
  'ballot-opened': ({ monthKey, ballots, link }, speaking) =>
    lines(
      `${Number(monthKey.slice(5))}月的测评开始了,请在 ${deadline(ballots, speaking)} 前评完`,
      ...ballots.map(ballotText),
      howTo(ballots, link),
      secrecy(ballots),
    ),
  'ballot-reminder': ({ ballots, link }, speaking) =>
    lines(
      `测评 ${deadline(ballots, speaking)} 截止,还差您的`,
      ...ballots.map(ballotText),
      howTo(ballots, link),
    ),
  'ballot-listed': ({ ballots }, speaking) =>
    lines(
      `还要您评的(${deadline(ballots, speaking)} 截止)`,
      ...ballots.map(ballotText),
      howTo(ballots, null),
      secrecy(ballots),
    ),
  'ballot-noted': ({ names, secret, left }) => {
    const noted = `记下了:${listed(names)}${secret ? '。不记名,分数只进总数' : ''}`;
    const waiting = left.flatMap((ballot) => ballot.names);
    return waiting.length === 0 ? `${noted}。都评完了,谢谢您` : `${noted}。还有${listed(waiting)}`;
  },
};

type BallotRefusals = {
  readonly [C in BallotRefusalCode]: (refusal: Extract<Refusal, { code: C }>) => string;
};
type BallotRefusalCode =
  | 'ballot-none'
  | 'ballot-closed'
  | 'ballot-not-yours'
  | 'which-ballot'
  | 'voted-before'
  | 'votes-wrong'
  | 'votes-unread';

export const BALLOT_REFUSALS: BallotRefusals = {
  'ballot-none': () => '现在没有要您测评的。有的时候我会私聊请您',
  'ballot-closed': ({ ballot }) => `「${ballot}」已经截止,这次没有记上,谢谢您`,
  'ballot-not-yours': ({ subject, names }) => {
    const said = `「${plain(subject)}」不在您要评的人里,没有记上`;
    return names.length === 0 ? said : `${said}。还要您评的是${listed(names)}`;
  },
  'which-ballot': ({ subject, ballots }) => {
    const choices = ballots.map(({ number, name }) => `测评${number} ${name}`).join('、');
    return `${subject} 有几项要您评:${choices}。请带上编号,例如「测评 ${ballots[0]?.number} ${subject} 分数…」`;
  },
  'voted-before': ({ subject }) => `${subject} 您已经评过,谢谢。一人只评一次,没有再记`,
  'votes-wrong': ({ subject, aspects, most }) =>
    `${subject} 没有记上:要 ${aspects.length} 个数(${aspects.join(' ')}),都是 0 到 ${most} 的整数。例如「测评 ${subject} ${sample(aspects.length, most)}」`,
  'votes-unread': () => '没看懂,没有记上。请一人一行,先写姓名再写分数。发「测评」看要评谁、怎么写',
};

export function lines(...all: readonly string[]): string {
  return all.filter((line) => line !== '').join('\n');
}

export function ballotText({ number, name, secret, aspects, most, names }: BallotShown): string {
  const each = aspects.length > 1 ? `每人 ${aspects.length} 个数:${aspects.join(' ')},` : '每人 1 个数,';
  return `【测评${number} ${name}${secret ? ',不记名' : ''}】${listed(names)}。${each}0–${most} 分`;
}

/** The earliest end: whoever keeps to it is in time for all. */
function deadline(ballots: readonly BallotShown[], speaking: Speaking): string {
  return when(Math.min(...ballots.map(({ closesAt }) => closesAt)), speaking);
}

function howTo([first]: readonly BallotShown[], link: string | null): string {
  const example = first ? sample(first.aspects.length, first.most) : '';
  const typed = `回复「测评 姓名 ${example}」这样的一句,几个人就写几行`;
  return link === null ? typed : `点开网页填,链接只给您一人,请不要转发:\n${link}\n也可以${typed}`;
}

export function secrecy(ballots: readonly BallotShown[]): string {
  return ballots.some(({ secret }) => secret) ? '不记名的只记总数,不留谁打了几分;不了解的人可以不评' : '';
}

/** `9 8 10`: numbers that fit, none of them a hint. */
export function sample(aspects: number, most: number): string {
  const below = [1, 2, 0];
  return Array.from({ length: aspects }, (_, index) => Math.max(0, most - (below[index % 3] ?? 0))).join(' ');
}

/** Each once, however many ballots they are rated in. */
function listed(all: readonly string[]): string {
  const names = [...new Set(all)];
  const shown = names.slice(0, MOST_NAMES).join('、');
  return names.length > MOST_NAMES ? `${shown}等 ${names.length} 人` : shown;
}
