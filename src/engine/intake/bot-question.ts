import { AHEAD } from './answer-talk.ts';
import { classesIn, hitsOf, type Scene, says, type Words } from './scene.ts';

/** 「会不会」, 「有没有」, and what ends as a question. */
const ASKS = /[?]\s*$|[吗么嘛伐]\s*$|(\p{Script=Han})[不没]\1/u;
const CUT = /^[停断](?:水|电|气|暖)$/;
/** 「停水了」, 「怎么又停电」: it is cut now. */
const CUT_NOW =
  /[停断](?:水|电|气|暖)[了啦咯哒咗着]|(?:又|还|已经|怎么|咋|为什么|为啥|突然|一直).{0,3}[停断](?:水|电|气|暖)/;
/** 「你会不会唱歌」 asks of the bot itself. */
const OF_BOT = /^你(?:会|是|叫|几|多|家|爸|妈|有没有|能不能)/;
/** Wants something done, or speaks of danger. */
const WANTS = ['request', 'suggestion', 'neglected', 'critical', 'talkUrge', 'praise'];

/**
 * 「明天停电吗」, 「垃圾几点收」 said to the bot: somebody wants to know, and nothing is wrong yet. It waits as questions
 * do, however urgent its words are as a report.
 */
export function asQuestion(scene: Scene): Scene {
  if (!scene.addressed || scene.staff || !onlyAsks(scene)) return scene;
  const { reading } = scene.heard;
  const demands = reading.demands.map((one) => ({
    ...one,
    kind: 'question' as const,
    urgency: 'normal' as const,
  }));
  return { ...scene, heard: { ...scene.heard, reading: { ...reading, speech: 'question', demands } } };
}

function onlyAsks({ words, heard }: Scene): boolean {
  if (!['report', 'question', 'chatter'].includes(heard.reading.speech) || OF_BOT.test(words.bare))
    return false;
  const asks = ASKS.test(words.folded) || says(words, 'question', 'consult', 'talkAskWhen');
  if (!asks || says(words, ...WANTS) || !namesMatter(words)) return false;
  return hitsOf(words, 'problem').every(({ word }) => CUT.test(word)) && !isCutNow(words);
}

function isCutNow(words: Words): boolean {
  if (AHEAD.test(words.folded)) return false;
  return CUT_NOW.test(words.folded) || hitsOf(words, 'outage').some(({ word }) => !CUT.test(word));
}

/** Of the neighbourhood: 「现在几点」 is small talk. */
function namesMatter(words: Words): boolean {
  return classesIn(words).length > 0 || says(words, 'civic', 'object', 'consult');
}
