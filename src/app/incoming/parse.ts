import type { Command } from '../command.ts';
import { nearest } from '../nearest.ts';

export type Parsed =
  /** `word`: the name or alias as declared, when it was typed. */
  | { type: 'command'; command: Command; rest: string; word?: string }
  | { type: 'mistyped'; word: string; near: readonly string[] }
  | { type: 'talk' };

/** Words of all commands, longest first, so that 「撤回」 is never read as a shorter name. */
export interface CommandRegistry {
  commands: readonly Command[];
  /** `lower`: as the text is looked through. */
  words: readonly { word: string; lower: string; command: Command }[];
  byName: ReadonlyMap<string, Command>;
}

export function buildRegistry(commands: readonly Command[]): CommandRegistry {
  const words = commands
    .flatMap((command) =>
      [command.name, ...command.aliases].map((word) => ({ word, lower: word.toLowerCase(), command })),
    )
    .sort((a, b) => b.word.length - a.word.length);
  return { commands, words, byName: new Map(words.map(({ word, command }) => [word, command])) };
}

/** What may follow a command word; a Chinese letter may not: 「查一下」 is talk. */
const BOUNDARY = /^[\s\d#＃:：]/;
/** A comma makes a sentence of it, 「同意,好好照顾他」, unless it is surely meant for the bot. */
const CERTAIN_BOUNDARY = /^[\s\d#＃:：,，。!！?？]/;
const FIRST_WORD = /^[/／]?\s*([\p{Script=Han}A-Za-z]{1,8})/u;

/** Takes a command off the front of a text. `certain`: the line is surely meant for the bot. */
export function parseCommand(text: string, registry: CommandRegistry, certain: boolean): Parsed {
  const slashed = /^[/／]/.test(text);
  const body = text.replace(/^[/／]\s*/, '');
  const lower = body.toLowerCase();
  const boundary = certain || slashed ? CERTAIN_BOUNDARY : BOUNDARY;
  for (const { word, lower: start, command } of registry.words) {
    if (!lower.startsWith(start)) continue;
    const after = body.slice(word.length);
    if (after !== '' && !boundary.test(after)) continue;
    const rest = after.replace(/^[\s:：,，。!！]+/, '').trim();
    if (command.params.length === 0 && rest !== '') continue;
    return { type: 'command', command, rest, word };
  }
  return mistyped(body, registry, certain || slashed);
}

/** 「结单 12」: a short word near a command, then a number; or, when surely for the bot, a lone short word. */
function mistyped(body: string, registry: CommandRegistry, certain: boolean): Parsed {
  const word = FIRST_WORD.exec(body)?.[1] ?? '';
  const after = body.slice(word.length);
  const numbered = /^\s*[#＃]?\d{1,6}(?=$|[\s,，.。:：!！])/.test(after);
  const lone = after.trim() === '';
  if (word.length < 2 || !(numbered || (certain && lone))) return { type: 'talk' };
  const near = nearest(
    word,
    registry.commands.map((command) => command.name),
  );
  return near.length > 0 ? { type: 'mistyped', word, near } : { type: 'talk' };
}
