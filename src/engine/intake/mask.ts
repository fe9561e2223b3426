import { fold } from './text.ts';

type Rule = readonly [pattern: RegExp, replacement: string];

/** Order matters: the longest numbers first, so that a bank card is not read as a phone and a rest. */
const RULES: readonly Rule[] = [
  // ID card: 17 digits and a check digit, or the old 15.
  [/(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dx](?!\d)/gi, '[身份证号]'],
  [/(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g, '[银行卡号]'],
  [/(?:\+?86[ -]?)?1(?:[ .-]{0,2}\d){10}(?=\d*)/g, '[电话]'],
  [/(?<!\d)\d{15,19}(?!\d)/g, '[证件号]'],
  [/(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)/g, '[电话]'],
  [/(?<!\d)[2-8]\d{2,3}[ -]?\d{4}(?![\d元块年.])/g, '[电话]'],
  [
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ ·.-]?[a-z0-9]{5,6}(?![a-z0-9])/gi,
    '[车牌]',
  ],
];

const DOORS: readonly Rule[] = [
  [/(?<![\d-])(\d{1,3})-(\d{1,2})-\d{3,4}(?![\d-])/g, '$1号楼$2单元'],
  // 「6#1203」 is a door, 「#128」 a ticket.
  [/(号楼|栋|幢|座|单元|(?<=\d)#|门洞)([ 的]?)\d{3,4}(?!\d)(?:号房|室|房|号)?/g, '$1$2***室'],
  [/(?<![\d-])(\d{1,2})-(\d{3,4})(?=室|房|号|的|住|[,。,!?\s]|$)(?:室|房|号)?/g, '$1号楼***室'],
  [/(?<![\d*])\d{3,4}(?:号房|室|房(?!租|价|子|贷|产|东|间))/g, '***室'],
  [/(?<![\d*])[零〇一二三四五六七八九]{3,4}室/g, '***室'],
];

/**
 * The text without phones, ID and bank cards, plates and door numbers: what may be kept or echoed.
 * Building, unit and floor stay. rules.md 2.
 */
export function maskPrivate(text: string): string {
  let masked = widths(text);
  for (const [pattern, replacement] of RULES) masked = masked.replace(pattern, replacement);
  for (const [pattern, replacement] of DOORS) masked = masked.replace(pattern, replacement);
  return masked;
}

/** Only digits and what stands between them are folded: the rest is echoed as it was written. */
function widths(text: string): string {
  return text.replace(/[\uff10-\uff19\uff0d]/g, fold);
}
