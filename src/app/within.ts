import { realTimer, type Timer } from './timer.ts';

/** What the work gives, or null: it failed, or did not answer in time; it goes on then. */
export function within<T>(ms: number, work: Promise<T>, timer: Timer = realTimer): Promise<T | null> {
  return new Promise((resolve) => {
    const callOff = timer.after(ms, () => resolve(null));
    work.then(resolve, () => resolve(null)).finally(callOff);
  });
}
