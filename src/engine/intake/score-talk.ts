/** 「上个月的排名」, 「第二网格三季度怎么样」, 「我这个月多少分」 of staff: a question that 排行 or 我的分 answers. */
import { command, type Part, type Scene } from './scene.ts';

const RANKING =
  /排名|排行|名次|第几名|排第[几一二三]|谁(?:是|排)?(?:第一|最后|倒数)|倒数第|垫底|考核(?:成绩|结果|得分|情况)/;
const SCORE = /(?:多少|几)分|得分|分数|考核分/;
const HOW = /怎么样|咋样|如何|情况/;
const MONTHS =
  /(?:上上?|这|本|当)个?(?:月|季度)|(?:第?[一二三四1-4]季度)|(?:[一二三四五六七八九十]{1,2}|\d{1,2})月份?(?!\d|\s?\d{1,2}[日号])|今年|去年|全年/;
/** Whose: an area of the organisation, not a building. */
const AREA = /网格|社区|街道|各村|副职|正职|书记们|干事/;
const MINE = /^我(?:的|们?这?边?的)?|我(?:自己)?(?:排|得|考|有|是|能)/;
const MINE_SCORE = /我.{0,8}(?:(?:多少|几)分|得分|分数|考核分|第几)/;
/** What such a question is made of: a line with nothing else is one, even when nobody was spoken to. */
const FILLERS =
  /考核|请问|麻烦|帮我|给我|看看|看一下|看下|查一?下|发一?下|发个|想看|我们|咱们|大家|一下|现在|目前|的|了|呢|吗|呀|啊|吧|看|发|查|是|都|前三|前十|后三|[\s,，。.?？!！、@~]/g;
/** Longer lines talk about rankings rather than ask for one. */
const UNASKED_CHARS = 18;
const ASKED_CHARS = 40;

/** Only of staff among themselves or alone with the bot: residents are told no scores. */
export const scoreTalk: Part = (scene) => {
  const { words, staff, ctx } = scene;
  const said = words.said.trim();
  if (ctx.policy.appraisal === null || !staff || said.length > ASKED_CHARS || !asksForScores(said))
    return null;
  if (!scene.addressed && !isNothingElse(scene, said)) return null;
  return command(commandFor(said), said, 'asks for scores');
};

function asksForScores(said: string): boolean {
  if (RANKING.test(said)) return true;
  const named = MONTHS.test(said);
  if (SCORE.test(said)) return named || MINE_SCORE.test(said);
  return named && HOW.test(said) && AREA.test(said);
}

function commandFor(said: string): string {
  if (MINE_SCORE.test(said)) return '我的分';
  return SCORE.test(said) && !RANKING.test(said) && !AREA.test(said) && !MINE.test(said) ? '我的分' : '排行';
}

/** Among staff a line that was not said to the bot is taken only from who leads, and only when it says nothing else. */
function isNothingElse({ leads }: Scene, said: string): boolean {
  if (!leads || said.length > UNASKED_CHARS || !(RANKING.test(said) || HOW.test(said))) return false;
  const rest = [RANKING, HOW, MONTHS]
    .reduce((left, part) => left.replace(part, ''), said)
    .replace(/(?:第.{1,3})?[\p{Script=Han}]{0,6}(?:网格|社区|街道)/u, '')
    .replace(FILLERS, '');
  return rest === '';
}
