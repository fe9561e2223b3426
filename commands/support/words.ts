import type { CommandRoom } from '../../src/app/command.ts';
import type { PublicationRule } from '../../src/engine/appraisal/policy.ts';
import type { Role } from '../../src/engine/glossary.ts';

/** Words that commands store or compare with; sentences live in src/text. */

/** 「王芳指定」: why a ticket went to somebody. */
export const CHOSEN_BY = '指定';
export const HANDED_OVER = '请假移交';
export const LEAVE = '请假';
export const FOLLOWS = '自己附议';
/** What learning on the spot knows a false alarm by (`talkLearnNone`). */
export const NOT_A_REQUEST = '不是诉求';

/** The level 1 of what names nothing that could be mended. */
export const NO_CLASS = '其他';
export const SPLIT_WHY = '从这一件拆出';
export const RATING_WANTED = '请写满意、基本满意或不满意,也可以写联系过没有、解决了没有';

/** 「13号楼王奶奶来电,…」: on whose behalf staff write it down. */
export const CALLER = /^\s*([^,，。\s]{1,20}?)(?:来电|打电话|来电话|反映|来说|说|报)/;
export const A_RESIDENT = '居民';

/** A round on which nothing was found. */
export const ALL_WELL = /一切正常|无异常|没有?异常|没有?发现问题|未发现问题|平安无事/;

/** 「周洁接一下」: what stands right behind the name of whoever is to take over. */
export const TAKES_OVER = ['接一下', '接手', '接单', '去接', '来接', '负责', '去办', '来办', '跟进', '先去'];

export const SCORE_WANTED = '请写上部门和 1 到 5 的分数';

export const NAMES_WANTED = '请写上谁的、交给谁';

export const REVIEW_WANTED = '请写申诉编号、成立还是驳回;成立的写几分或撤销哪条记分,再写理由';
export const PROPOSAL_WANTED = '请写建议编号,再写确认或驳回';

/** What 公布 would do, shown before it is confirmed. */
export function publishPreview(monthKey: string, publication: PublicationRule | null): string {
  const where = [
    publication?.streetRanking ? '排名、图和表发到街道群' : '',
    publication?.workerRanking ? '各社区的排名发到工作群' : '',
    publication?.ownScores ? '各人的分私聊发给本人' : '',
    publication?.residentFigures ? '社区办事数字(不带姓名)发到居民群' : '',
  ].filter((part) => part !== '');
  const [year = '', month = ''] = monthKey.split('-');
  const told = where.length > 0 ? `${where.join('、')}。` : '哪里都不发(制度里都关了),只是定下来。';
  return `公布${year}年${Number(month)}月考核:${told}公布后可以申诉`;
}

/** What 移交 would do, shown before it is confirmed. */
export function handOverPreview({
  from,
  to,
  numbers,
}: {
  from: string;
  to: string;
  numbers: readonly string[];
}): string {
  return numbers.length === 0
    ? `${from} 手上没有要移交的单`
    : `${from} 手上的 ${numbers.length} 件要移交给 ${to}:${numbers.join('、')}`;
}

/** Groups of the help, from what everybody may do upwards. */
export const GROUPS: readonly (readonly [Role, string])[] = [
  ['resident', '大家都能用'],
  ['worker', '网格员'],
  ['secretary', '书记'],
  ['street', '街道'],
];

export const HELP_WORDS = {
  more: '想看某一条怎么写,请发「帮助 报事」这样的一句。有事直接说地点和情况也行',
  usage: '写法:',
  examples: '例如:',
  aliases: '也可以写:',
  rooms: '在哪里用:',
} as const;

export const ROOM_WORDS: Readonly<Record<CommandRoom, string>> = {
  resident: '居民群',
  merchant: '商户群',
  worker: '工作群',
  street: '街道群',
  private: '私聊',
};

/** Of an administrator whose own name the network did not say. */
export const ADMINISTRATOR_NAME = '街道管理员';

export const INTAKE_WANTED = '受理方式有三种:自动、确认、点名';
export const ROOM_EXAMPLE = '本群 社区名 居民群';

export const NO_SUCH_PROPOSAL = '没有等您确认的这一条,发「换号」看还有哪些';
export const ANSWER_WANTED = '编号后面请写「是」或「否」';

export const POSTED_WHERE = '发群发到通知自己的范围;要换范围请先改';
