import type { ProbeFinding } from '../../chat/network.ts';
import type { ModelFault } from '../../engine/model/model-fault.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { modelFaultText, modelFaultTodo, modelsText } from '../../text/models.ts';

/** Whether the trained models of the policy are there. */
export function modelFindings(
  { models }: Pick<ServicePolicy, 'models'>,
  faults: readonly ModelFault[],
): readonly ProbeFinding[] {
  if (faults.length === 0) return [{ state: 'ok', message: modelsText(models) }];
  return faults.map((fault) => ({
    state: 'wrong',
    message: `${modelFaultText(fault)}${modelFaultTodo(fault)}`,
  }));
}
