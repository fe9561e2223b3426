/**
 * Closes a month in a process of its own: tells its parent how long each step took, the most memory the process had, and a
 * fingerprint of the scores. Usage: node --import tsx close.ts '{ … }', see CloseGiven.
 */
import { createHash } from 'node:crypto';
import type { MonthParts } from '../../src/app/appraisal/month/month-parts.ts';
import { moveOn } from '../../src/app/appraisal/month/move-on.ts';
import { nextStep } from '../../src/app/appraisal/month/next-step.ts';
import { standingOf } from '../../src/app/appraisal/month/standing.ts';
import { takeStep } from '../../src/app/appraisal/month/steps.ts';
import { buildRegistry } from '../../src/app/incoming/parse.ts';
import { sparingly } from '../../src/app/sparingly.ts';
import { openStore } from '../../src/store/store.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { round } from '../measures.ts';
import { benchPolicy } from './policy.ts';
import { STREET } from './town.ts';

export interface CloseGiven {
  url: string;
  monthKey: string;
  from: number;
  /** When it closes. */
  now: number;
}

export interface Closed {
  /** Until the secretary has the preview. */
  ms: number;
  computeMs: number;
  /** Of all its threads, garbage collection among them. */
  cpuMs: number;
  peakMb: number;
  sheets: number;
  fingerprint: string;
}

// cast: a bench's own process, started by the bench.
const given = JSON.parse(process.argv[2] ?? '{}') as CloseGiven;
process.send?.(await closeMonth(given));
process.disconnect?.();

async function closeMonth({ url, monthKey, from, now }: CloseGiven): Promise<Closed> {
  const log = { info: () => {}, warn: () => {}, error: console.error };
  const opened = await openStore({ url, log, exclusive: true });
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`);
  const { store } = opened;
  const registry = buildRegistry([]);
  const clock = { now: () => now };
  const policy = benchPolicy();
  const parts: MonthParts = { store, clock, log, policy, registry, sentences, offer: () => {} };
  await moveOn(STREET, from, parts);
  const before = process.cpuUsage();
  const took = await stepsUntilPreviewed(monthKey, now, parts);
  const { user, system } = process.cpuUsage(before);
  const peakMb = round(process.resourceUsage().maxRSS / 1024);
  const month = await store.appraisal.month(STREET, monthKey);
  const sheets = month ? await store.appraisal.sheets(month.id, month.version) : [];
  await store.close();
  const ms = [...took.values()].reduce((sum, one) => sum + one, 0);
  const fingerprint = createHash('sha256').update(JSON.stringify(sheets)).digest('hex').slice(0, 16);
  return {
    ms: Math.round(ms),
    computeMs: Math.round(took.get('compute') ?? Number.NaN),
    cpuMs: Math.round((user + system) / 1000),
    peakMb,
    sheets: sheets.length,
    fingerprint,
  };
}

/** Milliseconds of each step, looking at how things stand included. */
async function stepsUntilPreviewed(
  key: string,
  now: number,
  parts: MonthParts,
): Promise<ReadonlyMap<string, number>> {
  const took = new Map<string, number>();
  for (;;) {
    const started = performance.now();
    const standing = await standingOf(STREET, now, parts);
    const month = standing.months.find((one) => one.key === key);
    const step = nextStep(standing, parts);
    if (month?.state === 'previewed' || step === null) return took;
    await sparingly(() => takeStep(step, standing, parts));
    took.set(step.type, performance.now() - started);
  }
}
