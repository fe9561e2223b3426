import type { Chat, Log, Receiver } from '../ports.ts';

/** An edge that only one process may run: it runs here as long as this process has the right to. */
export interface HeldEdge {
  chat: Chat;
  /** The right may have come or gone. */
  follow(): void;
  /** Resolves when it has followed. */
  settled(): Promise<void>;
}

interface Given {
  chat: Chat;
  runs(): boolean;
  log: Log;
}

export function createHeldEdge({ chat, runs, log }: Given): HeldEdge {
  let receiver: Receiver | null = null;
  let running = false;
  let following: Promise<void> = Promise.resolve();
  const turnOn = async (to: Receiver) => {
    try {
      await chat.start(to);
      running = true;
    } catch (error) {
      log.error({ err: error, network: chat.network }, 'a network could not be started');
      to.status({ state: 'down', reason: 'crashed', detail: error instanceof Error ? error.message : '' });
    }
  };
  const turnOff = async () => {
    running = false;
    await chat
      .stop()
      .catch((error) => log.error({ err: error, network: chat.network }, 'a network did not stop'));
    receiver?.status({ state: 'down', reason: 'held-elsewhere' });
  };
  const sync = async () => {
    const wanted = receiver !== null && runs();
    if (wanted && !running && receiver) await turnOn(receiver);
    if (!wanted && running) await turnOff();
  };
  const follow = () => {
    following = following.then(sync);
  };
  return {
    follow,
    settled: () => following,
    chat: {
      ...chat,
      start: async (to) => {
        receiver = to;
        if (!runs()) to.status({ state: 'down', reason: 'held-elsewhere' });
        follow();
        await following;
      },
      stop: async () => {
        receiver = null;
        follow();
        await following;
      },
    },
  };
}
