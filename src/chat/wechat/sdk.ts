import { FileBox } from 'file-box';
import { WechatyBuilder } from 'wechaty';
import { type impls, log, types } from 'wechaty-puppet';
import type { Heard, RawMessage, WechatClient } from './client.ts';

/** The only file that knows wechaty. Imported in the account's own process, where its weight does no harm. */
type Puppet = impls.PuppetInterface;
type BuildOptions = Parameters<typeof WechatyBuilder.build>[0];

/** What of a built bot is used: wechaty keeps the session between starts and finds the puppet. */
export interface BuiltBot {
  init(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  readonly puppet: Puppet;
}

/** A bot of the puppet that WECHATY_PUPPET names; everything else puppets read from the environment themselves. */
export function buildBot(puppet: string): BuiltBot {
  log.level('error');
  // cast: wechaty lists the puppets it knows as a type, but takes any name.
  return WechatyBuilder.build({ name: 'linli', puppet } as BuildOptions);
}

/** A bot around a puppet made elsewhere. */
export function botOf(puppet: Puppet): BuiltBot {
  log.level('error');
  return WechatyBuilder.build({ puppet });
}

export function createClient(bot: BuiltBot): WechatClient {
  return {
    start: async (hear) => {
      // Without a listener of its own, wechaty ends the process at the first error event.
      bot.on('error', () => {});
      await bot.init();
      ownListeners(bot.puppet, hear);
      await bot.start();
    },
    stop: () => bot.stop(),
    self: () => (bot.puppet.isLoggedIn ? bot.puppet.currentUserId : null),
    message: async (id) => rawOf(await bot.puppet.messagePayload(id)),
    contact: (id) => bot.puppet.contactPayload(id),
    member: async (roomId, contactId) => {
      const { name, roomAlias } = await bot.puppet.roomMemberPayload(roomId, contactId);
      return { name, alias: roomAlias ?? '' };
    },
    room: (id, fresh) => roomOf(bot.puppet, id, fresh),
    file: (id) => fileOf(bot.puppet, id),
    sendText: async (conversation, text, mentions) =>
      (await bot.puppet.messageSendText(conversation, text, [...mentions])) || null,
    sendPicture: async (conversation, { name, bytes }) => {
      neverTwice(bot.puppet);
      const box = FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name);
      return (await bot.puppet.messageSendFile(conversation, box)) || null;
    },
  };
}

/**
 * Takes the place of wechaty's own listeners for what happens in rooms: at the first message of a room they look up each of
 * its members at once, and five such look-ups within a second have got accounts locked.
 */
function ownListeners(puppet: Puppet, hear: (heard: Heard) => void): void {
  for (const event of ['message', 'room-join', 'room-leave', 'room-topic', 'room-invite'] as const) {
    puppet.removeAllListeners(event);
  }
  puppet.on('scan', ({ qrcode }) => {
    if (qrcode) hear({ type: 'scan', qrcode });
  });
  puppet.on('login', ({ contactId }) => hear({ type: 'login', id: contactId }));
  puppet.on('logout', () => hear({ type: 'logout' }));
  puppet.on('heartbeat', () => hear({ type: 'heartbeat' }));
  puppet.on('error', (payload) => hear({ type: 'error', error: payload.gerror ?? payload.data ?? payload }));
  puppet.on('message', ({ messageId }) => hear({ type: 'message', id: messageId }));
  puppet.on('room-invite', () => hear({ type: 'invited' }));
  puppet.on('room-topic', ({ roomId, newTopic, timestamp }) =>
    hear({ type: 'topic', roomId, topic: newTopic, timestamp }),
  );
  puppet.on('room-join', ({ roomId, inviteeIdList, inviterId, timestamp }) =>
    hear({ type: 'members', what: 'joined', roomId, ids: inviteeIdList, byId: inviterId, timestamp }),
  );
  puppet.on('room-leave', ({ roomId, removeeIdList, removerId, timestamp }) =>
    hear({ type: 'members', what: 'left', roomId, ids: removeeIdList, byId: removerId, timestamp }),
  );
}

type Payload = Awaited<ReturnType<Puppet['messagePayload']>>;

function rawOf(payload: Payload): RawMessage {
  return {
    id: payload.id,
    talkerId: payload.talkerId || payload.fromId || '',
    roomId: payload.roomId || null,
    listenerId: payload.listenerId || payload.toId || null,
    kind: kindOf(payload.type),
    text: payload.text ?? '',
    mentions: 'mentionIdList' in payload ? (payload.mentionIdList ?? []) : [],
    timestamp: payload.timestamp,
  };
}

function kindOf(type: Payload['type']): RawMessage['kind'] {
  if (type === types.Message.Text) return 'text';
  if (type === types.Message.Image) return 'picture';
  if (type === types.Message.Recalled) return 'recalled';
  // Replies to a message come from some puppets as the XML of a card.
  if (type === types.Message.Url || type === types.Message.Unknown) return 'text';
  return 'other';
}

async function roomOf(puppet: Puppet, id: string, fresh: boolean) {
  // What it looked like once is kept on disk, and served for ever after.
  if (fresh) await puppet.roomPayloadDirty(id);
  const { topic } = await puppet.roomPayload(id);
  return { topic, memberIds: await puppet.roomMemberList(id) };
}

async function fileOf(puppet: Puppet, messageId: string): Promise<Uint8Array> {
  const box = await puppet.messageImage(messageId, types.Image.Artwork).catch(() => null);
  const bytes = await (box ?? (await puppet.messageFile(messageId))).toBuffer();
  return new Uint8Array(bytes);
}

/**
 * The service puppet answers any failure of a file by sending it again in an old way, and the room sees it twice. The
 * old way is closed; other puppets have none.
 */
function neverTwice(puppet: Puppet): void {
  if ('messageSendFileStream' in puppet) {
    Object.assign(puppet, {
      messageSendFileStream: () => Promise.reject(new Error('the file may have been sent')),
    });
  }
}
