import type { types } from 'wechaty-puppet';

/** What is behind the wire: an account, the people and rooms it knows, and what was said. */
export interface World {
  self: { id: string; name: string };
  people: Map<string, string>;
  rooms: Map<string, { topic: string; members: string[]; aliases: Map<string, string> }>;
  messages: Map<string, StoredMessage>;
  /** What the rooms saw the account say, oldest first. */
  seen: Seen[];
  /** Names of what was sent as files, pictures among them. */
  files: string[];
}

export interface StoredMessage {
  id: string;
  talkerId: string;
  roomId: string;
  listenerId: string;
  text: string;
  /** Milliseconds. */
  timestamp: number;
  type: types.Message;
  mentionIdList: string[];
  picture: Uint8Array | null;
}

export interface Seen {
  room: string;
  text: string;
  mentions: readonly string[];
  /** Its length; null: no picture. */
  picture: number | null;
}

/** Room ids end in `@chatroom`, as WeChat's do. */
export const ROOMS = ['owners@chatroom', 'work@chatroom'] as const;
export const BOT = { id: 'wxid_linli', name: '邻里' };

export function createWorld(): World {
  const people = new Map([
    ['wxid_zhang', '张阿姨'],
    ['wxid_li', '李师傅'],
    [BOT.id, BOT.name],
  ]);
  const room = (topic: string) => ({ topic, members: [...people.keys()], aliases: new Map() });
  return {
    self: BOT,
    people,
    rooms: new Map([
      [ROOMS[0], room('幸福里业主群')],
      [ROOMS[1], room('网格工作群')],
    ]),
    messages: new Map(),
    seen: [],
    files: [],
  };
}
