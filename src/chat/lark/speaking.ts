import { ChatError } from '../../app/errors.ts';
import { isReportFile } from '../../app/reports/reference.ts';
import { type OutboundMessage, personOf } from '../message.ts';
import type { LarkApi, LarkReceiver } from './api.ts';
import {
  type Rendered,
  renderEdit,
  renderFile,
  renderMessage,
  renderPicture,
  renderText,
} from './content.ts';
import { CODE, larkCodeOf } from './errors.ts';
import type { LarkFiles } from './files.ts';
import type { LarkMembers } from './members.ts';
import type { LarkPictures } from './pictures.ts';

/** What the bot says in Lark, and what it changes afterwards. Throws a ChatError. */
export interface Speaking {
  send(message: OutboundMessage): Promise<{ remoteId: string }>;
  edit(remoteId: string, message: OutboundMessage): Promise<void>;
}

export interface SpeakingParts {
  api: Pick<LarkApi, 'send' | 'patch'>;
  members: Pick<LarkMembers, 'nameOf' | 'know'>;
  pictures: Pick<LarkPictures, 'keyOf'>;
  files: LarkFiles;
}

export function createSpeaking({ api, members, pictures, files }: SpeakingParts): Speaking {
  const say = createSay(api);
  return {
    async send(message) {
      if (message.picture && isReportFile(message.picture)) {
        return say(message, [renderFile(message, await files.keyOf(message.picture))]);
      }
      if (message.picture) {
        return say(message, [renderPicture(message, await pictures.keyOf(message.picture))]);
      }
      // A mention stands where the name does, and a card says it by itself.
      if (!message.card) await members.know(message.mentions, message.chatId);
      const options = { nameOf: members.nameOf };
      const rendered = renderMessage(message, options);
      try {
        return await say(message, rendered);
      } catch (error) {
        const wasCard = rendered.some(({ msgType }) => msgType === 'interactive');
        if (!wasCard || !isCardRefused(error)) throw error;
      }
      return say(message, renderText(message, options));
    },
    async edit(remoteId, message) {
      const content = renderEdit(message);
      if (content === null) throw new ChatError('bad-message');
      await api.patch(remoteId, content);
    },
  };
}

function isCardRefused(error: unknown): boolean {
  const code = larkCodeOf(error);
  return code === CODE.cardRefused || code === CODE.tooLong;
}

/** What is answered is gone: it was taken back, deleted, or its topic was closed. */
const NOT_ANSWERABLE: ReadonlySet<number> = new Set([CODE.withdrawn, CODE.topicGone, CODE.deleted]);
const MESSAGE_ID = /^om_/;

type Say = (message: OutboundMessage, parts: readonly Rendered[]) => Promise<{ remoteId: string }>;

/** The parts in their order; a repeat after a failure says again only what was not said. The first part is what people answer to. */
function createSay(api: Pick<LarkApi, 'send'>): Say {
  const sendPart = async (part: Rendered, to: LarkReceiver, replyTo: string | null) => {
    if (!replyTo) return api.send({ ...part, to });
    try {
      return await api.send({ ...part, to, replyTo });
    } catch (error) {
      if (!NOT_ANSWERABLE.has(larkCodeOf(error) ?? 0)) throw error;
    }
    return api.send({ ...part, to });
  };
  return async (message, parts) => {
    const person = personOf(message.chatId);
    const to = person === null ? { chatId: message.chatId } : { openId: person };
    // A button's event is no message that could be answered.
    let replyTo = message.replyTo && MESSAGE_ID.test(message.replyTo) ? message.replyTo : null;
    let remoteId = '';
    for (const part of parts) {
      const { messageId } = await sendPart(part, to, replyTo);
      remoteId ||= messageId;
      replyTo = null;
    }
    return { remoteId };
  };
}
