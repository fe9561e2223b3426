import type { CommandContext } from '../../src/app/command.ts';
import { nearest } from '../../src/app/nearest.ts';
import type { Kind, Urgency } from '../../src/engine/glossary.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import type { Action } from '../../src/engine/ticket/action.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { shownNumber } from './kit.ts';

/** What can be put right. */
export type Facts = Omit<Extract<Action, { type: 'correct' }>, 'type' | 'assign'>;

const URGENCIES: Readonly<Record<string, Urgency>> = { 一般: 'normal', 紧急: 'urgent', 特急: 'critical' };
const KINDS: Readonly<Record<string, Kind>> = {
  求助: 'help',
  投诉: 'complaint',
  建议: 'suggestion',
  咨询: 'question',
  举报: 'tip-off',
  表扬: 'praise',
};

const LABEL = /^(?:改为|改成)?(地点|位置|类别|分类|网格|类型|紧急程度)[\s,，:：为是]{0,10}/;

/** 「地点 阳光花园5号楼」, 「类别 漏水」, 「网格 第二网格」, 「紧急」, 「投诉」; without a label, whatever fits. */
export function factsIn(ctx: CommandContext, ticket: Ticket, text: string): Result<Facts> {
  const match = LABEL.exec(text);
  const value = (match ? text.slice(match[0].length) : text).trim();
  switch (match?.[1]) {
    case '地点':
    case '位置':
      return placeNamed(ctx, value);
    case '网格':
      return gridNamed(ctx, ticket, value);
    case '类别':
    case '分类':
      return categoryNamed(ctx, ticket, value) ?? unknown(ctx, ticket, value);
    default:
      return wordNamed(value) ?? categoryNamed(ctx, ticket, value) ?? placeNamed(ctx, value);
  }
}

function unknown({ policy }: CommandContext, ticket: Ticket, value: string): Result<Facts> {
  const coarse = [...new Set(policy.categories.map(({ level1 }) => level1))];
  const fine = policy.categories.map(({ level2 }) => level2);
  const near = nearest(value, fine);
  const names = near.length > 0 ? near : coarse;
  const because = near.length > 0 ? 'misspelt' : 'unknown';
  return refuse({ code: 'category-unclear', number: shownNumber(ticket), because, name: value, names });
}

function wordNamed(value: string): Result<Facts> | null {
  const urgency = URGENCIES[value];
  if (urgency) return accept({ urgency });
  const ticketKind = KINDS[value];
  return ticketKind ? accept({ ticketKind }) : null;
}

function placeNamed(ctx: CommandContext, value: string): Result<Facts> {
  const place = ctx.read(value).places.find((found) => found.place !== null)?.place;
  if (!place) return refuse({ code: 'no-such-grid', name: value });
  const { gridId, communityId } = place;
  return accept({ place, ...(gridId !== null && { gridId }), ...(communityId !== null && { communityId }) });
}

function gridNamed(ctx: CommandContext, ticket: Ticket, value: string): Result<Facts> {
  const { grids } = ctx.directory.organisation;
  const near = grids.filter((grid) => grid.communityId === ticket.communityId);
  const grid =
    near.find((one) => one.name === value || one.id === value) ?? grids.find((one) => one.id === value);
  if (!grid) return refuse({ code: 'no-such-grid', name: value });
  return accept({ gridId: grid.id, communityId: grid.communityId });
}

/** By its own name, else by one of the words that name it; the name of a level 1 is not yet one. */
function categoryNamed(ctx: CommandContext, ticket: Ticket, value: string): Result<Facts> | null {
  const { categories } = ctx.policy;
  const rule =
    categories.find((one) => one.level2 === value) ?? categories.find((one) => one.words.includes(value));
  if (rule) return accept({ category: [rule.level1, rule.level2] });
  const finer = categories.filter(({ level1 }) => level1 === value).map(({ level2 }) => level2);
  if (finer.length === 0) return null;
  const number = shownNumber(ticket);
  return refuse({ code: 'category-unclear', number, because: 'coarse', name: value, names: finer });
}
