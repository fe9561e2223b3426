/** How staff write what is to be kept: 「通知 6月5日停水 来源 水务公司 有效至 6月6日 发群」, its parts in any order. */

export interface Written {
  text: string;
  source: string | null;
  /** As written: 「6月5日 18:00」. */
  until: string | null;
  forever: boolean;
  scope: string | null;
  post: boolean;
  confirmed: boolean;
}

export type Wish =
  | { verb: 'list' }
  | { verb: 'show' | 'withdraw' | 'post'; number: number; written: Written }
  | { verb: 'change'; number: number; written: Written }
  /** A verb without the number it needs. */
  | { verb: 'unclear'; word: string }
  | { verb: 'add'; written: Written };

const LIST = /^(?:列表|清单|全部|所有|在用的?|有哪些)$/;
const NUMBER = '[#＃]?(?<number>\\d{1,6})\\s?(?:号|条)?';
const SHOW = new RegExp(`^(?:查看|看|查)?\\s?${NUMBER}$`);
const WITHDRAW = new RegExp(`^(?:撤下|撤回|撤销|撤掉|撤|删除|删掉|删|作废|取消)\\s?${NUMBER}$`);
const POST = new RegExp(`^(?:${NUMBER})$`);
const CHANGE = new RegExp(
  `^(?:改为|改成|改|修改|更改|更新|更正)\\s?${NUMBER}(?:$|[\\s:：,，]+(?<text>[^]*)$)`,
);
const VERB = /^(撤下|撤回|撤销|删除|作废|取消|改|修改|更改|更新|更正)(?=$|\s)/;

const STOP = '(?=$|[\\n\\s,，;；。])';
/** Each at the beginning or behind a mark, so that no word of the text itself is taken for one. */
const LABEL = new RegExp(
  [
    '(?:^|[\\s,，;；。|｜])(?:',
    '有效期?(?:至|到|[:：])[\\s:：]{0,3}(?<until>[^\\n,，;；。]{1,40}?)(?=$|[\\n,，;；。]|\\s+(?:来源|范围|发群|确认|长期))',
    `|来源[\\s:：]{1,3}(?<source>[^\\s,，;；。]{1,60})${STOP}`,
    `|范围(?<scopeMark>[\\s:：]{1,3})(?<scope>[^\\s,，;；。]{1,60})${STOP}`,
    `|(?<forever>长期有效)${STOP}`,
    `|(?<post>发群|群发|发到群里?)${STOP}`,
    `|(?<confirmed>确认)${STOP}`,
    ')',
  ].join(''),
  'g',
);

/**
 * What the words after 「通知」 or 「问答」 ask for. `saysWhere`: whether what stands behind 「范围:」 tells which buildings
 * a notice is about (「范围:1-6号楼」), and so is text.
 */
export function wishOf(rest: string, saysWhere: (written: string) => boolean): Wish {
  const written = takeLabels(rest.trim(), saysWhere);
  const { text } = written;
  if (LIST.test(text) || (text === '' && !written.post)) return { verb: 'list' };
  const change = CHANGE.exec(text);
  if (change) {
    return {
      verb: 'change',
      number: numberOf(change),
      written: { ...written, text: change.groups?.['text'] ?? '' },
    };
  }
  const withdraw = WITHDRAW.exec(text);
  if (withdraw) return { verb: 'withdraw', number: numberOf(withdraw), written };
  const post = written.post ? POST.exec(text) : null;
  if (post) return { verb: 'post', number: numberOf(post), written };
  const show = SHOW.exec(text);
  if (show) return { verb: 'show', number: numberOf(show), written };
  const verb = VERB.exec(text)?.[1] ?? (text === '' ? '发群' : undefined);
  return verb === undefined ? { verb: 'add', written } : { verb: 'unclear', word: verb };
}

function numberOf({ groups }: RegExpExecArray): number {
  return Number(groups?.['number']);
}

function takeLabels(rest: string, saysWhere: (written: string) => boolean): Written {
  const found: Omit<Written, 'text'> = {
    source: null,
    until: null,
    forever: false,
    scope: null,
    post: false,
    confirmed: false,
  };
  const text = rest.replace(LABEL, (...match) => {
    // cast: named groups come last, and LABEL has some.
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    const { until, source, scope, scopeMark = '' } = groups;
    if (scope !== undefined && /[:：]/.test(scopeMark) && saysWhere(scope)) return String(match[0]);
    if (until !== undefined) found.until = until.trim();
    if (source !== undefined) found.source = source;
    if (scope !== undefined) found.scope = scope;
    if (groups['forever'] !== undefined) found.forever = true;
    if (groups['post'] !== undefined) found.post = true;
    if (groups['confirmed'] !== undefined) found.confirmed = true;
    return ' ';
  });
  return {
    ...found,
    text: text
      .replace(/[ \t]{2,}/g, ' ')
      .replace(/[\s,，;；|｜]+$/, '')
      .trim(),
  };
}

/** 「老年证怎么办 | 带身份证…」; a line break, a question mark or 「答:」 part them as well. */
export function questionAndAnswer(text: string): { question: string; answer: string } | null {
  const body = text.replace(/^问[:：]\s*/, '');
  for (const parting of [/\s*[|｜]\s*/, /[?？]?\s*(?:\n\s*)?答[:：]\s*/, /[?？]?\s*\n\s*/, /[?？]\s*/]) {
    const at = parting.exec(body);
    if (!at) continue;
    const question = body
      .slice(0, at.index)
      .replace(/[?？]+$/, '')
      .trim();
    const answer = body
      .slice(at.index + at[0].length)
      .replace(/^答[:：]\s*/, '')
      .trim();
    if (question !== '' && answer !== '') return { question, answer };
  }
  return null;
}
