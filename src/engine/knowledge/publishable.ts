import { fold } from '../intake/text.ts';

/**
 * What staff publish may name an office's landline, never a mobile phone, an ID or a bank card: residents' rooms show
 * none (rules.md 2). Other numbers, of windows, doors and floors, are what people need.
 */
const PRIVATE: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dx](?!\d)/gi, '[身份证号]'],
  [/(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g, '[银行卡号]'],
  [/(?<!\d)(?:\+?86[ -]?)?1[3-9](?:[ .-]{0,2}\d){9}(?!\d)/g, '[手机号]'],
];

export function publishable(text: string): { text: string; masked: boolean } {
  const digits = text.replace(/[\uff10-\uff19\uff0d]/g, fold);
  const shown = PRIVATE.reduce(
    (sofar, [pattern, replacement]) => sofar.replace(pattern, replacement),
    digits,
  );
  return { text: shown, masked: shown !== digits };
}
