import { describe, expect, it } from 'vitest';
import { greets, opens, talk } from '../../support/talk.ts';

const asked = opens({ demands: [{ kind: 'question', urgency: 'normal' }] });

describe('a question to the bot is a question, whatever its words are worth as a report', () => {
  it.each([
    '明天停电吗',
    '今天几点停水',
    '后天会不会停气',
    '下周一停水吗?',
    '垃圾几点收',
    '社区几点下班',
    '哪里可以办居住证',
    '物业电话多少',
    '13号楼明天停不停水',
    '停水要停到几点',
  ])('%s', (text) => {
    talk().says('尤姐', text, { mention: true }).expect(asked);
    talk().in('私聊').says('尤姐', text).expect(asked);
  });
});

it.each([
  '我爸今年八十二了,那个钱要带哪些东西去领',
  '麻烦问一声,老两口去吃中饭是怎么打折的',
  '我属龙的,五十八,这个年纪够不够上你们那个班',
])('a question put at length is taken, though no list knows its matter: %s', (text) => {
  talk().says('尤姐', text, { mention: true }).expect(opens());
});

describe('trouble asked about is trouble', () => {
  it.each([
    ['怎么停电了', '停电'],
    ['为什么又停水?', '停水'],
    ['13号楼是不是停电了', '停电'],
    ['13号楼的电梯坏了,什么时候来修?', '电梯'],
    ['能不能来修一下13号楼门口的路灯', '路灯'],
    ['13号楼怎么又没水了', '停水'],
  ])('%s', (text, level2) => {
    const t = talk().says('尤姐', text, { mention: true });
    t.expect(opens({ demands: [{ kind: expect.not.stringMatching('question') }] }));
    t.expect({ demands: [{ category: [expect.any(String), level2] }] });
  });

  it('danger asked about is danger', () => {
    const t = talk().says('尤姐', '13号楼是不是煤气泄漏了?', { mention: true });
    t.expect(opens({ demands: [{ kind: 'help', urgency: 'critical' }] }));
  });
});

describe('small talk stays small talk', () => {
  it.each(['现在几点', '你今年几岁', '晚上吃什么呢', '你会不会唱歌'])('%s', (text) => {
    talk().says('尤姐', text, { mention: true }).expect(greets);
  });
});

it('what neighbours ask each other is left to them', () => {
  for (const text of ['明天停电吗', '垃圾几点收', '今天几点停水'])
    talk().says('尤姐', text).expect({ type: 'none' });
});
