import type { Place, Ticket } from '../ticket/ticket.ts';
import { added, ownNewest, placeOfLine } from './place-talk.ts';
import { classesIn, isOpen, onlySays, type Part, type Scene, says } from './scene.ts';
import { numeral } from './text.ts';
import { ownWindowTicket } from './window.ts';

/** A building, and what is behind it: the unit, the spot. */
const BUILDING = /^(.+?(?:号楼|座|组|弄|号))(.*)$/;

const NUMBER = /(\d{1,3})(?:号楼|座|组|弄|号)/;
const WRONG_PLACE = /不是\s?(\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:号楼|栋|幢|座|楼|组|弄|号|#)/;

/**
 * 「讲错了 是6栋」: the speaker's own words before were wrong. Of a message that told of several matters it is the one named
 * (「电梯是6栋」) or the one at the place that was wrong (「不是5栋是6栋」), or all where all were at one place. Where nobody
 * could know, every worker reads it and no place is moved.
 */
export const correctionTalk: Part = (scene) => {
  if (!says(scene.words, 'correction', 'talkCorrect')) return null;
  const newest = ownWindowTicket(scene) ?? ownNewest(scene);
  if (!newest || onlySays(scene.words, scene.ctx.policy, 'correction')) return null;
  const [first, ...others] = meantOf(scene, toldWith(scene, newest));
  if (!first) return null;
  const also = others.map(({ ticket, place }) => ({ ticketId: ticket.id, place }));
  const intent = added(first.ticket, first.place, 'corrects what was said');
  return also.length > 0 ? { ...intent, also } : intent;
};

/** The open tickets that came of the same message. */
function toldWith(scene: Scene, newest: Ticket): readonly Ticket[] {
  const together = scene.ctx.tickets.filter(
    (one) =>
      one.id !== newest.id &&
      isOpen(one) &&
      one.reporter.personId === scene.me &&
      one.openedAt === newest.openedAt &&
      one.messageIds.some((key) => newest.messageIds.includes(key)),
  );
  return [newest, ...together];
}

interface Corrected {
  ticket: Ticket;
  place: Place | null;
}

function meantOf(scene: Scene, told: readonly Ticket[]): readonly Corrected[] {
  const place = placeOfLine(scene);
  const meant = told.length === 1 ? told : (namedOf(scene, told) ?? atWrongPlace(scene, told) ?? atOne(told));
  if (!meant) return told.map((ticket) => ({ ticket, place: null }));
  return meant.map((ticket) => ({ ticket, place: place && withSpot(place, ticket.place) }));
}

function namedOf(scene: Scene, told: readonly Ticket[]): readonly Ticket[] | null {
  const classes = classesIn(scene.words);
  const named = told.filter(({ category }) => classes.some(([, level2]) => level2 === category[1]));
  return named.length > 0 ? named : null;
}

/** 「不是5栋是6栋」: the building that was wrong. */
function atWrongPlace(scene: Scene, told: readonly Ticket[]): readonly Ticket[] | null {
  const written = WRONG_PLACE.exec(scene.words.folded)?.[1];
  const wrong = written === undefined ? null : numeral(written);
  const there = told.filter(
    ({ place }) => wrong !== null && Number(NUMBER.exec(place?.text ?? '')?.[1]) === wrong,
  );
  return there.length > 0 ? there : null;
}

function atOne(told: readonly Ticket[]): readonly Ticket[] | null {
  const places = new Set(told.map(({ place }) => place?.key ?? ''));
  return places.size === 1 ? told : null;
}

/** Who corrects the building alone meant the same unit: 「4号楼2单元」, 「说错了,是5号楼」. */
function withSpot(place: Place, known: Place | null): Place {
  const [, , own] = BUILDING.exec(place.text) ?? [];
  const [, , spot = ''] = BUILDING.exec(known?.text ?? '') ?? [];
  return own === '' && spot !== '' && place.key !== known?.key
    ? { ...place, text: place.text + spot }
    : place;
}
