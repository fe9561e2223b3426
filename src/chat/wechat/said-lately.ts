import { forgetOldest } from '../recent.ts';

const ROOMS = 500;
const LINES = 100;
/** Enough to know a line by. */
const LONGEST = 200;
/** A quotation of fewer characters than this has to be the whole line: `好` begins too many. */
const TELLING = 6;

/** What was said lately, so that a quotation finds the message it quotes. */
export interface SaidLately {
  add(chatId: string, line: { id: string; text: string }): void;
  /** The id of the newest line that reads like the quotation; null when there is none. */
  find(chatId: string, quoted: { original: string; id: string | null }): string | null;
}

export function createSaidLately(): SaidLately {
  const rooms = new Map<string, { id: string; text: string }[]>();
  return {
    add(chatId, { id, text }) {
      const lines = rooms.get(chatId) ?? [];
      lines.push({ id, text: folded(text).slice(0, LONGEST) });
      if (lines.length > LINES) lines.shift();
      rooms.delete(chatId);
      rooms.set(chatId, lines);
      forgetOldest(rooms, ROOMS);
    },
    find(chatId, { original, id }) {
      const lines = rooms.get(chatId) ?? [];
      if (id !== null && lines.some((line) => line.id === id)) return id;
      const wanted = folded(original).slice(0, LONGEST);
      if (wanted === '') return null;
      return lines.findLast((line) => isQuotedBy(line.text, wanted))?.id ?? null;
    },
  };
}

/** WeChat shortens what it quotes. */
function isQuotedBy(line: string, quotation: string): boolean {
  const start = quotation.replace(/(\.{3}|…)$/, '');
  return line === quotation || (start.length >= TELLING && line.startsWith(start));
}

/** Puppets differ in what they make of line ends and spaces. */
export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
