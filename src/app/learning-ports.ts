import type { Instant } from '../engine/glossary.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';

/** What staff's answers taught, kept beside the tickets they came from. */
export interface LearningStore {
  /**
   * Histories of the newest tickets, oldest ticket first: only the events that say what it was taken for and what people made
   * of that.
   */
  histories(limit: number): Promise<readonly (readonly TicketEvent[])[]>;
  /** Null: nothing was ever learnt. */
  model(name: string): Promise<LocalModelRecord | null>;
  /** Cheap enough to be asked every minute; 0: nothing was ever learnt. */
  version(name: string): Promise<number>;
  /** Keeps it in place of what was there, under the next version; `bytes` of nothing forgets it. */
  save(model: Omit<LocalModelRecord, 'version'>): Promise<void>;
}

export interface LocalModelRecord {
  /** Which model it corrects: `reading`. */
  name: string;
  version: number;
  /** Fingerprint of the shipped model that it was fitted on. */
  base: string;
  bytes: Uint8Array;
  /** Figures before and after, as JSON. */
  figures: string;
  examples: number;
  madeAt: Instant;
}

/** What the language model was used for, counted for all processes together. */
export interface ProposalStore {
  /** Counts a call of the day and what it may cost, unless that would pass a cap; whether it may be made. */
  reserve(day: number, tokens: number, caps: { calls: number; tokens: number }): Promise<boolean>;
  /** What became of it; `tokens`: by how much it cost more than was reserved. */
  settle(day: number, outcome: { tokens: number; failed: boolean; taken: boolean }): Promise<void>;
  use(day: number): Promise<ModelUse>;
  /** An answer given before. */
  answer(key: string): Promise<string | null>;
  /** Keeps the newest thousands, a month at most. */
  remember(key: string, answer: string, at: Instant): Promise<void>;
}

export interface ModelUse {
  calls: number;
  tokens: number;
  failures: number;
  /** Answers that made or filled in a draft. */
  taken: number;
}
