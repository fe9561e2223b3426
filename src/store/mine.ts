import type { Mine } from '../app/ports.ts';
import { LANES } from '../app/ports.ts';
import { join, list, raw, type Sql, sql, text } from './sql.ts';

const EVERYTHING = raw('1 = 1');
const NOTHING = raw('1 = 0');

/** Whether outbox row `o` is in a chat that is mine; left out, every chat is. */
export function inMine(mine: Mine | undefined): Sql {
  if (mine === undefined) return EVERYTHING;
  const parts = mine.networks.flatMap(({ network, lanes }) => {
    const here = sql`o."network" = ${text(network)}`;
    if (lanes === 'all' || lanes.length >= LANES) return [here];
    return lanes.length === 0 ? [] : [sql`(${here} AND o."lane" IN ${list(lanes)})`];
  });
  return parts.length === 0 ? NOTHING : sql`(${join(parts, ' OR ')})`;
}
