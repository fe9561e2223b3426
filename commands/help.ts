import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import { nearest } from '../src/app/nearest.ts';
import { helpLines, helpOfCommand, isUsable } from './support/help-lines.ts';
import { ANY_ROOM, EVERYONE } from './support/kit.ts';

export default defineCommand({
  name: '帮助',
  aliases: ['help', '怎么用'],
  summary: '看自己在这里能做什么,或某一条怎么写',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [optional(param('name', 'name', '指令'))],
  args: z.object({ name: z.string().optional() }),
  examples: ['帮助', '帮助 接单'],
  confirm: 'never',
  handle(ctx, { name }) {
    if (name === undefined) {
      ctx.reply({ code: 'help', lines: helpLines(ctx) });
      return null;
    }
    const command = ctx.commands.find((one) => one.name === name || one.aliases.includes(name));
    if (!command) return { code: 'unknown-command', text: name, near: nearest(name, usableNames(ctx)) };
    ctx.reply({ code: 'help-command', lines: helpOfCommand(command) });
    return null;
  },
});

function usableNames(ctx: CommandContext): readonly string[] {
  return ctx.commands.filter((command) => isUsable(ctx, command)).map((command) => command.name);
}
