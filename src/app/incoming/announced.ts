import type { Knowledge } from '../../engine/knowledge/entry.ts';
import type { Hours } from '../../engine/knowledge/hours.ts';
import { publishable } from '../../engine/knowledge/publishable.ts';
import type { Scope } from '../../engine/org/directory.ts';
import { dayNumber, instantOf } from '../../engine/time.ts';
import { entryId } from '../keys.ts';
import type { Handling } from './handling.ts';
import type { Taken } from './talk.ts';

const MAX_CHARS = 500;

/** What staff announced in a residents' room is kept like a 通知, in silence; told in several rooms, once. */
export function keepAnnounced(hours: Hours, handling: Handling): Taken {
  const { hearing, workspace } = handling;
  const { scope } = hearing;
  const done: Taken = { outcome: 'announced', refusal: null, certain: false };
  if (scope === null) return done;
  // Cut last: of a number cut in two the rest would not look like one.
  const text = publishable(hearing.message.text).text.slice(0, MAX_CHARS).toWellFormed();
  const { entries } = workspace.knowledge(scope.streetId);
  const isKept = entries.some((one) => one.text === text && one.communityId === scope.communityId);
  if (!isKept) {
    workspace.change({ type: 'knowledge-added', entry: entryOf(text, { hours, scope, handling }) });
  }
  return done;
}

function entryOf(text: string, given: { hours: Hours; scope: Scope; handling: Handling }): Knowledge {
  const { hours, scope, handling } = given;
  const { hearing, workspace } = handling;
  const { zone } = workspace.policy.calendar;
  return {
    ...scope,
    id: entryId(hearing.line.key),
    kind: 'notice',
    number: workspace.knowledge(scope.streetId).numbers.notice + 1,
    question: '',
    text,
    source: workspace.directory.nameOf(scope.communityId ?? scope.streetId),
    authorId: hearing.person.id,
    authorName: hearing.person.name,
    addedAt: workspace.now,
    changedAt: null,
    startsAt: hours.from,
    endsAt: hours.until,
    expiresAt: instantOf(zone, dayNumber(zone, hours.until) + 1, 0) - 1,
    withdrawnAt: null,
  };
}
