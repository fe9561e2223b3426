import type { FakeLark } from '../fake-lark/server.ts';
import type { Process } from '../tool-process.ts';
import type { Program } from './program.ts';

/** Processes of the bot on one database and one Lark, each replaced as soon as it was killed. */
export interface Crew {
  /** Ends one without a word, starts another in its place; resolves when that one is ready. */
  kill(seat: number): Promise<void>;
  readonly seats: number;
  pid(seat: number): number;
  /** Ends so far by `kill`. */
  readonly kills: number;
  /** What those that are gone and those that run have told, one string each. */
  told(): readonly string[];
  /** Resolves when every seat has a process that is ready. */
  ready(): Promise<void>;
  /** Ends all in good order; resolves with their exit codes. */
  stop(): Promise<readonly (number | null)[]>;
}

export interface CrewParts {
  program: Program;
  lark: FakeLark;
  url: string;
  policy: string;
  seats: number;
}

export function startCrew(parts: CrewParts): Crew {
  const { seats } = parts;
  const all: Process[] = [];
  let kills = 0;
  const enter = () => {
    const bot = parts.program.linli(['start'], environmentOf(parts));
    all.push(bot);
    return bot;
  };
  const running = Array.from({ length: seats }, enter);
  /** A start during which the database was cut ends in good order: whoever keeps the service starts it again. */
  const occupied = async (seat: number): Promise<void> => {
    const bot = running[seat];
    if (!bot || (await isReady(bot))) return;
    if (!/57P01|08006|ECONNREFUSED/.test(bot.told())) throw new Error(`did not start: ${bot.told()}`);
    if (running[seat] === bot) running[seat] = enter();
    return occupied(seat);
  };
  return {
    seats,
    pid: (seat) => running[seat]?.pid ?? 0,
    get kills() {
      return kills;
    },
    async kill(seat) {
      const bot = running[seat];
      if (!bot) throw new Error(`no seat ${seat}`);
      kills += 1;
      bot.kill('SIGKILL');
      await bot.ended;
      // Somebody else may have killed it in the meantime, and then has replaced it.
      if (running[seat] !== bot) return;
      running[seat] = enter();
      await occupied(seat);
    },
    told: () => all.map((bot) => bot.told()),
    ready: async () => void (await Promise.all(running.map((_, seat) => occupied(seat)))),
    stop: () => {
      for (const bot of running) bot.kill('SIGTERM');
      return Promise.all(running.map((bot) => bot.ended));
    },
  };
}

function environmentOf({ lark, url, policy }: CrewParts): Record<string, string> {
  return {
    DATABASE_URL: url,
    POLICY: policy,
    LARK_APP_ID: lark.appId,
    LARK_APP_SECRET: lark.appSecret,
    LARK_DOMAIN: lark.url,
  };
}

/** True as well when it was killed before. */
function isReady(bot: Process): Promise<boolean> {
  return bot.until(/邻里已就绪/).then(
    () => true,
    () => bot.killed,
  );
}
