import type { Asking, CommandContext } from '../../src/app/command.ts';
import type { ReportReference } from '../../src/app/reports/reference.ts';
import { WHOLE_STREET } from '../../src/app/reports/reference.ts';
import type { Month } from '../../src/engine/appraisal/month.ts';
import { keyAt, previousKey } from '../../src/engine/appraisal/window.ts';
import type { CommunityId, PersonId, StreetId } from '../../src/engine/glossary.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import { asked, maySee } from './scores.ts';

type Meaning = Pick<Asking, 'policy' | 'now' | 'directory' | 'scope'>;

/** Something of the kind was named. */
const TIME_WORD = /[月年]|季度/;

/** The one month named, else the last one that is over; null: several, one there is not, or one that lies ahead. */
export function keyMeant(text: string, asking: Meaning): string | null {
  const { policy, now } = asking;
  const words = asked(text, asking);
  if (!words || policy.appraisal === null) return null;
  if (words.months) return words.months.span === 'month' ? (words.months.keys.at(-1) ?? null) : null;
  if (TIME_WORD.test(words.rest)) return null;
  return previousKey(keyAt(policy.appraisal.window, policy.calendar.zone, now));
}

/** Whoever leads sees a month as soon as it is computed, everybody else when it is published. */
export function monthToTell(ctx: CommandContext, text: string, leads: boolean): Result<Month> {
  if (ctx.policy.appraisal === null) return refuse({ code: 'no-appraisal' });
  const key = keyMeant(text, ctx);
  if (key === null) return refuse({ code: 'month-ahead' });
  const month = ctx.appraisal.months.find((one) => one.key === key);
  if (month && month.version > 0 && maySee(month, leads)) return accept(month);
  return refuse({ code: 'no-scores', monthKey: key, state: month?.state ?? null });
}

export interface Whose {
  streetId: StreetId;
  /** Null: the whole street. */
  communityId: CommunityId | null;
}

/** Whose report or file it is: the street's own people name any community, or have all; others have their own. Null: nobody's. */
export function whoseMeant(text: string, asking: Meaning & { personId: PersonId }): Whose | null {
  const { scope, directory, personId, now } = asking;
  if (scope === null) return null;
  const { streetId } = scope;
  const atStreet = { streetId, communityId: null, gridId: null };
  if (directory.rolesAt(personId, atStreet, now).includes('street')) {
    const named = asked(text, asking)?.community?.id;
    return { streetId, communityId: named ?? scope.communityId };
  }
  const communityId = scope.communityId ?? homeOf(personId, asking);
  return communityId === null ? null : { streetId, communityId };
}

function homeOf(personId: PersonId, { directory }: Meaning): CommunityId | null {
  const posts = directory.staff(personId)?.posts ?? [];
  return posts.map(({ at }) => directory.scopeOf(at)?.communityId ?? null).find((id) => id !== null) ?? null;
}

export function referenceTo(
  kind: ReportReference['kind'],
  month: Month,
  communityId: CommunityId | null,
): ReportReference {
  const { streetId, key: monthKey, version } = month;
  return { kind, streetId, monthKey, version, scope: communityId ?? WHOLE_STREET };
}
