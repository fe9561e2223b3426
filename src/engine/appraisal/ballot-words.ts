/** Votes as people type them: `王芳 9 8 9 10 9`, one a line. */

/** One line of a vote, not yet compared with any ballot. */
export interface SpokenVote {
  /** `测评 3 王芳 …`: in the third ballot. */
  ballotNumber: number | null;
  name: string;
  values: readonly number[];
}

const MOST_LINES = 60;
const MOST_NAME_CHARS = 20;
const BREAK = /[\n;；]/;
const SEPARATORS = /[\s,，、:：/|]+/;
const NUMBER = /^\d{1,6}$/;
/** The ballot's number on a line of its own, for all lines below. */
const HEADING = /^(\d{1,6})[:.、]?$/;
const WITH_UNIT = /^(\d{1,6})分$/;

/** Null: some line is no vote. Nothing at all is no line. */
export function readVotes(text: string): readonly SpokenVote[] | null {
  const lines = text
    .normalize('NFKC')
    .split(BREAK)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > MOST_LINES) return null;
  const [first = '', ...others] = lines;
  const heads = HEADING.exec(first);
  const votes = (heads && others.length > 0 ? others : lines).map((line) => readLine(line, heads?.[1]));
  return votes.every((vote) => vote !== null) ? votes : null;
}

/** Looks like nothing but votes, without any command before it: every line a name and at least one number. */
export function isBareVote(text: string): boolean {
  const votes = readVotes(text);
  return votes !== null && votes.length > 0 && votes.every(({ values }) => values.length > 0);
}

function readLine(line: string, heading: string | undefined): SpokenVote | null {
  const parts = line
    .split(SEPARATORS)
    .filter((part) => part !== '')
    .map((part) => part.replace(WITH_UNIT, '$1'));
  const [first = '', second = ''] = parts;
  const numbered = NUMBER.test(first) && !NUMBER.test(second);
  const [name = '', ...values] = numbered ? parts.slice(1) : parts;
  const called = name.replace(/^[@＠]/, '');
  if (called === '' || called.length > MOST_NAME_CHARS || NUMBER.test(called)) return null;
  if (!values.every((value) => NUMBER.test(value))) return null;
  const ballot = numbered ? first : heading;
  return {
    ballotNumber: ballot === undefined ? null : Number(ballot),
    name: called,
    values: values.map(Number),
  };
}
