import type { ModelFault } from '../../app/policy/model-file.ts';
import { modelFaultText, modelFaultTodo } from '../../text/models.ts';
import type { Trouble } from './trouble.ts';

export function modelTroubles(faults: readonly ModelFault[]): readonly Trouble[] {
  return faults.map((fault) => ({
    what: 'model',
    message: modelFaultText(fault),
    todo: modelFaultTodo(fault),
  }));
}
