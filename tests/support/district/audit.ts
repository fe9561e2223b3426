import { STATUS_LABELS } from '../../../src/text/labels.ts';
import type { FakeLark, SaidByBot } from '../fake-lark/server.ts';
import type { Ledger, OutboxLine } from './ledger.ts';
import type { Deed } from './people.ts';

/** What went wrong, each as a line for whoever looks into it. All empty: nothing was lost and nothing came twice. */
export interface Findings {
  /** Messages and pressed buttons that the bot has no row of, or answered with a fault of its own. */
  lost: readonly string[];
  /** Reports with no ticket or several, numbers with a gap, claims and steps of the clock that took effect twice. */
  tickets: readonly string[];
  /** Commands without an answer; what the bot wrote down and Lark never got. */
  unanswered: readonly string[];
  /** Two messages on Lark where there should be one: by row, by what they answer, and by their words. */
  doubled: readonly string[];
  /** Cards that do not show their ticket as it stands. */
  cards: readonly string[];
}

export interface Case {
  ledger: Ledger;
  deeds: readonly Deed[];
  lark: FakeLark;
}

export function audit(given: Case): Findings {
  return {
    lost: lostDeeds(given),
    tickets: [...wrongReports(given), ...gaps(given), ...doubledEffects(given)],
    unanswered: [...unsaid(given), ...unanswered(given)],
    doubled: [...saidTwice(given), ...answeredTwice(given), ...sameWords(given)],
    cards: wrongCards(given),
  };
}

const keyOf = (deed: Deed) => `lark:${deed.id}`;
const isCommand = ({ kind }: Deed) => kind !== 'chatter';

function lostDeeds({ ledger, deeds }: Case): readonly string[] {
  const outcomes = new Map(ledger.inbound.map(({ key, outcome }) => [key, outcome]));
  return deeds.flatMap((deed) => {
    const outcome = outcomes.get(keyOf(deed));
    if (outcome === undefined) return [`${deed.kind} ${deed.id} was never handled`];
    return outcome === 'broken' ? [`${deed.kind} ${deed.id} broke`] : [];
  });
}

/** Each report is what exactly one ticket was filed by. */
function wrongReports({ ledger, deeds }: Case): readonly string[] {
  const filed = counted(ledger.events.filter(({ kind }) => kind === 'filed').map((one) => one.messageId));
  const reports = deeds.filter(({ kind }) => kind === 'report');
  const wrong = reports.flatMap((deed) => {
    const times = filed.get(keyOf(deed)) ?? 0;
    return times === 1 ? [] : [`report ${deed.id} has ${times} tickets`];
  });
  const { length } = ledger.tickets;
  const others = length - reports.length;
  return others > 0 ? [...wrong, `${others} tickets too many`] : wrong;
}

function gaps({ ledger }: Case): readonly string[] {
  return ledger.tickets.flatMap(({ number }, at) =>
    number === at + 1 ? [] : [`#${number} is the ${at + 1}.`],
  );
}

/** Nobody claims twice what is claimed, nothing is finished twice, and no reminder is given twice. */
function doubledEffects({ ledger }: Case): readonly string[] {
  const once = ledger.events.flatMap(({ ticketId, kind, step }) => {
    if (step !== null) return [`${ticketId} ${kind} ${step}`];
    return kind === 'claimed' || kind === 'finished' ? [`${ticketId} ${kind}`] : [];
  });
  return repeated(once).map((what) => `twice: ${what}`);
}

function unsaid({ ledger, lark }: Case): readonly string[] {
  const there = new Set(lark.said().map(({ uuid }) => uuid));
  return ledger.outbox.flatMap(({ key, code, state, error }) => {
    if (state !== 'sent') return [`${code} ${key} is ${state}: ${error}`];
    return there.has(key) ? [] : [`${code} ${key} counts as sent, but Lark does not have it`];
  });
}

/** Who asked has an answer among the rows; that each row is on Lark is seen to elsewhere. */
function unanswered({ ledger, deeds }: Case): readonly string[] {
  const answers = answersOf(ledger.outbox);
  return deeds
    .filter((deed) => isCommand(deed) && !answers.has(deed.id))
    .map((deed) => `${deed.kind} ${deed.id} has no answer`);
}

/** One row, one message; and none that is of no row. */
function saidTwice({ ledger, lark }: Case): readonly string[] {
  const times = counted(lark.said().map(({ uuid }) => uuid));
  const known = new Set(ledger.outbox.map(({ key }) => key));
  return [...times].flatMap(([uuid, count]) => {
    if (!known.has(uuid ?? '')) return [`${uuid} is on Lark, but of no row`];
    return count === 1 ? [] : [`${uuid} is on Lark ${count} times`];
  });
}

/** By the database for whoever pressed a button, and by what Lark shows for whoever wrote. */
function answeredTwice({ ledger, deeds, lark }: Case): readonly string[] {
  const rows = answersOf(ledger.outbox);
  const shown = counted(lark.said().map(({ replyTo }) => replyTo));
  return deeds.flatMap((deed) => {
    const most = Math.max(rows.get(deed.id)?.length ?? 0, shown.get(deed.id) ?? 0);
    return most > 1 ? [`${deed.kind} ${deed.id} was answered ${most} times`] : [];
  });
}

/**
 * Whatever the rows are called: every ticket has its number in its words, so the same words in a room to the same person's same
 * deed are one thing said twice.
 */
function sameWords({ ledger, lark }: Case): readonly string[] {
  const causes = new Map(ledger.outbox.map(({ key, replyTo }) => [key, replyTo]));
  const said = lark.said().map((one) => {
    const cause = one.replyTo ?? causes.get(one.uuid ?? '') ?? '';
    return `${one.chatId} ${cause} ${one.content}`;
  });
  return repeated(said).map((what) => `the same twice: ${what.slice(0, 200)}`);
}

function wrongCards({ ledger, lark }: Case): readonly string[] {
  const said = new Map(lark.said().map((one) => [one.uuid, one]));
  const tickets = new Map(ledger.tickets.map((ticket) => [ticket.id, ticket]));
  return ledger.cards.flatMap((card) => {
    const [message, ticket] = [said.get(card.key), tickets.get(card.ticketId)];
    if (!message || !ticket) return [`the card ${card.key} is of nothing`];
    const faults = [
      card.ended && 'was given up',
      card.stale && 'is stale',
      card.version !== ticket.version && `shows version ${card.version}, not ${ticket.version}`,
      !shows(message, ticket) && `does not show #${ticket.number} as ${ticket.status}`,
    ];
    return faults.flatMap((fault) => (fault ? [`the card ${card.key} ${fault}`] : []));
  });
}

function shows(message: SaidByBot, ticket: Ledger['tickets'][number]): boolean {
  const content = message.edits.at(-1) ?? message.content;
  // cast: a table's column of known values.
  const label = STATUS_LABELS[ticket.status as keyof typeof STATUS_LABELS];
  return content.includes(`"content":"${label}"`) && content.includes(`"content":"#${ticket.number} `);
}

function answersOf(outbox: readonly OutboxLine[]): ReadonlyMap<string, readonly OutboxLine[]> {
  const answers = new Map<string, OutboxLine[]>();
  for (const line of outbox) {
    if (line.replyTo === null) continue;
    answers.set(line.replyTo, [...(answers.get(line.replyTo) ?? []), line]);
  }
  return answers;
}

function counted<T>(all: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function repeated(all: readonly string[]): readonly string[] {
  return [...counted(all)].flatMap(([one, times]) => (times > 1 ? [one] : []));
}
