import type { Category, Kind } from '../glossary.ts';
import type { Guess } from '../model/guess.ts';
import type { Signs } from './signs.ts';
import { count, has, wordsIn } from './signs.ts';
import { asksOffice } from './speech.ts';
import { NAMED_KIND } from './weights.ts';

const OFFICE = new Set(['证照政务', '劳动社保民政', '热线咨询', '教育', '医疗卫生', '住房土地']);
const BROKEN = new Set(['水电气', '公共设施', '关爱求助']);
const CONDUCT = new Set(['噪音扰民', '违建占道市容', '停车交通', '市场消费', '邻里纠纷', '公交出租客运']);

/** Repairs and danger ask for help; somebody's conduct is complained of, and unnamed a tip-off. */
export function kindOf(signs: Signs, category: Category, guessed: Guess | null = null): Kind {
  if (wordsIn(signs, 'tipOff').some((word) => word === '匿名' || word === '举报')) return 'tip-off';
  if (has(signs, 'critical')) return 'help';
  const byWords = kindByWords(signs, category);
  const heard = (guessed?.kinds ?? []).map(({ value, probability }) => ({
    value,
    weight: probability * (value === byWords ? NAMED_KIND : 1),
  }));
  return heard.reduce((best, one) => (one.weight > best.weight ? one : best), { value: byWords, weight: 0 })
    .value;
}

function kindByWords(signs: Signs, [level1]: Category): Kind {
  if (has(signs, 'praise') && !has(signs, 'problem')) return 'praise';
  if (asksOffice(signs) && (OFFICE.has(level1) || !has(signs, 'problem'))) return 'question';
  if (has(signs, 'suggestion') && !has(signs, 'neglected') && !complains(signs)) return 'suggestion';
  if (complains(signs)) return 'complaint';
  if (CONDUCT.has(level1) && !BROKEN.has(level1)) return 'complaint';
  return OFFICE.has(level1) && has(signs, 'question') && !has(signs, 'problem') ? 'question' : 'help';
}

function complains(signs: Signs): boolean {
  const conduct = count(signs, 'conduct');
  return (
    wordsIn(signs, 'conduct').includes('投诉') || conduct >= 2 || (conduct === 1 && has(signs, 'neglected'))
  );
}
