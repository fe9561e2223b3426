import type { Member, SaysOptions } from '../../src/chat/simulator/group.ts';
import type { Play } from '../scenarios/play.ts';

const NOTHING = {
  messages: [],
  talk: [],
  lines: [],
  tickets: [],
  numbers: [],
  codes: [],
  tries: [],
  leaveRequests: [],
  histories: [],
  openCounts: [],
  knowledge: [],
  appraisal: [],
};

/** How the bot took a message: `command:接单`, `refused:not-yours`. */
export async function outcomeOf(town: Play, messageId: string): Promise<string> {
  const loaded = await town.store.load({ ...NOTHING, lines: [`playground:${messageId}`] });
  return loaded.lines[0]?.outcome ?? 'unknown';
}

export interface Line {
  by: Member;
  /** `private`: to the bot alone. */
  in: string;
  text: string;
  options?: SaysOptions;
}

/** Says a line and tells how the bot took it. */
export async function taken(town: Play, line: Line): Promise<string> {
  const { by, text, options = {} } = line;
  const id = line.in === 'private' ? await by.whispers(text, options) : await by.says(line.in, text, options);
  return outcomeOf(town, id);
}
