/** What of a wechaty bot is used here. One file (sdk.ts) makes it of wechaty's own. */
export interface WechatClient {
  /**
   * Resolves when wechaty says so, which proves nothing: with no gateway, or a wrong token, it resolves as well. Only
   * `login` means that it works.
   */
  start(hear: (heard: Heard) => void): Promise<void>;
  stop(): Promise<void>;
  /** The account's own contact id; null when not logged in, as far as wechaty knows. */
  self(): string | null;
  /** Throws when the gateway does not know the id. */
  message(id: string): Promise<RawMessage>;
  contact(id: string): Promise<{ name: string }>;
  member(roomId: string, contactId: string): Promise<{ name: string; alias: string }>;
  room(id: string, fresh: boolean): Promise<{ topic: string; memberIds: readonly string[] }>;
  /** The file of a picture message. */
  file(messageId: string): Promise<Uint8Array>;
  /** The message's id, or null from puppets that give none. */
  sendText(conversation: string, text: string, mentions: readonly string[]): Promise<string | null>;
  sendPicture(conversation: string, picture: { name: string; bytes: Uint8Array }): Promise<string | null>;
}

export interface RawMessage {
  id: string;
  talkerId: string;
  /** Null in a private chat. */
  roomId: string | null;
  /** Null in a room. */
  listenerId: string | null;
  kind: 'text' | 'picture' | 'recalled' | 'other';
  text: string;
  mentions: readonly string[];
  /** Seconds or milliseconds, as the puppet likes. */
  timestamp: number;
}

/** Events of the puppet, before anything has been looked up. */
export type Heard =
  | { type: 'scan'; qrcode: string }
  | { type: 'login'; id: string }
  | { type: 'logout' }
  | { type: 'heartbeat' }
  | { type: 'error'; error: unknown }
  | { type: 'message'; id: string }
  | {
      type: 'members';
      what: 'joined' | 'left';
      roomId: string;
      ids: readonly string[];
      byId: string;
      timestamp: number;
    }
  | { type: 'topic'; roomId: string; topic: string; timestamp: number }
  | { type: 'invited' };
