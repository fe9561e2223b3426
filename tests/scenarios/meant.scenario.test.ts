import { afterEach, beforeEach, expect, test } from 'vitest';
import { taken } from '../commands/speaking.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { HUBIN_WORKERS, type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('which ticket is meant when no number is said', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    await town.report('报事 阳光花园3号楼2单元电梯坏了');
  });
  afterEach(() => town.end());

  const statuses = () => Promise.all([1, 2].map(async (number) => (await town.ticket(number)).status));

  test('the only one that fits', async () => {
    expect(await taken(town, { by: town.limei, in: WORKERS, text: '接单' })).toBe('command:接单');
    expect((await town.ticket(1)).status).toBe('claimed');
    expect(await taken(town, { by: town.limei, in: 'private', text: '到场' })).toBe('command:到场');
  });

  test('of two that fit none is guessed, and both are named', async () => {
    await town.report('报事 阳光花园8号楼单元门禁失灵');
    expect(await taken(town, { by: town.limei, in: WORKERS, text: '接单' })).toBe('refused:which-ticket');
    town.expectReply(WORKERS, /是哪一件?.*#2.*#1/);
    expect(await statuses()).toEqual(['assigned', 'assigned']);
  });

  test('the one the message replies to, before any other', async () => {
    await town.report('报事 阳光花园8号楼单元门禁失灵');
    const told = town.said(WORKERS).find((line) => line.text.includes('#1'));
    const options = { replyTo: told?.messageId ?? '' };
    expect(await taken(town, { by: town.limei, in: WORKERS, text: '接单', options })).toBe('command:接单');
    expect(await statuses()).toEqual(['claimed', 'assigned']);
  });

  test('what is replied to and does not fit is not exchanged for another', async () => {
    await town.report('报事 阳光花园8号楼单元门禁失灵');
    await town.limei.says(WORKERS, '接单 1');
    const told = town.said(WORKERS).find((line) => line.text.includes('#1'));
    const options = { replyTo: told?.messageId ?? '' };
    expect(await taken(town, { by: town.wangqiang, in: WORKERS, text: '接单', options })).toBe(
      'refused:no-ticket-meant',
    );
    expect(await statuses()).toEqual(['claimed', 'assigned']);
  });

  test('never one of another community, nor of another person', async () => {
    expect(await taken(town, { by: town.sunyan, in: HUBIN_WORKERS, text: '接单' })).toBe(
      'refused:no-ticket-meant',
    );
    expect(await taken(town, { by: town.wang, in: RESIDENTS, text: '撤回' })).toBe('refused:no-ticket-meant');
    expect((await town.ticket(1)).status).toBe('assigned');
  });
});
