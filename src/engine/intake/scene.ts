import { type Category, MINUTE_MS, type PersonId } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import { OPEN_STATUSES, type Ticket } from '../ticket/ticket.ts';
import type { Heard, Intent, Line, TalkContext } from './talk.ts';
import { plain } from './text.ts';
import { CATEGORY_LIST, findWords, type Hit, wordsOf } from './words.ts';

/** Words are looked for in the head of a text only: a short form never stands at the end of an essay. */
const HEAD_CHARS = 400;
/** After a greeting the next line of the same person is meant for the bot too. */
const GREETED_MS = 3 * MINUTE_MS;
/** Longer than this and a line is no mere answer like 「好的,马上」. */
const SHORT_CHARS = 24;

/** Texts whose words are kept: the talk of a few busy rooms. */
const KEPT_TEXTS = 2000;
export type WordsByHead = ReadonlyMap<string, readonly string[]>;
const heads = new WeakMap<ServicePolicy, Map<string, WordsByHead>>();
const seen = new WeakMap<ServicePolicy, Map<string, Words>>();

/** A text made ready to be matched: `folded` keeps every index, `bare` has letters, digits and 「+」 only. */
export interface Words {
  said: string;
  folded: string;
  bare: string;
  hits: readonly Hit[];
}

/** One line in its room: what every part of `understand` looks at. */
export interface Scene {
  heard: Heard;
  ctx: TalkContext;
  line: Line;
  words: Words;
  me: PersonId;
  staff: boolean;
  leads: boolean;
  /** Mentioned, or alone with the bot. */
  addressed: boolean;
  /** Talk of this room, oldest first, without the line itself. */
  room: readonly Line[];
}

/** A part of `understand`: an answer, or null to let the next part look. */
export type Part = (scene: Scene) => Intent | null;

export function sceneOf(heard: Heard, ctx: TalkContext): Scene {
  const { line, roles } = heard;
  const room = ctx.recent.filter((one) => one.roomId === line.roomId && one.key !== line.key);
  return {
    heard,
    ctx,
    line,
    words: wordsIn(line.text, ctx.policy),
    me: line.personId,
    // In a street's room a community's secretary is staff though no post of theirs lies at the street.
    staff: roles.some((role) => role !== 'resident') || (heard.roomKind === 'street' && line.fromStaff),
    leads: roles.includes('secretary') || roles.includes('street'),
    addressed: heard.mentionsBot || heard.roomKind === 'private' || wasGreeted(room, line, ctx),
    room,
  };
}

/** 「@邻里 在吗」, then the question: still spoken to the bot. */
function wasGreeted(room: readonly Line[], line: Line, ctx: TalkContext): boolean {
  const last = room.findLast((one) => one.personId === line.personId && !one.fromBot);
  return last?.outcome === 'greeting' && ctx.now - last.at <= GREETED_MS;
}

/** The words of a text. The same lines are looked at again with every line after them: kept, oldest out first. */
export function wordsIn(text: string, policy: ServicePolicy): Words {
  const known = seen.get(policy) ?? new Map<string, Words>();
  seen.set(policy, known);
  const said = text.slice(0, HEAD_CHARS);
  const kept = known.get(said);
  if (kept) return kept;
  const made = readWords(said, policy);
  if (known.size >= KEPT_TEXTS)
    for (const oldest of [...known.keys()].slice(0, KEPT_TEXTS / 2)) known.delete(oldest);
  known.set(said, made);
  return made;
}

function readWords(said: string, policy: ServicePolicy): Words {
  const folded = plain(said);
  const bare = folded.replace(/[^\p{L}\p{N}+]/gu, '');
  return { said, folded, bare, hits: findWords(folded, wordsOf(policy)) };
}

export function firstOf(scene: Scene, parts: readonly Part[]): Intent | null {
  for (const part of parts) {
    const intent = part(scene);
    if (intent) return intent;
  }
  return null;
}

/** The words of a list that stand in the text, in order. */
export function hitsOf(words: Words, list: string): readonly Hit[] {
  return words.hits.filter((hit) => hit.list === list);
}

export function says(words: Words, ...lists: readonly string[]): boolean {
  return words.hits.some((hit) => lists.includes(hit.list));
}

/** Whether a short text is nothing but words of these lists (and the small particles between them). */
export function onlySays(words: Words, policy: ServicePolicy, ...lists: readonly string[]): boolean {
  const { bare } = words;
  if (bare === '' || bare.length > SHORT_CHARS || !says(words, ...lists)) return false;
  return isMadeOf(bare, wordsByHead(policy, lists));
}

/** Words of some lists and the particles, by their first character. */
export function wordsByHead(policy: ServicePolicy, lists: readonly string[]): WordsByHead {
  const ofPolicy = heads.get(policy) ?? new Map<string, WordsByHead>();
  heads.set(policy, ofPolicy);
  const name = lists.join(' ');
  const known = ofPolicy.get(name);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const word of [...lists, 'talkParticles'].flatMap((list) => policy.lexicon[list] ?? [])) {
    const head = word.charAt(0);
    made.set(head, [...(made.get(head) ?? []), word]);
  }
  ofPolicy.set(name, made);
  return made;
}

/** Whether a text can be cut into the given words; `reached[i]`: the first i characters can. */
export function isMadeOf(text: string, known: WordsByHead): boolean {
  const reached = new Array<boolean>(text.length + 1).fill(false);
  reached[0] = true;
  for (let at = 0; at < text.length; at++) {
    const candidates = reached[at] ? (known.get(text.charAt(at)) ?? []) : [];
    for (const word of candidates) if (text.startsWith(word, at)) reached[at + word.length] = true;
  }
  return reached[text.length] === true;
}

/** Level-1 and level-2 classes whose words stand in the text. */
export function classesIn(words: Words): readonly Category[] {
  return words.hits.flatMap((hit) => {
    if (!hit.list.startsWith(CATEGORY_LIST)) return [];
    const [level1 = '', level2 = ''] = hit.list.slice(CATEGORY_LIST.length).split('/');
    return [[level1, level2] satisfies Category];
  });
}

export function isOpen(ticket: Ticket): boolean {
  return OPEN_STATUSES.some((status) => status === ticket.status);
}

/** Somebody can still take it: nobody has. */
export function isClaimable(ticket: Ticket): boolean {
  return ticket.number !== null && ['filed', 'assigned', 'returned'].includes(ticket.status);
}

export function holderOf(ticket: Ticket): PersonId | null {
  return 'assigneeId' in ticket && ticket.status !== 'assigned' ? ticket.assigneeId : null;
}

export function isParty(ticket: Ticket, personId: PersonId): boolean {
  return ticket.reporter.personId === personId || ticket.followers.some((one) => one.personId === personId);
}

export function command(name: string, rest: string | number, why: string): Intent {
  return { type: 'command', command: name, rest: String(rest).trim(), why };
}

export function none(why: string): Intent {
  return { type: 'none', why };
}
