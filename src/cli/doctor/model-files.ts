import type { ModelFault } from '../../engine/model/model-fault.ts';
import { modelFaultText, modelFaultTodo } from '../../text/models.ts';
import type { Trouble } from './trouble.ts';

export function modelTroubles(faults: readonly ModelFault[]): readonly Trouble[] {
  return faults.map((fault) => ({
    what: 'model',
    message: modelFaultText(fault),
    todo: modelFaultTodo(fault),
  }));
}
