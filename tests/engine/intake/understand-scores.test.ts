import { describe, it } from 'vitest';
import { asks, nothing, talk } from '../../support/talk.ts';

const inWorkers = () => talk().in('工作群');

describe('staff ask for scores in words', () => {
  it.each([
    ['上个月的排名'],
    ['上个月排名'],
    ['第二网格三季度怎么样'],
    ['看看9月考核排名'],
    ['清柳社区三季度情况'],
    ['上个月谁排第一'],
  ])('a secretary says 「%s」 to nobody', (text) => {
    inWorkers().says('骆松', text).expect(asks('排行', text));
  });

  it.each([
    ['上个月我们社区的网格员排名情况怎么样啊', '排行'],
    ['我这个月多少分', '我的分'],
    ['我上个月排第几', '我的分'],
    ['韩梅9月得了多少分', '我的分'],
    ['第一网格这个月怎么样', '排行'],
  ])('「%s」 said to the bot is %s', (text, name) => {
    inWorkers().says('骆松', text, { mention: true }).expect(asks(name, text));
    talk().in('私聊').says('韩梅', text).expect(asks(name, text));
  });

  it.each([
    ['排名没意思'],
    ['这个月大家辛苦了,情况还不错'],
    ['3月5日上门,情况怎么样'],
    ['打了5分'],
    ['12号楼的情况怎么样了'],
    ['全市排名我们区第三,明天开会讲这个'],
  ])('「%s」 among staff asks for nothing', (text) => {
    inWorkers().says('骆松', text).expect(nothing);
  });

  it('a worker asks the room, not the bot', () => {
    inWorkers().says('韩梅', '上个月的排名').expect(nothing);
  });

  it('residents are told no scores', () => {
    talk().says('邵姐', '上个月的排名').expect(nothing);
    talk().in('居民群').says('骆松', '上个月的排名').expect(nothing);
  });
});
