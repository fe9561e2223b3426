import { checkVerb } from './check.ts';
import { codeVerb } from './code.ts';
import { doctorVerb } from './doctor.ts';
import { importVerb } from './import.ts';
import { networkProcessVerb } from './network-process.ts';
import { readVerb } from './read.ts';
import { replayVerb } from './replay.ts';
import { retrainVerb } from './retrain.ts';
import { sameVerb } from './same.ts';
import { startVerb } from './start.ts';
import type { Verb } from './verb.ts';

/** In the order in which a newcomer needs them. */
export const VERBS: readonly Verb[] = [
  startVerb,
  importVerb,
  codeVerb,
  checkVerb,
  doctorVerb,
  replayVerb,
  readVerb,
  sameVerb,
  retrainVerb,
  networkProcessVerb,
];
