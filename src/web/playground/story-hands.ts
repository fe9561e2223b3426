import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlaygroundDeps } from './deps.ts';
import { historyOf } from './lines.ts';
import type { Speaking } from './speaking.ts';
import type { StoryHands, StoryLine } from './story-player.ts';
import { type PageClock, targetOf } from './time.ts';

const LOOKS = 20;
const LOOK_AGAIN_MS = 25;

interface Given {
  deps: PlaygroundDeps;
  pageClock: PageClock;
  speaking: Speaking;
}

/** The story does what a person at the page could do, by the same ways, and no more. */
export function createStoryHands({ deps, pageClock, speaking }: Given): StoryHands {
  const lines = (room: string) => historyOf(room, { store: deps.store, people: [] });
  return {
    async says(line) {
      const images = line.picture === null ? [] : [await demoPicture(line.picture, deps)];
      const person = await speaking.person(line.who);
      if (!person) throw new Error(`the story's ${line.who} is not in this neighbourhood`);
      return speaking.say(person, messageOf(line, images));
    },
    async moveClock(move) {
      await pageClock.move(targetOf(move, deps.policy.calendar, deps.clock.now()));
    },
    async numberOf(room, messageId) {
      const line = (await lines(room)).find((one) => one.id === messageId);
      return line?.tickets[0]?.number ?? null;
    },
    async lastLineAbout(room, number) {
      const find = async () =>
        (await lines(room)).findLast(
          (one) => one.fromBot && one.tickets.some((ticket) => ticket.number === number),
        );
      // Played fast, the story may be ahead of the bot's sending.
      for (let tries = 1; tries < LOOKS && !(await find()); tries += 1) await sleep(LOOK_AGAIN_MS);
      return (await find())?.id ?? null;
    },
    progress: (story) => deps.hub.publish({ type: 'story', story }),
    failed: (error) => deps.log.error({ err: error }, 'the demo story stopped'),
  };
}

function messageOf({ who, room, text, replyTo }: StoryLine, images: readonly string[]) {
  return { who, room, text, replyTo, images: [...images] };
}

async function demoPicture(name: string, { pictures }: PlaygroundDeps): Promise<string> {
  const bytes = await readFile(new URL(`./demo/pictures/${name}`, import.meta.url));
  const saved = await pictures.save(bytes);
  if (saved === null) throw new Error(`the demo picture ${name} is none`);
  return saved;
}
