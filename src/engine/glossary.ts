/**
 * The words of the field, one English word an idea. Everything in the engine uses these and no others.
 *
 * street 街道 · community 社区/村 · grid 网格 · place 地点 · room 群 · resident 居民 · staff 工作人员 ·
 * grid worker 网格员 · post 岗位 · ticket 诉求/工单 · follower 附议人 · claim 接单 · return 退单 ·
 * transfer 转派 · pause 缓办 · extension 延期 · finish 办结 · verify 核实 · reopen 重办 · supervise 督办 ·
 * whistle 吹哨 · deadline 时限 · calendar 工作日历
 */

/** Milliseconds since 1970-01-01T00:00Z. The engine is handed instants, it never asks for one. */
export type Instant = number;

export type StreetId = string;
export type CommunityId = string;
export type GridId = string;
/** A staff member's id from the neighbourhood file, or `network:accountId` of a resident without one. */
export type PersonId = string;
/** `network:chatId`. */
export type RoomId = string;
export type TicketId = string;
/** `network:messageId`: unique over all networks. */
export type MessageKey = string;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A chat network, by the name of its folder under src/chat: `lark`. */
export type Network = string;

/** rules.md 1: a policy may add more. */
export const POSTS = [
  'head',
  'head-both',
  'deputy',
  'community-worker',
  'grid-worker',
  'young-cadre',
  'village-contact',
  'seconded',
  'first-secretary',
  'secretary-aide',
  'party-worker',
  'street-admin',
  'department',
] as const;
export type PostKind = (typeof POSTS)[number];

/** What a person may do follows from the role their posts give them where the ticket is. */
export const ROLES = ['resident', 'worker', 'secretary', 'street', 'department'] as const;
export type Role = (typeof ROLES)[number];

export const ROOM_KINDS = ['resident', 'worker', 'street', 'merchant'] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

/** How free talk becomes a ticket in a room (rules.md 3.1). */
export const INTAKE_MODES = ['auto', 'confirm', 'mention-only'] as const;
export type IntakeMode = (typeof INTAKE_MODES)[number];

export const KINDS = ['help', 'complaint', 'suggestion', 'question', 'tip-off', 'praise'] as const;
export type Kind = (typeof KINDS)[number];

export const URGENCIES = ['normal', 'urgent', 'critical'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Level 1, level 2 of the policy's category tree, in the policy's own words. */
export type Category = readonly [string, string];
