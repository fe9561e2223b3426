import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { HUBIN_RESIDENTS, HUBIN_WORKERS, type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

describeOnEachDatabase('who may do what', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    await town.report();
  });
  afterEach(() => town.end());

  test('a display name is no identity: 「社区书记」 has the rights of a resident', async () => {
    const impostor = town.member('wx-nobody', '社区书记');
    await impostor.says(RESIDENTS, '办结 1 已经核实,没有问题');
    town.expectReply(RESIDENTS, /「办结」要有相应岗位的人才能用/);
    await impostor.says(WORKERS, '派单 1 王强');
    town.expectReply(WORKERS, /「派单」要有相应岗位/);
    await town.member('wx-nobody', '陈华').says(WORKERS, '剔除 1 不合理');
    town.expectReply(WORKERS, /「剔除」要有相应岗位/);
    expect(await town.ticket(1)).toMatchObject({ status: 'assigned', assigneeName: '李梅' });
  });

  test('a worker of another community may neither claim nor finish it, nor its secretary assign it', async () => {
    await town.sunyan.says(HUBIN_WORKERS, '接单 1');
    await town.sunyan.says(HUBIN_WORKERS, '办结 1 修好了');
    await town.wugang.says(HUBIN_WORKERS, '派单 1 孙燕');
    expect(town.said(HUBIN_WORKERS)).toHaveLength(3);
    expect(await town.ticket(1)).toMatchObject({ status: 'assigned', assigneeName: '李梅' });
  });

  test('what is somebody else’s is not finished, and the holder is named', async () => {
    await town.wangqiang.says(WORKERS, '办结 1 我顺手修了');
    town.expectReply(WORKERS, /#1 现在由 李梅 负责/);
    await town.wang.says(RESIDENTS, '撤回 1');
    town.expectReply(RESIDENTS, /#1 不是您报的或附议的/);
    await town.wang.says(RESIDENTS, '催 1');
    town.expectReply(RESIDENTS, /#1 不是您报的或附议的/);
  });

  test('staff do not rate what they handled or wrote down themselves', async () => {
    await town.limei.says(WORKERS, '巡查 4号楼北侧绿化带有人倒装修垃圾');
    await town.limei.says(WORKERS, '办结 2 两车垃圾已清运', { images: ['p1'] });
    await town.limei.says(WORKERS, '评价 2 满意');
    town.expectReply(WORKERS, /由居民来评价,工作人员不能自评/);
    expect((await town.ticket(2)).ratings).toEqual([]);
  });

  test('a command has its rooms: names of staff are no matter of a residents’ room', async () => {
    await town.chenhua.says(RESIDENTS, '名单');
    town.expectReply(RESIDENTS, /「名单」请到工作群、街道群、私聊里发/);
    await town.chenhua.says(WORKERS, '名单 月亮社区');
    town.expectReply(WORKERS, /没有找到「月亮社区」。可以写:名单 .*阳光社区/);
    await town.xujing.says(STREET, '名单 湖滨社区');
    town.expectReply(STREET, /湖滨社区:\n孙燕 · /);
  });

  describe('looking up', () => {
    test('a party sees all of it, others only where it stands', async () => {
      await town.zhang.says(RESIDENTS, '查 1');
      town.expectReply(RESIDENTS, /#1 .*待接单\n「.*电梯坏了」张阿姨 今天 09:00\n负责:李梅 · 解决时限/);
      await town.wang.says(RESIDENTS, '查 1');
      const line = town.expectReply(RESIDENTS, /^#1 电梯 · 阳光花园3号楼2单元 · 待接单 · 李梅$/);
      expect(line.text).not.toContain('张阿姨');
      await town.limei.says(WORKERS, '查 1');
      town.expectReply(WORKERS, /派单理由:/);
      await town.wang.says(HUBIN_RESIDENTS, '查 77');
      town.expectReply(HUBIN_RESIDENTS, /没有找到 #77/);
    });

    test('what was last done to it stands there with its time', async () => {
      await town.limei.says(WORKERS, '接单 1');
      await town.limei.says(WORKERS, '进展 1 下午换门锁轮,维保电话13800001111');
      await town.zhang.says(RESIDENTS, '查');
      const shown = town.expectReply(RESIDENTS, /最近:今天 09:00 进展:下午换门锁轮/);
      expect(shown.text).not.toContain('13800001111');
    });

    test('one’s own, and what one has to do, the most urgent first', async () => {
      await town.zhang.says(RESIDENTS, '我的');
      town.expectReply(RESIDENTS, /^在办:\n#1 电梯/);
      await town.wang.says(RESIDENTS, '我的');
      town.expectReply(RESIDENTS, /没有在办的单/);
      await town.limei.says(WORKERS, '待办');
      town.expectReply(WORKERS, /^李梅 的待办 1 件:\n.*#1 电梯.*还剩/);
      await town.wangqiang.says(WORKERS, '待办');
      town.expectReply(WORKERS, /王强 手上没有待办/);
    });

    test('help shows what this person may do here, and how one command is written', async () => {
      await town.zhang.says(RESIDENTS, '帮助');
      const residents = town.expectReply(RESIDENTS, /【大家都能用】\n报事:/).text;
      expect(residents).not.toMatch(/派单|网格员】|名单/);
      await town.limei.says(WORKERS, '帮助');
      const workers = town.expectReply(WORKERS, /【网格员】/).text;
      expect(workers).not.toMatch(/【书记】/);
      await town.zhang.says(RESIDENTS, '帮助 接单');
      town.expectReply(RESIDENTS, /接单:.*\n写法:接单 \[〈编号〉\].*\n例如:「接单 128」/);
      await town.zhang.says(RESIDENTS, '帮助 报是');
      town.expectReply(RESIDENTS, /是不是想发「报事」/);
    });
  });

  describe('what cannot be understood', () => {
    test('gets the nearest command', async () => {
      await town.limei.says(WORKERS, '结单 1');
      town.expectReply(WORKERS, /是不是想发.*「接单」/);
      await town.zhang.whispers('/帮住');
      town.expectReply('dm:wx-zhang', /是不是想发「帮助」/);
    });

    test('gets an example of the right way', async () => {
      await town.zhang.says(RESIDENTS, '报事');
      town.expectReply(RESIDENTS, /「报事」后面请写上内容,例如「报事 /);
      await town.chenhua.says(WORKERS, '派单 王强');
      town.expectReply(WORKERS, /请写上编号。例如「派单 128 王芳」/);
      await town.chenhua.says(WORKERS, '派单 1 王强强');
      town.expectReply(WORKERS, /没有找到「王强强」,是不是 王强/);
      await town.chenhua.says(WORKERS, '派单 1 孙燕');
      town.expectReply(WORKERS, /孙燕 在这里没有办单的岗位/);
      await town.limei.says(WORKERS, '接单 99');
      town.expectReply(WORKERS, /没有找到 #99/);
      await town.limei.says(WORKERS, '进展 1');
      town.expectReply(WORKERS, /「进展」后面请写上内容/);
      await town.limei.says(WORKERS, '办结');
      town.expectReply(WORKERS, /请写上办得怎么样/);
      await town.zhang.says(RESIDENTS, '评价 1 随便说说');
      town.expectReply(RESIDENTS, /请写满意、基本满意或不满意/);
      await town.zhang.says(RESIDENTS, '评价 1 满意');
      town.expectReply(RESIDENTS, /#1 现在是「待接单」,不能评价/);
    });

    test('is not guessed between two', async () => {
      await town.zhang.says(RESIDENTS, '报事 阳光花园4号楼楼道灯不亮');
      await town.limei.says(WORKERS, '接单 1');
      await town.limei.says(WORKERS, '接单 2');
      await town.limei.says(WORKERS, '进展 师傅到了');
      town.expectReply(WORKERS, /是哪一件\?#\d、#\d。请带上编号,例如「进展 \d」/);
      await town.zhang.says(RESIDENTS, '补充 1 是2单元那部', { images: ['p1'] });
      town.expectReply(RESIDENTS, /#1 补充已记下/);
      await town.zhang.says(RESIDENTS, '催 1');
      town.expectReply(WORKERS, /@李梅 #1 居民第 1 次催办/);
      await town.wang.whispers('附议 1');
      await town.wang.whispers('附议 1');
      town.expectReply('dm:wx-wang', /#1 已经记上您了/);
    });
  });
});
