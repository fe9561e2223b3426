import type { Ticket } from '../ticket/ticket.ts';
import type { Scene } from './scene.ts';
import { classesIn } from './scene.ts';
import type { Line } from './talk.ts';

/** A number in a text that can mean a ticket; `sure`: written as one (`#6`, `6号单`, `6号`). */
export interface NumberFound {
  number: number;
  sure: boolean;
  at: number;
  end: number;
}

/** What makes a number something else: a building, a floor, a date, a time, an amount. */
const BEFORE = /[\d.:月第至到~\-/点层a-z]$/;
const AFTER =
  /^\s*(?:[\d.:%点时分秒天日月年周元块毛个只棵盏家人次份斤箱盒米度趟楼栋幢座室层户门弄位岁路线~\-/]|小时|单元|年级|公里)/;
const AFTER_SIGN = /^号(?:楼|栋|幢|门|院|线|窗|桌|地|请|前|后|之|到|至|早|晚|上午|下午|、|\d)/;
const SIGNED = /^(?:号单|号工单|号诉求|号件|单(?!元)|号)/;

/** Numbers of a text that can name a ticket, in order. */
export function numbersIn(folded: string): readonly NumberFound[] {
  const found: NumberFound[] = [];
  for (const match of folded.matchAll(/#?(\d{1,6})/g)) {
    const at = match.index;
    const after = folded.slice(at + match[0].length, at + match[0].length + 8);
    const marked = match[0].startsWith('#');
    if (!marked && (BEFORE.test(folded.slice(Math.max(0, at - 1), at)) || isMeasure(after))) continue;
    const sign = SIGNED.exec(after)?.[0] ?? '';
    const end = at + match[0].length + sign.length;
    found.push({ number: Number(match[1]), sure: marked || sign !== '', at, end });
  }
  return found;
}

function isMeasure(after: string): boolean {
  return AFTER.test(after) || AFTER_SIGN.test(after);
}

/** The ticket a text names by its number, among those known. */
export function ticketByNumber(scene: Scene): { ticket: Ticket; found: NumberFound } | null {
  const numbers = numbersIn(scene.words.folded);
  for (const found of [...numbers.filter((one) => one.sure), ...numbers]) {
    const ticket = scene.ctx.tickets.find((one) => one.number === found.number);
    if (ticket) return { ticket, found };
  }
  return null;
}

/** Tickets the replied-to line opened, joined or spoke of. */
export function repliedTickets(scene: Scene): readonly Ticket[] {
  const { replyTo } = scene.line;
  if (replyTo === null) return [];
  const line = scene.ctx.recent.find((one) => one.key === replyTo);
  const ids = line?.ticketIds ?? [];
  return scene.ctx.tickets.filter((one) => ids.includes(one.id) || one.messageIds.includes(replyTo));
}

export function ticketsOf(scene: Scene, line: Line): readonly Ticket[] {
  return scene.ctx.tickets.filter(
    (one) => line.ticketIds.includes(one.id) || one.messageIds.includes(line.key),
  );
}

/** Whether the text speaks of the ticket's place. */
export function atPlaceOf(scene: Scene, ticket: Ticket): boolean {
  const key = ticket.place?.key;
  if (key === undefined) return false;
  return scene.heard.reading.places.some(
    (one) => one.place?.key === key || one.candidates.some((other) => other.key === key),
  );
}

/** How much the text speaks of a ticket's matter: place 2, level-2 class 2, level-1 class 1. */
export function kinship(scene: Scene, ticket: Ticket): number {
  const classes = classesIn(scene.words);
  const [level1, level2] = ticket.category;
  const second = classes.some((one) => one[0] === level1 && one[1] === level2) ? 2 : 0;
  const first = classes.some((one) => one[0] === level1) ? 1 : 0;
  return (atPlaceOf(scene, ticket) ? 2 : 0) + Math.max(first, second);
}

/** The ticket that the text fits best: most kinship, then the newest. */
export function bestMeant(scene: Scene, tickets: readonly Ticket[]): Ticket | null {
  const ranked = tickets
    .map((ticket) => ({ ticket, fit: kinship(scene, ticket) }))
    .sort((a, b) => b.fit - a.fit || b.ticket.lastActivityAt - a.ticket.lastActivityAt);
  return ranked[0]?.ticket ?? null;
}

/** 「我16号楼靠马路」 tells where the speaker lives; the trouble is where it was said to be before. */
export function namesOwnHome({ heard, words }: Scene): boolean {
  return heard.reading.places.some((one) => {
    const at = words.said.indexOf(one.written);
    return at > 0 && /(?:我|我家|我住|我们|我在|咱)$/.test(words.said.slice(0, at));
  });
}
