import { type OutboundMessage, personOf } from '../message.ts';
import { ACCOUNT_ID, renderCard } from './cards.ts';

/** One message as Lark takes it. */
export interface Rendered {
  msgType: 'text' | 'image' | 'file' | 'interactive';
  /** JSON. */
  content: string;
  /** Lark says the same one once; at most 50 characters. */
  uuid: string;
}

export interface RenderOptions {
  /** What a person is called in Lark; null when not known. */
  nameOf?: (accountId: string) => string | null;
  /** Smaller parts, for tests. */
  maxBytes?: number;
}

/** Lark takes 150 KB for a text, counted with its envelope. */
const MAX_TEXT_BYTES = 140 * 1024;
const MAX_UUID_CHARS = 50;
const ROOM_FOR_SUFFIX = 5;

/** The card where there is one that fits, else the text in as many parts as it needs, in order. Pictures: `renderPicture`. */
export function renderMessage(message: OutboundMessage, options: RenderOptions = {}): readonly Rendered[] {
  const content = renderEdit(message);
  if (content !== null) return [{ msgType: 'interactive', content, uuid: uuidOf(message.key) }];
  return renderText(message, options);
}

/** The card's content, for changing one that was sent; null: it does not fit. */
export function renderEdit(message: OutboundMessage): string | null {
  if (!message.card) return null;
  return renderCard(message.card, { chatId: message.chatId, mentions: mentionsOf(message) });
}

/** Without the card: for when Lark has refused it. */
export function renderText(message: OutboundMessage, options: RenderOptions = {}): readonly Rendered[] {
  const text = withMentions(escapeText(message.text), mentionsOf(message), options);
  return splitText(text, options.maxBytes ?? MAX_TEXT_BYTES).map((part, index) => ({
    msgType: 'text',
    content: JSON.stringify({ text: part }),
    uuid: uuidOf(message.key, index),
  }));
}

export function renderPicture(message: OutboundMessage, imageKey: string): Rendered {
  return {
    msgType: 'image',
    content: JSON.stringify({ image_key: imageKey }),
    uuid: uuidOf(message.key),
  };
}

export function renderFile(message: OutboundMessage, fileKey: string): Rendered {
  return {
    msgType: 'file',
    content: JSON.stringify({ file_key: fileKey }),
    uuid: uuidOf(message.key),
  };
}

/** `key`, `key-2`, `key-3`: the same part has the same one at every attempt. */
function uuidOf(key: string, index = 0): string {
  if (index === 0) return key.slice(0, MAX_UUID_CHARS);
  return `${key.slice(0, MAX_UUID_CHARS - ROOM_FOR_SUFFIX)}-${index + 1}`;
}

/** In their own chat nobody has to be called by name. */
function mentionsOf({ chatId, mentions }: OutboundMessage): readonly string[] {
  return personOf(chatId) === null ? mentions.filter((id) => ACCOUNT_ID.test(id)) : [];
}

/** Lark reads tags and links in texts. What people wrote is shown as they wrote it, with the sign that would start one widened. */
function escapeText(text: string): string {
  return text.replaceAll(/<(?=[a-z/!])/gi, '＜').replaceAll('](', '] (');
}

/** `@李梅` in the text becomes the mention itself where Lark's name is the same; the others are mentioned at its end. */
function withMentions(text: string, mentions: readonly string[], { nameOf }: RenderOptions): string {
  let shown = text;
  const left: string[] = [];
  for (const id of new Set(mentions)) {
    const name = nameOf?.(id) ?? '';
    const called = `@${name}`;
    if (name && shown.includes(called)) shown = shown.replace(called, () => tagOf(id, name));
    else left.push(tagOf(id, name));
  }
  return left.length > 0 ? `${shown}\n${left.join(' ')}` : shown;
}

function tagOf(id: string, name: string): string {
  return `<at user_id="${id}">${escapeText(name)}</at>`;
}

/** Parts that each fit, cut between lines where there are any, never within a character. */
function splitText(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const piece of piecesOf(text, maxBytes)) {
    const more = sizeOf(piece);
    if (part !== '' && bytes + more > maxBytes) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += piece;
    bytes += more;
  }
  return [...parts, part].map((one) => one.replace(/\n$/, ''));
}

/** Lines with their ends; one that is too long alone comes character by character. */
function piecesOf(text: string, maxBytes: number): readonly string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [''];
  return lines.flatMap((line) => (sizeOf(line) > maxBytes ? [...line] : [line]));
}

/** Content is JSON within JSON, and is counted so. */
function sizeOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(text))) - ENVELOPE_BYTES;
}

const ENVELOPE_BYTES = Buffer.byteLength(JSON.stringify(JSON.stringify('')));
