/** 「3 成立 +1.5 理由」, 「3 成立 按时办结 +1.5 理由」, 「3 成立 撤销 12 理由」, 「3 驳回 理由」. */
export type Verdict =
  | { type: 'reject'; number: number; rest: string }
  | { type: 'cancel'; number: number; entry: number; rest: string }
  /** `item`: as written, or nothing. */
  | { type: 'give'; number: number; item: string; points: string; rest: string };

const HEAD =
  /^(?:申诉)?\s*[#＃]?(\d{1,9})[\s,，:：、]{0,20}(成立|同意|支持|驳回|不成立|不同意)[\s,，:：、]{0,20}/;
const REJECTED = ['驳回', '不成立', '不同意'];
const CANCEL = /^撤[销回]\s*(?:记分)?\s*[#＃]?(\d{1,9})(?:\s|$)\s*/;
const GIVE = /^([^\d+＋\-－−]{0,40}?)\s*([+＋\-－−])(\d{1,4}(?:\.\d{1,2})?)分?(?=\D|$)[\s,，:：]{0,20}/;

/** Null: it cannot be read. */
export function verdictIn(text: string): Verdict | null {
  const head = HEAD.exec(text);
  if (!head) return null;
  const number = Number(head[1]);
  const rest = text.slice(head[0].length).trim();
  if (REJECTED.includes(head[2] ?? '')) return { type: 'reject', number, rest };
  const cancel = CANCEL.exec(rest);
  if (cancel) return { type: 'cancel', number, entry: Number(cancel[1]), rest: after(rest, cancel[0]) };
  const give = GIVE.exec(rest);
  if (!give) return null;
  const sign = /[+＋]/.test(give[2] ?? '') ? '' : '-';
  return {
    type: 'give',
    number,
    item: (give[1] ?? '').trim(),
    points: `${sign}${give[3]}`,
    rest: after(rest, give[0]),
  };
}

function after(text: string, head: string): string {
  return text.slice(head.length).trim();
}

/** 「3 确认」, 「建议3 驳回 理由」. */
export interface ProposalAnswer {
  number: number;
  confirmed: boolean;
  rest: string;
}

const ANSWER =
  /^(?:建议)?\s*[#＃]?(\d{1,9})[\s,，:：、]{0,20}(确认|同意|驳回|不同意|不成立)[\s,，:：、]{0,20}/;

export function proposalAnswer(text: string): ProposalAnswer | null {
  const match = ANSWER.exec(text);
  if (!match) return null;
  return {
    number: Number(match[1]),
    confirmed: !REJECTED.includes(match[2] ?? ''),
    rest: after(text, match[0]),
  };
}
