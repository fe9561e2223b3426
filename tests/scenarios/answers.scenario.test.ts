import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours, minutes } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { HUBIN_RESIDENTS, type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

const ALONE = 'dm:wx-zhang';
const CARD =
  '问答 老年证怎么办 | 满60岁带身份证和一寸照到社区服务大厅2号窗口 来源 街道民政办 有效至 2027-01-01';
const CUT = '通知 6月4日9:00-17:00 阳光花园1-6号楼停水,水管改造';

/** The town's own: a Wednesday, 2026-06-03 at nine. */
describeOnEachDatabase('what is kept answers questions', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const noTicket = () => expect(town.ticket(1)).rejects.toThrow();

  test('asked of the bot: at once, in one message, with source, day and last day', async () => {
    await town.chenhua.says(WORKERS, CARD);
    town.expectReply(WORKERS, /问答1 记下了\(阳光社区,有效至2027年1月1日\)/);
    await town.zhang.says(RESIDENTS, '@邻里 请问老年优待证在哪办?');
    const { text } = town.expectReply(RESIDENTS, /老年证怎么办:满60岁带身份证/);
    expect(text).toContain('(来源:街道民政办,6月3日登记,有效至2027年1月1日)');
    town.expectSilence(RESIDENTS);
    await noTicket();
  });

  test('alone with the bot, too', async () => {
    await town.chenhua.says(WORKERS, '问答 阳光花园物业电话是多少 | 白天 0731-84510110,晚上找门岗');
    await town.zhang.whispers('物业的电话多少');
    // An office's landline is what people need; it is not masked.
    town.expectReply(ALONE, /0731-84510110/);
  });

  test('「没解决」 makes the ticket after all, with the question in it', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.zhang.says(RESIDENTS, '@邻里 老年证怎么办');
    await town.zhang.says(RESIDENTS, '没解决,窗口说要先去医院');
    town.expectReply(RESIDENTS, /#1/);
    expect(await town.ticket(1)).toMatchObject({ kind: 'question', source: 'mention' });
    expect((await town.ticket(1)).text).toMatch(/老年证怎么办\n没解决,窗口说要先去医院/);
  });

  test('somebody else’s 「没解决」, or one of much later, is about something else', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.zhang.says(RESIDENTS, '@邻里 老年证怎么办');
    await town.wang.says(RESIDENTS, '没解决');
    await town.advance(hours(2));
    await town.zhang.says(RESIDENTS, '还是不行');
    await noTicket();
  });

  test('hours later by a reply to the answer', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.zhang.says(RESIDENTS, '@邻里 老年证怎么办');
    const { messageId } = town.expectReply(RESIDENTS, /满60岁/);
    await town.advance(hours(2));
    await town.zhang.says(RESIDENTS, '还是不行,要工作人员', { replyTo: messageId });
    expect((await town.ticket(1)).text).toMatch(/老年证怎么办/);
  });

  test('what nothing answers becomes a ticket, as before', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.zhang.says(RESIDENTS, '@邻里 残疾证怎么办,要带什么材料?');
    expect(await town.ticket(1)).toMatchObject({ kind: 'question' });
  });

  test('several that fit are asked back, and a number chooses', async () => {
    await town.chenhua.says(WORKERS, '问答 居住证怎么办 | 租房的带合同到警务室');
    await town.limei.says(WORKERS, '问答 居住证怎么办理 | 单位集体户口的找单位开介绍信');
    town.expectReply(WORKERS, /和问答1很像/);
    await town.zhang.says(RESIDENTS, '@邻里 居住证怎么办');
    town.expectReply(RESIDENTS, /您问的是哪一个\?请回序号:\n1 居住证怎么办\n2 居住证怎么办理/);
    await town.zhang.says(RESIDENTS, '第2个');
    town.expectReply(RESIDENTS, /集体户口的找单位/);
    await noTicket();
  });

  test('another community’s answers are not this one’s; the street’s are everybody’s', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.xujing.says(STREET, '问答 低保怎么申请 | 到居委会填表');
    town.expectReply(STREET, /问答2 记下了\(昆仑/);
    await town.wang.says(HUBIN_RESIDENTS, '@邻里 低保怎么申请');
    town.expectReply(HUBIN_RESIDENTS, /到居委会填表/);
    await town.wang.says(HUBIN_RESIDENTS, '@邻里 老年证怎么办');
    expect(await town.ticket(1)).toMatchObject({ kind: 'question', communityId: 'hubin' });
  });

  test('withdrawn and expired ones answer nobody', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.chenhua.says(WORKERS, '问答 撤下 1');
    town.expectReply(WORKERS, /问答1 撤下了/);
    await town.zhang.says(RESIDENTS, '@邻里 老年证怎么办');
    expect(await town.ticket(1)).toMatchObject({ kind: 'question' });
    await town.chenhua.says(WORKERS, '问答 低保怎么申请 | 到居委会填表 有效至 6月4日');
    await town.advance(hours(48));
    await town.zhang.says(RESIDENTS, '@邻里 低保怎么申请');
    expect(town.said(RESIDENTS).filter(({ text }) => text.includes('填表'))).toEqual([]);
  });

  test('a worker who asks in the worker room is answered there', async () => {
    await town.chenhua.says(WORKERS, CARD);
    await town.limei.says(WORKERS, '@邻里 老年证怎么办');
    town.expectReply(WORKERS, /来源:街道民政办/);
  });
});

describeOnEachDatabase('notices', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('「明天停水吗」 and 「几点来水」 are answered from the one with its hours', async () => {
    await town.chenhua.says(WORKERS, CUT);
    town.expectReply(WORKERS, /通知1 记下了\(阳光社区,有效至6月4日\)/);
    await town.zhang.says(RESIDENTS, '@邻里 明天停水吗');
    town.expectReply(RESIDENTS, /^通知:6月4日9:00-17:00 阳光花园1-6号楼停水/);
    await town.zhang.says(RESIDENTS, '@邻里 后天停水吗');
    town.expectReply(RESIDENTS, /^那天没有登记相关的通知,最近的一条是:\n通知:6月4日/);
    await town.zhang.says(RESIDENTS, '@邻里 12号楼明天停水吗');
    town.expectReply(RESIDENTS, /^通知里没有写到您说的地方/);
  });

  test('a planned cut is no ticket before its end; elsewhere it is', async () => {
    await town.chenhua.says(WORKERS, CUT);
    await town.advance(hours(26));
    await town.zhang.says(RESIDENTS, '阳光花园3号楼停水了,一滴水都没有');
    await expect(town.ticket(1)).rejects.toThrow();
    await town.wang.says(RESIDENTS, '阳光花园12号楼也停水了,没人通知啊');
    expect(await town.ticket(1)).toMatchObject({ category: ['水电气', '停水'] });
  });

  test('a cut goes on after its announced end: then it is one', async () => {
    await town.chenhua.says(WORKERS, CUT);
    await town.advance(hours(33));
    await town.zhang.says(RESIDENTS, '阳光花园3号楼还没来水,一滴水都没有');
    expect((await town.ticket(1)).place?.text).toContain('3号楼');
  });

  test('what a resident asks the bot about the cut is answered, and a ticket if it still is one', async () => {
    await town.chenhua.says(WORKERS, CUT);
    await town.advance(hours(26));
    await town.zhang.says(RESIDENTS, '@邻里 3号楼停水了,几点来水');
    town.expectReply(RESIDENTS, /通知:6月4日9:00-17:00/);
    await town.zhang.says(RESIDENTS, '不对,我们单元昨天就没水了');
    expect(await town.ticket(1)).toMatchObject({ category: ['水电气', '停水'] });
  });

  test('发群 posts it where residents of its place read it, and its withdrawal as well', async () => {
    await town.chenhua.says(WORKERS, `${CUT} 发群`);
    town.expectReply(WORKERS, /已发到yanguang-res/);
    town.expectReply(RESIDENTS, /^【通知】6月4日9:00-17:00 阳光花园1-6号楼停水,水管改造\n——阳光社区$/);
    town.expectSilence(HUBIN_RESIDENTS);
    await town.chenhua.says(WORKERS, '通知 撤下 1 发群');
    town.expectReply(RESIDENTS, /^【更正】之前这条通知不作数了/);
    await town.chenhua.says(WORKERS, '通知 1');
    town.expectReply(WORKERS, /没有找到通知1/);
  });

  test('one kept is posted later, by its number', async () => {
    await town.chenhua.says(WORKERS, CUT);
    town.expectReply(WORKERS, /要发到居民群请发「通知 1 发群」/);
    await town.chenhua.says(WORKERS, '通知 1 发群');
    town.expectReply(RESIDENTS, /^【通知】6月4日/);
  });

  test('a change brings new hours', async () => {
    await town.chenhua.says(WORKERS, CUT);
    await town.chenhua.says(WORKERS, '通知 改 1 停水延到6月5日9:00-12:00,阳光花园1-6号楼');
    town.expectReply(WORKERS, /通知1 改好了\(阳光社区,有效至6月5日\)/);
    await town.zhang.says(RESIDENTS, '@邻里 后天停水吗');
    town.expectReply(RESIDENTS, /^通知:停水延到6月5日[\s\S]*6月3日更新/);
  });

  test('are listed with number, place and last day', async () => {
    await town.chenhua.says(WORKERS, '通知');
    town.expectReply(WORKERS, /现在没有在用的通知。要加请发「通知 /);
    await town.chenhua.says(WORKERS, CUT);
    await town.limei.says(WORKERS, '通知 列表');
    town.expectReply(
      WORKERS,
      /在用的通知\(1 条\)[\s\S]*\n1 6月4日9:00-17:00 阳光花园1-6号楼停水,水管改造 · 阳光社区 · 有效至6月4日/,
    );
  });

  test('what says nothing of the hours counts for the policy’s days', async () => {
    await town.chenhua.says(WORKERS, '通知 单元门禁要换卡,请到物业前台登记');
    town.expectReply(WORKERS, /有效至6月10日/);
  });

  test('a whole street is posted to only when that is confirmed', async () => {
    const { organisation } = await town.store.organisation();
    const like = organisation.rooms.filter(({ chatId }) => chatId === RESIDENTS);
    const more = [1, 2, 3].flatMap((n) =>
      like.map((room) => ({
        ...room,
        id: `playground:more-${n}`,
        chatId: `more-${n}`,
        name: `第${n}居民群`,
      })),
    );
    await town.store.saveOrganisation(
      { ...organisation, rooms: [...organisation.rooms, ...more] },
      town.clock.now(),
    );
    await town.xujing.says(STREET, '通知 明天9:00-17:00全街道停气检修 发群');
    town.expectReply(STREET, /会发到.*确定请发:「通知 明天9:00-17:00全街道停气检修 发群 确认」/);
    town.expectSilence(RESIDENTS);
    await town.xujing.says(STREET, '通知 明天9:00-17:00全街道停气检修 发群 确认');
    town.expectReply(RESIDENTS, /【通知】明天9:00-17:00全街道停气检修/);
    town.expectReply(HUBIN_RESIDENTS, /【通知】/);
  });
});

describeOnEachDatabase('what must not be kept', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test.each([
    ['nothing to tell', '问答 老年证怎么办', /「问答」后面请写上内容,例如「问答 老年证怎么办\?/],
    ['a last day that has passed', '问答 老年证怎么办 | 到大厅 有效至 5月1日', /里的日期已经过了/],
    [
      'a last day nobody understands',
      '问答 老年证怎么办 | 到大厅 有效至 下下次',
      /没看懂「下下次」是到哪一天/,
    ],
    ['a matter that is over', '通知 6月1日停水', /里的日期已经过了/],
    ['too long a text', `通知 ${'请大家注意防火'.repeat(80)}`, /太长了\(560 字\),请缩到 500 字以内/],
    ['a number nobody gave', '通知 撤下 9', /没有找到通知9/],
    ['a verb without its number', '通知 撤下', /例如「通知 撤下 3」/],
  ])('%s', async (_, text, refusal) => {
    await town.chenhua.says(WORKERS, text);
    town.expectReply(WORKERS, refusal);
    await town.chenhua.says(WORKERS, '通知');
    town.expectReply(WORKERS, /没有在用的通知/);
  });

  test('by residents, whatever they call themselves', async () => {
    await town.member('wx-nobody', '社区书记').says(RESIDENTS, '通知 明天停水 发群');
    await town.member('wx-nobody', '社区书记').says(WORKERS, '问答 老年证怎么办 | 找我');
    await town.zhang.says(RESIDENTS, '@邻里 通知 明天停水 发群');
    town.expectReply(RESIDENTS, /「通知」要有相应岗位/);
    await town.chenhua.says(WORKERS, '问答');
    town.expectReply(WORKERS, /没有在用的问答/);
  });

  test('another community’s entries are theirs to change', async () => {
    await town.xujing.says(STREET, '通知 明天全街道停气');
    await town.chenhua.says(WORKERS, '通知 撤下 1');
    town.expectReply(WORKERS, /通知1 是昆仑.*的,请.*的工作人员来改/);
    await town.wugang.says('hubin-work', CARD);
    await town.chenhua.says(WORKERS, '问答 改 1 找我办');
    town.expectReply(WORKERS, /问答1 是湖滨社区的/);
  });

  test('phones and ID numbers; whoever wrote them is told', async () => {
    await town.chenhua.says(WORKERS, '问答 开锁找谁 | 王师傅 13800001234,有营业执照');
    town.expectReply(WORKERS, /王师傅 \[手机号\][\s\S]*手机号和证件号不在群里显示/);
    await town.zhang.says(RESIDENTS, '@邻里 开锁找谁');
    expect(town.expectReply(RESIDENTS, /开锁找谁/).text).not.toContain('1380000');
  });

  test('what is said to people and not to the bot: 「通知:」 among staff, an announcement among residents', async () => {
    await town.chenhua.says(WORKERS, '通知:下周二两点半在二楼开消防演练碰头会');
    await town.chenhua.says(RESIDENTS, '通知 明天上午9点到17点阳光花园停水,请大家提前蓄水');
    town.expectSilence();
    await town.chenhua.says(WORKERS, '通知');
    // The announcement is kept, for residents will ask; what staff tell each other is not.
    const { text } = town.expectReply(WORKERS, /在用的通知\(1 条\)/);
    expect(text).not.toContain('消防演练');
  });

  test('a phone that lies where an announcement is cut is masked all the same', async () => {
    const told = '通知 明天上午9点到17点阳光花园停水,请大家提前蓄水。'.padEnd(493, '水');
    await town.chenhua.says(RESIDENTS, `${told}13800001234`);
    await town.chenhua.says(WORKERS, '通知 1');
    expect(town.expectReply(WORKERS, /通知1/).text).not.toContain('1380000');
  });

  test('an announcement of staff explains its cut the day after, too; one by a mere name does not', async () => {
    const told = '通知 明天上午9点到17点阳光花园停水,请大家提前蓄水';
    await town.chenhua.says(RESIDENTS, told);
    await town.advance(hours(26));
    await town.zhang.says(RESIDENTS, '阳光花园3号楼停水了');
    await expect(town.ticket(1)).rejects.toThrow();
    await town.member('wx-nobody', '社区书记').says(HUBIN_RESIDENTS, told.replace('阳光花园', '湖滨新村'));
    await town.chenhua.says(WORKERS, '通知');
    expect(town.expectReply(WORKERS, /在用的通知/).text).not.toContain('湖滨新村');
  });
});

describe('neighbours who ask each other', () => {
  describeOnEachDatabase('in a room of intake 自动', (database) => {
    let town: Play;
    beforeEach(async () => {
      town = await play(database);
      await town.chenhua.says(WORKERS, CUT);
      await town.chenhua.says(WORKERS, CARD);
    });
    afterEach(() => town.end());

    test('are answered when it is very sure, once an hour, and no entry twice', async () => {
      await town.zhang.says(RESIDENTS, '明天停水吗?');
      town.expectReply(RESIDENTS, /通知:6月4日/);
      await town.advance(minutes(10));
      await town.wang.says(RESIDENTS, '老年证怎么办?');
      town.expectSilence(RESIDENTS);
      await town.advance(hours(1));
      await town.wang.says(RESIDENTS, '老年证怎么办?');
      town.expectReply(RESIDENTS, /满60岁/);
      await town.advance(hours(2));
      await town.wang.says(RESIDENTS, '明天停水吗?');
      town.expectSilence(RESIDENTS);
      await expect(town.ticket(1)).rejects.toThrow();
    });

    test('are left alone where the bot only hears what is said to it', async () => {
      await town.chenhua.says(RESIDENTS, '本群 方式 点名');
      town.expectReply(RESIDENTS, /点名/);
      await town.zhang.says(RESIDENTS, '明天停水吗?');
      town.expectSilence(RESIDENTS);
    });

    test('are left alone when they answer each other, sell, or only mention the matter', async () => {
      const { messageId } = await said();
      await town.wang.says(RESIDENTS, '明天停水吗?', { replyTo: messageId });
      await town.wang.says(RESIDENTS, '出一台洗衣机,老年证在手的老人家便宜50');
      await town.wang.says(RESIDENTS, '我老年证办好了,大厅的小姑娘态度真好');
      town.expectSilence(RESIDENTS);
    });

    async function said() {
      await town.zhang.says(RESIDENTS, '今天天气不错');
      return { messageId: 'm1' };
    }
  });

  describeOnEachDatabase('where the policy says never', (database) => {
    test('are left alone', async () => {
      const never = await play(database, {
        policy: (policy) => ({ ...policy, knowledge: { ...policy.knowledge, unaskedAt: null } }),
      });
      await never.chenhua.says(WORKERS, CUT);
      await never.zhang.says(RESIDENTS, '明天停水吗?');
      never.expectSilence(RESIDENTS);
      await never.end();
    });
  });
});
