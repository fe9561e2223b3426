import type { NetworkDefinition } from '../chat/network.ts';
import type { Instant } from '../engine/glossary.ts';

/** Exit codes of the tool: design.md section 1. */
export const DONE = 0;
export const REFUSED = 1;
export const MISUSED = 2;

export interface Io {
  /** One line on stdout. */
  out(line: string): void;
  /** One line on stderr: faults and notes. */
  err(line: string): void;
  now(): Instant;
  /** Since the process began, without what the set-up took. */
  sinceStartMs(): number;
  environment: Readonly<Record<string, string | undefined>>;
  /** Every network there is, configured or not. */
  networks(): Promise<readonly NetworkDefinition[]>;
}

export interface Option {
  type: 'boolean' | 'string';
  /** What the option's value is called in the help: `FILE`. */
  value?: string;
  help: string;
}

export interface VerbInput {
  words: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | null;
  io: Io;
}

/** One verb of the tool: what the help says of it, and what it does. Heavy things are imported in `run`. */
export interface Verb {
  name: string;
  /** For the program itself: the help does not name it. */
  hidden?: true;
  /** After the name: `FILE [--json]`. */
  usage: string;
  summary: string;
  details: readonly string[];
  options: Readonly<Record<string, Option>>;
  /** How many words it takes after its name, and what to say when there are too few. */
  words: { min: number; max: number; missing: string };
  /** Returns the exit code. */
  run(input: VerbInput): Promise<number>;
}

export const JSON_OPTION: Option = { type: 'boolean', help: '输出 JSON,给程序读' };
