import type { ChildLine } from './protocol.ts';
import type { Spool } from './spool.ts';

/** WeChat brings nothing again: what the bot was told stays here until the bot says that it has taken it. */
export interface Handover {
  /** Once: what the process before this one was left with, oldest first. It counts as told. */
  left(): { lines: readonly ChildLine[]; fault: string | null };
  told(line: ChildLine): void;
  taken(id: string): void;
  /** The bot is gone: what it has not taken goes to the next one. Never throws. */
  save(): void;
}

export interface HandoverLimits {
  lines: number;
  /** Of texts and pictures. Over it pictures go first, then the oldest lines. */
  bytes: number;
}

const LIMITS: HandoverLimits = { lines: 1000, bytes: 5 * 1024 * 1024 };

export function createHandover(spool: Spool, limits: HandoverLimits = LIMITS): Handover {
  return new Untaken(spool, limits);
}

class Untaken implements Handover {
  readonly #spool: Spool;
  readonly #limits: HandoverLimits;
  readonly #lines = new Map<string, ChildLine>();
  /** Those in the file: it stays until the last of them is taken. */
  readonly #inFile = new Set<string>();
  #bytes = 0;

  constructor(spool: Spool, limits: HandoverLimits) {
    this.#spool = spool;
    this.#limits = limits;
  }

  left(): { lines: readonly ChildLine[]; fault: string | null } {
    const { lines, fault } = this.#spool.read();
    for (const line of lines) {
      this.#inFile.add(line.id);
      this.told(line);
    }
    return { lines, fault };
  }

  told(line: ChildLine): void {
    this.#forget(line.id);
    const isTooMuch = this.#bytes + sizeOf(line) > this.#limits.bytes;
    const kept = isTooMuch ? { ...line, picture: null } : line;
    this.#lines.set(kept.id, kept);
    this.#bytes += sizeOf(kept);
    while (this.#bytes > this.#limits.bytes) this.#forgetFirst();
    if (this.#lines.size > this.#limits.lines) this.#forgetFirst();
  }

  taken(id: string): void {
    this.#forget(id);
    if (this.#inFile.delete(id) && this.#inFile.size === 0) this.#spool.remove();
  }

  save(): void {
    if (this.#lines.size === 0) return;
    try {
      this.#spool.write([...this.#lines.values()]);
    } catch {
      // Nobody is there to be told, and what an earlier time has written is still in its place.
    }
  }

  #forget(id: string): void {
    const line = this.#lines.get(id);
    if (!line) return;
    this.#bytes -= sizeOf(line);
    this.#lines.delete(id);
  }

  #forgetFirst(): void {
    const [oldest] = this.#lines.keys();
    if (oldest !== undefined) this.#forget(oldest);
  }
}

function sizeOf({ text, picture }: ChildLine): number {
  return Buffer.byteLength(text) + (picture?.byteLength ?? 0);
}
