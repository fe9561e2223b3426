import { describe, expect, it } from 'vitest';
import { needsOf, numbersIn } from '../../../src/app/incoming/needs.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import { HOUR_MS } from '../../../src/engine/glossary.ts';
import type { Organisation } from '../../../src/engine/org/directory.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { around, heard, NOON } from './surroundings.ts';

function needed(message: Partial<InboundMessage>, town: Organisation = SMALL_TOWN) {
  return needsOf([heard(message, town)], around(town), NOON);
}

const kindsOf = (message: Partial<InboundMessage>) => needed(message).tickets.map((need) => need.by);

describe('what a message pulls in', () => {
  it('of a group that is not ours is whether it was handled, and no more', () => {
    const needs = needed({ chatId: 'strangers', messageId: 'x1', text: '电梯坏了 #12' });
    expect(needs).toMatchObject({ messages: ['playground:x1'], talk: [], tickets: [], numbers: [] });
  });

  it('of talk is the talk before it, of a typed command none', () => {
    expect(needed({ text: '电梯又坏了' }).talk).toMatchObject([{ roomId: 'playground:yanguang-res' }]);
    expect(needed({ text: '报事 电梯又坏了' }).talk).toEqual([]);
  });

  it('of a resident are the own tickets, those named and the community’s latest', () => {
    expect(kindsOf({ text: '#12 怎么样了' })).toEqual(['party', 'number', 'recent']);
    expect(needed({ text: '#12 怎么样了' }).tickets).toContainEqual({
      by: 'number',
      streetId: 'kunlun',
      number: 12,
    });
  });

  it('a ticket named as the bot writes it is found, however long its number', () => {
    for (const text of ['查 #128', '接单 #1284', '#128 怎么样了', '合并 #131 #128']) {
      const message = { senderId: 'wx-chenhua', chatId: 'yanguang-work', text };
      const named = needed(message).tickets.filter((need) => need.by === 'number');
      expect(
        named.map((need) => `#${need.number}`),
        text,
      ).toEqual(text.match(/#\d+/g));
    }
  });

  it('two tickets of four digits are no phone number', () => {
    const message = { senderId: 'wx-chenhua', chatId: 'yanguang-work', text: '合并 2131 2128' };
    const named = needed(message).tickets.filter((need) => need.by === 'number');
    expect(named.map((need) => need.number)).toEqual([2131, 2128]);
  });

  it('of a worker also what is held and what waits, and drafts by number', () => {
    const message = { senderId: 'wx-limei', chatId: 'yanguang-work', text: '疑3 是的' };
    expect(kindsOf(message)).toEqual(['party', 'number', 'recent', 'assignee', 'waiting', 'draft']);
  });

  it('of what names a place are the open ones of its grid, however many came since', () => {
    const ofGrids = (text: string) => needed({ text }).tickets.filter((need) => need.by === 'grid');
    for (const text of ['阳光花园3号楼电梯坏了', '报事 阳光花园3号楼电梯坏了'])
      expect(ofGrids(text), text).toMatchObject([{ communityId: 'yanguang', gridId: 'yg-1', limit: 40 }]);
    expect(ofGrids('电梯坏了')).toEqual([]);
    const many = '阳光花园3号楼、阳光花园9号楼,阳光花园3号楼的电梯都坏了';
    expect(ofGrids(many).map((need) => need.gridId)).toEqual(['yg-1', 'yg-2']);
  });

  it('of the street room spans all communities', () => {
    const { tickets } = needed({ senderId: 'wx-xujing', chatId: 'kunlun-street', text: '早' });
    expect(tickets.filter((need) => need.by === 'recent')).toMatchObject([{ communityId: null }]);
  });

  it('leave requests are for staff of a community', () => {
    expect(needed({ text: '早' }).leaveRequests).toEqual([]);
    expect(needed({ senderId: 'wx-limei', chatId: 'yanguang-work', text: '早' }).leaveRequests).toEqual([
      'yanguang',
    ]);
  });

  it('the line replied to is needed by its id, however old', () => {
    expect(needed({ replyTo: 'm0', text: '好的' }).lines).toEqual(['playground:m0']);
  });
});

describe('how many tickets each worker has', () => {
  it('is not asked where the grid has its own worker', () => {
    expect(needed({ text: '阳光花园3号楼电梯坏了' }).openCounts).toEqual([]);
  });

  it('is asked where no grid is known, or the grid has nobody', () => {
    expect(needed({ text: '电梯坏了没人修' }).openCounts).toEqual(['yanguang']);
    const town = { ...SMALL_TOWN, staff: SMALL_TOWN.staff.filter((one) => one.id !== 'limei') };
    expect(needed({ text: '阳光花园3号楼电梯坏了' }, town).openCounts).toEqual(['yanguang']);
  });

  it('is asked of the community the place lies in, not of the room’s', () => {
    const town = { ...SMALL_TOWN, staff: SMALL_TOWN.staff.filter((one) => one.id !== 'sunyan') };
    expect(needed({ text: '湖滨新村3号楼电梯坏了' }, town).openCounts).toEqual(['hubin']);
  });
});

describe('a batch', () => {
  it('asks for the same thing once, however many say it', () => {
    const batch = ['a', 'b', 'c'].map((messageId) => heard({ messageId, text: '#12 #13 怎么样了' }));
    const needs = needsOf(batch, around(), NOON);
    expect(needs.messages).toHaveLength(3);
    expect(needs.tickets.map((need) => need.by)).toEqual(['party', 'number', 'number', 'recent', 'grid']);
    expect(needs.numbers).toEqual(['kunlun']);
    expect(needs.talk).toHaveLength(1);
  });

  it('asks for a room’s talk once, as far back as any of its lines looks', () => {
    const batch = [
      heard({ messageId: 'a', text: '早', sentAt: NOON }),
      heard({ messageId: 'b', text: '早上好', sentAt: NOON - 5000 }),
      heard({ messageId: 'c', text: '电梯坏了', sentAt: NOON - HOUR_MS, late: true }),
      heard({ messageId: 'd', text: '早', sentAt: NOON - 9000, chatId: 'hubin-res' }),
    ];
    const { talk } = needsOf(batch, around(), NOON);
    const [first, second] = talk;
    expect(talk).toHaveLength(2);
    expect(first).toEqual({ roomId: batch[0]?.line.roomId, since: NOON - 13 * HOUR_MS, limit: 200 });
    expect(second?.roomId).not.toBe(first?.roomId);
  });
});

describe('numbers of tickets in a text', () => {
  it.each([
    ['#12 和 13', [12, 13]],
    ['＃１２ 到了', [12]],
    ['12 12 12', [12]],
    ['0 号', []],
    ['1 2 3 4 5 6 7 8 9', [1, 2, 3, 4, 5]],
    ['没有', []],
  ])('%s', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers);
  });

  it('are few and small, whatever is pasted', () => {
    const found = numbersIn('13800001234 '.repeat(300) + '9'.repeat(3000));
    expect(found.length).toBeLessThanOrEqual(5);
    expect(found.every((number) => number < 10_000_000)).toBe(true);
  });
});
