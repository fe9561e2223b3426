import type { Ticket } from '../ticket/ticket.ts';
import { numbersIn, ticketByNumber } from './refs.ts';
import { command, type Part, type Scene, says } from './scene.ts';
import type { Intent } from './talk.ts';

/** A command word inside a sentence, and what stands before and after it. */
interface Order {
  word: string;
  before: string;
  after: string;
}

/** 「11是我的,管子装好了 办结 11」, 「12 办结 …」, 「13号楼我不熟,转派 11 陆敏」: a command given in passing. */
export const orderTalk: Part = (scene) => {
  if (!scene.staff || says(scene.words, 'talkOrderNot') || /[??]\s*$/.test(scene.words.said)) return null;
  const order = orderIn(scene);
  if (!order) return null;
  const behind = /^\s*#?(\d{1,6})(?:号单|单|号)?(?![\d楼栋幢月日点])[\s,,。::]*/.exec(order.after);
  if (behind) return rewritten(order, Number(behind[1]), order.after.slice(behind[0].length));
  return orderNamedBefore(scene, order);
};

function orderIn(scene: Scene): Order | null {
  const { said, folded } = scene.words;
  for (const word of scene.ctx.policy.lexicon['talkOrders'] ?? []) {
    const at = folded.lastIndexOf(word);
    if (at < 0) continue;
    return { word, before: said.slice(0, at), after: said.slice(at + word.length) };
  }
  return null;
}

/** The number stands before the word: 「12 办结 已通」, 「3号退单,不属于我们」. */
function orderNamedBefore(scene: Scene, order: Order): Intent | null {
  const named = numbersIn(order.before.trimEnd());
  const last = named.findLast((one) => one.sure) ?? named.at(-1);
  if (!last) return null;
  const known = scene.ctx.tickets.some((one) => one.number === last.number);
  const adjoins = order.before.slice(last.end).trim() === '';
  if (!adjoins && !(known && last.sure)) return null;
  return rewritten({ ...order, before: '' }, last.number, order.after);
}

/** A result told before the command counts when none follows it. */
function rewritten(order: Order, number: number, after: string): Intent {
  const told = trimmed(after);
  const rest = told === '' && order.word === '办结' ? resultBefore(order.before) : told;
  return command(order.word, `${number} ${rest}`, 'a command inside a sentence');
}

/** Clauses before the command, without the one that only says whose ticket it is. */
function resultBefore(before: string): string {
  const clauses = before.split(/[,,。;;!!\s]+/).filter((part) => part !== '');
  return clauses
    .filter((part) => !/^#?\d{1,6}(?:号单|单|号)?(?:是我的|我的|我来|我接)?$/.test(part))
    .join(',');
}

function trimmed(text: string): string {
  return text.replace(/^了?[\s,,。::;;!!]{0,20}/, '').trimEnd();
}

/** 「3号单转给孙丽」, 「13号周洁接一下」: handing on by name. */
export const handOverTalk: Part = (scene) => {
  if (!scene.staff || !says(scene.words, 'talkHandOver') || /[??]\s*$/.test(scene.words.said)) return null;
  const named = ticketByNumber(scene);
  const person = scene.ctx.staffNames.find(
    ({ name, personId }) => personId !== scene.me && scene.words.said.includes(name),
  );
  if (!named?.found.sure || !person) return null;
  return handOver(scene, named.ticket, person.name);
};

function handOver(scene: Scene, ticket: Ticket, name: string): Intent {
  const fresh = ['filed', 'assigned', 'returned'].includes(ticket.status);
  const word = scene.leads && fresh ? '派单' : '转派';
  return command(word, `${ticket.number} ${name}`, 'handed on by name');
}

/** 「5和8是一回事,并一下」: the later ticket goes into the earlier. */
export const mergeTalk: Part = (scene) => {
  if (!scene.leads || !says(scene.words, 'talkMerge') || /[??]\s*$/.test(scene.words.said)) return null;
  const known = new Set(scene.ctx.tickets.map((one) => one.number));
  const named = numbersIn(scene.words.folded).map((one) => one.number);
  const numbers = [...new Set(named.filter((one) => known.has(one)))].sort((a, b) => a - b);
  const [first, second] = numbers;
  if (first === undefined || second === undefined || numbers.length > 2) return null;
  return command('合并', `${second} ${first}`, 'told to be one matter');
};
