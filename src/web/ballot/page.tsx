import type { Child } from 'hono/jsx';
import type { BallotPage, Filled, PageBallot, PageSubject } from '../../app/appraisal/ballot/ballot-page.ts';
import { BALLOT_NOTES, BALLOT_PAGE, type BallotNote } from '../../text/appraisal/ballot-page.ts';

/** Up to so many a row of buttons fits a phone; above it a number is typed. */
const MOST_BUTTONS = 10;

export interface Moment {
  now: number;
  zone: string;
}

export interface Shown {
  page: Extract<BallotPage, { state: 'open' }>;
  /** What was filled in when something of it was wrong. */
  filled: Filled;
  /** Said above everything. */
  said: { text: string; bad: boolean } | null;
  /** Whom what is wrong is about. */
  wrong: readonly string[];
}

/** The form: plain HTML, nothing of it needs a script. */
export function ballotHtml(shown: Shown, moment: Moment): string {
  const { page, said } = shown;
  const isSecret = page.ballots.some(({ secret }) => secret);
  return document(
    <main>
      <h1>{BALLOT_PAGE.heading}</h1>
      {said && <p class={said.bad ? 'said bad' : 'said'}>{said.text}</p>}
      <p class="hint">
        {isSecret ? BALLOT_PAGE.secrecy : ''}
        {BALLOT_PAGE.skip}
      </p>
      <form method="post" autocomplete="off">
        {page.ballots.map((ballot) => (
          <BallotPart ballot={ballot} shown={shown} moment={moment} />
        ))}
        <div class="end">
          <button type="submit">{BALLOT_PAGE.submit}</button>
          <p class="hint">{BALLOT_PAGE.once}</p>
        </div>
      </form>
    </main>,
  );
}

/** A page that says one thing. */
export function noteHtml(note: BallotNote, before = ''): string {
  const [title, text] = BALLOT_NOTES[note];
  return document(
    <main class="note">
      <h1>{title}</h1>
      {before !== '' && <p>{before}</p>}
      <p>{text}</p>
    </main>,
  );
}

function document(body: Child): string {
  const page = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{BALLOT_PAGE.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="ballot.css" />
      </head>
      <body>{body}</body>
    </html>
  );
  return `<!doctype html>${page.toString()}`;
}

function BallotPart({ ballot, shown, moment }: { ballot: PageBallot; shown: Shown; moment: Moment }) {
  return (
    <section>
      <h2>
        {ballot.name}
        {ballot.secret && <span class="tag">{BALLOT_PAGE.secret}</span>}
      </h2>
      <p class="hint">
        {BALLOT_PAGE.range(ballot.most)} · {BALLOT_PAGE.deadline(ballot.closesAt, moment.now, moment.zone)}
      </p>
      {ballot.subjects.map((subject) => (
        <Subject subject={subject} most={ballot.most} shown={shown} />
      ))}
    </section>
  );
}

function Subject({ subject, most, shown }: { subject: PageSubject; most: number; shown: Shown }) {
  return (
    <article class={shown.wrong.includes(subject.name) ? 'bad' : ''}>
      <h3>{subject.name}</h3>
      {subject.aspects.map(({ name, field }) => {
        const given = {
          field,
          value: shown.filled[field] ?? '',
          label: BALLOT_PAGE.mark(subject.name, name),
        };
        return most <= MOST_BUTTONS ? (
          <fieldset>
            <legend>{name}</legend>
            <Buttons {...given} most={most} />
          </fieldset>
        ) : (
          <label class="typed">
            {name}
            <input
              type="number"
              inputmode="numeric"
              min="0"
              max={most}
              step="1"
              name={field}
              value={given.value}
            />
          </label>
        );
      })}
    </article>
  );
}

interface Row {
  field: string;
  value: string;
  label: string;
  most: number;
}

function Buttons({ field, value, label, most }: Row) {
  const marks = ['', ...Array.from({ length: most + 1 }, (_, mark) => String(mark))];
  return (
    <div class="marks">
      {marks.map((mark) => (
        <label class={mark === '' ? 'none' : ''}>
          <input
            type="radio"
            name={field}
            value={mark}
            checked={mark === value}
            aria-label={`${label} ${mark === '' ? BALLOT_PAGE.unrated : mark}`}
          />
          <span>{mark === '' ? BALLOT_PAGE.unrated : mark}</span>
        </label>
      ))}
    </div>
  );
}
