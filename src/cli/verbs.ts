import { checkVerb } from './check.ts';
import { closeMonthVerb } from './close-month.ts';
import { codeVerb } from './code.ts';
import { doctorVerb } from './doctor.ts';
import { exportVerb } from './export.ts';
import { importVerb } from './import.ts';
import { networkProcessVerb } from './network-process.ts';
import { policySchemaVerb } from './policy-schema.ts';
import { readVerb } from './read.ts';
import { replayVerb } from './replay.ts';
import { retrainVerb } from './retrain.ts';
import { sameVerb } from './same.ts';
import { startVerb } from './start.ts';
import { tryPolicyVerb } from './try-policy.ts';
import type { Verb } from './verb.ts';

/** In the order in which a newcomer needs them. */
export const VERBS: readonly Verb[] = [
  startVerb,
  importVerb,
  codeVerb,
  checkVerb,
  policySchemaVerb,
  doctorVerb,
  replayVerb,
  readVerb,
  sameVerb,
  retrainVerb,
  closeMonthVerb,
  tryPolicyVerb,
  exportVerb,
  networkProcessVerb,
];
