import cron from 'node-cron';
import type { Clock, Log } from '../app/ports.ts';
import type { Instant } from '../engine/glossary.ts';

export interface ScheduleParts {
  clock: Clock;
  log: Log;
  tick(now: Instant): Promise<void>;
}

/** Every job is one line that calls `tick`: what is due is decided by state and `now`, so a missed minute is caught up. */
export function startSchedule(parts: ScheduleParts): { stop(): Promise<void> } {
  const options = { noOverlap: true, logger: loggerOver(parts.log) };
  const jobs = [cron.schedule('* * * * *', () => tickOnce(parts), options)];
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.destroy()));
    },
  };
}

/** Its own would write lines for people among the log's. */
function loggerOver(log: Log) {
  return {
    info: () => {},
    debug: () => {},
    warn: (message: string) => log.warn({}, message),
    error: (message: string | Error) => log.error({}, String(message)),
  };
}

async function tickOnce({ clock, log, tick }: ScheduleParts): Promise<void> {
  try {
    await tick(clock.now());
  } catch (error) {
    log.error({ err: error }, 'a tick failed; the next one catches up');
  }
}
