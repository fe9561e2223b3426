import type { Refusal } from '../../engine/refusal.ts';
import type { Command, CommandContext } from '../command.ts';
import { hasRole } from './hearing.ts';
import { takeApart } from './params.ts';

const CONFIRMED = /\s*[「“"]?确认[」”"]?\s*$/;

/** Authorise → parse arguments → validate → confirm → handle. `null`: carried out or answered. */
export function runCommand(command: Command, rest: string, ctx: CommandContext): Refusal | null {
  const denied = authorise(command, ctx);
  if (denied) return denied;
  const confirmed = command.confirm === 'always' && CONFIRMED.test(rest);
  const wanted = confirmed ? rest.replace(CONFIRMED, '') : rest;
  const args = command.args.safeParse(takeApart(wanted, command.params));
  if (!args.success) {
    const example = command.examples[0] ?? command.name;
    return {
      code: 'bad-arguments',
      command: command.name,
      problem: args.error.issues[0]?.message ?? '',
      example,
    };
  }
  if (command.confirm === 'always' && !confirmed && command.preview) {
    const preview = command.preview(ctx, args.data);
    if (!preview.ok) return preview.refusal;
    ctx.reply({
      code: 'confirm-first',
      preview: preview.value,
      repeat: `${[command.name, wanted].join(' ').trim()} 确认`,
    });
    return null;
  }
  return command.handle(ctx, args.data);
}

/** command × role × room kind × scope: the one place where it is decided who may type what where. */
export function authorise(command: Command, ctx: CommandContext): Refusal | null {
  const kind = ctx.chat.kind === 'private' ? 'private' : ctx.room?.kind;
  if (kind === undefined) return command.unbound ? null : { code: 'room-not-bound' };
  if (!hasRole(ctx.roles, command.roles)) return { code: 'not-permitted', command: command.name };
  if (command.rooms.includes(kind)) return null;
  return { code: 'wrong-room', command: command.name, rooms: command.rooms.join(' ') };
}
