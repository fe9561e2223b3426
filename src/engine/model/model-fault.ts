import type { Models } from '../policy.ts';
import type { ContainerFault } from './container.ts';

/** Why a trained model is not used: the word lists go on alone. */
export interface ModelFault {
  which: keyof Models;
  path: string;
  /** The policy names it; else it is a shipped one. */
  isNamed: boolean;
  reason: ContainerFault | 'missing' | 'unreadable';
}
