import { isBareVote } from '../../engine/appraisal/ballot-words.ts';
import type { Line } from '../../engine/intake/talk.ts';
import type { Hearing } from './hearing.ts';
import type { CommandRegistry } from './parse.ts';

/**
 * The line as it may be kept. Of a vote nothing is: neither of one that was refused or mistyped, nor of one that somebody
 * lets slip in a room, nor of what only looks like one. That it was said, and when, stays: it must not count twice.
 */
export function keepable({ line, message, parsed }: Hearing, registry: CommandRegistry): Line {
  if (parsed.type === 'command' && parsed.command.secret)
    return { ...line, text: parsed.command.name, images: [] };
  const isNearOne =
    parsed.type === 'mistyped' && parsed.near.some((name) => registry.byName.get(name)?.secret === true);
  const looksLikeOne = parsed.type === 'talk' && message.chatKind === 'private' && isBareVote(message.text);
  return isNearOne || looksLikeOne ? { ...line, text: '', images: [] } : line;
}
