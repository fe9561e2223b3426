import { BOT_OPEN_ID, type FakeSettings, TENANT } from './options.ts';
import type { FakeChat, FakeMessage, World } from './world.ts';

/** An event as Lark pushes it, schema 2.0. */
export interface FakeEvent {
  schema: '2.0';
  header: {
    event_id: string;
    event_type: string;
    create_time: string;
    token: string;
    app_id: string;
    tenant_key: string;
  };
  event: object;
}

export interface EventParts {
  world: World;
  settings: FakeSettings;
  verificationToken: string;
}

export function eventOf(type: string, event: object, parts: EventParts): FakeEvent {
  const { world, settings, verificationToken } = parts;
  return {
    schema: '2.0',
    header: {
      event_id: world.nextId('ev'),
      event_type: type,
      create_time: String(settings.clock.now()),
      token: verificationToken,
      app_id: settings.appId,
      tenant_key: TENANT,
    },
    event,
  };
}

export function personId(openId: string): object {
  return { open_id: openId, union_id: openId.replace(/^ou/, 'on'), user_id: '' };
}

export function receivedEvent(message: FakeMessage, chat: FakeChat): object {
  const replies = message.replyTo ? { root_id: message.replyTo, parent_id: message.replyTo } : {};
  const mentions = message.mentions.map(({ openId, name }, index) => ({
    key: `@_user_${index + 1}`,
    id: personId(openId),
    name,
    mentioned_type: openId === BOT_OPEN_ID ? 'bot' : 'user',
    tenant_key: TENANT,
  }));
  return {
    sender: { sender_id: personId(message.openId), sender_type: 'user', tenant_key: TENANT },
    message: {
      message_id: message.messageId,
      ...replies,
      create_time: String(message.at),
      update_time: String(message.at),
      chat_id: message.chatId,
      chat_type: chat.kind,
      message_type: message.msgType,
      content: message.content,
      ...(mentions.length > 0 ? { mentions } : {}),
    },
  };
}

export function pressedEvent(press: {
  messageId: string;
  chatId: string;
  from: string;
  value: object;
  form?: Readonly<Record<string, string>>;
  name?: string;
}): object {
  const { messageId, chatId, from, value, form, name } = press;
  return {
    operator: { tenant_key: TENANT, ...personId(from) },
    token: `c-${messageId}`,
    action: {
      value,
      tag: 'button',
      timezone: 'Asia/Shanghai',
      ...(form ? { form_value: form } : {}),
      ...(name ? { name } : {}),
    },
    host: 'im_message',
    context: { open_message_id: messageId, open_chat_id: chatId },
  };
}

/** What all events about a chat and its members have in common. */
export function chatEvent(chat: FakeChat, operator: string): Record<string, unknown> {
  return {
    chat_id: chat.chatId,
    operator_id: personId(operator),
    external: false,
    operator_tenant_key: TENANT,
    name: chat.name,
    i18n_names: { zh_cn: chat.name },
  };
}

export function usersOf(members: readonly { openId: string; name: string }[]): object[] {
  return members.map(({ openId, name }) => ({ name, tenant_key: TENANT, user_id: personId(openId) }));
}
