import { describe, expect, it } from 'vitest';
import { joins, nothing, opens, type Talk, talk } from '../../support/talk.ts';

const NOTICE = '通知:今天9:00至11:00 青柳园1-6号楼停水,管道检修,请大家提前储水';
/** Two hours of no water, from nine. */
const announced = (): Talk => talk().says('骆松', NOTICE);

describe('a cut that goes on', () => {
  it.each(['2号楼还没来水', '2号楼到现在都没水', '2号楼水还没来', '2号楼怎么还没来水?', '2号楼还停着水呢'])(
    'after the announced end is a request: %s',
    (text) => {
      const t = announced().later(150).says('尤姐', text);
      t.expect(opens({ demands: [{ kind: 'help', category: ['水电气', '停水'] }] }));
    },
  );

  it('before it is what the notice says', () => {
    announced().later(60).says('尤姐', '2号楼还没来水').expect(nothing);
  });

  it('at a building that the notice does not name is a request at once', () => {
    announced().later(60).says('尤姐', '8号楼还没来水').expect(opens());
  });

  it('without any notice is one where a place is named', () => {
    talk()
      .says('尤姐', '12号楼还没来电')
      .expect(opens({ demands: [{ category: ['水电气', '停电'] }] }));
    talk().says('尤姐', '还没来水').expect(nothing);
  });

  it('without a place is one after the notice', () => {
    announced().later(150).says('尤姐', '怎么还没来水啊').expect(opens());
  });

  it('is one ticket for all buildings of the notice, and for who names none', () => {
    const t = announced().later(150).says('尤姐', '2号楼还没来水').expect(opens());
    t.later(40).says('老廖', '4号楼还没来水').expect(joins(1));
    t.later(40).says('小钟', '到现在还没来水').expect(joins(1));
  });

  it('is none as a question, as a story, or somewhere else', () => {
    for (const text of [
      '2号楼来水了吗',
      '2号楼还没来水吗?',
      '我妈家那边还没来水',
      '去年检修2号楼也是,新闻说还没来水',
      '2号楼来水了',
    ])
      announced()
        .later(150)
        .says('尤姐', text)
        .expect({ type: expect.not.stringMatching('open') });
  });
});
