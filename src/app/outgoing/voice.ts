import type { CalendarPolicy } from '../../engine/clock/calendar-types.ts';
import type { Instant } from '../../engine/glossary.ts';
import { SECOND_MS } from '../../engine/glossary.ts';
import type { ChatError } from '../errors.ts';
import type { PendingSend } from '../ports.ts';
import { type AttemptParts, attempt, givenUp, postponed } from './attempt.ts';
import { createBudget } from './budget.ts';
import { createGovernor, type Governor } from './governor.ts';
import { joinedCount } from './joining.ts';
import type { Step } from './lanes.ts';

/** Says the first rows of a chat when it is their turn, or says why not now. */
export interface Voice {
  speak(waiting: readonly PendingSend[]): Promise<Step>;
  governor: Governor;
}

export interface VoiceParts extends AttemptParts {
  calendar: CalendarPolicy;
  random(): number;
  /** Whether the chat is this process's to speak in. */
  holds(chatId: string): boolean;
  processes(): number;
  /** The day's share of ordinary messages is used up; once a day. */
  onBudgetSpent(): void;
}

/** When the network asks for silence without saying how long. */
const PAUSE_MS = SECOND_MS;
const DROP: Step = { results: [], next: 'drop' };

export function createVoice(parts: VoiceParts): Voice {
  const { chat, holds } = parts;
  const governor = createGovernor({ ...parts, limits: chat.limits });
  const budget = createBudget({ ...parts, network: chat.network, perDay: chat.limits?.perDay });
  const spent = onceADay(parts.onBudgetSpent);
  /** What is joined is short: only the first row can be longer than one message. */
  const countOf = ({ picture, text }: PendingSend) => (picture ? 1 : (chat.limits?.messagesOf?.(text) ?? 1));
  const putOff = (row: PendingSend, until: Instant): Step => {
    spent(until);
    return { results: [postponed(row, until, parts)], next: 'go-on' };
  };
  /** Waits for the turn of the chat's first row; a step where it is not to be said now. */
  const turnOf = async (head: PendingSend, waiting: readonly PendingSend[]): Promise<Step | null> => {
    const until = await budget.postponedTo(head.urgent);
    if (until !== null) return putOff(head, until);
    const urgent = () => waiting.some((row) => row.urgent);
    const granted = await governor.turn({ chatId: head.chatId, urgent });
    if (!granted || !holds(head.chatId)) return DROP;
    // Others had their turns meanwhile.
    const late = await budget.take(head.urgent, countOf(head));
    return late === null ? null : putOff(head, late);
  };
  const heed = (error: ChatError, head: PendingSend) => {
    if (error.code !== 'uncertain') budget.giveBack(countOf(head));
    if (error.scope === 'network') governor.pause(error.retryAfterMs ?? PAUSE_MS);
  };
  const speak = async (waiting: readonly PendingSend[]): Promise<Step> => {
    const [head] = waiting;
    if (!head || !holds(head.chatId)) return DROP;
    if (mayBeShownTwice(head, parts)) return { results: [givenUp(head, parts)], next: 'go-on' };
    const instead = await turnOf(head, waiting);
    if (instead) return instead;
    const others = chat.limits?.joins ? waiting.slice(1, joinedCount(waiting)) : [];
    const { results, error } = await attempt(head, others, parts);
    if (error) heed(error, head);
    return { results, next: results.some((result) => result.state === 'retry') ? 'stop' : 'go-on' };
  };
  return { speak, governor };
}

/** A text that may have been said is looked for among the echoes; a picture has no words to know it by. */
function mayBeShownTwice(row: PendingSend, { chat }: VoiceParts): boolean {
  return chat.idempotent === false && row.uncertain === true && typeof row.picture === 'string';
}

function onceADay(tell: () => void): (until: Instant) => void {
  let told: Instant | null = null;
  return (until) => {
    if (told !== null && until <= told) return;
    told = until;
    tell();
  };
}
