import { z } from 'zod';
import type { SentFile } from '../../app/ports.ts';
import { isTokenRejected, LarkRefusal, toChatError } from './errors.ts';
import { readAll } from './http.ts';
import type { LarkClient, LarkSdk } from './sdk.ts';

/** What the bot asks of Lark's HTTP interface. Every call throws a ChatError; none is repeated but for a rejected token. */
export interface LarkApi {
  /** The same `uuid` within an hour is said once, by Lark's promise. */
  send(message: LarkSend): Promise<{ messageId: string }>;
  /** Shows other content in a card. */
  patch(messageId: string, content: string): Promise<void>;
  /** A chat's messages from `startSec` on, oldest first, as Lark gives them. */
  listMessages(page: {
    chatId: string;
    startSec: number;
    pageToken?: string | undefined;
  }): Promise<LarkPage<unknown>>;
  listMembers(chatId: string, pageToken?: string): Promise<LarkPage<{ openId: string; name: string }>>;
  /** The groups the bot is in. */
  listChats(pageToken?: string): Promise<LarkPage<{ chatId: string; name: string }>>;
  /** Resolves with its image_key. At most 10 MB. */
  uploadImage(bytes: Uint8Array): Promise<string>;
  /** Resolves with its file_key. At most 30 MB. */
  uploadFile(file: SentFile): Promise<string>;
  /** A picture that somebody sent; null when it is gone or larger than 10 MB. */
  downloadImage(messageId: string, fileKey: string): Promise<Uint8Array | null>;
  /** The bot itself. */
  botInfo(): Promise<{ openId: string; name: string }>;
  /** What the app may do: `im:message`, … */
  scopes(): Promise<readonly { name: string; granted: boolean }[]>;
}

export interface LarkSend {
  to: LarkReceiver;
  msgType: 'text' | 'image' | 'file' | 'interactive';
  /** JSON, as Lark wants it. */
  content: string;
  /** At most 50 characters. */
  uuid: string;
  /** The message it answers. */
  replyTo?: string | null;
}

export type LarkReceiver = { chatId: string } | { openId: string };

export interface LarkPage<Item> {
  items: readonly Item[];
  /** Null: the last page. */
  nextToken: string | null;
}

export const LARGEST_PICTURE_BYTES = 10 * 1024 * 1024;
export const LARGEST_FILE_BYTES = 30 * 1024 * 1024;
const MESSAGES_A_PAGE = 50;
const MEMBERS_A_PAGE = 100;
const GRANTED = 1;

export function createLarkApi(sdk: LarkSdk, { timeoutMs }: { timeoutMs: number }): LarkApi {
  const call = <T>(ask: (client: LarkClient) => Promise<T>) => classified(() => withToken(sdk, ask));
  return {
    send: (message) => call((client) => sendOne(client, message)),
    async patch(messageId, content) {
      await call(({ im }) => im.v1.message.patch({ path: { message_id: messageId }, data: { content } }));
    },
    listMessages: (page) => call((client) => listMessages(client, page)),
    listMembers: (chatId, pageToken) => call((client) => listMembers(client, { chatId, pageToken })),
    listChats: (pageToken) => call((client) => listChats(client, pageToken)),
    uploadImage: (bytes) => call((client) => uploadImage(client, bytes)),
    uploadFile: (file) => call((client) => uploadFile(client, file)),
    downloadImage: (messageId, fileKey) =>
      call((client) => downloadImage(client, { messageId, fileKey, timeoutMs })),
    botInfo: () => call(botInfo),
    scopes: () => call(scopes),
  };
}

async function classified<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toChatError(error);
  }
}

/** A token that Lark rejects would be kept for two hours: it is forgotten, and the call made once more. */
async function withToken<T>(sdk: LarkSdk, ask: (client: LarkClient) => Promise<T>): Promise<T> {
  await sdk.ensureToken();
  try {
    return await ask(sdk.client);
  } catch (error) {
    if (!isTokenRejected(error)) throw error;
  }
  sdk.forgetToken();
  await sdk.ensureToken();
  return ask(sdk.client);
}

async function sendOne({ im }: LarkClient, message: LarkSend): Promise<{ messageId: string }> {
  const data = { msg_type: message.msgType, content: message.content, uuid: message.uuid };
  const [type, id] =
    'chatId' in message.to
      ? (['chat_id', message.to.chatId] as const)
      : (['open_id', message.to.openId] as const);
  const answer = message.replyTo
    ? await im.v1.message.reply({ path: { message_id: message.replyTo }, data })
    : await im.v1.message.create({ params: { receive_id_type: type }, data: { receive_id: id, ...data } });
  return { messageId: required(answer.data?.message_id, 'message_id') };
}

async function listMessages(
  { im }: LarkClient,
  page: { chatId: string; startSec: number; pageToken?: string | undefined },
): Promise<LarkPage<unknown>> {
  const { data } = await im.v1.message.list({
    params: {
      container_id_type: 'chat',
      container_id: page.chatId,
      start_time: String(page.startSec),
      sort_type: 'ByCreateTimeAsc',
      page_size: MESSAGES_A_PAGE,
      ...(page.pageToken ? { page_token: page.pageToken } : {}),
    },
  });
  return { items: data?.items ?? [], nextToken: nextToken(data) };
}

async function listMembers(
  { im }: LarkClient,
  { chatId, pageToken }: { chatId: string; pageToken: string | undefined },
): Promise<LarkPage<{ openId: string; name: string }>> {
  const { data } = await im.v1.chatMembers.get({
    path: { chat_id: chatId },
    params: {
      member_id_type: 'open_id',
      page_size: MEMBERS_A_PAGE,
      ...(pageToken ? { page_token: pageToken } : {}),
    },
  });
  const items = (data?.items ?? []).flatMap(({ member_id, name }) =>
    member_id ? [{ openId: member_id, name: name ?? '' }] : [],
  );
  return { items, nextToken: nextToken(data) };
}

async function listChats(
  { im }: LarkClient,
  pageToken: string | undefined,
): Promise<LarkPage<{ chatId: string; name: string }>> {
  const { data } = await im.v1.chat.list({
    params: { page_size: MEMBERS_A_PAGE, ...(pageToken ? { page_token: pageToken } : {}) },
  });
  const items = (data?.items ?? []).flatMap(({ chat_id, name }) =>
    chat_id ? [{ chatId: chat_id, name: name ?? '' }] : [],
  );
  return { items, nextToken: nextToken(data) };
}

function nextToken(
  data: { has_more?: boolean | undefined; page_token?: string | undefined } | undefined,
): string | null {
  return data?.has_more && data.page_token ? data.page_token : null;
}

async function uploadImage({ im }: LarkClient, bytes: Uint8Array): Promise<string> {
  const data = { image_type: 'message' as const, image: Buffer.from(bytes) };
  const answer = await im.v1.image.create({ data });
  return required(answer?.image_key, 'image_key');
}

async function uploadFile({ im }: LarkClient, { name, bytes }: SentFile): Promise<string> {
  const data = { file_type: 'stream' as const, file_name: name, file: Buffer.from(bytes) };
  const answer = await im.v1.file.create({ data });
  return required(answer?.file_key, 'file_key');
}

const GONE: ReadonlySet<number> = new Set([230011, 230110, 234003, 234004, 234008, 234043]);

async function downloadImage(
  { im }: LarkClient,
  { messageId, fileKey, timeoutMs }: { messageId: string; fileKey: string; timeoutMs: number },
): Promise<Uint8Array | null> {
  try {
    const answer = await im.v1.messageResource.get({
      path: { message_id: messageId, file_key: fileKey },
      params: { type: 'image' },
    });
    return await readAll(answer.getReadableStream(), { maxBytes: LARGEST_PICTURE_BYTES, timeoutMs });
  } catch (error) {
    if (error instanceof LarkRefusal && (error.status === 404 || GONE.has(error.code ?? 0))) return null;
    throw error instanceof LarkRefusal ? error : new LarkRefusal(error instanceof Error ? error.message : '');
  }
}

const botAnswer = z.object({
  bot: z.object({ open_id: z.string().min(1), app_name: z.string().default('') }),
});

async function botInfo(client: LarkClient): Promise<{ openId: string; name: string }> {
  const answer: unknown = await client.request({ method: 'GET', url: '/open-apis/bot/v3/info' });
  const parsed = botAnswer.safeParse(answer);
  if (!parsed.success) throw new LarkRefusal('bot info without open_id');
  return { openId: parsed.data.bot.open_id, name: parsed.data.bot.app_name };
}

async function scopes({ application }: LarkClient): Promise<readonly { name: string; granted: boolean }[]> {
  const { data } = await application.v6.scope.list({});
  return (data?.scopes ?? []).map(({ scope_name, grant_status }) => ({
    name: scope_name,
    granted: grant_status === GRANTED,
  }));
}

function required(value: string | undefined, name: string): string {
  if (!value) throw new LarkRefusal(`an answer without ${name}`);
  return value;
}
