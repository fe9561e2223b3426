import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TicketCard } from '../../src/chat/card.ts';
import type { BotLine, Member } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('buttons carry a ticket through its life', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database, { cards: true });
  });
  afterEach(() => town.end());

  function latest(room: string): { line: BotLine; card: TicketCard } {
    const line = town.said(room).findLast((one) => one.card?.type === 'ticket');
    if (!line) throw new Error(`no card in ${room}`);
    const card = town.cardOf(line);
    if (card.type !== 'ticket') throw new Error('a table');
    return { line, card };
  }

  /** Presses the button on the last card of the room, with the words that it asks for. */
  async function press(who: Member, room: string, [label, words = '']: readonly [string, string?]) {
    const { line, card } = latest(room);
    const action = card.actions.find((one) => one.label === label);
    const there = card.actions.map((one) => one.label).join();
    if (!action) throw new Error(`「${label}」 is not on 「${card.text}」: ${there}`);
    expect(action.input?.required ?? false, `${label} asks for words`).toBe(
      words !== '' && action.input?.required === true,
    );
    await who.says(room, [action.command, words].filter(Boolean).join(' '), { replyTo: line.messageId });
  }

  const status = async () => (await town.ticket(1)).status;
  const shownStatus = (room: string) => latest(room).card.fields[0]?.value;

  test('claimed, paused, objected to, resumed, finished, reopened, supervised, rated, had again', async () => {
    const { zhang, wang, limei, chenhua } = town;
    await town.report();
    await press(wang, RESIDENTS, ['我家也是']);
    expect((await town.ticket(1)).followers).toHaveLength(1);
    expect(latest(RESIDENTS).card.fields).toContainEqual({ label: '户数', value: '2 户' });

    await press(limei, WORKERS, ['接单']);
    await press(zhang, RESIDENTS, ['催一催']);
    await press(limei, WORKERS, ['进展', '维保来看过']);
    expect(await status()).toBe('working');

    await press(limei, WORKERS, ['缓办', '等配件,缓到6月9日']);
    await press(chenhua, WORKERS, ['同意']);
    expect(await status()).toBe('paused');
    await press(zhang, RESIDENTS, ['异议', '老人下不了楼']);
    await press(limei, WORKERS, ['恢复']);
    await press(limei, WORKERS, ['办结', '已更换门锁轮']);
    expect(await status()).toBe('finished');

    await press(zhang, RESIDENTS, ['不满意', '开门还是响']);
    expect(await status()).toBe('reopened');
    await press(chenhua, WORKERS, ['督办', '今天办好']);
    expect((await town.ticket(1)).supervised).toBe(true);
    await press(limei, WORKERS, ['办结', '又换了导轨']);
    await press(zhang, RESIDENTS, ['满意']);
    await press(wang, RESIDENTS, ['基本满意']);
    expect(await status()).toBe('closed');
    expect(shownStatus(RESIDENTS)).toBe('已结案');

    // Once it went back to the same worker; from the second time on the secretary decides.
    await press(zhang, RESIDENTS, ['重办', '又停在五楼了']);
    expect(await town.ticket(1)).toMatchObject({ status: 'returned', rework: 2 });
  });

  test('given back, refused, given back again, assigned anew, withdrawn', async () => {
    const { zhang, limei, chenhua } = town;
    await town.report();
    await press(limei, WORKERS, ['退单', '不归我管']);
    await press(chenhua, WORKERS, ['不同意', '就是你的']);
    expect((await town.ticket(1)).pending).toBeNull();
    await press(limei, WORKERS, ['退单', '真不归我管']);
    await press(chenhua, WORKERS, ['同意']);
    expect(await status()).toBe('returned');
    await press(chenhua, WORKERS, ['派单', '王强']);
    expect(await town.ticket(1)).toMatchObject({ status: 'assigned', assigneeName: '王强' });
    await press(zhang, RESIDENTS, ['不用办了', '自己好了']);
    expect(await status()).toBe('withdrawn');
    expect(latest(WORKERS).card).toMatchObject({ tone: 'plain', actions: [] });
  });

  test('what is not solved after all', async () => {
    await town.report();
    await town.limei.says(WORKERS, '办结 1 已更换门锁轮', { images: ['p1'] });
    await press(town.zhang, RESIDENTS, ['没解决']);
    expect(await status()).toBe('reopened');
    expect((await town.ticket(1)).ratings[0]).toMatchObject({ solved: false, satisfied: null });
  });

  test('a draft is taken up by one and left by the other', async () => {
    await town.xujing.says(RESIDENTS, '本群 方式 确认');
    await town.zhang.says(RESIDENTS, '阳光花园3号楼2单元电梯坏了,老人上不去,麻烦派人来修');
    expect(latest(WORKERS).card.title).toMatch(/^疑1/);
    await press(town.limei, WORKERS, ['立案']);
    expect(await status()).toBe('assigned');
    await town.wang.says(RESIDENTS, '阳光花园8号楼的路灯坏了好几天,麻烦派人来修');
    await press(town.limei, WORKERS, ['忽略']);
    const { line } = latest(WORKERS);
    expect(line.text).toMatch(/^疑2/);
    expect(latest(WORKERS).card).toMatchObject({ tone: 'plain', actions: [] });
  });
});
