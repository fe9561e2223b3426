import type { Category, Kind } from '../glossary.ts';
import { placeOfLine } from './place-talk.ts';
import { isQuestionAnswered } from './report-talk.ts';
import { classesIn, none, onlySays, type Part, type Scene, says } from './scene.ts';
import type { Demand, Intent } from './talk.ts';
import { earlierLines } from './window.ts';

/** Spoken to: a question or wish is taken whatever its score; small talk gets one friendly line. */
export const addressedTalk: Part = (scene) => {
  if (!scene.addressed) return null;
  const { reading } = scene.heard;
  const greeting: Intent = { type: 'greeting', why: 'spoken to without a request' };
  if (isSmallTalk(scene)) return isNod(scene) ? none('nods') : greeting;
  const asks = ['question', 'report', 'suggestion', 'praise'].includes(reading.speech);
  if (!(asks || asksOfMatter(scene)) || reading.places.some((one) => one.elsewhere)) return greeting;
  const demands = reading.demands.length > 0 ? reading.demands : [plainDemand(scene)];
  if (isQuestionAnswered(scene, demands)) return none('a notice answers it');
  const why = ['addressed', ...reading.why];
  return { type: 'open', demands, earlier: earlierLines(scene), confirm: false, why };
};

/** A question that names a matter of ours, or is put at length, in words no list of questions to an office has. */
function asksOfMatter({ heard, words }: Scene): boolean {
  if (heard.reading.speech !== 'chatter') return false;
  const named = says(words, 'question', 'consult') && classesIn(words).length > 0;
  return named || (words.bare.length >= AT_LENGTH && ASKS.test(words.folded) && !words.bare.startsWith('你'));
}

/** Who tells the bot so much and asks wants an answer; small talk is shorter. */
const AT_LENGTH = 12;
const ASKS = /[几哪啥咋怎嘛]|什么|多少|能不能|可不可以|够不够|[?吗么]\s*$/;

function isSmallTalk(scene: Scene): boolean {
  const { words, ctx, heard } = scene;
  if (words.bare.length < 4) return true;
  const small = ['talkBotBanter', 'talkThanks', 'talkAck', 'greeting', 'banter'];
  if (onlySays(words, ctx.policy, ...small)) return true;
  if (says(words, 'talkBotOpinion')) return true;
  const banter =
    says(words, 'talkBotBanter', 'banter') && heard.reading.request < ctx.policy.thresholds.openAt;
  return banter && classesIn(words).length === 0;
}

/** Alone with the bot, a nod or a picture needs no answer. */
function isNod(scene: Scene): boolean {
  const nods =
    onlySays(scene.words, scene.ctx.policy, 'talkAck', 'talkThanks') && !says(scene.words, 'greeting');
  return scene.heard.roomKind === 'private' && (scene.words.bare === '' || nods);
}

const KIND_OF_SPEECH: Readonly<Record<string, Kind>> = {
  question: 'question',
  suggestion: 'suggestion',
  praise: 'praise',
};

/** What was asked of the bot when the reading took no demand out of it. */
export function plainDemand(scene: Scene): Demand {
  const { reading } = scene.heard;
  const last = scene.ctx.policy.categories.at(-1);
  const other: Category = [last?.level1 ?? '其他', last?.level2 ?? '其他'];
  const place = placeOfLine(scene);
  return {
    text: scene.line.text,
    kind: KIND_OF_SPEECH[reading.speech] ?? 'help',
    category: classesIn(scene.words)[0] ?? other,
    urgency: 'normal',
    urgent: 0,
    place: place ? { written: place.text, place, candidates: [], elsewhere: false } : null,
    why: ['addressed'],
  };
}
