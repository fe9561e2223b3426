import type { Ticket } from '../ticket/ticket.ts';
import { inThisRoom, knownTicket } from './issue.ts';
import { BECAUSE, joinOrAdd } from './join.ts';
import { isExplained, wasAnnounced } from './notice-talk.ts';
import { isOpen, none, type Part, type Scene, says } from './scene.ts';
import type { Demand } from './talk.ts';
import { earlierLines, followsElsewhere } from './window.ts';

const SUPPLY = '(?:自来|热)?[水电气暖]';
const NOT_YET = '(?:没有?|未|冇|莫得|不)';
/** 「还没来水」, 「到现在都没电」, 「水还没来」, 「还停着电」. */
const STILL = new RegExp(
  [
    `(?:还|仍|一直|到现在|这会儿)(?:是|都|也|然|旧)?${NOT_YET}(?:见)?(?:恢复|来|通|供|送|有)?${SUPPLY}`,
    `${SUPPLY}(?:还|仍|一直|到现在)(?:是|都|也|然|旧)?${NOT_YET}(?:来|通|恢复|有)`,
    `(?:还|仍|一直)(?:在|然)?停(?:着)?${SUPPLY}`,
  ].join('|'),
);
const ASKS = /[?]\s*$|[吗么伐]\s*$/;
/** 「怎么还没来水?」 is no question. */
const COMPLAINS = /怎么|咋|为什么|为啥|凭什么/;
/** Whose supply it is, or that it is a story. */
const NOT_HERE = ['elsewhere', 'hearsay', 'longAgo', 'talkTrade', 'talkQuarrel', 'talkNotice'];

/**
 * 「2号楼还没来水」: a cut goes on, after the end that was announced or without any notice (logs call it a request). During
 * the announced hours the notice explains it. Without a place it counts only after a notice, or joins what is known.
 */
export const stillCutTalk: Part = (scene) => {
  const demand = isStillCut(scene) ? cutIn(scene) : null;
  if (!demand) return null;
  if (!scene.addressed && isExplained(scene, demand)) return none('a notice explains it');
  const known = knownCut(scene, demand);
  if (known) return joinOrAdd(scene, known, BECAUSE.same);
  if (demand.place?.place || scene.addressed || wasAnnounced(scene, demand)) {
    const why = ['the cut goes on', ...demand.why];
    return { type: 'open', demands: [demand], earlier: earlierLines(scene), confirm: false, why };
  }
  return null;
};

function isStillCut(scene: Scene): boolean {
  const { folded } = scene.words;
  if (!STILL.test(folded) || says(scene.words, ...NOT_HERE) || followsElsewhere(scene)) return false;
  return !ASKS.test(folded) || COMPLAINS.test(folded);
}

/** Only the cut is told of, and not of another neighbourhood. */
function cutIn({ heard, ctx }: Scene): Demand | null {
  const [demand, second] = heard.reading.demands;
  const plannable = ctx.policy.lexicon['talkPlannable'] ?? [];
  if (!demand || second || demand.place?.elsewhere || !plannable.includes(demand.category[1])) return null;
  return demand.kind === 'question' ? { ...demand, kind: 'help' } : demand;
}

/** The same by what is said; without a place, or of one announced cut, the newest of its class in this room. */
function knownCut(scene: Scene, demand: Demand): Ticket | null {
  const known = knownTicket(scene, demand);
  if (known && isOpen(known)) return known;
  const { now, policy, tickets } = scene.ctx;
  const here = tickets.filter(
    (one) =>
      isOpen(one) &&
      inThisRoom(scene, one) &&
      one.kind !== 'question' &&
      one.category[1] === demand.category[1] &&
      now - one.lastActivityAt <= policy.timing.sameIssueMs &&
      (demand.place === null || isOneCut(scene, demand, one)),
  );
  return here.toSorted((a, b) => b.lastActivityAt - a.lastActivityAt)[0] ?? null;
}

/** A notice told of both places: one cut, however many buildings. */
function isOneCut(scene: Scene, demand: Demand, { place }: Ticket): boolean {
  if (place === null) return false;
  const there = { written: place.text, place, candidates: [], elsewhere: false };
  return wasAnnounced(scene, demand) && wasAnnounced(scene, { ...demand, place: there });
}
