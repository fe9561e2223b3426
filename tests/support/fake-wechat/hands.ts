import { types } from 'wechaty-puppet';
import type { RepairedMock } from './puppet.ts';
import type { Seen } from './world.ts';

/** What people and the network do on the far side. Plain values only, so that it can be done from another process too. */
export interface Hands {
  says(line: {
    room: string;
    text: string;
    from?: string;
    mentions?: string[];
    picture?: Uint8Array;
    id?: string;
    atMs?: number;
  }): string;
  /** Writes to the account itself. */
  whispers(text: string, from?: string): string;
  /** An event of an id once more, or of one that was never there. */
  announces(messageId: string): void;
  recalls(messageId: string): void;
  joins(room: string, ids: string[], by?: string): void;
  leaves(room: string, ids: string[]): void;
  renames(room: string, topic: string): void;
  invites(): void;
  logsOut(): void;
  scans(): void;
  showsCode(): void;
  fails(text: string): void;
  /** Everybody and every room gets another id, as some puppets do at each log-in. */
  changesIds(): void;
  set(faults: Partial<RepairedMock['faults']>): void;
  beats(everyMs: number | null): void;
  seen(): Seen[];
}

const ZHANG = 'wxid_zhang';

export function handsOf(puppet: RepairedMock): Hands {
  const { world } = puppet;
  const say = (id: string) => {
    puppet.emit('message', { messageId: id });
    return id;
  };
  return {
    ...roomHands(puppet),
    says: ({ room, from = ZHANG, ...line }) => say(puppet.put({ to: room, from, ...line })),
    whispers: (text, from = ZHANG) => say(puppet.put({ to: world.self.id, from, text })),
    announces: (id) => void say(id),
    recalls(id) {
      const old = world.messages.get(id);
      if (!old) throw new Error(`nothing to recall: ${id}`);
      const to = old.roomId || old.listenerId;
      say(puppet.put({ to, from: old.talkerId, text: id, type: types.Message.Recalled }));
    },
    logsOut: () => void puppet.logout('on the phone'),
    scans() {
      puppet.faults.needsScan = false;
      puppet.enter();
    },
    showsCode: () => puppet.showCode(),
    fails: (text) => void puppet.emit('error', { data: text }),
    changesIds() {
      for (const [id, room] of [...world.rooms]) {
        world.rooms.delete(id);
        world.rooms.set(`new-${id}`, { ...room, members: room.members.map((one) => renamed(one)) });
      }
      for (const [id, name] of [...world.people]) world.people.set(renamed(id), name);
    },
    set: (faults) => void Object.assign(puppet.faults, faults),
    beats(everyMs) {
      puppet.beatMs = everyMs;
    },
    seen: () => world.seen,
  };
}

function renamed(id: string): string {
  return id === 'wxid_linli' ? id : `new-${id}`;
}

function roomHands(puppet: RepairedMock): Pick<Hands, 'joins' | 'leaves' | 'renames' | 'invites'> {
  const { rooms } = puppet.world;
  const timestamp = () => Math.trunc(Date.now() / 1000);
  return {
    joins(room, ids, by = ZHANG) {
      rooms.get(room)?.members.push(...ids);
      puppet.emit('room-join', { roomId: room, inviteeIdList: ids, inviterId: by, timestamp: timestamp() });
    },
    leaves(room, ids) {
      const members = rooms.get(room)?.members ?? [];
      members.splice(0, members.length, ...members.filter((one) => !ids.includes(one)));
      puppet.emit('room-leave', {
        roomId: room,
        removeeIdList: ids,
        removerId: ZHANG,
        timestamp: timestamp(),
      });
    },
    renames(room, topic) {
      const known = rooms.get(room);
      const oldTopic = known?.topic ?? '';
      if (known) known.topic = topic;
      puppet.emit('room-topic', {
        roomId: room,
        newTopic: topic,
        oldTopic,
        changerId: ZHANG,
        timestamp: timestamp(),
      });
    },
    invites: () => void puppet.emit('room-invite', { roomInvitationId: 'i1' }),
  };
}
