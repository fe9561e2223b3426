import { describe, expect, it } from 'vitest';
import { adds, opens, talk } from '../../support/talk.ts';

const LIFT = '13号楼电梯停在半当中';
const DOUBTFUL = { request: 0.3, speech: 'report' as const };

describe('danger told after the report', () => {
  it('makes the ticket critical', () => {
    const t = talk().says('尤姐', LIFT).says('尤姐', '里头困了人,在拍门喊救命');
    expect(t.intent).toMatchObject({ ...adds(1), urgency: 'critical' });
    expect(t.ticket(1).urgency).toBe('critical');
  });

  it('does not once it is', () => {
    const t = talk().says('尤姐', '13号楼电梯困了人').says('尤姐', '老人困在里面半小时了');
    expect(t.intent).not.toHaveProperty('urgency');
  });

  it('does not when it is the all-clear', () => {
    const t = talk().says('尤姐', LIFT).says('尤姐', '困的人出来了,没受伤,谢谢大家');
    expect(t.intent).not.toHaveProperty('urgency');
  });

  it('does not when somebody else says so who has no part in it', () => {
    const t = talk().says('尤姐', LIFT).says('老廖', '困在里面多吓人啊');
    expect(t.ticket(1).urgency).not.toBe('critical');
  });
});

describe('what staff were asked about', () => {
  const draft = () =>
    talk()
      .says('尤姐', '7号楼的门好像关不严', { reading: DOUBTFUL })
      .expect(opens({ confirm: true }));

  it('is taken up when its reporter makes it plain', () => {
    const t = draft().says('尤姐', '单元门坏了,风往里灌,没人修');
    expect(t.intent).toMatchObject({ ...adds(1), sure: true });
  });

  it('is not by a word that says nothing', () => {
    const t = draft().says('尤姐', '你们评评理');
    expect(t.intent).not.toHaveProperty('sure');
  });

  it('is not by thanks or the all-clear', () => {
    for (const said of ['谢谢,门修好了', '没事了,没坏']) {
      expect(draft().says('尤姐', said).intent).not.toHaveProperty('sure');
    }
  });

  it('is not taken up twice', () => {
    const t = draft().says('尤姐', '单元门坏了,风往里灌,没人修').says('尤姐', '门锁也掉了');
    expect(t.intent).not.toHaveProperty('sure');
  });
});
