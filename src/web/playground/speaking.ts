import { cleanText, MAX_TEXT_CHARS } from '../../app/incoming/normalise.ts';
import type { InboundMessage } from '../../chat/message.ts';
import { BOT_NAME } from '../../chat/playground/edge.ts';
import type { PlaygroundDeps } from './deps.ts';
import { type Cast, castOf, type PlaygroundPerson, privateChatOf } from './people.ts';
import type { MessageBody } from './schemas.ts';

/** Who is here, and how a line written at the page becomes a message. */
export interface Speaking {
  cast(): Promise<Cast>;
  person(id: string | undefined): Promise<PlaygroundPerson | null>;
  /** The new message's id, once the bot has kept it. */
  say(person: PlaygroundPerson, body: MessageBody): Promise<string>;
}

export function createSpeaking(deps: PlaygroundDeps): Speaking {
  const cast = async () => {
    const { organisation } = await deps.store.organisation();
    return castOf(organisation, { residents: deps.residents, now: deps.clock.now() });
  };
  return {
    cast,
    person: async (id) => (await cast()).people.find((person) => person.id === id) ?? null,
    async say(person, body) {
      const { people } = await cast();
      const message = inbound(person, body, { people, messageId: deps.newId(), sentAt: deps.clock.now() });
      await deps.chat.say(message, cleanText(body.text, MAX_TEXT_CHARS));
      return message.messageId;
    },
  };
}

interface Circumstances {
  people: readonly PlaygroundPerson[];
  messageId: string;
  sentAt: number;
}

function inbound(
  person: PlaygroundPerson,
  { room, text, images, replyTo }: MessageBody,
  { people, messageId, sentAt }: Circumstances,
): InboundMessage {
  return {
    network: 'playground',
    messageId,
    chatId: room,
    chatKind: room === privateChatOf(person.id) ? 'private' : 'group',
    senderId: person.id,
    senderName: person.name,
    text,
    images,
    replyTo,
    mentionsBot: text.includes(`@${BOT_NAME}`),
    mentions: people.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id),
    sentAt,
  };
}
