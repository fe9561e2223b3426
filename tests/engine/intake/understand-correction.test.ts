import { describe, expect, it } from 'vitest';
import { adds, opens, type Talk, talk } from '../../support/talk.ts';

const text = (place: string) => ({ place: { text: expect.stringMatching(new RegExp(`${place}$`)) } });
const two = (told: string): Talk =>
  talk()
    .says('尤姐', told)
    .expect(opens({ demands: [{}, {}] }));

describe('a correction of the building', () => {
  it('keeps the unit and the spot that were named', () => {
    talk().says('尤姐', '4号楼2单元电梯坏了').says('尤姐', '说错了,是5号楼').expect(text('5号楼2单元'));
    talk().says('尤姐', '4号楼门口井盖翘起来了').says('尤姐', '打错了,是15号楼').expect(text('15号楼门口'));
  });

  it('takes another unit as it is said', () => {
    talk().says('尤姐', '4号楼2单元电梯坏了').says('尤姐', '说错了,是5号楼3单元').expect(text('5号楼3单元'));
    talk()
      .says('尤姐', '4号楼2单元电梯坏了')
      .says('尤姐', '说错了,不是4号楼,是5号楼1单元')
      .expect(text('5号楼1单元'));
  });
});

describe('a correction of a message that told of two matters', () => {
  const APART = '5号楼2单元门禁坏了,8号楼门口井盖翘起来了';

  it('moves both where both were at one place', () => {
    const t = two('3号楼电梯坏了,门口路灯也不亮').says('尤姐', '说错了,是4号楼');
    t.expect({ type: 'supplement', ...text('4号楼'), also: [text('4号楼')] });
    const { intent } = t;
    const ids = intent.type === 'supplement' ? [intent.ticketId, intent.also?.[0]?.ticketId] : [];
    expect([...ids].sort()).toEqual(['t1', 't2']);
  });

  it('moves the one that it names', () => {
    two(APART)
      .says('尤姐', '说错了,井盖是6号楼')
      .expect({ ...adds(2), ...text('6号楼门口') });
    two(APART)
      .says('尤姐', '说错了,门禁是6号楼')
      .expect({ ...adds(1), ...text('6号楼2单元') });
  });

  it('moves the one at the place that was wrong', () => {
    two(APART)
      .says('尤姐', '说错了,不是5号楼是6号楼')
      .expect({ ...adds(1), ...text('6号楼2单元') });
  });

  it('moves none where nobody could know which, and all who work on them read it', () => {
    const t = two(APART).says('尤姐', '说错了,是6号楼');
    t.expect({ type: 'supplement', place: null, also: [{ place: null }] });
  });
});
