import { setTimeout as sleep } from 'node:timers/promises';
import type { StoryProgress } from '../../chat/playground/hub.ts';
import type { StoryStep } from './demo/story.ts';

/** What a step of the story can do; the routes give it hands. */
export interface StoryHands {
  /** Resolves with the message's id once the bot has kept it. */
  says(line: StoryLine): Promise<string>;
  moveClock(move: Extract<StoryStep, { type: 'clock' }>['move']): Promise<void>;
  /** Number of the ticket that a message opened or joined; null when it opened none. */
  numberOf(room: string, messageId: string): Promise<number | null>;
  /** The bot's last line there about the ticket. */
  lastLineAbout(room: string, number: number): Promise<string | null>;
  progress(progress: StoryProgress): void;
  failed(error: unknown): void;
}

export interface StoryLine {
  who: string;
  room: string;
  text: string;
  replyTo: string | null;
  picture: string | null;
}

export interface StoryPlayer {
  /** False when one is playing already. */
  play(speed: number): boolean;
  stop(): Promise<void>;
  progress(): StoryProgress;
}

const IDLE: StoryProgress = { running: false, step: 0, steps: 0, caption: '', chatId: null };

/** Plays the story by itself, a step after another, and stops when told. */
export function createStoryPlayer(story: readonly StoryStep[], hands: StoryHands): StoryPlayer {
  let stopping: AbortController | null = null;
  let playing: Promise<void> = Promise.resolve();
  let now = IDLE;
  const tell = (progress: StoryProgress) => {
    now = progress;
    hands.progress(progress);
  };
  const run = async (speed: number, signal: AbortSignal) => {
    try {
      await playAll(story, { hands, speed, signal, tell });
    } catch (error) {
      if (!signal.aborted) hands.failed(error);
    } finally {
      stopping = null;
      tell({ ...now, running: false });
    }
  };
  return {
    play(speed) {
      if (stopping) return false;
      stopping = new AbortController();
      playing = run(speed, stopping.signal);
      return true;
    },
    async stop() {
      stopping?.abort();
      await playing;
    },
    progress: () => now,
  };
}

interface Playing {
  hands: StoryHands;
  speed: number;
  signal: AbortSignal;
  tell(progress: StoryProgress): void;
}

async function playAll(story: readonly StoryStep[], playing: Playing): Promise<void> {
  const numbers = new Map<string, number>();
  let caption = '';
  for (const [index, step] of story.entries()) {
    if (step.type !== 'says') caption = step.text;
    playing.tell({ running: true, step: index + 1, steps: story.length, caption, chatId: step.room });
    await sleep(step.waitMs / playing.speed, undefined, { signal: playing.signal });
    await perform(step, playing.hands, numbers);
  }
  await sleep(1500 / playing.speed, undefined, { signal: playing.signal });
}

async function perform(step: StoryStep, hands: StoryHands, numbers: Map<string, number>): Promise<void> {
  if (step.type === 'clock') await hands.moveClock(step.move);
  if (step.type !== 'says') return;
  const about = numbers.get(step.repliesTo ?? '');
  const messageId = await hands.says({
    who: step.who,
    room: step.room,
    text: withNumbers(step.text, numbers),
    replyTo: about === undefined ? null : await hands.lastLineAbout(step.room, about),
    picture: step.picture ?? null,
  });
  if (step.opens === undefined) return;
  const number = await hands.numberOf(step.room, messageId);
  if (number !== null) numbers.set(step.opens, number);
}

/** `接单 {lift}` → `接单 128`. */
function withNumbers(text: string, numbers: ReadonlyMap<string, number>): string {
  return text.replace(/\{([a-z]{1,20})\}/g, (all, name: string) => String(numbers.get(name) ?? all));
}
