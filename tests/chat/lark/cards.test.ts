import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormCard, TableCard, TicketCard } from '../../../src/chat/card.ts';
import { renderCard } from '../../../src/chat/lark/cards.ts';

const PLACE = { chatId: 'oc_work', mentions: [] };

const TICKET: TicketCard = {
  type: 'ticket',
  title: '#128 电梯故障',
  tone: 'urgent',
  text: '3号楼2单元电梯坏了,老人上不去',
  fields: [
    { label: '地点', value: '阳光花园3号楼2单元' },
    { label: '时限', value: '今天 18:00' },
    { label: '网格员', value: '李梅' },
  ],
  actions: [
    { label: '接单', command: '接单 128', style: 'primary' },
    { label: '退单', command: '退单 128', style: 'danger', input: { label: '为什么退', required: true } },
    { label: '办结', command: '办结 128', style: 'plain', input: { label: '怎么办的', required: false } },
  ],
};

const TABLE: TableCard = {
  type: 'table',
  title: '待办 3 件',
  text: '最急的在前',
  columns: [
    { label: '工单', align: 'left' },
    { label: '剩余', align: 'right' },
  ],
  rows: [['#128 电梯', '2 小时'], ['#130 路灯', '1 天'], ['#131']],
};

interface Element {
  tag: string;
  content?: string;
  elements?: Element[];
  columns?: Element[];
  [more: string]: unknown;
}

interface Drawn {
  schema: string;
  config: object;
  header: { template: string; title: Element };
  body: { elements: Element[] };
}

function drawn(content: string | null): Drawn {
  if (content === null) throw new Error('no card');
  return JSON.parse(content) as Drawn;
}

/** Every element of the card, whatever it stands in. */
function allOf(elements: readonly Element[]): Element[] {
  return elements.flatMap((one) => [
    one,
    ...allOf(one.elements ?? []),
    // A table's columns are no elements.
    ...(one.tag === 'table' ? [] : allOf(one.columns ?? [])),
  ]);
}

const byTag = (card: Drawn, tag: string) => allOf(card.body.elements).filter((one) => one.tag === tag);

describe('a ticket as a card', () => {
  test('can be changed in place, and has its title in the colour of its tone', () => {
    const card = drawn(renderCard(TICKET, PLACE));
    expect(card).toMatchObject({
      schema: '2.0',
      config: { update_multi: true, summary: { content: '#128 电梯故障' } },
      header: { template: 'red', title: { tag: 'plain_text', content: '#128 电梯故障' } },
    });
    expect(drawn(renderCard({ ...TICKET, tone: 'done' }, PLACE)).header.template).toBe('green');
  });

  test('shows its sentence and its fields, two in a row', () => {
    const card = drawn(renderCard(TICKET, PLACE));
    const texts = byTag(card, 'div').map((one) => (one['text'] as Element).content);
    expect(texts).toEqual([
      '3号楼2单元电梯坏了,老人上不去',
      '地点',
      '阳光花园3号楼2单元',
      '时限',
      '今天 18:00',
      '网格员',
      '李梅',
    ]);
    const rows = byTag(card, 'column_set').filter((one) => one['flex_mode'] === 'bisect');
    expect(rows.map((row) => row.columns?.length)).toEqual([2, 1]);
  });

  test('has a button for each action, which says what it stands for and where', () => {
    const card = drawn(renderCard(TICKET, PLACE));
    expect(byTag(card, 'button').map(({ type, behaviors }) => ({ type, behaviors }))).toEqual([
      { type: 'primary', behaviors: [callback('接单 128')] },
      { type: 'danger', behaviors: [callback('退单 128')] },
      { type: 'default', behaviors: [callback('办结 128')] },
    ]);
    expect(drawn(renderCard({ ...TICKET, actions: [] }, PLACE)).body.elements).toHaveLength(3);
  });

  test('has a form where words may be added, at the root and with names of its own, as Lark wants it', () => {
    const card = drawn(renderCard(TICKET, PLACE));
    const forms = card.body.elements.filter((one) => one.tag === 'form');
    expect(forms).toHaveLength(2);
    expect(forms.map((form) => form.elements?.[0])).toMatchObject([
      { tag: 'input', required: true, placeholder: { tag: 'plain_text', content: '为什么退' } },
      { tag: 'input', required: false },
    ]);
    expect(forms.map((form) => form.elements?.[1])).toMatchObject([
      { tag: 'button', form_action_type: 'submit' },
      { tag: 'button', form_action_type: 'submit' },
    ]);
    const names = allOf(forms).map((one) => one['name']);
    expect(new Set(names).size).toBe(6);
  });

  test('that is a form has a line for each, and opens a page where there is one', () => {
    const input = { label: '王强:德 能,各 0–10', required: true };
    const form: FormCard = {
      type: 'form',
      title: '测评',
      text: '请您评一评',
      actions: [{ label: '评 王强', command: '测评 3 王强', style: 'primary', input }],
      link: { label: '打开网页填', url: 'https://linli.example.cn/ballot/x' },
    };
    const card = drawn(renderCard(form, PLACE));
    expect(byTag(card, 'button').map(({ behaviors }) => behaviors)).toEqual([
      [{ type: 'open_url', default_url: 'https://linli.example.cn/ballot/x' }],
      [callback('测评 3 王强')],
    ]);
    expect(byTag(card, 'input')).toMatchObject([{ placeholder: { content: input.label } }]);
    const bare = drawn(renderCard({ ...form, link: null }, PLACE));
    expect(byTag(bare, 'button')).toHaveLength(1);
  });

  test('mentions those it is for, and nobody whose id is none', () => {
    const mentions = ['ou_li', 'ou_x></at><at id=all>', ''];
    const card = drawn(renderCard(TICKET, { chatId: 'oc_work', mentions }));
    expect(byTag(card, 'markdown').map((one) => one.content)).toEqual(['<at id=ou_li></at>']);
  });

  test('that Lark would not take is none', () => {
    expect(renderCard({ ...TICKET, text: '长'.repeat(8000) }, PLACE)).not.toBeNull();
    expect(renderCard({ ...TICKET, text: '长'.repeat(10_000) }, PLACE)).toBeNull();
    const fields = Array.from({ length: 40 }, () => ({ label: '地点', value: '"tag":"tag":' }));
    expect(renderCard({ ...TICKET, fields }, PLACE)).toBeNull();
    expect(renderCard({ ...TICKET, fields: fields.slice(0, 20) }, PLACE)).not.toBeNull();
    // Each quotation mark travels as four bytes.
    expect(renderCard({ ...TICKET, text: '"'.repeat(8000) }, PLACE)).toBeNull();
  });
});

function callback(command: string) {
  return { type: 'callback', value: { command, chat: 'oc_work' } };
}

describe('a list as a card', () => {
  test('is a table at the root, with its pages', () => {
    const card = drawn(renderCard(TABLE, PLACE));
    const table = card.body.elements.find((one) => one.tag === 'table');
    expect(table).toMatchObject({
      page_size: 3,
      columns: [
        { name: 'c0', display_name: '工单', data_type: 'text', horizontal_align: 'left' },
        { name: 'c1', display_name: '剩余', data_type: 'text', horizontal_align: 'right' },
      ],
      rows: [
        { c0: '#128 电梯', c1: '2 小时' },
        { c0: '#130 路灯', c1: '1 天' },
        { c0: '#131', c1: '' },
      ],
    });
  });

  test('of many rows has ten to a page, of none has a page all the same', () => {
    const sizeOf = (rows: string[][]) =>
      drawn(renderCard({ ...TABLE, rows }, PLACE)).body.elements.at(-1)?.['page_size'];
    expect(sizeOf(Array.from({ length: 60 }, (_, index) => [`#${index}`, '']))).toBe(10);
    expect(sizeOf([])).toBe(1);
  });

  test('that is too long, or wider than Lark shows, is none', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => [`#${index} 电梯故障`, '2 小时']);
    expect(renderCard({ ...TABLE, rows }, PLACE) === null).toBe(true);
    const columns = Array.from({ length: 51 }, () => ({ label: '', align: 'left' }) as const);
    expect(renderCard({ ...TABLE, columns, rows: [] }, PLACE)).toBeNull();
  });
});

describe('what people wrote', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '<at id=all></at>',
      '**加粗** [点我](http://evil)',
      '![x](img_v3_1)',
      '<font color=red>x</font>',
      '\n# 标题',
    ),
    fc.string(),
  );
  const MARKDOWN = new Set(['markdown', 'lark_md']);

  test('never stands where Lark reads Markdown or tags', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const card = renderCard(
          { ...TICKET, title: one, text: other, fields: [{ label: one, value: other }] },
          { chatId: 'oc_work', mentions: ['ou_li', one] },
        );
        const tagged = [...JSON.stringify(drawn(card)).matchAll(/"tag":"(\w+)"/g)].map(([, tag]) => tag);
        expect(tagged.filter((tag) => MARKDOWN.has(tag ?? ''))).toHaveLength(1);
        expect(byTag(drawn(card), 'markdown')[0]?.content).toMatch(/^(<at id=[\w-]+><\/at> ?)+$/);
      }),
    );
  });

  test('in a table stays text as well', () => {
    const card = drawn(renderCard({ ...TABLE, rows: [['<at id=all></at>', '**x**']] }, PLACE));
    const table = byTag(card, 'table')[0];
    expect(table).toMatchObject({ rows: [{ c0: '<at id=all></at>', c1: '**x**' }] });
    expect((table?.columns ?? []).map((column) => column['data_type'])).toEqual(['text', 'text']);
    expect(byTag(card, 'markdown')).toEqual([]);
  });
});
