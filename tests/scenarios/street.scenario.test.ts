import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { HUBIN_WORKERS, type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

describeOnEachDatabase('what goes beyond one worker', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    await town.report('报事 阳光花园3号楼河边栏杆断了');
  });
  afterEach(() => town.end());

  test('a department is whistled for, answers in stages and is rated by the caller', async () => {
    await town.chenhua.says(WORKERS, '吹哨 1 区园林所 栏杆基座断裂要更换');
    town.expectReply(STREET, /【吹哨】.*#1 .*请 区园林所 到场:栏杆基座断裂要更换/);
    await town.xujing.says(STREET, '响应 1 园林所 已出发,预计16:00到场');
    town.expectReply(WORKERS, /#1 区园林所 已响应/);
    await town.chenhua.says(WORKERS, '响应 1 园林所 已到场');
    await town.chenhua.says(WORKERS, '响应 1 园林所 栏杆修好了');
    await town.chenhua.says(WORKERS, '评哨 1 园林所 5');
    town.expectReply(WORKERS, /#1 部门评分已记下/);
    const [whistle] = (await town.ticket(1)).whistles;
    expect(whistle).toMatchObject({ department: '区园林所', score: 5 });
    expect([whistle?.respondedAt, whistle?.arrivedAt, whistle?.resolvedAt]).not.toContain(null);
  });

  test('a score outside of 1 to 5 is explained', async () => {
    await town.chenhua.says(WORKERS, '评哨 1 园林所 9');
    town.expectReply(WORKERS, /1 到 5 的分数。例如「评哨 128 园林所 5」/);
  });

  test('a worker calls a department too, and tells of its coming in the usual words', async () => {
    await town.limei.says(WORKERS, '接单 1');
    await town.limei.says(WORKERS, '吹哨 1 区园林所 栏杆要换');
    town.expectReply(STREET, /【吹哨】.*#1/);
    await town.limei.says(WORKERS, '进展 1 园林所到场,先拉警戒带');
    expect((await town.ticket(1)).whistles[0]?.arrivedAt).not.toBeNull();
  });

  test('two communities that both refuse it leave it to the street, which gives it to the other', async () => {
    await town.chenhua.says(WORKERS, '争议 1 栏杆在湖滨那一侧');
    town.expectReply(STREET, /#1 .*归哪个社区有争议:栏杆在湖滨那一侧。请街道定:「转派 1 姓名 原因」/);
    await town.xujing.says(STREET, '转派 1 孙燕,以河中心线为准,归湖滨');
    town.expectReply(STREET, /#1 已转派/);
    town.expectReply(HUBIN_WORKERS, /#1 .*→ @孙燕/);
    expect(await town.ticket(1)).toMatchObject({
      communityId: 'hubin',
      assigneeName: '孙燕',
      disputed: false,
    });
  });

  test('a secretary cannot push it to another community', async () => {
    await town.chenhua.says(WORKERS, '转派 1 孙燕 归湖滨');
    town.expectReply(WORKERS, /孙燕 在这里没有办单的岗位/);
    expect(await town.ticket(1)).toMatchObject({ communityId: 'yanguang' });
  });

  test('it takes two keys of two people to leave a demand out of the rates, and it can be undone', async () => {
    await town.chenhua.says(WORKERS, '剔除 1');
    town.expectReply(WORKERS, /请写上原因/);
    await town.chenhua.says(WORKERS, '剔除 1 要求装金色栏杆');
    town.expectReply(WORKERS, /#1 剔除已提出,等街道确认/);
    town.expectReply(STREET, /陈华 申请剔除 #1 .*请街道确认:「剔除 1」/);
    expect(await town.ticket(1)).toMatchObject({ excluded: false });
    await town.chenhua.says(WORKERS, '剔除 1 要求装金色栏杆');
    town.expectReply(WORKERS, /#1 的剔除要两个人点头/);

    await town.xujing.says(STREET, '剔除 1');
    town.expectReply(STREET, /#1 已剔除/);
    expect(await town.ticket(1)).toMatchObject({ excluded: true, pending: null });
    await town.xujing.says(STREET, '恢复 1');
    expect(await town.ticket(1)).toMatchObject({ excluded: false });
  });

  test('the street may say no to an exclusion', async () => {
    await town.chenhua.says(WORKERS, '剔除 1 不合理');
    await town.xujing.says(STREET, '驳回 剔除 1 诉求合理,继续办');
    expect(await town.ticket(1)).toMatchObject({ excluded: false, pending: null });
  });

  test('supervision names who is to take it', async () => {
    await town.chenhua.says(WORKERS, '督办 1 老人小孩多,王强接一下');
    town.expectReply(WORKERS, /【督办】.*#1 .*@王强/);
    expect(await town.ticket(1)).toMatchObject({ supervised: true, assigneeName: '王强' });
    await town.chenhua.says(WORKERS, '督办 1');
    town.expectReply(WORKERS, /「督办」后面请写上内容/);
  });

  test('two that are one are merged, and split again with who came with it', async () => {
    await town.wang.says(RESIDENTS, '报事 阳光花园5号楼垃圾桶满了没人清');
    await town.chenhua.says(WORKERS, '合并 2 1');
    town.expectReply(RESIDENTS, /#2 .*和 #1 是同一件事/);
    expect(await town.ticket(2)).toMatchObject({ status: 'merged', intoNumber: 1 });
    expect((await town.ticket(1)).followers.map((one) => one.name)).toEqual(['王哥']);

    await town.chenhua.says(WORKERS, '拆分 2');
    town.expectReply(WORKERS, /#2 已从合并里拆出来/);
    expect((await town.ticket(2)).status).not.toBe('merged');
    expect((await town.ticket(1)).followers).toEqual([]);
    await town.chenhua.says(WORKERS, '合并 1 1');
    town.expectReply(WORKERS, /#1 不能和自己合并/);
  });

  test('a follower with another matter is split off with a ticket of their own', async () => {
    await town.wang.says(RESIDENTS, '附议 1');
    await town.chenhua.says(WORKERS, '拆分 1 王哥');
    town.expectReply(WORKERS, /#1 已拆分/);
    expect((await town.ticket(1)).followers).toEqual([]);
    const own = await town.ticket(2);
    expect(own.reporter).toMatchObject({ name: '王哥', roomId: 'playground:yanguang-res' });
    expect(own.linkedTo).toMatchObject([{ number: 1 }]);
    await town.chenhua.says(WORKERS, '拆分 1 王哥');
    town.expectReply(WORKERS, /没有找到「王哥」/);
  });

  test('a wrong place is put right and goes to the worker of the right grid', async () => {
    await town.zhang.says(RESIDENTS, '更正 1 地点 阳光花园9号楼');
    town.expectReply(RESIDENTS, /#1 已更正/);
    expect(await town.ticket(1)).toMatchObject({ gridId: 'yg-2', assigneeName: '王强' });
    await town.chenhua.says(WORKERS, '更正 1 紧急');
    await town.chenhua.says(WORKERS, '更正 1 类别 护栏');
    expect(await town.ticket(1)).toMatchObject({ urgency: 'urgent', category: ['公共设施', '护栏'] });
    await town.chenhua.says(WORKERS, '更正 1 网格 第九网格');
    town.expectReply(WORKERS, /没有找到「第九网格」/);
  });
});
