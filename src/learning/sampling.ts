import { buildPlaceIndex } from '../engine/intake/place-index.ts';
import { locatePlaces } from '../engine/intake/places.ts';
import { signsOf } from '../engine/intake/signs.ts';
import type { ReadContext } from '../engine/intake/talk.ts';
import { cuesOf } from '../engine/model/cues.ts';
import { gramsOf, matterOf } from '../engine/model/grams.ts';
import { MATTER_CHARS } from '../engine/model/guess.ts';
import type { Sample } from '../engine/model/linear.ts';
import type { Organisation } from '../engine/org/directory.ts';
import type { ServicePolicy } from '../engine/policy.ts';

const NOWHERE: Organisation = { streets: [], communities: [], grids: [], staff: [], rooms: [], leaves: [] };

/** A reader of texts that nobody knows the room of. */
export function contextOf(policy: ServicePolicy): ReadContext {
  return { policy, places: buildPlaceIndex(NOWHERE), scope: null };
}

/** Texts as a head of the reading model will see them. */
export function sampler(policy: ServicePolicy, longest: number): (text: string) => Sample {
  const context = contextOf(policy);
  return (text) => {
    const signs = signsOf(text.slice(0, MAX_CHARS), policy);
    const cues = cuesOf(signs, locatePlaces(signs.text, context));
    return { grams: gramsOf(matterOf(signs.text).slice(0, MATTER_CHARS), longest), cues };
  };
}

const MAX_CHARS = 4000;
