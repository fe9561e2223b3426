import { COMMANDS } from '../../../commands/index.ts';
import { type Hearing, hear, type Surroundings } from '../../../src/app/incoming/hearing.ts';
import { buildRegistry } from '../../../src/app/incoming/parse.ts';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import { buildPlaceIndex } from '../../../src/engine/intake/places.ts';
import type { Organisation } from '../../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { makeMessage } from '../../support/make-message.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

export const NOON = Date.parse('2026-06-03T12:00:00+08:00');

const loaded = loadPolicy('policies/default.yaml');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
const { policy } = loaded;

/** What does not change while a message is handled, for any town. */
export function around(town: Organisation = SMALL_TOWN): Surroundings {
  return {
    policy,
    directory: indexOrganisation(town),
    places: buildPlaceIndex(town),
    registry: buildRegistry(COMMANDS),
  };
}

/** A message as it is heard in the small town before the store is asked. */
export function heard(message: Partial<InboundMessage>, town?: Organisation): Hearing {
  return hear(makeMessage(message), around(town), NOON);
}
