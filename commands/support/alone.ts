import type { CommandContext } from '../../src/app/command.ts';
import type { Reply } from '../../src/app/reply.ts';

/** What is one person's is told to them alone, whatever room they asked in. */
export function tellAlone(ctx: CommandContext, reply: Reply): void {
  if (ctx.chat.kind === 'private') {
    ctx.reply(reply);
    return;
  }
  ctx.tell({ personId: ctx.person.id }, reply);
  ctx.reply({ code: 'told-alone' });
}
