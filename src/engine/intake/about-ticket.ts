import type { Ticket } from '../ticket/ticket.ts';
import { ticketsOf } from './refs.ts';
import { classesIn, hitsOf, type Scene, says, type Words, wordsIn } from './scene.ts';
import type { Hit } from './words.ts';

/** 「开不开」, 「好不好」 ask and tell of nothing that is broken. */
const A_NOT_A = /^(.)[不没唔]\1$/u;
const ASKS = /[?]\s*$|[吗么没伐]\s*$|(\p{Script=Han})[不没]\1|谁知道|知不知道/u;
/** 「不是讲好八点半吗」, 「怎么这样」 only look like questions. */
const RHETORICAL = /不是.{1,20}吗|怎么|咋|难道|凭什么|哪有|还让不让|谁来管|管不管/;
const LAUGHS = /哈哈|嘿嘿|呵呵|嘻嘻|笑死|笑哭|好笑/;
const SPOKEN_TO = /[你您侬妳]/;

const WRONG = ['problem', 'critical', 'neglected'];
/** The talk of any day. */
const EVERYDAY = /天气|太阳|[早中午晚]饭|出差|放假|[上下]班了|睡觉?了|看电视|球赛/;
/** How long, how pressing, that it goes on or has an end, and what is wanted. */
const TELLING = [
  'lasting',
  'urgent',
  'talkAgain',
  'talkUpdate',
  'talkUrge',
  'followUp',
  'talkClarify',
  'negation',
  'solved',
  'request',
  'talkMissing',
  'venting',
];
const TOLD_IN_SHAPE: readonly RegExp[] = [
  // When, how often, how many, a plate, a phone.
  /[\d一二三四五六七八九十两几半好多](?:点|小时|分钟|天|次|回|户|家|层|楼|盏|根|辆|扇|部|趟|米|公分|个(?:人|小时|钟头|月|星期|礼拜|老|孩|多))/,
  /\d{3,}|[a-z]\d/,
  // Who is in it.
  /老人|老太|老头|老爷子|氧气|奶奶|爷爷|婆婆|爹爹|孩子|小孩|娃|伢|崽|孕妇|病人|轮椅|[有个]人|人[没冇不在都就也还]/,
  // Where of it, which one.
  /[左右前后里外东南西北上下][边面侧头]|门口|旁边|对面|角落|路口|单元|[这那](?:个|里|边|部|台|盏|块|根|条|扇|栋|家|只|辆|种|样|股|味|声)/,
  // How it looks, smells and sounds; how it feels.
  /[红黑白黄蓝绿灰]色|大概|左右|越来越|整个|到处|全是|都是|[好很太]大|声音|味|一样|还是/,
  /气死|气人|烦|急|怕|吓|慌|担心|受罪|遭罪|难受|恼火|要命|危险|可怜|过分|离谱|无语/,
];
/** Pairs of characters with one of these are in any two texts. */
const COMMON = /[了的吗我们你是不有没也都还就去来在这那好个人家上下里到]/;

/**
 * Whether what somebody says after their report is of it: laughter, thanks to a neighbour, another question and talk of
 * the day are not. The worker gets a line for each that is.
 */
export function isAbout(scene: Scene, ticket: Ticket): boolean {
  const { words } = scene;
  if (isAskingElse(scene, ticket)) return false;
  if (isWrong(words) || says(words, 'object') || namesPlace(scene)) return true;
  if (says(words, 'thanks') || LAUGHS.test(words.folded)) return false;
  if (isOfMatter(scene, ticket)) return true;
  if (says(words, 'errand', 'talkInvite', 'banter')) return false;
  if (SPOKEN_TO.test(words.bare) || EVERYDAY.test(words.bare)) return false;
  if (answersQuestion(scene, ticket)) return true;
  return says(words, ...TELLING) || TOLD_IN_SHAPE.some((shape) => shape.test(words.folded));
}

/** 「三缺一」 has a word of a trouble inside, and is an invitation. */
function isWrong(words: Words): boolean {
  const around = words.hits.filter(({ list }) => NO_TROUBLE.includes(list));
  const inside = (hit: Hit) => around.some(({ at, end }) => at <= hit.at && hit.end <= end);
  return WRONG.some((list) => hitsOf(words, list).some((hit) => !A_NOT_A.test(hit.word) && !inside(hit)));
}

const NO_TROUBLE = ['errand', 'talkInvite', 'banter', 'figurative'];

function namesPlace({ heard }: Scene): boolean {
  return heard.reading.places.some(({ elsewhere }) => !elsewhere);
}

/** 「咋了?」 right after the report asks of it. */
function answersQuestion(scene: Scene, ticket: Ticket): boolean {
  const [asked, before] = scene.room.filter(({ fromBot }) => !fromBot).toReversed();
  if (!asked || !before || asked.personId === scene.me || !/[?？]|[吗么呢没]\s*$/.test(asked.text))
    return false;
  return ticketsOf(scene, before).includes(ticket);
}

/** Asks the neighbours something that has nothing to do with it. */
export function isAskingElse(scene: Scene, ticket: Ticket): boolean {
  const { words } = scene;
  if (RHETORICAL.test(words.folded) || isWrong(words)) return false;
  const asks = ASKS.test(words.folded) || says(words, 'talkAskWhen', 'errand');
  return asks && !isOfMatter(scene, ticket) && !says(words, 'talkUrge', 'followUp');
}

/** Names its class, or a word that stands in the report; of a question all papers and numbers are. */
function isOfMatter({ words, ctx }: Scene, ticket: Ticket): boolean {
  const classes = classesIn(words);
  if (classes.some(([level1]) => level1 === ticket.category[0])) return true;
  if (ticket.kind === 'question' && (classes.length > 0 || /\d/.test(words.bare))) return true;
  return sharesWord(words, wordsIn(ticket.text, ctx.policy));
}

/** A pair of characters that says something. */
function sharesWord(words: Words, told: Words): boolean {
  const pairs = [...words.bare.matchAll(/(?=(\p{Script=Han}{2}))/gu)];
  return pairs.some(([, pair = '']) => !COMMON.test(pair) && told.bare.includes(pair));
}
