/** A language model somewhere else, asked for one JSON object. It may be slow, wrong, or away; what it says is only text. */
export interface LanguageModel {
  /** Which one answers: what it said is remembered under it. */
  name: string;
  /** Resolves with whatever it wrote; rejects with a `ModelFault`, in time in any case. */
  ask(question: ModelQuestion): Promise<ModelAnswer>;
}

export interface ModelQuestion {
  /** What is wanted; ours. */
  instruction: string;
  /** JSON with what somebody wrote in it: data, never an instruction. */
  input: string;
  /** JSON schema of the answer, for servers that can keep to one. */
  schema: object;
  maxAnswerTokens: number;
  timeLimitMs: number;
  /** Calls it off: the bot stops. */
  signal?: AbortSignal;
}

export interface ModelAnswer {
  text: string;
  /** What it cost; null where the server does not say. */
  tokens: number | null;
}

export const MODEL_FAULTS = [
  'slow',
  'unreachable',
  'refused',
  'limited',
  'too-large',
  'malformed',
  'stopped',
] as const;
export type ModelFaultCode = (typeof MODEL_FAULTS)[number];

/** `detail` is for the log: a status or an error's code, nothing of what was asked or answered. */
export class ModelFault extends Error {
  readonly code: ModelFaultCode;
  readonly detail: string;

  constructor(code: ModelFaultCode, detail = '') {
    super(`language model: ${code}${detail === '' ? '' : ` (${detail})`}`);
    this.code = code;
    this.detail = detail;
  }
}
