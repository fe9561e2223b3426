import type { CommandContext, Outcome } from '../../src/app/command.ts';
import type { IntakeMode, Role, RoomKind } from '../../src/engine/glossary.ts';
import type { Room, Scope } from '../../src/engine/org/directory.ts';
import type { Refusal } from '../../src/engine/refusal.ts';
import { INTAKE_WANTED, ROOM_EXAMPLE } from './words.ts';

const KINDS: Readonly<Record<string, RoomKind>> = {
  居民群: 'resident',
  业主群: 'resident',
  工作群: 'worker',
  网格群: 'worker',
  街道群: 'street',
  调度群: 'street',
  商户群: 'merchant',
  商家群: 'merchant',
};

const INTAKES: Readonly<Record<string, IntakeMode>> = { 自动: 'auto', 确认: 'confirm', 点名: 'mention-only' };

export function showRoom(ctx: CommandContext): Outcome {
  const { room } = ctx;
  if (!room) {
    ctx.reply({ code: 'room-waits', examples: examplesFor(ctx) });
    return null;
  }
  const { name, kind, intake } = room;
  ctx.reply({ code: 'room-shown', name, kind, scope: ctx.directory.nameOf(room.scope), intake });
  return null;
}

export function setIntake(ctx: CommandContext, word: string): Outcome {
  const { room } = ctx;
  if (!room) return { code: 'room-not-bound' };
  if (!leadsPlace(ctx, room.scope)) return notPermitted();
  const intake = INTAKES[word];
  if (!intake)
    return { code: 'bad-arguments', command: '本群', problem: INTAKE_WANTED, example: '本群 方式 确认' };
  ctx.change({ type: 'room-bound', room: { ...room, intake } });
  ctx.reply({ code: 'intake-set', name: room.name, intake });
  return null;
}

export function unbindRoom(ctx: CommandContext): Outcome {
  const { room } = ctx;
  if (!room) return { code: 'room-not-bound' };
  if (!leadsPlace(ctx, room.scope)) return notPermitted();
  ctx.change({ type: 'room-unbound', roomId: room.id });
  ctx.reply({ code: 'room-unbound', name: room.name });
  return null;
}

/** 「阳光社区 居民群」: a place by name and what sort of room it is; by whoever leads there. */
export function bindRoom(ctx: CommandContext, words: readonly string[]): Outcome {
  const kind = words.map((word) => KINDS[word]).find((found) => found !== undefined);
  const places = words.filter((word) => !(word in KINDS));
  const place = placeNamed(ctx, places.join(''));
  if (!place || !kind)
    return { code: 'room-scope-unknown', text: words.join(' '), examples: examplesFor(ctx) };
  if (ctx.chat.kind === 'private')
    return { code: 'wrong-room', command: '本群', rooms: 'resident worker street' };
  const oldPlace = ctx.room?.scope;
  if (!leadsPlace(ctx, place.id) || (oldPlace !== undefined && !leadsPlace(ctx, oldPlace)))
    return notPermitted();
  const { chatId, roomId } = ctx.chat;
  const label = words.find((word) => word in KINDS) ?? '';
  const name = ctx.chat.name || `${place.name}${label}`;
  const { network } = ctx.account;
  const room: Room = {
    id: roomId,
    network,
    chatId,
    kind,
    scope: place.id,
    name,
    intake: ctx.room?.intake ?? 'auto',
  };
  ctx.change({ type: 'room-bound', room });
  ctx.reply({ code: 'room-bound', name, kind, scope: place.name });
  return null;
}

interface Place {
  id: string;
  name: string;
}

/** Streets, communities and grids by name or id; a grid also as 「阳光社区第一网格」. Those one leads come first. */
function placeNamed(ctx: CommandContext, text: string): Place | null {
  const { streets, communities, grids } = ctx.directory.organisation;
  const named = [...streets, ...communities, ...grids].filter((one) => one.name === text || one.id === text);
  const full = grids.filter((one) => `${ctx.directory.nameOf(one.communityId)}${one.name}` === text);
  const found = [...named, ...full];
  const led = found.filter((one) => leadsPlace(ctx, one.id));
  return led[0] ?? found[0] ?? null;
}

function examplesFor(ctx: CommandContext): readonly string[] {
  const { communities } = ctx.directory.organisation;
  const led = communities.filter((one) => leadsPlace(ctx, one.id)).slice(0, 2);
  return led.length > 0
    ? led.flatMap(({ name }) => [`本群 ${name} 居民群`, `本群 ${name} 工作群`])
    : [ROOM_EXAMPLE];
}

/** Whether the person leads anywhere at all: who does not gets no word in a room that is not bound. */
export function leadsSomewhere(ctx: CommandContext): boolean {
  const posts = ctx.directory.staff(ctx.person.id)?.posts ?? [];
  return posts.some((post) => leadsPlace(ctx, post.at));
}

/** A community's secretary leads it and its grids; the street itself only its administrators. */
export function leadsPlace(ctx: CommandContext, id: string): boolean {
  const scope = ctx.directory.scopeOf(id);
  return scope !== null && rolesFor(scope).some((role) => rolesOf(ctx, scope).includes(role));
}

function rolesFor(scope: Scope): readonly Role[] {
  return scope.communityId === null ? ['street'] : ['secretary', 'street'];
}

function rolesOf(ctx: CommandContext, scope: Scope): readonly Role[] {
  return ctx.directory.rolesAt(ctx.person.id, scope, ctx.now);
}

function notPermitted(): Refusal {
  return { code: 'not-permitted', command: '本群' };
}
