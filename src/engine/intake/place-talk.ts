import type { Place, Ticket } from '../ticket/ticket.ts';
import { choiceOf } from './place-choice.ts';
import { isOpen, type Part, type Scene, says } from './scene.ts';
import type { Intent } from './talk.ts';
import { numeral } from './text.ts';

const BUILDING = /\d{1,3}\s?(?:号楼|栋|幢|座|楼|单元|#)|[一二三四五六七八九十]{1,3}(?:号楼|栋|幢|座|单元)/;
const UNIT = /(\d{1,2}|[一二三四五六七八九十]{1,2})\s?单元/;

/** The place a line names here; of several the last (「不是8栋是6栋」). */
export function placeOfLine(scene: Scene): Place | null {
  return scene.heard.reading.places.findLast((one) => one.place !== null && !one.elsewhere)?.place ?? null;
}

/** The place was asked back: the reporter's next line with one answers (rules.md 3.1, Missing facts). */
export const askedPlaceTalk: Part = (scene) => {
  const asked = scene.ctx.tickets.filter(
    (one) =>
      one.ask !== null && one.ask.until > scene.ctx.now && isOpen(one) && one.reporter.personId === scene.me,
  );
  const ticket = asked.toSorted((a, b) => b.openedAt - a.openedAt)[0];
  if (!ticket || says(scene.words, 'another', 'talkTrade')) return null;
  const picked = choiceOf(scene.line.text, ticket.ask?.choices ?? []);
  if (picked) return added(ticket, picked, 'picks one of those asked about');
  const named = scene.heard.reading.places.some((one) => !one.elsewhere);
  if (!named && !BUILDING.test(scene.words.folded)) return null;
  return added(ticket, placeOfLine(scene), 'answers where it is');
};

/** The place a detail adds to what is known: one where none was, or the unit of the building. */
export function placeAdded(scene: Scene, ticket: Ticket): Place | null {
  const named = placeOfLine(scene);
  const known = ticket.place;
  const crossing = known && named ? crossingOf(known, named, scene) : null;
  if (crossing) return crossing;
  if (known === null || says(scene.words, 'talkClarify')) return named ?? (known && withUnit(known, scene));
  if (named && named.key === known.key && named.text.length > known.text.length) return named;
  return named && named.key !== known.key ? null : withUnit(known, scene);
}

/** 「跟河滨路交叉的地方」: two roads name a crossing. */
function crossingOf(known: Place, named: Place, scene: Scene): Place | null {
  if (!/[跟和与同].{2,12}(?:交叉|交界|路口|交汇)/.test(scene.words.folded)) return null;
  const road = /^.{1,20}?[路街道巷](?=口|$)/.exec(known.text)?.[0];
  if (road === undefined || !/[路街道巷]$/.test(named.text) || road === named.text) return null;
  return { ...known, text: `${road}与${named.text}交叉口` };
}

function withUnit(known: Place, scene: Scene): Place | null {
  const written = UNIT.exec(scene.words.folded)?.[1];
  const unit = written === undefined ? null : numeral(written);
  if (unit === null || known.text.includes('单元') || !/号楼$/.test(known.text)) return null;
  return { ...known, text: `${known.text}${unit}单元` };
}

export function ownNewest(scene: Scene): Ticket | null {
  const own = scene.ctx.tickets.filter(
    (one) => isOpen(one) && one.reporter.personId === scene.me && one.reporter.roomId === scene.line.roomId,
  );
  const newest = own.toSorted((a, b) => b.openedAt - a.openedAt)[0];
  return newest && scene.ctx.now - newest.lastActivityAt <= scene.ctx.policy.timing.askBackMs ? newest : null;
}

type Supplement = Extract<Intent, { type: 'supplement' }>;

export function added(ticket: Ticket, place: Place | null, why: string): Supplement {
  return { type: 'supplement', ticketId: ticket.id, place, earlier: [], why };
}
