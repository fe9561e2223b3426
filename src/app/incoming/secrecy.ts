import { isBareVote } from '../../engine/appraisal/ballot-words.ts';
import type { Line } from '../../engine/intake/talk.ts';
import type { Hearing } from './hearing.ts';
import type { CommandRegistry } from './parse.ts';

/**
 * The line as it may be kept. Of a vote nothing is: neither of one that was refused or mistyped, nor of one that somebody
 * lets slip in a room. That it was said, and when, stays: the same message must not count twice.
 */
export function keepable({ line, message, parsed }: Hearing, registry: CommandRegistry): Line {
  const isSecret =
    (parsed.type === 'command' && parsed.command.secret === true) ||
    (parsed.type === 'mistyped' && parsed.near.some((name) => registry.byName.get(name)?.secret === true)) ||
    (message.chatKind === 'private' && isBareVote(message.text));
  return isSecret ? { ...line, text: '', images: [] } : line;
}
