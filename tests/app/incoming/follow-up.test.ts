import { describe, expect, it } from 'vitest';
import { loadFollowUp } from '../../../src/app/incoming/follow-up.ts';
import { NOTHING_LOADED } from '../../../src/app/incoming/needs.ts';
import type { Needs } from '../../../src/app/ports.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { makeTicket } from '../../support/make-ticket.ts';
import { heard } from './surroundings.ts';

function ticket(number: number, changes: object = {}): Ticket {
  return makeTicket({ id: `t${number}`, number, streetId: 'kunlun', ...changes } as Partial<Ticket>);
}

/** What is asked of the store a second time, after these tickets were found. */
async function asked(message: Partial<InboundMessage>, tickets: readonly Ticket[]) {
  const asks: Needs[] = [];
  const store = {
    load: async (needs: Needs) => {
      asks.push(needs);
      return { ...NOTHING_LOADED, tickets: [ticket(99)], histories: new Map([['t1', []]]) };
    },
    sightings: { proposals: async () => [], chats: async () => [] },
  };
  const loaded = await loadFollowUp({ ...NOTHING_LOADED, tickets }, [heard(message)], store);
  return { asks, loaded };
}

const mine = {
  reporter: { personId: 'playground:wx-zhang', name: '张阿姨', roomId: 'playground:yanguang-res' },
};

describe('the second look into the store', () => {
  it('is spared all talk and the commands that need no history', async () => {
    for (const text of ['#1 怎么样了', '催 1', '接单 1']) {
      expect((await asked({ text }, [ticket(1)])).asks).toEqual([]);
    }
  });

  it('fetches the history of the ticket named', async () => {
    const { asks, loaded } = await asked({ text: '查 1' }, [ticket(1), ticket(2, mine)]);
    expect(asks).toMatchObject([{ histories: ['t1'], tickets: [], talk: [] }]);
    expect(loaded.histories.has('t1')).toBe(true);
  });

  it('without a number, of the person’s own tickets, and of five at most', async () => {
    const own = [1, 2, 3, 4, 5, 6, 7].map((number) => ticket(number, mine));
    const { asks } = await asked({ text: '查' }, [ticket(8), ...own]);
    expect(asks[0]?.histories).toEqual(['t1', 't2', 't3', 't4', 't5']);
  });

  it('a ticket held is one’s own, too', async () => {
    const held = { status: 'claimed', assigneeId: 'limei', assigneeName: '李梅', claimedAt: 0 };
    const message = { senderId: 'wx-limei', chatId: 'yanguang-work', text: '查' };
    expect((await asked(message, [ticket(3, held), ticket(4)])).asks[0]?.histories).toEqual(['t3']);
  });

  it('a ticket of the same number in another street is none of ours', async () => {
    expect((await asked({ text: '查 1' }, [ticket(1, { streetId: 'north' })])).asks).toEqual([]);
  });

  it('of a merged ticket the one it went into comes along, unless it is there', async () => {
    const merged = ticket(1, { status: 'merged', intoId: 't99' });
    const { asks, loaded } = await asked({ text: '查 1' }, [merged]);
    expect(asks).toMatchObject([{ histories: ['t1', 't99'], tickets: [{ by: 'id', id: 't99' }] }]);
    expect(loaded.tickets.map((one) => one.id)).toEqual(['t1', 't99']);
    const both = await asked({ text: '查 1' }, [merged, ticket(99)]);
    expect(both.asks[0]).toMatchObject({ histories: ['t1', 't99'], tickets: [] });
  });
});
