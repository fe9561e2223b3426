import { describe, expect, it } from 'vitest';
import { orderRows, pathRows, talkRows } from '../../src/learning/category-rows.ts';
import type { CorpusLine } from '../../src/learning/corpus-lines.ts';
import type { HotlineRow } from '../../src/learning/data.ts';

const ORDER: HotlineRow = {
  id: 'h1',
  source: 'made-up',
  text: '东街路口井盖不见了',
  dup_group: null,
  title: null,
  kind: null,
  verb: null,
  dept: null,
  urgent: null,
  category_path: null,
  category_coarse: null,
};
const LINE: CorpusLine = {
  id: 'c1',
  source: 'corpus',
  request: true,
  kind: 'help',
  level1: '公共设施',
  level2: '井盖',
  urgency: 'normal',
  text: '井盖翘了',
};

describe('an order of the hotline', () => {
  const read = (given: Partial<HotlineRow>) => orderRows([{ ...ORDER, ...given }])[0];

  it('is of the coarse class it was filed under', () => {
    expect(read({ category_coarse: '公共设施' })).toMatchObject({ source: 'order', level1: '公共设施' });
    expect(read({})).toMatchObject({ level1: null, level2: null, kind: null, urgent: null });
  });

  it('has a level 2 where a step of its path means one of ours, the first step left out', () => {
    expect(read({ category_path: ['部件', '公共设施', '井盖', '丢失'] })?.level2).toBe('井盖');
    expect(read({ category_path: ['井盖', '公共设施', '其他', '其他'] })?.level2).toBeNull();
  });

  it('is of the kind the operator noted', () => {
    expect(read({ verb: '咨询' })?.kind).toBe('question');
    expect(read({ verb: '反映', kind: '举报' })?.kind).toBe('tip-off');
    expect(read({ verb: '反映' })?.kind).toBeNull();
  });

  it('was urgent or not, or nobody knows', () => {
    expect(read({ urgent: true })?.urgent).toBe(true);
    expect(read({ urgent: false })?.urgent).toBe(false);
  });

  it('stays in one fold with its copies', () => {
    expect(read({ id: 'a', dup_group: 'g' })?.fold).toBe(read({ id: 'b', dup_group: 'g' })?.fold);
  });
});

describe('a line of talk', () => {
  it('counts when it asks for something', () => {
    expect(talkRows([LINE, { ...LINE, request: false }])).toHaveLength(1);
    expect(talkRows([LINE])[0]).toMatchObject({ source: 'talk', level1: '公共设施', level2: '井盖' });
  });

  it('is urgent from `urgent` on', () => {
    const urgent = (urgency: string | null) => talkRows([{ ...LINE, urgency }])[0]?.urgent;
    expect([urgent('normal'), urgent('urgent'), urgent('critical'), urgent(null)]).toEqual([
      false,
      true,
      true,
      null,
    ]);
  });
});

describe('the paths that orders are filed under', () => {
  const filed = (category_path: string[], category_coarse: string | null) => ({
    ...ORDER,
    category_path,
    category_coarse,
  });

  it('are rows once each, without their first step', () => {
    const rows = pathRows([
      filed(['部件', '照明', '灯杆歪斜'], '公共设施'),
      filed(['部件', '照明', '灯杆歪斜'], '公共设施'),
      filed(['事件', '教育', '收费'], '教育'),
    ]);
    expect(rows).toMatchObject([
      { text: '照明 灯杆歪斜', source: 'path', level1: '公共设施' },
      { text: '教育 收费', source: 'path', level1: '教育' },
    ]);
  });

  it('say nothing where the order has no coarse class, nor of kind and urgency', () => {
    expect(pathRows([filed(['其他', '其他'], null), ORDER])).toEqual([]);
    const [row] = pathRows([filed(['事件', '教育', '收费'], '教育')]);
    expect(row).toMatchObject({ kind: null, urgent: null, critical: null });
  });
});
