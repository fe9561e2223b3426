import {
  CRITICAL,
  NOTHING,
  RESIDENTS,
  type Told,
  toAssignee,
  WORKERS,
  type Words,
  when,
} from './announce-kit.ts';
import { assigneeOf, isOpen } from './standing.ts';

export const intakeWords = {
  filed: ({ after }) => {
    if (after.status === 'waiting-confirm') return [['confirm-wanted', WORKERS]];
    return when(after.urgency === 'critical', ...CRITICAL);
  },
  confirmed: ({ after }) => when(after.urgency === 'critical', ...CRITICAL),
  rejected: NOTHING,
  asked: [['asked-place', RESIDENTS]],
  'ask-lapsed': NOTHING,
  corrected: (told) => [
    ...when(becameCritical(told), ...CRITICAL),
    ...when(movesWorker(told), ['place-corrected', toAssignee(told.after)]),
  ],
  supplemented: ({ after, event }) => {
    const assignee = assigneeOf(after);
    const isOwn = assignee?.personId === event.actorId;
    return when(isOpen(after) && assignee !== null && !isOwn, ['supplemented-to-worker', WORKERS]);
  },
  joined: ({ after }) => when(after.status !== 'waiting-confirm', ['joined', WORKERS]),
  parted: NOTHING,
  absorbed: NOTHING,
  released: NOTHING,
} satisfies Words<
  | 'filed'
  | 'confirmed'
  | 'rejected'
  | 'asked'
  | 'ask-lapsed'
  | 'corrected'
  | 'supplemented'
  | 'joined'
  | 'parted'
  | 'absorbed'
  | 'released'
>;

function becameCritical({ before, after }: Told<'corrected'>): boolean {
  const isNew = before.urgency !== 'critical' && after.urgency === 'critical';
  return isNew && after.status !== 'waiting-confirm';
}

/** Somebody may be on the way to the wrong place; who has not been told of the first place needs no second. */
function movesWorker({ before, after, event }: Told<'corrected'>): boolean {
  const moved = event.place !== undefined || event.gridId !== undefined;
  const assignee = assigneeOf(before);
  return moved && assignee !== null && assignee.personId !== event.actorId && isOpen(after);
}
