import { type Scene, says } from './scene.ts';
import { weightOf } from './text.ts';

/** What else than the place a line may hold and still only say where: 「12栋这边」, 「三组 快来」. */
const BESIDE_PLACE_CHARS = 7;
/** Words of a matter. */
export const MATTERS = ['problem', 'object', 'critical', 'neglected', 'lasting', 'request'];

/** Words beside which a report is unlikely. */
export const AGAINST = [
  'negation',
  'solved',
  'thanks',
  'trade',
  'talkTrade',
  'talkInvite',
  'errand',
  'elsewhere',
  'banter',
  'hearsay',
  'longAgo',
];

/** 「13号楼2单元」, 「三组 快来」: a place and next to nothing else. */
export function saysOnlyWhere(scene: Scene): boolean {
  const [place] = scene.heard.reading.places.filter((one) => one.place !== null && !one.elsewhere);
  if (!place || says(scene.words, 'question')) return false;
  return weightOf(scene.line.text) - weightOf(place.written) <= BESIDE_PLACE_CHARS;
}
