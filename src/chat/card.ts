/**
 * What a message shows where a network has cards; elsewhere its text is said. Neutral: each edge draws it in its own way,
 * and a button comes back as the command it stands for.
 */
export type Card = TicketCard | TableCard | FormCard;

export interface TicketCard {
  type: 'ticket';
  /** `#128 电梯故障`. */
  title: string;
  tone: CardTone;
  /** The sentence that people without cards read. */
  text: string;
  fields: readonly { label: string; value: string }[];
  actions: readonly CardAction[];
}

export type CardTone = 'plain' | 'urgent' | 'waiting' | 'working' | 'done';

export interface CardAction {
  label: string;
  /** As a person would type it: `接单 128`. */
  command: string;
  style: 'primary' | 'plain' | 'danger';
  /** Words the person may add; they are put behind the command: `办结 128 已更换`. */
  input?: { label: string; required: boolean };
}

export interface TableCard {
  type: 'table';
  title: string;
  text: string;
  columns: readonly { label: string; align: 'left' | 'right' }[];
  rows: readonly (readonly string[])[];
}

/** What one person fills in, alone: an action with words a line, and where there is one a page that has it all. */
export interface FormCard {
  type: 'form';
  title: string;
  text: string;
  actions: readonly CardAction[];
  link: { label: string; url: string } | null;
}
