import { MINUTE_MS } from '../glossary.ts';
import { type Answer, answerTo } from '../knowledge/answer.ts';
import type { Knowledge } from '../knowledge/entry.ts';
import { plainDemand } from './addressed-talk.ts';
import { estateNames, keptNotice } from './notice-talk.ts';
import { read } from './read.ts';
import { type Part, type Scene, says } from './scene.ts';
import type { Demand, Intent, Line } from './talk.ts';

/** How a line that was answered is kept (`Line.outcome`), with the entry's id behind it. */
const ANSWERED = 'answered:';
const UNASKED = 'answered-unasked:';
const WHICH = 'which-answer:';

/** A choice or a 「没解决」 is short; neighbours who ask each other ask shortly. */
const REPLY_CHARS = 40;
/** A number after a choice was offered. */
const CHOICE_MS = 10 * MINUTE_MS;

/** What a line that was answered, or asked back, is kept as. */
export function answerOutcome(intent: Extract<Intent, { type: 'answer' | 'which-answer' }>): string {
  if (intent.type === 'which-answer') return WHICH + intent.entries.map(({ id }) => id).join(' ');
  return (intent.unasked ? UNASKED : ANSWERED) + intent.entry.id;
}

/** A question that a notice or kept answer answers (rules.md 3.1): no ticket is needed. */
export const answerTalk: Part = (scene) => {
  const found = answerOf(scene);
  if (!found) return null;
  const why = 'answered from what is kept';
  if (found.type === 'which')
    return scene.addressed ? { type: 'which-answer', entries: found.entries, why } : null;
  const { entry, lead, sure } = found;
  if (scene.addressed) return { type: 'answer', entry, lead, unasked: false, why };
  return mayInterrupt(scene, entry, sure) ? { type: 'answer', entry, lead, unasked: true, why } : null;
};

function answerOf(scene: Scene): Answer | null {
  const { ctx, heard, line } = scene;
  const { reading, scope } = heard;
  const { knowledge = [], now, policy } = ctx;
  if (scope === null || knowledge.length === 0 || isDanger(scene)) return null;
  const explained = explanation(scene);
  if (explained) return { type: 'answer', entry: explained, lead: 'plain', sure: 1 };
  if (!asks(scene) || tellsTrouble(scene)) return null;
  const places = reading.places.flatMap(({ place }) => place ?? []);
  const estates = estateNames(ctx.places);
  return answerTo({ text: line.text, now, scope, policy, places, estates }, knowledge);
}

/** By the reading or by a single word: then nothing that is kept is an answer. */
function isDanger({ heard, words }: Scene): boolean {
  return says(words, 'critical') || heard.reading.demands.some(({ urgency }) => urgency === 'critical');
}

/** A cut told or asked of, that a kept notice explains as a whole. */
function explanation(scene: Scene): Knowledge | null {
  const { demands, speech, request } = scene.heard.reading;
  const told =
    speech === 'report' || speech === 'question' || request >= scene.ctx.policy.thresholds.confirmAt;
  if (demands.length === 0 || !(told || asks(scene))) return null;
  const kept = demands.map((demand) => keptNotice(scene, demand));
  return kept.every((entry) => entry !== null) ? (kept[0] ?? null) : null;
}

function asks({ words, heard }: Scene): boolean {
  return (
    heard.reading.speech === 'question' || says(words, 'question', 'consult', 'talkAskWhen', 'talkAskSide')
  );
}

/** 「12号楼明天停水吗」 is not trouble yet. */
export const AHEAD = /明[天日早晚]|后天|下?周[一二三四五六日天末]|星期[一二三四五六日天]|\d月\d/;

/** Something is broken somewhere, or was left undone: somebody has to come, whatever is kept of it. */
function tellsTrouble({ words, heard }: Scene): boolean {
  if (says(words, 'neglected', 'talkUrge')) return true;
  if (AHEAD.test(words.folded) && says(words, 'question')) return false;
  const placed = heard.reading.places.some(({ place }) => place !== null);
  return heard.reading.speech === 'report' && says(words, 'problem') && placed && !says(words, 'talkAskWhen');
}

/** Unasked only among residents, when very sure, seldom, and never the same thing twice in a while. */
function mayInterrupt(scene: Scene, entry: Knowledge, sure: number): boolean {
  const { heard, ctx, line, words, room } = scene;
  const { unaskedAt, unaskedEveryMs } = ctx.policy.knowledge;
  if (unaskedAt === null || sure < unaskedAt || !heard.mayAnswerUnasked || scene.staff) return false;
  if (heard.roomKind !== 'resident' && heard.roomKind !== 'merchant') return false;
  if (line.replyTo !== null || words.bare.length > REPLY_CHARS) return false;
  const lately = room.filter(({ at }) => ctx.now - at < unaskedEveryMs);
  const isThis = ({ outcome }: Line) => outcome === UNASKED + entry.id || outcome === ANSWERED + entry.id;
  // Who has no water wants to know until when, whatever else was answered: the notice itself, no oftener than that.
  if (explanation(scene)?.id === entry.id) return !lately.some(isThis);
  return !lately.some(({ outcome }) => outcome.startsWith(UNASKED)) && !room.some(isThis);
}

/** 「没解决」, 「还是要办」 after an answer: the question becomes a ticket after all. */
export const unansweredTalk: Part = (scene) => {
  if (!says(scene.words, 'talkUnanswered') || scene.words.bare.length > REPLY_CHARS) return null;
  const asked = answeredLine(scene);
  if (!asked) return null;
  const why = ['the answer did not help'];
  return {
    type: 'open',
    demands: [demandOf(asked, scene)],
    earlier: [asked.key],
    confirm: false,
    toBot: true,
    why,
  };
};

/** The speaker's own question that the bot answered last: just before this, or the answer is replied to. */
function answeredLine(scene: Scene): Line | null {
  const own = scene.room.filter(({ personId, fromBot }) => personId === scene.me && !fromBot);
  const answered = ({ outcome }: Line) => outcome.startsWith(ANSWERED) || outcome.startsWith(UNASKED);
  if (scene.line.replyTo !== null) {
    const asked = own.findLast(answered);
    const reply = scene.ctx.recent.find(({ key }) => key === scene.line.replyTo);
    return asked && reply?.fromBot && reply.at >= asked.at ? asked : null;
  }
  const last = own.at(-1);
  const fresh = last && (scene.addressed || scene.ctx.now - last.at <= scene.ctx.policy.timing.askBackMs);
  return last && fresh && answered(last) ? last : null;
}

/** The bot's name in front. */
const CALLED = /^\s*[@＠]\S{1,20}\s{1,5}/;

function demandOf(asked: Line, scene: Scene): Demand {
  const { policy, places } = scene.ctx;
  const [first] = read(asked.text, { policy, places, scope: scene.heard.scope }).demands;
  const demand = first ?? { ...plainDemand(scene), kind: 'question' as const };
  return { ...demand, text: `${asked.text.replace(CALLED, '')}\n${scene.line.text}` };
}

/** 「2」, 「第二个」 after the bot asked which one is meant. */
export const chosenAnswerTalk: Part = (scene) => {
  const last = scene.room.findLast(({ personId, fromBot }) => personId === scene.me && !fromBot);
  if (!last?.outcome.startsWith(WHICH) || scene.ctx.now - last.at > CHOICE_MS) return null;
  const chosen = /^第?([123一二三])[个条号]?[吧的呢]?$/.exec(scene.words.bare)?.[1];
  if (chosen === undefined) return null;
  const index = '123'.includes(chosen) ? Number(chosen) - 1 : '一二三'.indexOf(chosen);
  const id = last.outcome.slice(WHICH.length).split(' ')[index];
  const entry = scene.ctx.knowledge?.find((one) => one.id === id);
  return entry ? { type: 'answer', entry, lead: 'plain', unasked: false, why: 'chose among several' } : null;
};
