import { minutes } from '../../src/chat/simulator/group.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import { type Play, play, RESIDENTS, type Staging, WORKERS } from '../scenarios/play.ts';
import type { TestDatabase } from './databases.ts';

/** The last working day of June, so that little has to happen before the month ends. */
export const LAST_DAY = Date.parse('2026-06-30T14:30:00+08:00');
/** When June is computed and previewed. */
export const CLOSING = Date.parse('2026-07-01T09:00:00+08:00');

/** The shipped policy without ballots, whose groups are ranked however small they are and however little they did. */
export function smallMonth(change: Partial<AppraisalPolicy> = {}): NonNullable<Staging['policy']> {
  return (policy) => {
    const { appraisal } = policy;
    if (!appraisal) throw new Error('the shipped policy scores no months');
    const groups = appraisal.groups.map((group) => ({ ...group, smallest: 1, servedDays: 0 }));
    const rates = { ...appraisal.rates, fewest: 0 };
    return { ...policy, appraisal: { ...appraisal, ballots: [], groups, rates, ...change } };
  };
}

/** What the street does on the last afternoon: 李梅 finishes one well, 王强 one badly. */
export async function afternoon(town: Play): Promise<void> {
  await town.zhang.says(RESIDENTS, '报事 阳光花园3号楼2单元电梯坏了');
  await town.wang.says(RESIDENTS, '报事 阳光花园8号楼门禁坏了');
  await town.advance(minutes(5));
  await town.limei.says(WORKERS, '接单 1');
  await town.wangqiang.says(WORKERS, '接单 2');
  await town.advance(minutes(30));
  await town.limei.says(WORKERS, '办结 1 门锁已换');
  await town.wangqiang.says(WORKERS, '办结 2 重启过了');
  await town.zhang.says(RESIDENTS, '评价 1 满意');
  await town.wang.says(RESIDENTS, '评价 2 不满意 没修好');
}

/** The town on 1 July in the morning, before June is closed. */
export async function monthTown(database: TestDatabase, staging: Staging = {}): Promise<Play> {
  const town = await play(database, { at: LAST_DAY, policy: smallMonth(), ...staging });
  await town.linli.tick(town.clock.now());
  await afternoon(town);
  return town;
}

export async function until(town: Play, at: number): Promise<void> {
  await town.advance(Math.max(0, at - town.clock.now()));
}
