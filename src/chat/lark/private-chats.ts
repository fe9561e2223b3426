import { personOf } from '../message.ts';
import { createRecent } from '../recent.ts';

/**
 * What Lark calls the bot's private chats. Lark tells it only with a message from there, so after a restart it is unknown
 * until the person writes again.
 */
export interface PrivateChats {
  /** Of a message heard: `dm:ou_1` in `oc_1`; null: it did not say in which. */
  remember(chatId: string, remoteChatId: string | null): void;
  /** Lark's id of a chat of ours; null: not known. */
  remoteOf(chatId: string): string | null;
  /** Our id of a chat of Lark's: the same for a group. */
  localOf(remoteChatId: string): string;
}

const REMEMBERED = 20_000;

export function createPrivateChats(): PrivateChats {
  const remotes = createRecent<string>(REMEMBERED);
  const locals = createRecent<string>(REMEMBERED);
  return {
    remember(chatId, remoteChatId) {
      if (personOf(chatId) === null || remoteChatId === null) return;
      remotes.set(chatId, remoteChatId);
      locals.set(remoteChatId, chatId);
    },
    remoteOf: (chatId) => (personOf(chatId) === null ? chatId : (remotes.get(chatId) ?? null)),
    localOf: (remoteChatId) => locals.get(remoteChatId) ?? remoteChatId,
  };
}
