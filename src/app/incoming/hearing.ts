import type { InboundMessage } from '../../chat/message.ts';
import type { PersonId, Role } from '../../engine/glossary.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import { read } from '../../engine/intake/read.ts';
import type { Line, PlaceIndex, Reading } from '../../engine/intake/talk.ts';
import type { Room, Scope, Staff } from '../../engine/org/directory.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { messageKey, roomId } from '../keys.ts';
import { normalise, type SafeMessage } from './normalise.ts';
import type { CommandRegistry, Parsed } from './parse.ts';
import { parseCommand } from './parse.ts';

/** The bot's name in a chat; `@邻里` speaks to it. */
export const BOT_NAME = '邻里';

/** What does not change while a batch is handled. */
export interface Surroundings {
  policy: ServicePolicy;
  directory: Directory;
  places: PlaceIndex;
  registry: CommandRegistry;
}

/** A message with everything that can be known of it before the store is asked. */
export interface Hearing {
  message: InboundMessage;
  line: Line;
  person: { id: PersonId; name: string };
  isStaff: boolean;
  room: Room | null;
  scope: Scope | null;
  /** At the room's place in the tree; in a private chat, anywhere. */
  roles: readonly Role[];
  addressed: boolean;
  parsed: Parsed;
  /** The command was not typed but understood from talk. */
  inferred: boolean;
  reading: Reading;
}

const NOTHING_READ: Reading = { request: 0, speech: 'empty', demands: [], places: [], why: [] };

/** Normalise, recognise the speaker by account (never by name), take a command off the front, read the rest. */
export function hear(raw: InboundMessage, around: Surroundings, now: number): Hearing {
  const message = normalise(raw, BOT_NAME);
  const room = around.directory.room(roomId(message.network, message.chatId));
  const staff = around.directory.staffByAccount(message.network, message.senderId);
  const person = staff
    ? { id: staff.id, name: staff.name }
    : { id: `${message.network}:${message.senderId}`, name: maskPrivate(message.senderName) };
  const scope = scopeFor(room, staff?.posts.map((post) => post.at) ?? [], around.directory);
  const roles = rolesIn({ scope, staff }, person.id, { directory: around.directory, now });
  const addressed = message.mentionsBot || message.chatKind === 'private';
  const typed = parseCommand(message.text, around.registry, addressed);
  const isTalk = !addressed && (soundsLikeTalk(typed, roles) || isOrdinaryWord(typed, message.text, room));
  const parsed: Parsed = isTalk ? { type: 'talk' } : (unnamed(typed, message, around) ?? typed);
  const silent = room === null && message.chatKind === 'group';
  return {
    message,
    line: lineOf(message, person, staff !== null),
    person,
    isStaff: staff !== null,
    room,
    scope,
    roles,
    addressed,
    parsed,
    inferred: false,
    reading: parsed.type === 'command' || silent ? NOTHING_READ : read(message.text, { ...around, scope }),
  };
}

export function hasRole(roles: readonly Role[], wanted: readonly Role[]): boolean {
  return wanted.some((role) => roles.includes(role));
}

/** 「同意,明天见」 from somebody who may not approve is talk; 「接单 5」 is not, and will be refused. */
function soundsLikeTalk(parsed: Parsed, roles: readonly Role[]): boolean {
  if (parsed.type !== 'command' || parsed.command.unbound || /^[#＃]?\d/.test(parsed.rest)) return false;
  // The bare name of a command is one: who may not use it is told so.
  if (parsed.rest === '' && parsed.word === parsed.command.name) return false;
  return !hasRole(roles, parsed.command.roles);
}

/** 「王芳 9 8 9」 to the bot alone is a vote, whatever stands before it. */
function unnamed(typed: Parsed, { text, chatKind }: SafeMessage, around: Surroundings): Parsed | null {
  if (chatKind !== 'private' || typed.type === 'command') return null;
  const { commands } = around.registry;
  const command = commands.find((one) => one.isMeantBy?.(text, around.directory));
  return command ? { type: 'command', command, rest: text } : null;
}

/** 「通知:周五开会」 among staff, and what a secretary announces in a residents' room, is said to people. */
function isOrdinaryWord(parsed: Parsed, text: string, room: Room | null): boolean {
  if (parsed.type !== 'command' || !parsed.command.talkToo || parsed.rest === '') return false;
  if (!text.startsWith(parsed.word ?? '')) return false;
  const elsewhere = room !== null && !parsed.command.rooms.includes(room.kind);
  return elsewhere || /^\s*[:：]/.test(text.slice(parsed.word?.length ?? 0));
}

/**
 * Roles at the room's place; where a whole street speaks, or in private, also those a person's posts give below.
 * Whether they reach a ticket is asked again where the ticket lies.
 */
function rolesIn(
  { scope, staff }: { scope: Scope | null; staff: Staff | null },
  personId: PersonId,
  { directory, now }: { directory: Directory; now: number },
): readonly Role[] {
  const below = scope?.communityId === null ? (staff?.posts ?? []) : [];
  const places = [scope, ...below.map((post) => directory.scopeOf(post.at))];
  const roles = places.flatMap((place) => (place ? directory.rolesAt(personId, place, now) : []));
  return roles.length > 0 ? [...new Set(roles)] : ['resident'];
}

/** A room's own place in the tree; in a private chat, where the person's first post is, else the only street. */
function scopeFor(room: Room | null, posts: readonly string[], directory: Directory): Scope | null {
  if (room) return directory.scopeOf(room.scope);
  const post = posts[0];
  if (post !== undefined) return directory.scopeOf(post);
  const streets = directory.organisation.streets;
  return streets.length === 1 && streets[0] ? directory.scopeOf(streets[0].id) : null;
}

/** Kept masked: what residents write of phones and ID cards is needed by nobody later. */
function lineOf(message: SafeMessage, person: Hearing['person'], fromStaff: boolean): Line {
  return {
    key: messageKey(message.network, message.messageId),
    roomId: roomId(message.network, message.chatId),
    personId: person.id,
    name: person.name,
    at: message.sentAt,
    text: maskPrivate(message.shown),
    images: message.images,
    replyTo: message.replyTo === null ? null : messageKey(message.network, message.replyTo),
    fromBot: false,
    fromStaff,
    ticketIds: [],
    outcome: '',
  };
}
