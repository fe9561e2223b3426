import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeHash } from '../../src/app/keys.ts';
import { hours, minutes } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

describeOnEachDatabase('accounts, rooms and leave', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const accountsOf = async (id: string) => {
    const { organisation } = await town.store.organisation();
    return organisation.staff.find((one) => one.id === id)?.accounts.map((one) => one.accountId);
  };

  describe('a one-time code', () => {
    test('is told to the secretary alone and binds whoever presents it', async () => {
      await town.chenhua.says(WORKERS, '绑定 赵磊');
      town.expectReply(WORKERS, /^赵磊 的绑定码已私聊发给您/);
      town.expectReply('dm:wx-chenhua', /赵磊 的绑定码:493027,24 小时内有效/);
      await town.member('new-phone', '小赵').whispers('绑定 493027');
      town.expectReply('dm:new-phone', /绑好了,赵磊\(阳光社区社区干事\)/);
      expect(await accountsOf('zhaolei')).toContain('new-phone');
    });

    test('works once, and not for ever', async () => {
      await town.chenhua.whispers('绑定 赵磊');
      await town.member('new-phone', '小赵').whispers('绑定 493027');
      await town.member('thief', '路人').whispers('绑定 493027');
      town.expectReply('dm:thief', /已经用过/);
      await town.chenhua.whispers('绑定 王强');
      await town.advance(hours(25));
      await town.member('late', '小王').whispers('绑定 493028');
      town.expectReply('dm:late', /过期了/);
      expect(await accountsOf('wangqiang')).toEqual(['wx-wangqiang']);
    });

    test('cannot be guessed: five tries, then ten minutes of rest', async () => {
      await town.chenhua.whispers('绑定 赵磊');
      const thief = town.member('thief', '路人');
      for (const guess of ['000001', '000002', '000003', '000004', '000005'])
        await thief.whispers(`绑定 ${guess}`);
      town.expectReply('dm:thief', /绑定码不对/);
      await thief.whispers('绑定 493027');
      town.expectReply('dm:thief', /请 10 分钟后再试/);
      await town.advance(minutes(11));
      await thief.whispers('绑定 493027');
      town.expectReply('dm:thief', /绑好了,赵磊/);
    });

    test('is not for accounts that belong to somebody, nor made for other communities or by residents', async () => {
      await town.chenhua.whispers('绑定 赵磊');
      await town.limei.whispers('绑定 493027');
      town.expectReply('dm:wx-limei', /已经绑定为 李梅/);
      await town.chenhua.whispers('绑定 孙燕');
      town.expectReply('dm:wx-chenhua', /要有相应岗位/);
      await town.zhang.whispers('绑定 赵磊');
      town.expectReply('dm:wx-zhang', /要有相应岗位/);
      await town.xujing.says(STREET, '绑定 孙燕');
      town.expectReply(STREET, /孙燕 的绑定码已私聊发给您/);
      await town.chenhua.says(RESIDENTS, '绑定 赵磊');
      town.expectReply(RESIDENTS, /请到工作群、街道群、私聊里发/);
      await town.chenhua.whispers('绑定');
      town.expectReply('dm:wx-chenhua', /后面请写上内容,例如「绑定 493027」/);
    });
  });

  async function administratorsCode(): Promise<void> {
    const code = {
      hash: codeHash('777777'),
      personId: null,
      createdBy: 'operator',
      createdAt: town.clock.now(),
      expiresAt: town.clock.now() + hours(1),
      usedAt: null,
    };
    const org = [{ type: 'code-issued' as const, code }];
    await town.store.commit({ inbound: [], tickets: [], outbox: [], org });
  }

  test('the first administrator’s code makes whoever presents it one, who may then bind rooms', async () => {
    await administratorsCode();
    const first = town.member('wx-first', '老郑');
    await first.says('new-room', '绑定 777777');
    town.expectReply('new-room', /老郑,您是第一位街道管理员了/);
    await first.says('new-room', '本群 昆仑路街道 街道群');
    town.expectReply('new-room', /绑好了:.*昆仑路街道的街道群/);
    await town.member('wx-second', '路人').whispers('绑定 777777');
    town.expectReply('dm:wx-second', /已经用过/);
  });

  test('an administrator whose name the network does not say is called by the post', async () => {
    await administratorsCode();
    await town.member('wx-first', '').whispers('绑定 777777');
    const { organisation } = await town.store.organisation();
    expect(organisation.staff.find(({ id }) => id.endsWith(':wx-first'))?.name).toBe('街道管理员');
  });

  describe('a room', () => {
    test('that is not bound is silent to all but who may bind it', async () => {
      await town.zhang.says('new-room', '报事 电梯坏了');
      await town.zhang.says('new-room', '本群 阳光社区 居民群');
      await town.limei.says('new-room', '本群 阳光社区 居民群').catch(() => {});
      town.expectSilence('new-room');
      await town.chenhua.says('new-room', '本群 阳光社区 居民群');
      town.expectReply('new-room', /绑好了:.*阳光社区的居民群/);
      await town.zhang.says('new-room', '报事 阳光花园3号楼电梯坏了');
      town.expectReply('new-room', /已受理 #1/);
    });

    test('is bound within one’s own community only, to a place that exists', async () => {
      await town.chenhua.says('new-room', '本群 湖滨社区 居民群');
      town.expectReply('new-room', /「本群」要有相应岗位/);
      await town.chenhua.says('new-room', '本群 月亮社区 居民群');
      town.expectReply('new-room', /没有找到「月亮社区 居民群」。可以写:本群 阳光社区 居民群/);
      await town.chenhua.says('new-room', '本群 昆仑路街道 街道群');
      town.expectReply('new-room', /要有相应岗位/);
      await town.xujing.says('new-room', '本群 湖滨社区第二网格 工作群');
      town.expectReply('new-room', /绑好了:.*第二网格的工作群/);
    });

    test('shows what it is, changes how it listens, and can be let go', async () => {
      await town.limei.says(WORKERS, '本群');
      town.expectReply(WORKERS, /阳光社区的工作群,受理方式「自动」/);
      await town.limei.says(RESIDENTS, '本群 方式 点名');
      town.expectReply(RESIDENTS, /要有相应岗位/);
      await town.chenhua.says(RESIDENTS, '本群 方式 随便');
      town.expectReply(RESIDENTS, /受理方式有三种:自动、确认、点名/);
      await town.chenhua.says(RESIDENTS, '本群 方式 点名');
      town.expectReply(RESIDENTS, /受理方式改为「点名」/);
      await town.chenhua.says(RESIDENTS, '本群 解绑');
      town.expectReply(RESIDENTS, /已解绑/);
      await town.zhang.says(RESIDENTS, '报事 阳光花园3号楼电梯坏了');
      town.expectSilence(RESIDENTS);
      await town.chenhua.says(RESIDENTS, '本群');
      town.expectReply(RESIDENTS, /还没有绑定/);
    });

    test('that confirms first asks the workers, who open or ignore it', async () => {
      await town.chenhua.says(RESIDENTS, '本群 方式 确认');
      await town.zhang.says(RESIDENTS, '3号楼2单元电梯又坏了,老人上不去');
      town.expectReply(WORKERS, /^疑1 「3号楼2单元电梯又坏了,老人上不去」\(张阿姨\).*「立案 疑1」/);
      await town.limei.says(WORKERS, '立案 疑1');
      town.expectReply(WORKERS, /#1 .*→ @李梅/);
      await town.wang.says(RESIDENTS, '9号楼楼道灯不亮,摸黑上楼太危险了');
      await town.wangqiang.says(WORKERS, '忽略 疑2 已经在换');
      town.expectReply(WORKERS, /疑2 不立案/);
      await town.limei.says(WORKERS, '立案 疑9');
      town.expectReply(WORKERS, /没有找到疑9/);
    });
  });

  describe('leave', () => {
    const onLeave = async (id: string) => {
      const { leaves } = (await town.store.organisation()).organisation;
      return leaves.some((leave) => leave.personId === id && leave.until > town.clock.now());
    };

    test('is asked, approved with an heir, keeps new tickets away, and ends', async () => {
      await town.report();
      await town.limei.says(WORKERS, '接单 1');
      await town.limei.says(WORKERS, '请假 今天至6月5日 家里有事');
      town.expectReply(WORKERS, /李梅 申请请假:今天至6月5日。.*「批准 请假 李梅 接手人」/);
      expect(await onLeave('limei')).toBe(false);
      await town.chenhua.says(WORKERS, '批准 请假 李梅 王强');
      town.expectReply(WORKERS, /请假已批准[\s\S]*李梅 的 1 件已移交 @王强:#1/);
      expect(await onLeave('limei')).toBe(true);
      expect(await town.ticket(1)).toMatchObject({ assigneeName: '王强' });

      await town.wang.says(RESIDENTS, '报事 阳光花园4号楼水管爆了');
      expect(await town.ticket(2)).not.toMatchObject({ assigneeName: '李梅' });
      await town.chenhua.says(WORKERS, '名单');
      town.expectReply(WORKERS, /李梅 · 第一网格网格员 · 在办 0 件 · 休假中/);
      await town.limei.says(WORKERS, '销假');
      town.expectReply(WORKERS, /李梅 已销假/);
      expect(await onLeave('limei')).toBe(false);
    });

    test('that is declined changes nothing, and nobody answers their own', async () => {
      await town.chenhua.says(WORKERS, '请假 明天 看病');
      await town.chenhua.says(WORKERS, '批准 请假 陈华');
      town.expectReply(WORKERS, /眼下没有等批复的申请/);
      await town.limei.says(WORKERS, '请假 明天 看病');
      await town.chenhua.says(WORKERS, '驳回 请假 李梅 汛期人手不够');
      town.expectReply(WORKERS, /@李梅 明天 的请假没有批准/);
      expect(await onLeave('limei')).toBe(false);
      await town.limei.says(WORKERS, '请假 两天');
      town.expectReply(WORKERS, /没看懂.*5月12日至13日/);
      await town.wangqiang.says(WORKERS, '销假');
      town.expectReply(WORKERS, /没有在请的假/);
    });

    test('all that somebody has in hand is shown before it is handed over', async () => {
      await town.report();
      await town.limei.says(WORKERS, '接单 1');
      await town.chenhua.says(WORKERS, '移交 李梅 王强');
      town.expectReply(WORKERS, /李梅 手上的 1 件要移交给 王强:#1\n确定请发:「移交 李梅 王强 确认」/);
      expect(await town.ticket(1)).toMatchObject({ assigneeName: '李梅' });
      await town.chenhua.says(WORKERS, '移交 李梅 王强 确认');
      town.expectReply(WORKERS, /李梅 的 1 件已移交 @王强:#1/);
      expect(await town.ticket(1)).toMatchObject({ assigneeName: '王强' });
      await town.chenhua.says(WORKERS, '移交 李梅 李梅');
      town.expectReply(WORKERS, /李梅 在这里没有办单的岗位/);
      await town.chenhua.says(WORKERS, '移交 李梅');
      town.expectReply(WORKERS, /请写上谁的、交给谁。例如「移交 顾强 陆敏」/);
    });
  });
});
