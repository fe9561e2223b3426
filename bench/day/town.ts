import { HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { Organisation } from '../../src/engine/org/directory.ts';
import { benchTown, SMALL_TALK } from '../town.ts';

/** A district of a million: so many communities, each with many rooms of residents and one of its workers. */
const COMMUNITIES = 100;
const RESIDENT_ROOMS = 29;
const PEOPLE_A_ROOM = 300;
const BUILDINGS = 300;
export const NETWORK = 'lark';

export function dayTown(): Organisation {
  const town = benchTown(COMMUNITIES, NETWORK);
  const rooms = town.rooms.flatMap((room) =>
    room.kind === 'worker'
      ? [room]
      : Array.from({ length: RESIDENT_ROOMS }, (_, n) => ({
          ...room,
          id: `${room.id}${n}`,
          chatId: `${room.chatId}${n}`,
          name: `${room.name}${n}`,
        })),
  );
  return { ...town, rooms };
}

/** What share of a day's talk falls into each hour, of all that the table adds up to. */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 6, 7, 6, 5, 5, 6, 4, 4, 4, 5, 6, 8, 9, 8, 6, 4, 2];
const WHOLE = HOURS.reduce((sum, share) => sum + share, 0);

export interface Said {
  chatId: string;
  senderId: string;
  text: string;
}

/** A day's talk, minute by minute. `lines` and `reports` are the whole day's. */
export function* dayTalk(given: { lines: number; reports: number }): Generator<readonly Said[]> {
  let lines = 0;
  let reports = 0;
  let share = 0;
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    share += (HOURS[Math.floor((minute * MINUTE_MS) / HOUR_MS)] ?? 0) / 60 / WHOLE;
    const said: Said[] = [];
    for (; lines < given.lines * share; lines += 1) said.push(lineOf(lines));
    for (; reports < given.reports * share; reports += 1) said.push(reportOf(reports));
    yield said;
  }
}

/** Spread so that neighbouring numbers are in different rooms and of different people. */
function lineOf(n: number): Said {
  const chatId = `c${(n * 37) % COMMUNITIES}-res${(n * 11) % RESIDENT_ROOMS}`;
  const text = `${SMALL_TALK[n % SMALL_TALK.length] ?? ''}${n % 100}`;
  return { chatId, senderId: `ou_${chatId}_${(n * 7) % PEOPLE_A_ROOM}`, text };
}

function reportOf(n: number): Said {
  const chatId = `c${(n * 37) % COMMUNITIES}-res${n % RESIDENT_ROOMS}`;
  const building = ((Math.floor(n / COMMUNITIES) * 13) % BUILDINGS) + 1;
  return { chatId, senderId: `ou_reporter_${n}`, text: `报修 ${building}号楼2单元电梯坏了,老人上不去` };
}
