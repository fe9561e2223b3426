/**
 * How the words after a command name are taken apart, left to right:
 * `ticket` `#128`/`128`/`128号`; `word` up to the next space; `name` up to the next space or comma, `@` left out;
 * `text` all the rest.
 */
export interface Param {
  name: string;
  kind: 'ticket' | 'word' | 'name' | 'text';
  optional: boolean;
  /** Shown in help: `〈编号〉`. */
  label: string;
}

/** 「3号楼」, 「2单元」 and 「5楼」 are places, not tickets. */
const TICKET =
  /^[#＃]?(\d{1,9})(?!\d|\.\d|号?[楼栋幢座门院线]|单元|[层室#月天日])(?:号工单|号单|号|单)?[\s,，。:：、]{0,20}/;
const WORD = /^(\S{1,100})\s*/;
const NAME = /^[@＠]?([^\s,，。、;；:：!！@＠]{1,40})[\s,，。、;；:：!！]{0,20}/;
const PATTERNS = { ticket: TICKET, word: WORD, name: NAME } as const;

export function param(kind: Param['kind'], name: string, label: string): Param {
  return { name, kind, optional: false, label };
}

export function optional(given: Param): Param {
  return { ...given, optional: true };
}

/** The raw arguments by name. What a param does not find is left out; the command's schema says what must be there. */
export function takeApart(rest: string, params: readonly Param[]): Record<string, string> {
  const found: Record<string, string> = {};
  let left = rest.trim();
  for (const one of params) {
    const taken = take(left, one.kind);
    if (taken === null) continue;
    found[one.name] = taken.value;
    left = left.slice(taken.length);
  }
  const surplus = left.trim();
  return surplus === '' ? found : { ...found, surplus };
}

function take(text: string, kind: Param['kind']): { value: string; length: number } | null {
  if (text === '') return null;
  if (kind === 'text') return { value: text.trim(), length: text.length };
  const match = PATTERNS[kind].exec(text);
  const value = match?.[1];
  return match && value ? { value, length: match[0].length } : null;
}
