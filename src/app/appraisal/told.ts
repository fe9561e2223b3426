import type { Instant } from '../../engine/glossary.ts';
import type { Workspace } from '../incoming/workspace.ts';
import type { Target } from '../outgoing/address.ts';
import { createSpeech, speakingTo } from '../outgoing/speech.ts';
import type { Reply, Sentences } from '../reply.ts';

/** One message of a month to one chat. */
export interface Told {
  /** What it is, within its cause: `ranking:grid-workers`. With the chat it makes the row's key, so that it is said once. */
  about: string;
  target: Target;
  reply: Reply;
  /** References of what goes out behind it: `report:…`. */
  attached: readonly string[];
}

export interface Telling {
  workspace: Workspace;
  sentences: Sentences;
  /** The month, its version and the step: said again it finds its rows taken. */
  cause: string;
  /** When an ordinary message may go out there. */
  notBefore(target: Target): Instant;
}

/** Each a message of its own, in their order, whatever else that chat is told. */
export function tellAll(all: readonly Told[], telling: Telling): void {
  for (const told of all) tell(told, telling);
}

function tell({ about, target, reply, attached }: Told, telling: Telling): void {
  const { workspace, sentences, notBefore } = telling;
  const cause = `${telling.cause}:${about}@${target.network}:${target.chatId}`;
  const speech = createSpeech({ workspace, sentences, cause, answering: null, notBefore });
  const speaking = speakingTo(target, workspace);
  const card = workspace.reach.cards.has(target.network) ? sentences.replyCard(reply, speaking) : null;
  const text = sentences.reply(reply, speaking);
  speech.line(target, { text, code: reply.code, ticketIds: [], urgent: false, card });
  for (const reference of attached) speech.attach(target, reference);
  speech.flush();
}
