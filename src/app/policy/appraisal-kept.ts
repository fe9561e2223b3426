import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type AppraisalPolicy,
  MISSING,
  RATERS,
  SUBJECT_KINDS,
  TICKETS_OF,
} from '../../engine/appraisal/policy.ts';
import { POSTS, ROLES } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { KeptPolicy } from '../appraisal/ports.ts';
import { METRIC_IDS } from './appraisal-schema.ts';

/**
 * How a month keeps its policy: as the engine takes it, in JSON that is the same for the same policy. A field that comes later
 * needs a default here, for what older months have kept.
 */
const decimal = z.string().regex(/^-?\d{1,9}(?:\.\d{1,6})?$/);
const ids = z.array(z.string());
const posts = z.array(z.enum(POSTS));
const span = z.object({
  amount: z.number(),
  unit: z.enum(['minute', 'hour', 'day']),
  calendar: z.enum(['24h', 'working']),
});

const group = z.object({
  id: z.string(),
  name: z.string(),
  subject: z.enum(SUBJECT_KINDS),
  posts,
  smallest: z.number(),
  servedDays: z.number(),
  tickets: z.enum(TICKETS_OF).default('own'),
});

const scoring = z.discriminatedUnion('type', [
  z.object({ type: z.literal('share') }),
  z.object({ type: z.literal('inverse') }),
  z.object({ type: z.literal('target'), target: decimal }),
  z.object({ type: z.literal('each'), each: decimal }),
  z.object({ type: z.literal('bands'), bands: z.array(z.object({ atLeast: decimal, points: decimal })) }),
]);

const itemSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('metric'), metric: z.enum(METRIC_IDS), scoring, shrink: z.boolean() }),
  z.object({
    type: z.literal('entry'),
    start: z.enum(['full', 'empty']),
    least: decimal,
    most: decimal,
    by: z.array(z.enum(ROLES)),
    needsReason: z.boolean(),
  }),
  z.object({ type: z.literal('ballot'), ballot: z.string(), aspect: z.string().nullable() }),
]);

const item = z.object({
  id: z.string(),
  name: z.string(),
  dimension: z.string(),
  points: decimal,
  groups: ids,
  source: itemSource,
  missing: z.enum(MISSING),
  origin: z.string(),
});

const ballot = z.object({
  id: z.string(),
  name: z.string(),
  raters: z.enum(RATERS),
  raterPosts: posts,
  mostVoters: z.number().default(20),
  groups: ids,
  aspects: z.array(z.object({ id: z.string(), name: z.string() })),
  most: z.number(),
  weight: decimal,
  secret: z.boolean(),
  quorum: z.object({ fewest: z.number(), share: decimal }),
  opensDaysBefore: z.number(),
  closesDaysAfter: z.number(),
  closesAtMinute: z.number(),
  remindBeforeMs: z.array(z.number()),
  trim: z.number(),
});

const allocation = z.object({
  groups: ids,
  parts: z.array(z.object({ by: z.enum(['households', 'population', 'area', 'tickets']), weight: decimal })),
  floor: decimal,
  cap: decimal,
});

const consequence = z.object({
  id: z.string(),
  name: z.string(),
  groups: ids,
  when: z.discriminatedUnion('type', [
    z.object({ type: z.literal('last'), months: z.number() }),
    z.object({ type: z.literal('top-share'), share: decimal, cap: z.number().nullable() }),
    z.object({
      type: z.literal('below'),
      of: z.enum(['total', 'ballots']),
      points: decimal,
      months: z.number(),
    }),
  ]),
  measure: z.string(),
  answeredBy: z.enum(['secretary', 'street']),
  origin: z.string(),
});

const KEPT: z.ZodType<AppraisalPolicy> = z.object({
  effectiveFrom: z.string(),
  window: z.discriminatedUnion('type', [
    z.object({ type: z.literal('calendar-month') }),
    z.object({ type: z.literal('from-day'), day: z.number() }),
  ]),
  rounding: z.object({ rule: z.enum(['half-up', 'half-even', 'down']), places: z.number() }),
  groups: z.array(group),
  dimensions: z.array(z.object({ id: z.string(), name: z.string(), bonus: z.boolean() })),
  items: z.array(item),
  ballots: z.array(ballot),
  result: z.object({
    differentiated: decimal,
    ballots: decimal,
    postCoefficients: z.partialRecord(z.enum(POSTS), decimal),
    allocation: allocation.nullable(),
  }),
  rates: z.object({
    weights: z.object({ response: decimal, solved: decimal, satisfied: decimal }),
    basically: decimal,
    shrinkBy: decimal,
    fewest: z.number(),
    repeatWithinDays: z.number(),
  }),
  consequences: z.array(consequence),
  publication: z.object({
    streetRanking: z.boolean(),
    workerRanking: z.boolean(),
    ownScores: z.boolean(),
    residentFigures: z.boolean(),
    report: z.boolean(),
  }),
  schedule: z.object({
    closesAtMinute: z.number(),
    closesDaysAfter: z.number(),
    publishAfter: span.nullable(),
    appealWithin: span,
    missingDay: z.number(),
    digestWeekday: z.number().nullable(),
    digestAtMinute: z.number(),
  }),
});

/** The policy in JSON: same policy, same text, whatever order its file had the fields in. Lists keep their order. */
export function appraisalJson(policy: AppraisalPolicy): string {
  return JSON.stringify(inOrder(policy));
}

/** What `appraisalJson` wrote. Throws where it is none: rows of ours are never written by others. */
export function appraisalOf(json: string): AppraisalPolicy {
  return KEPT.parse(JSON.parse(json));
}

/** The street's policy of today as a month keeps it; null: months are not scored. `keptAt` is epoch ms. */
export function keptPolicy({ id, version, appraisal }: ServicePolicy, keptAt: number): KeptPolicy | null {
  if (appraisal === null) return null;
  const json = appraisalJson(appraisal);
  return { hash: fingerprint(id, version, json), id, version, appraisal: json, keptAt };
}

/** Of everything that a month is scored by, with the name and version it is told under. */
function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, inOrder(inner)]));
}
