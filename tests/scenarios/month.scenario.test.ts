import { expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { CLOSING, monthTown, until } from '../support/month-town.ts';
import { STREET, WORKERS } from './play.ts';

describeOnEachDatabase('a month of a small town', (database) => {
  test('from a report to the ranking', async () => {
    const town = await monthTown(database);
    const show = (what: string) => {
      console.log(`==== ${what}\n` + town.said().slice(seen).map((line) => `${line.chatId}: ${line.text} ${line.picture ?? ''}`).join('\n---\n'));
      seen = town.said().length;
    };
    let seen = 0;
    show('before');
    await until(town, CLOSING + 60_000);
    show('closing');
    await town.xujing.whispers('公布');
    await town.xujing.whispers('公布 6月 确认');
    await town.advance(1000);
    show('published');
    await town.wangqiang.whispers('申诉 解决率 门禁是物业断电');
    await town.chenhua.whispers('复核');
    await town.chenhua.whispers('复核 1 成立 +5 物业断电不算');
    await town.advance(1000);
    show('reviewed');
    await town.advance(hours(240));
    await town.wangqiang.whispers('申诉 解决率 门禁是物业断电');
    show('frozen');
    await town.end();
  });
});
