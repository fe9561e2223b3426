import type { Month } from '../../../engine/appraisal/month.ts';

/** What a person has asked of a month, and what was done of it: keys of `Month.done`. */

/** 公布: it does not wait for its time. */
export const PUBLISH_ASKED = 'publish-asked';
/** Appeals that nobody has answered in their time were asked for. */
export const CHASED = 'chased';
/** It was computed later than its time: said with everything that is published of it. */
export const LATE = 'late';

export function reviewAsked(appealId: string): string {
  return `review:${appealId}`;
}

export function reviewed(mark: string): string {
  return mark.replace(/^review:/, 'reviewed:');
}

/** Marks of upheld appeals whose entries are not in the scores yet. */
export function waitingReviews({ done }: Pick<Month, 'done'>): readonly string[] {
  return done.filter((mark) => mark.startsWith('review:') && !done.includes(reviewed(mark)));
}
