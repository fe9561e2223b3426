import type { Category, Kind, Urgency } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { bare } from './place-at.ts';
import { locatePlaces } from './places.ts';
import { read } from './read.ts';
import type { Demand, PlaceFound, ReadContext, Reading } from './talk.ts';

/** What a language model made of a line, checked: nothing in it but words of ours and a piece of the line itself. */
export interface Proposal {
  request: boolean;
  /** 0–1: of what it says of `request`. */
  probability: number;
  kind: Kind;
  category: Category;
  urgency: Urgency;
  /** As it stands in the line. */
  place: string | null;
}

/** Neither clear enough to act on nor clear enough to leave: worth asking about. */
export function isUnsure({ request, speech }: Reading, { languageModel }: ServicePolicy): boolean {
  if (speech === 'injection' || speech === 'empty') return false;
  return request >= languageModel.from && request < languageModel.to;
}

/** A request that nobody took up, as proposed: for staff to say yes or no to. Null: it is none. */
export function proposedDemand(text: string, proposal: Proposal, ctx: ReadContext): Demand | null {
  const { draftAt } = ctx.policy.languageModel;
  if (!proposal.request || proposal.probability < draftAt) return null;
  const reading = read(text, ctx);
  const [demand] = reading.demands;
  if (!demand || reading.speech === 'injection') return null;
  const place = demand.place ?? placeIn(proposal.place, ctx);
  if (place?.elsewhere) return null;
  const { kind, category } = proposal;
  return { ...demand, text, kind, category, urgency: raised(demand.urgency, proposal.urgency), place };
}

export interface Filled {
  category?: Category;
  urgency?: Urgency;
  place?: PlaceFound['place'];
}

/** What the proposal knows of a draft that the reading did not: never other facts in place of known ones. */
export function filledIn(ticket: Ticket, proposal: Proposal, ctx: ReadContext): Filled | null {
  if (!proposal.request) return null;
  const vague = isVague(ticket.category, ctx.policy) && !isVague(proposal.category, ctx.policy);
  const urgency = raised(ticket.urgency, proposal.urgency);
  const place = ticket.place ? null : (placeIn(proposal.place, ctx)?.place ?? null);
  const here = place?.communityId === null || place?.communityId === ticket.communityId;
  const filled: Filled = {
    ...(vague && { category: proposal.category }),
    ...(urgency !== ticket.urgency && { urgency }),
    ...(place !== null && here && { place }),
  };
  return Object.keys(filled).length > 0 ? filled : null;
}

/** The class of a level 1 for what fits no other, or the last level 1 of all. */
function isVague([level1, level2]: Category, { categories }: ServicePolicy): boolean {
  return level1 === categories.at(-1)?.level1 || level2.endsWith('其他');
}

/** What is critical calls out a street at once: the words of a text say that, never a program elsewhere. */
function raised(known: Urgency, proposed: Urgency): Urgency {
  return known === 'normal' && proposed !== 'normal' ? 'urgent' : known;
}

function placeIn(words: string | null, ctx: ReadContext): PlaceFound | null {
  const [found] = words === null ? [] : locatePlaces(words, ctx);
  return found ? bare(found) : null;
}
