import type { CallName, Reply } from './faults.ts';
import { BOT_NAME, BOT_OPEN_ID, type FakeSettings, TENANT } from './options.ts';
import { type FakeChat, type FakeMessage, privateChat, type World } from './world.ts';

/** One call of Lark's HTTP interface, as far as the bot uses it. */
export interface Call {
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  raw: Buffer;
  contentType: string;
  token: string;
}

export interface Tokens {
  issue(): string;
  valid(token: string): boolean;
  revokeAll(): void;
  /** Tokens handed out so far. */
  readonly issued: number;
}

export interface Backend {
  world: World;
  settings: FakeSettings;
  tokens: Tokens;
  tooFast(chatId: string): Reply | null;
}

type Handler = (call: Call, backend: Backend) => Reply | Promise<Reply>;

export const ROUTES: readonly {
  method: string;
  path: string;
  name: CallName;
  open?: true;
  serve: Handler;
}[] = [
  {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    name: 'token',
    open: true,
    serve: token,
  },
  { method: 'POST', path: '/open-apis/im/v1/messages', name: 'create', serve: create },
  { method: 'POST', path: '/open-apis/im/v1/messages/:id/reply', name: 'reply', serve: reply },
  { method: 'PATCH', path: '/open-apis/im/v1/messages/:id', name: 'patch', serve: patch },
  { method: 'PUT', path: '/open-apis/im/v1/messages/:id', name: 'update', serve: patch },
  { method: 'GET', path: '/open-apis/im/v1/messages', name: 'list', serve: list },
  { method: 'GET', path: '/open-apis/im/v1/messages/:id/resources/:key', name: 'resource', serve: resource },
  { method: 'GET', path: '/open-apis/im/v1/chats', name: 'chats', serve: chats },
  { method: 'GET', path: '/open-apis/im/v1/chats/:id/members', name: 'members', serve: members },
  { method: 'POST', path: '/open-apis/im/v1/images', name: 'image', serve: image },
  { method: 'POST', path: '/open-apis/im/v1/files', name: 'file', serve: file },
  { method: 'GET', path: '/open-apis/bot/v3/info', name: 'bot', serve: bot },
  { method: 'GET', path: '/open-apis/application/v6/scopes', name: 'scopes', serve: scopes },
];

export function fine(data: object = {}): Reply {
  return { status: 200, body: { code: 0, msg: 'success', data } };
}

export function refused(code: number, msg: string, status = 400): Reply {
  return { status, body: { code, msg, error: { log_id: '20261121' } } };
}

function token({ body }: Call, { settings, tokens }: Backend): Reply {
  if (body['app_id'] !== settings.appId) return { status: 200, body: { code: 10003, msg: 'invalid param' } };
  if (body['app_secret'] !== settings.appSecret) {
    return { status: 200, body: { code: 10014, msg: 'app secret invalid' } };
  }
  return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: tokens.issue(), expire: 7200 } };
}

function create(call: Call, backend: Backend): Reply {
  const { world } = backend;
  const id = String(call.body['receive_id']);
  const type = call.query.get('receive_id_type');
  const chat = type === 'open_id' ? privateChat(world, id) : world.chats.get(id);
  if (type !== 'open_id' && type !== 'chat_id') return refused(99992402, 'field validation failed');
  return sendInto(chat, { call, backend, replyTo: null });
}

function reply(call: Call, backend: Backend): Reply {
  const target = backend.world.messages.get(call.path['id'] ?? '');
  if (!target || target.deleted)
    return refused(230110, 'Action unavailable as the message has been deleted.');
  if (target.recalled) return refused(230011, 'The message was withdrawn.');
  return sendInto(backend.world.chats.get(target.chatId), { call, backend, replyTo: target.messageId });
}

function sendInto(
  chat: FakeChat | undefined,
  { call, backend, replyTo }: { call: Call; backend: Backend; replyTo: string | null },
): Reply {
  const { world } = backend;
  const fault = faultOf(call.body);
  if (fault) return fault;
  if (!chat?.botInside) return refused(230002, 'Bot/User can NOT be out of the chat.');
  const limit = backend.tooFast(chat.chatId);
  if (limit) return limit;
  world.sendCalls += 1;
  const uuid = typeof call.body['uuid'] === 'string' ? call.body['uuid'] : null;
  const message =
    world.said(uuid ?? undefined) ??
    world.add({
      chatId: chat.chatId,
      fromBot: true,
      openId: BOT_OPEN_ID,
      msgType: String(call.body['msg_type']),
      content: String(call.body['content']),
      mentions: [],
      replyTo,
      uuid,
    });
  return fine(itemOf(message, backend.settings.appId));
}

const LONGEST: Readonly<Record<string, number>> = { text: 150_000, interactive: 30_000, post: 30_000 };

/** What Lark finds wrong with a message before it looks where it goes. */
function faultOf(body: Record<string, unknown>): Reply | null {
  const { msg_type: type, content, uuid } = body;
  if (typeof type !== 'string' || typeof content !== 'string')
    return refused(230001, 'ext=content is required');
  if (typeof uuid === 'string' && uuid.length > 50) return refused(99992402, 'uuid: max len is 50');
  if (Buffer.byteLength(content) > (LONGEST[type] ?? 30_000))
    return refused(230025, 'The length is too long.');
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== 'object') return refused(230001, 'ext=content is not a JSON object');
  } catch {
    return refused(230001, 'ext=content is not in JSON format');
  }
  return null;
}

function patch(call: Call, { world, settings }: Backend): Reply {
  const message = world.messages.get(call.path['id'] ?? '');
  if (!message?.fromBot) return refused(230001, 'ext=message not found');
  if (message.recalled) return refused(230011, 'The message was withdrawn.');
  message.edits.push(String(call.body['content']));
  return fine(itemOf(message, settings.appId));
}

/** A message as the HTTP interface shows it: other names than in an event. */
export function itemOf(message: FakeMessage, appId: string): object {
  return {
    message_id: message.messageId,
    ...(message.replyTo ? { root_id: message.replyTo, parent_id: message.replyTo } : {}),
    msg_type: message.msgType,
    create_time: String(message.at),
    update_time: String(message.at),
    deleted: message.deleted || message.recalled,
    updated: message.edits.length > 0,
    chat_id: message.chatId,
    sender: {
      id: message.fromBot ? appId : message.openId,
      id_type: message.fromBot ? 'app_id' : 'open_id',
      sender_type: message.fromBot ? 'app' : 'user',
      tenant_key: TENANT,
    },
    body: { content: message.edits.at(-1) ?? message.content },
    mentions: message.mentions.map(({ openId, name }, index) => ({
      key: `@_user_${index + 1}`,
      id: openId,
      id_type: 'open_id',
      name,
      tenant_key: TENANT,
    })),
  };
}

function list({ query }: Call, { world, settings }: Backend): Reply {
  const chat = world.chats.get(query.get('container_id') ?? '');
  if (!chat) return refused(230001, 'ext=container not found');
  if (!chat.botInside) return refused(230002, 'Bot/User can NOT be out of the chat.');
  const from = Number(query.get('start_time') ?? 0) * 1000;
  const until = query.has('end_time') ? (Number(query.get('end_time')) + 1) * 1000 : Number.POSITIVE_INFINITY;
  const found = chat.messages.filter(({ at }) => at >= from && at < until).sort((a, b) => a.at - b.at);
  if (query.get('sort_type') === 'ByCreateTimeDesc') found.reverse();
  return page(
    found.map((message) => itemOf(message, settings.appId)),
    { query, largest: 50 },
  );
}

function page(
  items: readonly object[],
  { query, largest }: { query: URLSearchParams; largest: number },
): Reply {
  const size = Number(query.get('page_size') ?? 20);
  if (size > largest) return refused(230001, 'ext=page_size is invalid');
  const from = Number(query.get('page_token') ?? 0);
  const more = from + size < items.length;
  return fine({
    items: items.slice(from, from + size),
    has_more: more,
    page_token: more ? String(from + size) : '',
  });
}

function resource({ path }: Call, { world }: Backend): Reply {
  const bytes = world.resources.get(`${path['id']}/${path['key']}`);
  if (!bytes) return refused(234003, 'File not in message.');
  return { status: 200, headers: { 'content-type': 'image/png' }, body: bytes };
}

function chats({ query }: Call, { world }: Backend): Reply {
  const mine = [...world.chats.values()].filter(({ kind, botInside }) => kind === 'group' && botInside);
  return page(
    mine.map(({ chatId, name }) => ({ chat_id: chatId, name, external: false, tenant_key: TENANT })),
    { query, largest: 100 },
  );
}

function members({ path, query }: Call, { world }: Backend): Reply {
  const chat = world.chats.get(path['id'] ?? '');
  if (!chat) return refused(232006, 'Chat id is invalid.');
  if (!chat.botInside) return refused(232011, 'Operator can NOT be out of the chat.');
  const items = [...chat.members].map(([openId, name]) => ({
    member_id_type: 'open_id',
    member_id: openId,
    name,
    tenant_key: TENANT,
  }));
  return page(items, { query, largest: 100 });
}

function image({ raw, contentType }: Call, { world }: Backend): Reply {
  const bytes = partOf(raw, { name: 'image', contentType });
  if (!bytes || bytes.length === 0) return refused(234001, 'Invalid request param.');
  if (bytes.length > 10 * 1024 * 1024) return refused(234006, 'The file size exceed the max value.');
  const key = world.nextId('img_v3');
  world.images.set(key, bytes);
  return fine({ image_key: key });
}

function file({ raw, contentType }: Call, { world }: Backend): Reply {
  const bytes = partOf(raw, { name: 'file', contentType });
  const name = partOf(raw, { name: 'file_name', contentType })?.toString('utf8');
  if (!bytes || bytes.length === 0 || !name) return refused(234001, 'Invalid request param.');
  if (bytes.length > 30 * 1024 * 1024) return refused(234006, 'The file size exceed the max value.');
  const key = world.nextId('file_v3');
  world.files.set(key, { name, bytes });
  return fine({ file_key: key });
}

/** One field of a multipart form, read by hand: the SDK gives bytes no file name, and then parsers take them for text. */
function partOf(raw: Buffer, { name, contentType }: { name: string; contentType: string }): Buffer | null {
  const boundary = `--${/boundary=([^;]+)/.exec(contentType)?.[1] ?? ''}`;
  const head = raw.indexOf(`name="${name}"`);
  const start = head < 0 ? -1 : raw.indexOf('\r\n\r\n', head);
  const end = start < 0 ? -1 : raw.indexOf(`\r\n${boundary}`, start);
  return end < 0 ? null : Buffer.from(raw.subarray(start + 4, end));
}

function bot(): Reply {
  return {
    status: 200,
    body: { code: 0, msg: 'ok', bot: { activate_status: 2, app_name: BOT_NAME, open_id: BOT_OPEN_ID } },
  };
}

function scopes(_call: Call, { settings }: Backend): Reply {
  const all = Object.entries(settings.scopes).map(([name, granted]) => ({
    scope_name: name,
    grant_status: granted ? 1 : 2,
    scope_type: 'tenant',
  }));
  return fine({ scopes: all });
}
