import type { Audience } from '../notice.ts';
import {
  NOTHING,
  RESIDENTS,
  receipt,
  SECRETARY,
  STREET,
  toAssignee,
  toPerson,
  WORKERS,
  type Words,
  when,
} from './announce-kit.ts';
import { assigneeOf, isPoor, UNASSIGNED_KEY } from './standing.ts';

export const afterWords = {
  /** A poor rating reopens it: that notice tells the worker. */
  rated: ({ after, event }) => when(!isPoor(event.rating), ['rated-to-worker', toAssignee(after)]),
  reopened: ({ event }) =>
    event.to === 'secretary'
      ? [['reopened-to-secretary', SECRETARY]]
      : [
          ['reopened', WORKERS],
          ['reopened', RESIDENTS],
        ],
  closed: ({ after, event }) => when(event.how === 'no-answer', ['closed-no-answer', toAssignee(after)]),
  merged: [['merged', RESIDENTS]],
  /** Somebody may be at work on it. */
  withdrawn: ({ before }) => when(assigneeOf(before) !== null, ['withdrawn', WORKERS]),
  unmerged: ({ after }) => when(after.status === 'assigned', ['assigned', WORKERS]),
  restored: ({ after }) => when(after.status === 'assigned', ['assigned', WORKERS]),
  linked: NOTHING,
  reminded: ({ event }) => [['reminder', event.what === 'call-back' ? RESIDENTS : audienceOf(event.to)]],
  escalated: ({ before, event }) =>
    event.key === UNASSIGNED_KEY
      ? [...receipt(before), ['unassigned', audienceOf(event.to)]]
      : [['escalated', audienceOf(event.to)]],
} satisfies Words<
  | 'rated'
  | 'reopened'
  | 'closed'
  | 'merged'
  | 'withdrawn'
  | 'unmerged'
  | 'restored'
  | 'linked'
  | 'reminded'
  | 'escalated'
>;

function audienceOf(to: string): Audience {
  if (to === 'secretary') return SECRETARY;
  return to === 'street' ? STREET : toPerson(to);
}
