/** Groups of one listed word, and the words it may stand for: a slip in a list must not make a list of thousands. */
const MAX_GROUPS = 4;
const MAX_WORDS = 2000;
const GROUP = /\(([^()]{1,300})\)/;

/** `(冇|没)(水|电)` → 冇水, 冇电, 没水, 没电; `夹(到|)` → 夹到, 夹. A word without a group is itself. */
export function alternatives(word: string): readonly string[] {
  let made = [word];
  for (let group = 0; group < MAX_GROUPS; group++) {
    const next = made.flatMap(firstGroup);
    if (next.length === made.length && next.every((one, i) => one === made[i])) break;
    if (next.length > MAX_WORDS) return made.slice(0, 0);
    made = next;
  }
  return [...new Set(made)];
}

function firstGroup(word: string): readonly string[] {
  const found = GROUP.exec(word);
  if (!found) return [word];
  const [before, after] = [word.slice(0, found.index), word.slice(found.index + found[0].length)];
  return (found[1] ?? '').split('|').map((choice) => before + choice + after);
}
