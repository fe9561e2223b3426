import type { ChatEvent } from '../../chat/message.ts';
import type { MessageKey, StreetId, TicketId } from '../../engine/glossary.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import type { Room } from '../../engine/org/directory.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { decide } from '../../engine/ticket/decide.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { entryId, messageKey, roomId } from '../keys.ts';
import { leaderChats } from '../networks/leaders.ts';
import type { NetworkSaid } from '../networks/sentences.ts';
import { type Target, targetOfRoom, targetsOf } from '../outgoing/address.ts';
import { createSpeech, type Speech, speakingTo } from '../outgoing/speech.ts';
import type { InboundRecord, SightingStore } from '../ports.ts';
import type { AppParts } from './batch.ts';
import { surroundings } from './batch.ts';
import { NO_NEEDS } from './needs.ts';
import { cleanName } from './normalise.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspace } from './workspace.ts';

const MAX_TRIES = 5;
/** Nobody works on it yet: taking the message back takes the request back. */
const UNCLAIMED: readonly Ticket['status'][] = ['waiting-confirm', 'filed', 'assigned'];

/** An event with what it is decided on. */
interface Happening {
  event: ChatEvent;
  key: MessageKey;
  workspace: Workspace;
  speech: Speech;
  sentences: AppParts['sentences'];
  /** Tickets of the message taken back. */
  ticketIds: readonly TicketId[];
}

/**
 * One event, once: its key is written in the transaction of its effects. An event without effects leaves no row, but for
 * one that takes back what was not heard yet: that is not taken up any more.
 */
export async function handleEvent(event: ChatEvent, parts: AppParts): Promise<void> {
  await noteSighting(event, parts.store.sightings);
  if (event.type === 'room-seen' || event.type === 'member-joined') return;
  for (let tries = 1; ; tries += 1) {
    if (await attempt(event, parts)) return;
    if (tries >= MAX_TRIES) throw new Error('the same rows were changed by others, again and again');
  }
}

/** Whether it is settled; a lost race is decided again. */
async function attempt(event: ChatEvent, parts: AppParts): Promise<boolean> {
  const key = messageKey(event.network, event.eventId);
  const takenBack = event.type === 'recalled' ? messageKey(event.network, event.messageId) : null;
  const ticketIds = takenBack === null ? [] : await parts.store.forgetMessage(takenBack);
  const { directory } = await surroundings(parts);
  const lines = takenBack === null ? [] : [takenBack];
  const tickets = ticketIds.map((id) => ({ by: 'id' as const, id }));
  const knowledge = takenBack === null ? [] : streetsOf(event, directory);
  const loaded = await parts.store.load({
    ...NO_NEEDS,
    messages: [key, ...lines],
    lines,
    tickets,
    knowledge,
  });
  if (loaded.handled.has(key)) return true;
  const now = parts.clock.now();
  const { policy, sentences } = parts;
  const workspace = createWorkspace({ now, policy, directory, loaded });
  const speech = createSpeech({ workspace, sentences, cause: key, answering: null, notBefore: () => now });
  takeEffect({ event, key, workspace, speech, sentences, ticketIds });
  speech.flush();
  const plan = workspace.plan();
  const inbound = lines.filter((line) => !loaded.handled.has(line)).map((line) => recordOf(event, line, now));
  const isWithout = plan.outbox.length === 0 && plan.tickets.length === 0 && plan.org.length === 0;
  if (!isWithout) inbound.push(recordOf(event, key, now));
  if (inbound.length === 0) return true;
  if ((await parts.store.commit({ ...plan, inbound })) !== 'committed') return false;
  parts.offer(plan.outbox);
  return true;
}

function streetsOf({ network, chatId }: ChatEvent, directory: Directory): readonly StreetId[] {
  const scope = directory.scopeOf(directory.room(roomId(network, chatId))?.scope ?? '');
  return scope ? [scope.streetId] : [];
}

/** Kept beside the room's talk, not in it: nobody said anything. */
function recordOf(event: ChatEvent, key: MessageKey, receivedAt: number): InboundRecord {
  const { network, chatId, at } = event;
  const line: InboundRecord['line'] = {
    key,
    roomId: roomId(network, 'events'),
    personId: `${network}:events`,
    name: '',
    at,
    text: '',
    images: [],
    replyTo: null,
    fromBot: false,
    fromStaff: false,
    ticketIds: [],
    outcome: `event:${event.type}`,
  };
  return { key, line, network, chatId, chatKind: 'private', accountId: '', receivedAt };
}

async function noteSighting(event: ChatEvent, sightings: SightingStore): Promise<void> {
  const { network, chatId, at } = event;
  if (event.type === 'room-seen' || event.type === 'bot-joined') {
    const seen = event.type === 'room-seen' ? event.members : [];
    // Kept for long, and read only to be compared: a phone in a name is nobody's business here.
    const members = seen.map(({ accountId, name }) => ({ accountId, name: maskPrivate(cleanName(name)) }));
    const name = maskPrivate(cleanName(event.chatName));
    await sightings.save({ network, chatId, name, members, seenAt: at, goneAt: null });
  }
  if (event.type !== 'bot-left') return;
  const known = (await sightings.chats(network)).find((chat) => chat.chatId === chatId);
  const chat = known ?? { network, chatId, name: '', members: [], seenAt: at };
  await sightings.save({ ...chat, goneAt: at });
}

function takeEffect(happening: Happening): void {
  const { event, workspace } = happening;
  const room = workspace.directory.room(roomId(event.network, event.chatId));
  if (event.type === 'bot-joined') greet(room, happening);
  if (event.type === 'recalled') takeBack(happening);
  if (event.type === 'recalled' && room?.kind === 'resident') forgetAnnounced(room, happening);
  if (event.type === 'bot-left' && room) {
    tellLeaders(room, leftSaid(room, workspace.directory), happening);
  }
  if (event.type === 'member-left' && room) tellOfStaff(room, event.members, happening);
}

function greet(room: Room | null, happening: Happening): void {
  const { event, workspace } = happening;
  const { directory } = workspace;
  const here = targetOfRoom(roomId(event.network, event.chatId), directory, []);
  const inviter =
    event.type === 'bot-joined' && event.byId !== null
      ? directory.staffByAccount(event.network, event.byId)
      : null;
  const said: NetworkSaid = room
    ? { code: 'joined-bound', scope: directory.nameOf(room.scope), toResidents: here.toResidents }
    : { code: 'joined-unbound', place: placeOf(inviter?.posts[0]?.at, directory) };
  say([here], said, happening);
}

/** The community the inviter works in, or the only one there is. */
function placeOf(post: string | undefined, { organisation, scopeOf, nameOf }: Directory): string | null {
  const communityId = post === undefined ? null : (scopeOf(post)?.communityId ?? null);
  if (communityId !== null) return nameOf(communityId);
  return organisation.communities.length === 1 ? (organisation.communities[0]?.name ?? null) : null;
}

function leftSaid(room: Room, directory: Directory): NetworkSaid {
  return { code: 'bot-left', room: room.name, scope: directory.nameOf(room.scope) };
}

/** Residents come and go in silence. */
function tellOfStaff(
  room: Room,
  members: readonly { accountId: string; name: string }[],
  happening: Happening,
): void {
  if (room.kind !== 'worker' && room.kind !== 'street') return;
  const { directory } = happening.workspace;
  const names = members.flatMap(
    ({ accountId }) => directory.staffByAccount(room.network, accountId)?.name ?? [],
  );
  if (names.length > 0) tellLeaders(room, { code: 'staff-left', room: room.name, names }, happening);
}

/** Not in the room itself: the bot may be out of it, and it is the leader's business. */
function tellLeaders(room: Room, said: NetworkSaid, happening: Happening): void {
  const { directory, now } = happening.workspace;
  const scope = directory.scopeOf(room.scope);
  if (!scope) return;
  const targets = leaderChats(scope, { directory, now, avoid: new Set() });
  say(
    targets.filter((target) => target.roomId !== room.id),
    said,
    happening,
  );
}

/** A request that is only this message goes with it while nobody works on it; else its staff are told. */
function takeBack(happening: Happening): void {
  const { event, workspace, ticketIds } = happening;
  if (event.type !== 'recalled') return;
  const message = messageKey(event.network, event.messageId);
  const senderId = workspace.line(message)?.personId;
  for (const ticket of ticketIds.flatMap((id) => workspace.ticket(id) ?? [])) {
    if (ticket.reporter.personId !== senderId || !ticket.messageIds.includes(message)) continue;
    const isAll = ticket.messageIds.length === 1 && ticket.followers.length === 0;
    if (isAll && UNCLAIMED.includes(ticket.status)) withdraw(ticket, happening);
    else tellWorkers(ticket, happening);
  }
}

/** What staff announced and took back answers nobody any more, and its words go. A 通知 typed elsewhere is another thing. */
function forgetAnnounced(room: Room, { event, workspace }: Happening): void {
  const streetId = workspace.directory.scopeOf(room.scope)?.streetId;
  if (event.type !== 'recalled' || streetId === undefined) return;
  const id = entryId(messageKey(event.network, event.messageId));
  const entry = workspace.knowledge(streetId).entries.find((one) => one.id === id);
  if (!entry) return;
  const { now } = workspace;
  workspace.change({
    type: 'knowledge-changed',
    entry: { ...entry, text: '', changedAt: now, withdrawnAt: now },
  });
}

function withdraw(ticket: Ticket, { key, workspace, speech }: Happening): void {
  const { personId, name } = ticket.reporter;
  const decided = decide(
    ticket,
    { type: 'withdraw', text: '' },
    {
      now: workspace.now,
      actor: { personId, name, roles: ['resident'] },
      messageId: key,
      policy: workspace.policy,
    },
  );
  if (!decided.ok) return;
  for (const notice of workspace.apply(ticket, decided.value).notices) speech.notice(notice);
}

function tellWorkers(ticket: Ticket, happening: Happening): void {
  const { directory, now } = happening.workspace;
  say(targetsOf({ type: 'workers' }, { directory, ticket, now }), { code: 'taken-back', ticket }, happening);
}

function say(
  targets: readonly Target[],
  said: NetworkSaid,
  { workspace, speech, sentences }: Happening,
): void {
  const ticketIds = said.code === 'taken-back' ? [said.ticket.id] : [];
  for (const target of targets) {
    const text = sentences.networks.say(said, speakingTo(target, workspace));
    speech.line(target, { text, code: said.code, ticketIds, urgent: true });
  }
}
