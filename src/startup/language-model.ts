import type { LinliParts } from '../app/linli.ts';
import type { Timer } from '../app/timer.ts';
import type { Config } from '../config.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { createLanguageModel } from '../llm/chat-completions.ts';
import { modelInstruction } from '../text/language-model.ts';

/** The model of the settings, told of the policy's classes; without settings there is none. */
export function languageModelOf(
  { llm }: Pick<Config, 'llm'>,
  policy: ServicePolicy,
  timer?: Timer,
): LinliParts['languageModel'] {
  if (llm === null) return undefined;
  return { model: createLanguageModel(llm, timer), instruction: modelInstruction(policy) };
}
