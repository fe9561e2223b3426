import type { AppParts } from '../../incoming/batch.ts';

/** What moving a month on needs: a tool that closes one by hand has no more. */
export type MonthParts = Pick<
  AppParts,
  'store' | 'clock' | 'log' | 'policy' | 'registry' | 'sentences' | 'reach' | 'offer'
>;
