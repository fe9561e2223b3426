import type { Ticket } from '../ticket/ticket.ts';
import { read } from './read.ts';
import { ticketsOf } from './refs.ts';
import { isParty, type Scene, says } from './scene.ts';
import { surenessOf, type Told } from './situation.ts';
import type { Intent, Reading } from './talk.ts';
import { AGAINST, MATTERS } from './told-evidence.ts';

/** Of each line: whoever tells on is brief. */
const TOLD_CHARS = 400;

type Supplement = Extract<Intent, { type: 'supplement' }>;

/**
 * What a line brings to its ticket beyond its words: 「有人在里面拍门」 after 「电梯停在半空」 is danger, and what was only
 * likely a request when staff were asked may be one for sure by now.
 */
export function withGain(scene: Scene, intent: Intent): Intent {
  if (intent.type !== 'supplement' || scene.staff || says(scene.words, ...AGAINST)) return intent;
  const ticket = scene.ctx.tickets.find((one) => one.id === intent.ticketId);
  if (!ticket || !isParty(ticket, scene.me) || !bringsMore(scene)) return intent;
  const told = toldOf(scene, ticket);
  return { ...intent, ...pressing(told.whole, ticket), ...certain(scene, told, ticket) };
}

function pressing(whole: Reading, ticket: Ticket): Pick<Supplement, 'urgency'> {
  const danger = whole.demands.some((one) => one.urgency === 'critical');
  return danger && ticket.urgency !== 'critical' ? { urgency: 'critical' } : {};
}

function certain(scene: Scene, told: Told, ticket: Ticket): Pick<Supplement, 'sure'> {
  if (ticket.status !== 'waiting-confirm') return {};
  return surenessOf(scene, told) >= scene.ctx.policy.thresholds.openAt ? { sure: true } : {};
}

/** Something of the matter, and no mere word. */
function bringsMore(scene: Scene): boolean {
  return scene.heard.reading.places.length > 0 || says(scene.words, ...MATTERS);
}

/** Everything the speaker said about it here, with the line, as one text. */
function toldOf(scene: Scene, ticket: Ticket): Told {
  const { policy, places } = scene.ctx;
  const told = scene.room.filter(
    (line) => line.personId === scene.me && line.text !== '' && ticketsOf(scene, line).includes(ticket),
  );
  const text = [...told, scene.line].map((line) => line.text.slice(0, TOLD_CHARS)).join('\n');
  return { whole: read(text, { policy, places, scope: scene.heard.scope }), told };
}
