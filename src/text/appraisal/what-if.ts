import type { Tried } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { Move, Stability } from '../../engine/appraisal/compare.ts';
import { monthName, pointsText } from './month-kit.ts';

const MOVES_SHOWN = 12;

/** 试算: who would have moved, and how much of the order stays. */
export function whatIfText({ monthKey, change, moves, groups }: Tried, speaking: Speaking): string {
  const moved = moves.filter(({ places }) => places !== null && places !== 0);
  const shown = [...moved]
    .sort((a, b) => Math.abs(b.places ?? 0) - Math.abs(a.places ?? 0))
    .slice(0, MOVES_SHOWN);
  const head = `试算${monthName(monthKey, speaking)}:「${change.name}」从 ${pointsText(change.from)} 改成 ${pointsText(change.to)}(只是算算,什么都没有改)`;
  return [
    head,
    ...groups.map(stabilityText),
    ...(moved.length === 0 ? ['名次都不变'] : shown.map(moveText)),
    moved.length > shown.length ? `…还有 ${moved.length - shown.length} 个名次有变` : '',
    ...(moved.length === 0 ? [] : ['要真改请运维改制度文件,新版从下个月起算']),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export function stabilityText({ groupName, members, moved, pairs, kept }: Stability): string {
  if (members === 0) return `${groupName}:没有人排名,比不出先后`;
  const share = pairs === 0 ? 100 : Math.round((100 * kept) / pairs);
  return `${groupName}排名的 ${members} 个:${moved} 个名次变,两两先后 ${share}% 不变`;
}

export function moveText({ name, groupName, from, to, places }: Move): string {
  const way = places === null ? '' : places > 0 ? `,升 ${places}` : places < 0 ? `,降 ${-places}` : '';
  return `${name}(${groupName}):${standingText(from)} → ${standingText(to)}${way}`;
}

function standingText(standing: Move['from']): string {
  if (standing === null) return '不在考核内';
  const place = standing.place === null ? '不排名' : `第${standing.place}`;
  return `${place} ${pointsText(standing.total)}`;
}
