import type { InboundMessage } from '../../chat/message.ts';

/** Longer texts are read and kept only up to here: nobody writes a request of more characters by hand. */
export const MAX_TEXT_CHARS = 4000;
const MAX_NAME_CHARS = 40;
const MAX_IMAGES = 20;

/** Line feeds and tabs are talk; the other C0/C1 controls, bidi overrides and zero-width marks are not. */
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Makes any text safe to read, keep and show: bounded, well formed, without control characters. */
export function cleanText(text: string, maxChars: number): string {
  const safe = text.slice(0, maxChars).toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim();
  return safe.replace(SPELLED, (letters) => (isSpelled(letters) ? letters.replaceAll(' ', '') : letters));
}

/** `电 梯 坏 了`: some keyboards and some people set every character apart, and no word is found in it. */
const SPELLED =
  /(?<![\p{Script=Han}\p{L}\d])(?:\p{Script=Han}|\d{1,4})(?: (?:\p{Script=Han}|\d{1,4})){3,}(?![\p{Script=Han}\p{L}\d])/gu;

/** Mostly characters: `1 2 3 4` is a list of numbers. */
function isSpelled(letters: string): boolean {
  return (letters.match(/\p{Script=Han}/gu)?.length ?? 0) >= 3;
}

/** What a person or a chat is called, on one line: with a line of its own a name could pass for the bot's words. */
export function cleanName(name: string): string {
  return cleanText(name, MAX_NAME_CHARS).replaceAll(/\s+/g, ' ');
}

/** Whose name the network does not say. */
export const NAMELESS = '邻居';

/** Takes the bot's own name out of a mention, wherever it stands: what is left is what was said to it. */
function withoutMention(text: string, botName: string): string {
  return text
    .replaceAll(`@${botName}`, ' ')
    .replaceAll(/[ \u2005]{2,}/g, ' ')
    .trim();
}

/** A message made safe. `shown`: its words with the mention, as a chat page shows them. */
export interface SafeMessage extends InboundMessage {
  shown: string;
}

/** The same message, safe to handle whatever was sent. */
export function normalise(message: InboundMessage, botName: string): SafeMessage {
  const text = cleanText(message.text, MAX_TEXT_CHARS);
  const mentionsBot = message.mentionsBot || text.includes(`@${botName}`);
  return {
    ...message,
    shown: text,
    text: mentionsBot ? withoutMention(text, botName) : text,
    mentionsBot,
    senderName: cleanName(message.senderName) || NAMELESS,
    images: message.images.slice(0, MAX_IMAGES),
  };
}
