import type { Card, CardAction, CardTone, FormCard, TableCard, TicketCard } from '../card.ts';

/**
 * Cards in Lark's JSON 2.0. What people wrote stands in plain text elements only, which Lark neither reads as Markdown nor
 * searches for tags; the one Markdown element holds nothing but checked ids.
 */

export interface CardPlace {
  /** Where the card is sent to; comes back with a pressed button. */
  chatId: string;
  /** Account ids to mention. */
  mentions: readonly string[];
}

type Element = Readonly<Record<string, unknown>>;

/** Lark takes 30 KB, its own envelope included. */
const MAX_CARD_BYTES = 28 * 1024;
const MAX_COLUMNS = 50;
/** Everything with a tag counts. */
const MAX_ELEMENTS = 200;
const ROWS_A_PAGE = 10;
const MAX_WORDS_CHARS = 500;
/** Cut where a phone would not show more; Lark refuses a longer placeholder. */
const MAX_LABEL_CHARS = 100;

const COLOURS: Readonly<Record<CardTone, string>> = {
  plain: 'grey',
  urgent: 'red',
  waiting: 'orange',
  working: 'blue',
  done: 'green',
};

const BUTTONS: Readonly<Record<CardAction['style'], string>> = {
  primary: 'primary',
  plain: 'default',
  danger: 'danger',
};

/** The content of an `interactive` message; null: more than Lark takes or shows in a card. */
export function renderCard(card: Card, place: CardPlace): string | null {
  if (card.type === 'table' && card.columns.length > MAX_COLUMNS) return null;
  const colour = card.type === 'ticket' ? COLOURS[card.tone] : COLOURS.plain;
  const content = JSON.stringify({
    schema: '2.0',
    config: { update_multi: true, summary: { content: card.title } },
    header: { title: plain(card.title), template: colour },
    body: { elements: elementsOf(card, place) },
  });
  // Within a string the quotation marks would be escaped: no text of a person is counted.
  if (content.split('"tag":').length - 1 > MAX_ELEMENTS) return null;
  // Content travels as a string within JSON: its quotes and line ends are escaped once more.
  return Buffer.byteLength(JSON.stringify(content)) > MAX_CARD_BYTES ? null : content;
}

function elementsOf(card: Card, place: CardPlace): readonly Element[] {
  switch (card.type) {
    case 'ticket':
      return ticketElements(card, place);
    case 'table':
      return tableElements(card, place);
    case 'form':
      return formElements(card, place);
  }
}

function formElements({ text, link, actions }: FormCard, { chatId }: CardPlace): readonly Element[] {
  const forms = actions.map((action, index) => form(action, { index, chatId }));
  return [paragraph(text), ...(link ? [linkButton(link)] : []), ...forms];
}

function linkButton({ label, url }: { label: string; url: string }): Element {
  return {
    tag: 'button',
    text: plain(label),
    type: BUTTONS.primary,
    behaviors: [{ type: 'open_url', default_url: url }],
  };
}

function ticketElements(card: TicketCard, place: CardPlace): readonly Element[] {
  const buttons = card.actions.filter((action) => !action.input);
  const forms = card.actions.filter((action) => action.input);
  return [
    paragraph(card.text),
    ...mentioned(place.mentions),
    ...pairs(card.fields).map(fieldRow),
    ...(buttons.length > 0 ? [buttonRow(buttons, place.chatId)] : []),
    ...forms.map((action, index) => form(action, { index, chatId: place.chatId })),
  ];
}

function tableElements(card: TableCard, place: CardPlace): readonly Element[] {
  const table = {
    tag: 'table',
    page_size: Math.min(ROWS_A_PAGE, Math.max(1, card.rows.length)),
    row_height: 'low',
    header_style: { background_style: 'grey', bold: true, lines: 1 },
    columns: card.columns.map(({ label, align }, index) => ({
      name: columnName(index),
      display_name: label,
      data_type: 'text',
      horizontal_align: align,
      width: 'auto',
    })),
    rows: card.rows.map((row) =>
      Object.fromEntries(card.columns.map((_, index) => [columnName(index), row[index] ?? ''])),
    ),
  };
  return [...(card.text ? [paragraph(card.text)] : []), ...mentioned(place.mentions), table];
}

function columnName(index: number): string {
  return `c${index}`;
}

function plain(content: string): Element {
  return { tag: 'plain_text', content };
}

function paragraph(content: string): Element {
  return { tag: 'div', text: plain(content) };
}

/** Letters, digits, `_` and `-`: nothing that could end the tag it stands in. */
export const ACCOUNT_ID = /^[\w-]{1,100}$/;

function mentioned(ids: readonly string[]): readonly Element[] {
  const tags = ids.filter((id) => ACCOUNT_ID.test(id)).map((id) => `<at id=${id}></at>`);
  return tags.length > 0 ? [{ tag: 'markdown', content: tags.join(' ') }] : [];
}

type Field = TicketCard['fields'][number];

function pairs(fields: readonly Field[]): readonly (readonly Field[])[] {
  return fields.flatMap((_, index) => (index % 2 === 0 ? [fields.slice(index, index + 2)] : []));
}

function fieldRow(fields: readonly Field[]): Element {
  return {
    tag: 'column_set',
    flex_mode: 'bisect',
    columns: fields.map(({ label, value }) => ({
      tag: 'column',
      width: 'weighted',
      weight: 1,
      elements: [
        { tag: 'div', text: { ...plain(label), text_size: 'notation', text_color: 'grey' } },
        paragraph(value),
      ],
    })),
  };
}

function buttonRow(actions: readonly CardAction[], chatId: string): Element {
  return {
    tag: 'column_set',
    flex_mode: 'flow',
    columns: actions.map((action) => ({
      tag: 'column',
      width: 'auto',
      elements: [button(action, chatId)],
    })),
  };
}

function button({ label, style, command }: CardAction, chatId: string): Element {
  return {
    tag: 'button',
    text: plain(label),
    type: BUTTONS[style],
    behaviors: [{ type: 'callback', value: { command, chat: chatId } }],
  };
}

/** An input and its button. Names are unique within the card, or Lark refuses it. */
function form(action: CardAction, { index, chatId }: { index: number; chatId: string }): Element {
  const label = (action.input?.label ?? '').slice(0, MAX_LABEL_CHARS);
  return {
    tag: 'form',
    name: `form_${index}`,
    elements: [
      {
        tag: 'input',
        name: `words_${index}`,
        required: action.input?.required ?? false,
        placeholder: plain(label),
        max_length: MAX_WORDS_CHARS,
        width: 'fill',
      },
      { ...button(action, chatId), name: `send_${index}`, form_action_type: 'submit' },
    ],
  };
}
