import { describe, expect, it } from 'vitest';
import { adds, nothing, opens, talk } from '../../support/talk.ts';

const LIFT = '13号楼2单元电梯坏了';

describe('what the reporter tells on of the trouble reaches the worker', () => {
  it.each([
    ['how it is broken', '门开一半卡在9楼'],
    ['which one', '左边那部'],
    ['since when', '一早上都这样'],
    ['how long', '快两个钟头了'],
    ['the time', '七点多就这样了'],
    ['how often', '这个月第三次了'],
    ['who is in it', '里面有两个人刚出来'],
    ['that nobody was hurt', '里头没关人'],
    ['who suffers', '楼上老太太下不来买菜'],
    ['how it smells', '还有一股焦糊味'],
    ['how it sounds', '嘎吱嘎吱的声音好大'],
    ['the colour', '面板上一直是红色'],
    ['a number on it', '铭牌上写的是 3160'],
    ['how it feels', '气死人了'],
    ['fear', '吓得我腿都软了'],
    ['urging', '快点来修吧'],
    ['urging that looks like a question', '怎么还没人来'],
    ['what looks like a question only', '不是上周才说修好了吗'],
    ['that the janitor knows', '物业说已经报了'],
    ['laughing, but of the trouble', '哈哈 电梯门自己又弹开了'],
    ['where to find it', '从东边门口进来右手就是'],
    ['where the reporter waits', '我在一楼等师傅'],
  ])('%s', (_, text) => {
    talk().says('尤姐', LIFT).says('尤姐', text).expect(adds(1));
  });

  it('after thanks and other talk of the same person, too', () => {
    const t = talk().says('尤姐', LIFT).says('小钟', '哎哟').says('尤姐', '谢谢关心');
    t.says('尤姐', '晚饭不知道烧什么').says('尤姐', '门开一半卡在9楼').expect(adds(1));
  });
});

describe('what the reporter chats about meanwhile does not', () => {
  it.each([
    ['laughter at a neighbour', '哈哈 你腿脚真好'],
    ['laughter', '笑死我了这个视频'],
    ['thanks to a neighbour', '谢谢老廖告诉我'],
    ['a word to a neighbour', '你家闺女放假了吧'],
    ['the price of food', '今天菜场的排骨多少钱'],
    ['supper', '晚饭不知道做什么好'],
    ['where one goes', '我先去接孙子了'],
    ['the weather', '外面太阳蛮大的'],
    ['another question to the neighbours', '有没有人知道周末羽毛球场开不开'],
    ['a question to an office', '明天社区打疫苗几点开始'],
    ['an errand', '谁帮我带份报纸'],
    ['a recommendation asked for', '求推荐一家理发店'],
    ['a game', '昨晚的球赛看了没'],
    ['holidays', '端午节放假去哪玩'],
    ['clothes', '这条裙子真好看'],
    ['an invitation', '下午打麻将三缺一'],
    ['good night', '我去睡了 晚安'],
    ['the school', '孩子他爸今天出差'],
  ])('%s', (_, text) => {
    talk().says('尤姐', LIFT).says('尤姐', text).expect(nothing);
  });

  it('and moves no place', () => {
    const t = talk().says('尤姐', '楼道里堆满纸箱,没人管,过都过不去').expect(opens());
    t.says('尤姐', '谁知道月牙公园几点关门').expect(nothing);
    expect(t.ticket(1).place).toBeNull();
  });

  it('a picture after thanks could be of them', () => {
    talk().says('尤姐', LIFT).says('尤姐', '谢谢大家').photo('尤姐').expect(nothing);
    talk().says('尤姐', LIFT).says('尤姐', '晚饭不知道做什么好').photo('尤姐').expect(adds(1));
  });
});

it('a question that was asked of the bot is told on in papers and numbers', () => {
  talk()
    .says('尤姐', '老年证要满多少岁才能办', { mention: true })
    .expect(opens())
    .says('尤姐', '我妈1961年的够不够')
    .expect(adds(1));
});
