import { afterEach, beforeEach, expect, test } from 'vitest';
import { heard } from '../app/incoming/surroundings.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { HUBIN_RESIDENTS, type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

const PHONE = '13900002222';
const SECRETS = [PHONE, '501', '湘A00000', '110101195001010023', 'lao_wang88'];
const ALL = `3号楼2单元501漏水,电话${PHONE},车湘A00000,证110101195001010023,微信lao_wang88`;

describeOnEachDatabase('what is private', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  /** Everything that is kept of a ticket and said of it. */
  async function trail(number: number): Promise<string> {
    const said = [RESIDENTS, WORKERS, STREET, HUBIN_RESIDENTS].flatMap((room) => town.said(room));
    return JSON.stringify([await town.ticket(number), await town.history(number), said]);
  }

  async function expectNothingKept(number = 1): Promise<void> {
    const kept = await trail(number);
    for (const secret of SECRETS) expect(kept).not.toContain(secret);
  }

  test('of a report is neither kept nor said', async () => {
    await town.zhang.says(RESIDENTS, ALL);
    await expectNothingKept();
  });

  test('of a report by command is neither kept nor said', async () => {
    await town.zhang.says(RESIDENTS, `/报事 ${ALL}`);
    await expectNothingKept();
  });

  test.each([
    ['补充', (text: string) => town.zhang.says(RESIDENTS, `/补充 1 ${text}`)],
    ['催办', (text: string) => town.zhang.says(RESIDENTS, `/催 1 ${text}`)],
    ['进展', (text: string) => town.limei.says(WORKERS, `进展 1 ${text}`)],
    ['退单', (text: string) => town.limei.says(WORKERS, `退单 1 ${text}`)],
    ['办结', (text: string) => town.limei.says(WORKERS, `办结 1 ${text}`)],
    ['吹哨', (text: string) => town.chenhua.says(WORKERS, `吹哨 1 城管 ${text}`)],
    ['缓办', (text: string) => town.limei.says(WORKERS, `缓办 1 6月20日 ${text}`)],
    ['延期', (text: string) => town.limei.says(WORKERS, `延期 1 6月8日 ${text}`)],
    ['督办', (text: string) => town.xujing.says(STREET, `督办 1 ${text}`)],
    ['撤回', (text: string) => town.zhang.says(RESIDENTS, `/撤回 1 ${text}`)],
  ])('of the words of %s is neither kept nor said', async (_name, says) => {
    await town.zhang.says(RESIDENTS, '3号楼2单元电梯坏了');
    await town.limei.says(WORKERS, '接单 1');
    const before = (await town.history(1)).length;
    await says(ALL);
    expect((await town.history(1)).length).toBeGreaterThan(before);
    await expectNothingKept();
  });

  test('of whom somebody reports for is not kept', async () => {
    await town.limei.says(WORKERS, `代报 3栋2单元501王姐${PHONE} 3号楼2单元电梯坏了`);
    const kept = await trail(1);
    for (const secret of SECRETS) expect(kept).not.toContain(secret);
  });
});

test('a door or a phone in somebody’s name is not taken over', () => {
  const { person, line } = heard({ senderId: 'wx-other', senderName: `3-2-501王姐${PHONE}`, text: '大家好' });
  expect(person.name).toBe('3号楼2单元王姐[电话]');
  expect(line.name).toBe(person.name);
});
