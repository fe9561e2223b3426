import { forgetOldest } from '../recent.ts';
import { withoutAddress } from './mentions.ts';
import { folded } from './said-lately.ts';

const KEPT_MS = 3_600_000;
const MOST = 500;
/** Gateways hand old messages on again at a log-in: an id counts once. */
const MOST_IDS = 5000;

/** One message of the account itself, come back from the network. */
interface Echo {
  chatId: string;
  remoteId: string;
  /** What of its lines no message has been found for yet; null: a picture. */
  lines: string[] | null;
  heardAt: number;
}

/** What the account was heard to say: WeChat's only answer to whether an unsure message was said. */
export interface Echoes {
  hear(echo: { chatId: string; remoteId: string; text: string; isPicture: boolean }): void;
  /** The gateway gave this id: its echo answers nothing any more. */
  known(remoteId: string): void;
  /** Takes the oldest fitting echo: its id, or null. A text of several lines is found within a joined one. */
  take(wanted: { chatId: string; text: string; isPicture: boolean; since: number }): string | null;
  /** As `take`, and waits for one. */
  wait(wanted: Parameters<Echoes['take']>[0], forMs: number): Promise<string | null>;
}

export function createEchoes(now: () => number): Echoes {
  let echoes: Echo[] = [];
  const ids = new Set<string>();
  const waiting = new Set<() => void>();
  const take: Echoes['take'] = ({ chatId, text, isPicture, since }) => {
    const echo = echoes.find(
      (one) => one.chatId === chatId && one.heardAt >= since && fits(one, isPicture ? null : linesOf(text)),
    );
    if (!echo) return null;
    if (echo.lines) echo.lines.splice(at(echo.lines, linesOf(text)), linesOf(text).length);
    if (!echo.lines?.length) echoes = echoes.filter((one) => one !== echo);
    return echo.remoteId;
  };
  return {
    hear({ chatId, remoteId, text, isPicture }) {
      const heardAt = now();
      if (ids.has(remoteId)) return;
      forgetOldest(ids.add(remoteId), MOST_IDS);
      const lines = isPicture ? null : linesOf(withoutAddress(text));
      echoes = echoes.filter((one) => one.heardAt > heardAt - KEPT_MS).slice(-MOST);
      echoes.push({ chatId, remoteId, lines, heardAt });
      for (const wake of [...waiting]) wake();
    },
    known(remoteId) {
      echoes = echoes.filter((one) => one.remoteId !== remoteId);
      forgetOldest(ids.add(remoteId), MOST_IDS);
    },
    take,
    wait(wanted, forMs) {
      return new Promise((resolve) => {
        const end = (remoteId: string | null) => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(remoteId);
        };
        const look = () => {
          const remoteId = take(wanted);
          if (remoteId !== null) end(remoteId);
        };
        const timer = setTimeout(() => end(null), forMs);
        waiting.add(look);
        look();
      });
    },
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').map(folded);
}

function fits(echo: Echo, wanted: readonly string[] | null): boolean {
  if (wanted === null || echo.lines === null) return wanted === null && echo.lines === null;
  return at(echo.lines, wanted) >= 0;
}

/** Where all of the wanted lines stand one under the other; -1: nowhere. */
function at(lines: readonly string[], wanted: readonly string[]): number {
  return lines.findIndex((_, start) => wanted.every((line, index) => lines[start + index] === line));
}
