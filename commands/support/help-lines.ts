import type { Command, CommandContext, CommandRoom } from '../../src/app/command.ts';
import type { Param } from '../../src/app/incoming/params.ts';
import type { Role } from '../../src/engine/glossary.ts';
import { GROUPS, HELP_WORDS, ROOM_WORDS } from './words.ts';

/** `派单 〈编号〉 〈姓名〉 [〈内容〉]`: a command's words in the order in which they are typed. */
export function usageOf(command: Pick<Command, 'name' | 'params'>): string {
  return [command.name, ...command.params.map(paramText)].join(' ');
}

function paramText({ label, optional }: Param): string {
  return optional ? `[〈${label}〉]` : `〈${label}〉`;
}

/** The group a command belongs to: that of the lowest role that may use it. */
export function groupOf(command: Pick<Command, 'roles'>): Role {
  return GROUPS.find(([role]) => command.roles.includes(role))?.[0] ?? 'street';
}

/** Whether this person may type it in this room. */
export function isUsable(ctx: CommandContext, command: Command): boolean {
  const room: CommandRoom | null = ctx.chat.kind === 'private' ? 'private' : (ctx.room?.kind ?? null);
  if (room === null) return command.unbound === true;
  return command.rooms.includes(room) && command.roles.some((role) => ctx.roles.includes(role));
}

/** One line a group, then one a command. */
export function helpLines(ctx: CommandContext): readonly string[] {
  const usable = ctx.commands.filter((command) => isUsable(ctx, command));
  const groups = GROUPS.flatMap(([role, title]) => {
    const commands = usable.filter((command) => groupOf(command) === role);
    return commands.length === 0
      ? []
      : [`【${title}】`, ...commands.map((one) => `${one.name}:${one.summary}`)];
  });
  return [...groups, HELP_WORDS.more];
}

export function helpOfCommand(command: Command): readonly string[] {
  const aliases = command.aliases.filter((alias) => !/^[a-z]+$/.test(alias));
  return [
    `${command.name}:${command.summary}`,
    `${HELP_WORDS.usage}${usageOf(command)}`,
    `${HELP_WORDS.examples}${command.examples.map((one) => `「${one}」`).join(' ')}`,
    ...(aliases.length > 0 ? [`${HELP_WORDS.aliases}${aliases.join('、')}`] : []),
    `${HELP_WORDS.rooms}${command.rooms.map((room) => ROOM_WORDS[room]).join('、')}`,
  ];
}
