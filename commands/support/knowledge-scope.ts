import { distance } from 'fastest-levenshtein';
import type { CommandContext } from '../../src/app/command.ts';
import type { Scope } from '../../src/engine/org/directory.ts';
import type { Result } from '../../src/engine/refusal.ts';
import { accept, refuse } from '../../src/engine/refusal.ts';
import { type Wish, wishOf } from './knowledge-words.ts';

/** 「范围 第一网格」 behind a notice or a kept answer: whose place is meant, and whether the speaker may write for it. */

const SHOWN_NAMES = 5;

/** A label at the very end with nothing behind it. */
const UNFINISHED = /\s(范围|来源|有效至)[:：]?$/;
const LABEL_EXAMPLES: Readonly<Record<string, string>> = {
  范围: '范围 第一网格',
  来源: '来源 水务公司',
  有效至: '有效至 6月8日',
};

interface Named {
  scope: Scope;
  name: string;
  /** 「阳光社区第一网格」: every community has a first one. */
  full: string;
  id: string;
}

/** What is wished, once its 范围 is known; an unknown one is refused before anything is done. */
export function wishIn(ctx: CommandContext, text: string): Result<Wish> {
  const wish = wishOf(text, (written) => saysWhere(ctx, written));
  const label = UNFINISHED.exec('written' in wish ? wish.written.text : '')?.[1];
  if (label !== undefined)
    return refuse({ code: 'text-missing', command: label, example: LABEL_EXAMPLES[label] ?? label });
  const scope = 'written' in wish ? wish.written.scope : null;
  if (scope === null) return accept(wish);
  const named = scopeNamed(ctx, scope);
  return named.ok ? accept(wish) : named;
}

export function mayKeep(ctx: CommandContext, scope: Scope): boolean {
  const { streetId, communityId, gridId } = scope;
  const roles = ctx.directory.rolesAt(ctx.person.id, { streetId, communityId, gridId }, ctx.now);
  return roles.some((role) => role === 'worker' || role === 'secretary' || role === 'street');
}

/** A grid, community or the street itself, by name or id; of several alike the one in the room's community. */
export function scopeNamed(ctx: CommandContext, written: string): Result<Scope> {
  const places = placesOf(ctx);
  const named = places.filter((one) => [one.name, one.full, one.id].includes(written));
  const theirs = named.filter(({ scope }) => mayKeep(ctx, scope));
  const near = theirs.filter(({ scope }) => scope.communityId === ctx.scope?.communityId);
  const found = theirs.length > 1 ? near : theirs;
  const [only] = found;
  if (only && found.length === 1) return accept(only.scope);
  const allowed = places.filter(({ scope }) => mayKeep(ctx, scope));
  const because = named.length === 0 ? 'unknown' : theirs.length === 0 ? 'not-theirs' : 'several';
  const choices = because === 'several' ? theirs.map(({ full }) => full) : namesOf(ctx, allowed);
  const names = because === 'unknown' ? nearestFirst(written, choices) : choices;
  return refuse({ code: 'scope-unclear', because, name: written, names: names.slice(0, SHOWN_NAMES) });
}

function saysWhere(ctx: CommandContext, written: string): boolean {
  const isPlace = placesOf(ctx).some((one) => [one.name, one.full, one.id].includes(written));
  return !isPlace && ctx.read(written).places.length > 0;
}

/** Those of the speaker's street: grids of the room's community first, then the larger ones. */
function placesOf({ directory, streetId, scope }: CommandContext): readonly Named[] {
  const { streets, communities, grids } = directory.organisation;
  const all = [
    ...grids.map(({ id, name, communityId }) => ({
      id,
      name,
      full: `${directory.nameOf(communityId)}${name}`,
    })),
    ...communities.map(({ id, name }) => ({ id, name, full: name })),
    ...streets.map(({ id, name }) => ({ id, name, full: name })),
  ].flatMap((one) => {
    const at = directory.scopeOf(one.id);
    return at?.streetId === streetId ? [{ ...one, scope: at }] : [];
  });
  const isNear = (one: Named) => one.scope.communityId === (scope?.communityId ?? null);
  return [...all.filter(isNear), ...all.filter((one) => !isNear(one))];
}

/** The short name where it is understood here, else the full one. */
function namesOf({ scope }: CommandContext, places: readonly Named[]): readonly string[] {
  const isShort = (one: Named) =>
    one.scope.communityId === scope?.communityId ||
    places.filter(({ name }) => name === one.name).length === 1;
  return places.map((one) => (isShort(one) ? one.name : one.full));
}

function nearestFirst(written: string, names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => distance(written, a) - distance(written, b));
}
