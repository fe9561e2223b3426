import { accept, refuse } from '../refusal.ts';
import { type Deciders, did, just } from './decide-kit.ts';
import { numberOf } from './standing.ts';
import type { Whistle } from './ticket.ts';

const SCORES = [1, 2, 3, 4, 5];
const STAGES = { responded: 'respondedAt', arrived: 'arrivedAt', resolved: 'resolvedAt' } as const;

/** 吹哨: departments called to a ticket; their response, arrival and result are timed, and rated by the caller. */
export const whistleDeciders = {
  whistle: ({ ticket, action: { department, reason }, ctx }) => {
    const waits = ticket.whistles.some((one) => one.department === department && one.resolvedAt === null);
    if (waits) return refuse({ code: 'already-pending', number: numberOf(ticket), request: department });
    return just(ctx, { kind: 'whistled', department, reason });
  },
  'answer-whistle': ({ ticket, action: { department, stage, text }, ctx }) => {
    const stageAt = STAGES[stage];
    const waits = unresolved(ticket.whistles, department);
    if (!waits || waits[stageAt] !== null) {
      return refuse({ code: 'nothing-pending', number: numberOf(ticket) });
    }
    return accept([did(ctx, { kind: 'whistle-answered', department, stage, text })]);
  },
  'rate-whistle': ({ ticket, action: { department, score }, ctx }) => {
    const called = ticket.whistles.filter((one) => one.department === department);
    if (called.length === 0) return refuse({ code: 'nothing-pending', number: numberOf(ticket) });
    if (!SCORES.includes(score)) {
      return refuse({ code: 'bad-arguments', command: 'rate-whistle', problem: 'score', example: '' });
    }
    if (called.every((one) => one.score !== null)) {
      return refuse({ code: 'already-rated', number: numberOf(ticket) });
    }
    return just(ctx, { kind: 'whistle-rated', department, score });
  },
} satisfies Deciders<'whistle' | 'answer-whistle' | 'rate-whistle'>;

function unresolved(whistles: readonly Whistle[], department: string): Whistle | undefined {
  return whistles.findLast((one) => one.department === department && one.resolvedAt === null);
}
