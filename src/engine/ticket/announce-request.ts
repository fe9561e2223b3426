import {
  NOTHING,
  type Owed,
  RESIDENTS,
  SECRETARY,
  STREET,
  toPerson,
  type Words,
  when,
} from './announce-kit.ts';
import { isForStreet } from './standing.ts';
import type { Ticket } from './ticket.ts';

export const requestWords = {
  requested: ({ event: { request } }) => [['request-made', isForStreet(request) ? STREET : SECRETARY]],
  declined: ({ before }) => toRequester(before, 'request-declined'),
  'key-turned': [['request-made', STREET]],
  excluded: [['excluded', SECRETARY]],
  included: NOTHING,
  returned: ({ before, after }) => [
    ...toRequester(before, 'request-approved'),
    ...when(after.status === 'returned', ['returned', SECRETARY]),
  ],
  paused: ({ before }) => [...toRequester(before, 'request-approved'), ['paused-to-residents', RESIDENTS]],
  extended: ({ before }) => [
    ...toRequester(before, 'request-approved'),
    ['extended-to-residents', RESIDENTS],
  ],
} satisfies Words<
  'requested' | 'declined' | 'key-turned' | 'excluded' | 'included' | 'returned' | 'paused' | 'extended'
>;

function toRequester(before: Ticket, code: 'request-approved' | 'request-declined'): readonly Owed[] {
  return before.pending ? [[code, toPerson(before.pending.by)]] : NOTHING;
}
