import { expect, test } from 'vitest';
import { ticketSchema } from '../../src/store/ticket-schema.ts';
import { MONDAY_9, makeTicket } from '../support/make-ticket.ts';

const place = { text: '晨光花园3号楼', key: 'g/晨光花园/3', gridId: 'g', communityId: 'c' };

test('a stored ticket keeps which places were asked about, and an older one had none', () => {
  const ask = { what: 'place', at: MONDAY_9, until: MONDAY_9 + 1 } as const;
  for (const asked of [{ ...ask, choices: [place, { ...place, gridId: null }] }, ask, null]) {
    const stored: unknown = JSON.parse(JSON.stringify(makeTicket({ ask: asked })));
    expect(ticketSchema.parse(stored).ask).toEqual(asked);
  }
});
