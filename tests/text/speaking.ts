import type { Speaking } from '../../src/app/reply.ts';
import { indexOrganisation } from '../../src/engine/org/lookup.ts';
import { hours, makePolicy } from '../support/make-ticket.ts';
import { SMALL_TOWN } from '../support/small-town.ts';

/** Monday noon in the small town. */
export function speaking(toResidents: boolean): Speaking {
  const policy = makePolicy({ publicNumbers: { '*': '火警 119、急救 120', 燃气: '燃气抢修电话' } });
  return {
    now: hours(3),
    zone: 'Asia/Shanghai',
    directory: indexOrganisation(SMALL_TOWN),
    policy,
    toResidents,
  };
}
