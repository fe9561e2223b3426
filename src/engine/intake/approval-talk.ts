import { MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { asksLeave } from './leave-talk.ts';
import { numbersIn, repliedTickets, ticketsOf } from './refs.ts';
import { command, onlySays, type Part, type Scene, says, wordsIn } from './scene.ts';
import type { Intent, Line } from './talk.ts';

/** A bare yes answers what was asked this recently; 「同意」 by name of a thing has no such limit. */
const ANSWER_MS = 120 * MINUTE_MS;
/** 「同意退单 3」: a number this near the beginning is the ticket's. */
const HEAD_CHARS = 10;

/** 「同意退单 3」, 「可以」 after a request, 「不同意,先联系车主」: the secretary's yes and no. */
export const approvalTalk: Part = (scene) => {
  if (!scene.leads) return null;
  const refused = opensWith(scene, 'talkDecline');
  const agreed = refused === null ? opensWith(scene, 'talkApprove') : null;
  const opening = refused ?? agreed;
  if (opening === null) return null;
  return refused === null ? approve(scene, opening) : decline(scene, opening);
};

/** The listed word the text begins with. */
function opensWith(scene: Scene, list: string): string | null {
  const start = scene.words.folded.search(/\S/);
  return scene.words.hits.find((hit) => hit.list === list && hit.at === start)?.word ?? null;
}

function approve(scene: Scene, opening: string): Intent | null {
  const sure = says(scene.words, 'talkApproveSure');
  const bare = onlySays(scene.words, scene.ctx.policy, 'talkApprove', 'talkAck') || opensWithYes(scene);
  if (!sure && !bare) return null;
  const number = sure ? numberAsked(scene) : null;
  if (number !== null) return command('批准', number, 'agreed by number');
  const leave = leaveAsked(scene, sure);
  const pending = pendingAsked(scene, sure);
  if (leave && (!pending || leave.at >= (pending.pending?.at ?? 0))) return approveLeave(scene, leave);
  return pending ? command('批准', pending.number ?? '', `${opening}: the request just made`) : null;
}

/** 「可以,抓紧催货」: a clause of its own says yes. */
function opensWithYes(scene: Scene): boolean {
  const first = scene.words.folded.trim().split(/[,,。!!\s]/)[0] ?? '';
  return (scene.ctx.policy.lexicon['talkApproveClause'] ?? []).includes(first);
}

function decline(scene: Scene, opening: string): Intent | null {
  const number = numberAsked(scene);
  const leave = number === null ? leaveAsked(scene, true) : null;
  const pending = number === null ? pendingAsked(scene, true) : null;
  const reason = reasonAfter(scene, opening);
  if (leave && (!pending || leave.at >= (pending.pending?.at ?? 0))) {
    return command('驳回', `请假 ${nameOf(scene, leave)} ${reason}`, 'leave declined');
  }
  const meant = number ?? pending?.number ?? null;
  return meant === null ? null : command('驳回', `${meant} ${reason}`, 'declined in free words');
}

/** A number that is surely a ticket's: known here, or written as one. */
function numberAsked(scene: Scene): number | null {
  const known = new Set(scene.ctx.tickets.map((one) => one.number));
  const found = numbersIn(scene.words.folded).find(
    (one) => one.sure || known.has(one.number) || one.at < HEAD_CHARS,
  );
  return found && (found.sure || found.at < HEAD_CHARS) ? found.number : null;
}

/** What the reply, or the newest request told in this room, is about. */
function pendingAsked(scene: Scene, sure: boolean): Ticket | null {
  const waiting = scene.ctx.tickets.filter((one) => one.pending !== null && one.pending.by !== scene.me);
  const replied = repliedTickets(scene).find((one) => waiting.includes(one));
  if (replied) return replied;
  const last = newestAsked(scene, waiting, sure);
  if (last) return last;
  const fresh = waiting.filter((one) => scene.ctx.now - (one.pending?.at ?? 0) <= ANSWER_MS);
  return sure && fresh.length === 1 ? (fresh[0] ?? null) : null;
}

function newestAsked(scene: Scene, waiting: readonly Ticket[], sure: boolean): Ticket | null {
  const lines = scene.room.filter((line) => line.at >= scene.ctx.now - ANSWER_MS).toReversed();
  for (const line of lines) {
    const asked = ticketsOf(scene, line).find((one) => waiting.includes(one));
    if (asked) return asked;
    const skips =
      line.fromBot || sure || onlySays(wordsIn(line.text, scene.ctx.policy), scene.ctx.policy, 'talkAck');
    if (!skips) return null;
  }
  return null;
}

/** The newest unanswered wish for leave told in this room. */
function leaveAsked(scene: Scene, sure: boolean): Line | null {
  const lines = scene.room.filter((line) => line.at >= scene.ctx.now - ANSWER_MS && !line.fromBot);
  const asked = lines.findLast(
    (line) => line.fromStaff && line.personId !== scene.me && asksLeave(line.text, scene.ctx),
  );
  if (!asked || (!sure && asked !== lines.at(-1))) return null;
  const answered = lines.some(
    (line) =>
      line.at > asked.at &&
      line.personId !== asked.personId &&
      says(wordsIn(line.text, scene.ctx.policy), 'talkApproveSure'),
  );
  return answered ? null : asked;
}

/** 「同意,…手上的单子移交陆敏」: leave for the asker, and the heir named after the hand-over word. */
function approveLeave(scene: Scene, asked: Line): Intent {
  const asker = nameOf(scene, asked);
  const heir = scene.ctx.staffNames.find(
    ({ name, personId }) => personId !== asked.personId && scene.words.said.includes(name),
  );
  const handed = heir && says(scene.words, 'talkHandOver', 'talkHeir') ? ` ${heir.name}` : '';
  return command('批准', `请假 ${asker}${handed}`, 'leave approved');
}

function nameOf(scene: Scene, line: Line): string {
  return scene.ctx.staffNames.find((one) => one.personId === line.personId)?.name ?? line.name;
}

/** 「不同意退单 21,先联系车主」 → 「先联系车主」: what follows the no, its object and its number. */
function reasonAfter(scene: Scene, opening: string): string {
  const at = scene.words.folded.indexOf(opening) + opening.length;
  const after = scene.words.said.slice(at);
  const object =
    /^\s*(?:退单|转派|缓办|延期|剔除|请假|退回)?\s*(?:#?\d{1,6}(?:号单|单|号)?)?[\s,,。::;;!!]*/.exec(after);
  return after.slice(object?.[0].length ?? 0).trim();
}
