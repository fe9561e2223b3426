/** Looks at rooms in which people speak, one after the other and slowly, so that they can be recognised by who is in them. */
export interface RoomLooks {
  /** Somebody has spoken there: looked at once a log-in. */
  spokenIn(roomId: string): void;
  /** Its name or its members have changed. */
  changed(roomId: string): void;
  /** A new log-in: ids may have changed. */
  restart(): void;
  stop(): void;
}

export function createRoomLooks(everyMs: number, look: (roomId: string) => void): RoomLooks {
  const seen = new Set<string>();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const next = () => {
    const [roomId] = waiting;
    timer = roomId === undefined ? null : setTimeout(next, everyMs);
    if (roomId === undefined) return;
    waiting.delete(roomId);
    look(roomId);
  };
  const changed = (roomId: string) => {
    seen.add(roomId);
    waiting.add(roomId);
    timer ??= setTimeout(next, everyMs);
  };
  return {
    changed,
    spokenIn(roomId) {
      if (!seen.has(roomId)) changed(roomId);
    },
    restart() {
      seen.clear();
    },
    stop() {
      waiting.clear();
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
