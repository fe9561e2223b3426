import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenHash } from '../../src/app/keys.ts';
import type { Log, Plan, Store } from '../../src/app/ports.ts';
import { createHandClock, type HandClock } from '../../src/chat/simulator/group.ts';
import type { Ballot } from '../../src/engine/appraisal/ballot.ts';
import type { WebOptions } from '../../src/web/server.ts';
import { CLOSES, makeBallot, makeRule, OPENS } from '../engine/appraisal/ballots.ts';
import { openOrFail } from '../support/databases.ts';
import { SMALL_TOWN } from '../support/small-town.ts';

/** Of 李梅: she rates 王强 and 赵磊 in secret, and herself. */
export const TOKEN = 'a'.repeat(43);

export const PEERS = makeBallot({
  id: 'peers',
  tasks: [
    { voterId: 'wangqiang', subjectId: 'limei' },
    { voterId: 'limei', subjectId: 'wangqiang' },
    { voterId: 'limei', subjectId: 'zhaolei' },
  ],
});
export const SELF = makeBallot({
  id: 'self',
  number: 2,
  rule: makeRule({
    id: 'self',
    name: '自评',
    raters: 'self',
    aspects: [{ id: 'all', name: '总体' }],
    most: 100,
    secret: false,
  }),
  tasks: [{ voterId: 'limei', subjectId: 'limei' }],
});

export interface BallotStage {
  store: Store;
  clock: HandClock;
  /** What was logged as an error. */
  errors: object[];
  web: Omit<WebOptions, 'local'>;
  change(appraisal: NonNullable<Plan['appraisal']>): Promise<void>;
  stop(): Promise<void>;
}

/** Two open ballots and one link on a scratch database; no bot, no page but theirs. */
export async function setBallots(ballots: readonly Ballot[] = [PEERS, SELF]): Promise<BallotStage> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-ballot-'));
  const store = await openOrFail(`file:${join(folder, 'linli.db')}`);
  const clock = createHandClock(OPENS);
  await store.saveOrganisation(SMALL_TOWN, OPENS);
  const change = async (appraisal: NonNullable<Plan['appraisal']>) => {
    await store.commit({ inbound: [], tickets: [], outbox: [], org: [], appraisal });
  };
  const link = { tokenHash: tokenHash(TOKEN), ballotId: 'peers', voterId: 'limei', expiresAt: CLOSES };
  await change([
    ...ballots.map((ballot) => ({ type: 'ballot-opened', ballot }) as const),
    { type: 'link-issued', link },
  ]);
  const errors: object[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (data) => errors.push(data) };
  return {
    store,
    clock,
    errors,
    change,
    web: {
      log,
      health: { store, networks: () => [], now: () => clock.now() },
      metrics: null,
      chats: [],
      ballots: { store, clock, log, zone: 'Asia/Shanghai', publicUrl: 'https://linli.example.cn' },
      playground: null,
    },
    async stop() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
