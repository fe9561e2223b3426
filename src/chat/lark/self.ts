import type { LinkStatus } from '../../app/ports.ts';
import type { Timer } from '../../app/timer.ts';
import { MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';
import type { LarkApi } from './api.ts';
import { isWrongSecret, larkCodeOf } from './errors.ts';
import type { BotSelf } from './normalise.ts';

const LONGEST_RETRY_MS = MINUTE_MS;

export interface SelfParts {
  api: Pick<LarkApi, 'botInfo'>;
  /** Filled in. */
  bot: BotSelf;
  report(status: LinkStatus): void;
  timer: Timer;
}

/** Asks Lark who the bot is until it says so, which also tells whether it can be reached. Returns how to give up. */
export function learnSelf({ api, bot, report, timer }: SelfParts): () => void {
  let given = false;
  let cancel = () => {};
  const ask = async (pauseMs: number): Promise<void> => {
    try {
      const self = await api.botInfo();
      if (given) return;
      bot.openId = self.openId;
      report({ state: 'connected', reason: 'connected' });
    } catch (error) {
      if (given) return;
      report(troubleOf(error));
      cancel = timer.after(pauseMs, () => void ask(Math.min(pauseMs * 2, LONGEST_RETRY_MS)));
    }
  };
  void ask(SECOND_MS);
  return () => {
    given = true;
    cancel();
  };
}

function troubleOf(error: unknown): LinkStatus {
  const code = larkCodeOf(error);
  if (isWrongSecret(code)) return { state: 'down', reason: 'wrong-secret', detail: String(code) };
  return { state: 'down', reason: 'unreachable', ...(code === null ? {} : { detail: String(code) }) };
}
