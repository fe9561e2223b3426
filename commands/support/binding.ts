import type { CommandContext, Outcome } from '../../src/app/command.ts';
import { NAMELESS } from '../../src/app/incoming/normalise.ts';
import { codeHash } from '../../src/app/keys.ts';
import type { BindCode } from '../../src/app/ports.ts';
import { HOUR_MS, MINUTE_MS, type StreetId } from '../../src/engine/glossary.ts';
import type { Staff } from '../../src/engine/org/directory.ts';
import type { Refusal } from '../../src/engine/refusal.ts';
import { on } from './kit.ts';
import { personNamed, postsShown } from './people.ts';
import { ADMINISTRATOR_NAME } from './words.ts';

export const CODE = /^\d{6}$/;
/** Guessing a code of six digits is hopeless at five tries in ten minutes. */
const MOST_TRIES = 5;
const TRIES_MINUTES = 10;
export const TRIES_MS = TRIES_MINUTES * MINUTE_MS;

/** 「绑定 493027」: whoever presents the code is whom it was made for. */
export function presentCode(ctx: CommandContext, given: string): Outcome {
  const { account, now, failedTries } = ctx;
  if (failedTries >= MOST_TRIES) return { code: 'too-many-tries', waitMinutes: TRIES_MINUTES };
  const bound = ctx.directory.staffByAccount(account.network, account.accountId);
  if (bound) return { code: 'account-bound', name: bound.name };
  const code = ctx.bindCodes.find((one) => one.hash === codeHash(given));
  const wrong = unfit(code, now);
  if (wrong === null && code) return redeem(ctx, code);
  ctx.change({ type: 'try-failed', account, at: now });
  return wrong;
}

function unfit(code: BindCode | undefined, now: number): Refusal | null {
  if (!code) return { code: 'code-wrong' };
  if (code.usedAt !== null) return { code: 'code-used' };
  return code.expiresAt <= now ? { code: 'code-expired' } : null;
}

function redeem(ctx: CommandContext, code: BindCode): Outcome {
  const { account, now, person } = ctx;
  const staff = code.personId === null ? null : ctx.directory.staff(code.personId);
  if (code.personId !== null && !staff) return { code: 'code-wrong' };
  const streetId = streetFor(ctx);
  if (!staff && streetId === null) return { code: 'code-wrong' };
  if (!staff && streetId !== null) {
    const name = person.name === NAMELESS ? ADMINISTRATOR_NAME : person.name;
    ctx.change({ type: 'administrator-made', personId: person.id, name, streetId, at: now });
  }
  const personId = staff?.id ?? person.id;
  ctx.change({ type: 'account-bound', personId, account, codeHash: code.hash, at: now });
  if (staff) ctx.reply({ code: 'account-bound', name: staff.name, posts: postsShown(ctx, staff) });
  else ctx.reply({ code: 'administrator-made', name: person.name });
  return null;
}

/** A first administrator's code belongs to the street of the room, or to the only one there is. */
function streetFor(ctx: CommandContext): StreetId | null {
  return ctx.streetId ?? ctx.directory.organisation.streets[0]?.id ?? null;
}

/** 「绑定 王芳」: a code for a member of one's own staff, told in private so that no room reads it. */
export function issueCode(ctx: CommandContext, name: string): Outcome {
  if (ctx.room?.kind === 'resident' || ctx.room?.kind === 'merchant') {
    return mayLead(ctx) ? { code: 'wrong-room', command: '绑定', rooms: 'worker street private' } : refused();
  }
  if (!mayLead(ctx)) return refused();
  return on(personNamed(ctx, name), (staff) => {
    if (!leadsPerson(ctx, staff)) return refused();
    const oneTimeCode = ctx.newCode();
    const expiresAt = ctx.now + ctx.policy.timing.bindCodeMs;
    const made = {
      hash: codeHash(oneTimeCode),
      personId: staff.id,
      createdBy: ctx.person.id,
      createdAt: ctx.now,
    };
    ctx.change({ type: 'code-issued', code: { ...made, expiresAt, usedAt: null } });
    const hours = Math.round(ctx.policy.timing.bindCodeMs / HOUR_MS);
    tellCode(ctx, { name: staff.name, oneTimeCode, hours });
    return null;
  });
}

function refused(): Refusal {
  return { code: 'not-permitted', command: '绑定' };
}

function tellCode(ctx: CommandContext, issued: { name: string; oneTimeCode: string; hours: number }): void {
  if (ctx.chat.kind === 'private') {
    ctx.reply({ code: 'code-issued', ...issued });
    return;
  }
  ctx.tell({ personId: ctx.person.id }, { code: 'code-issued', ...issued });
  ctx.reply({ code: 'code-sent', name: issued.name });
}

function mayLead(ctx: CommandContext): boolean {
  return leadsAny(ctx, ctx.directory.staff(ctx.person.id)?.posts.map((post) => post.at) ?? []);
}

/** Only staff of the places where the asking person leads. */
function leadsPerson(ctx: CommandContext, staff: Staff): boolean {
  return leadsAny(
    ctx,
    staff.posts.map((post) => post.at),
  );
}

function leadsAny(ctx: CommandContext, places: readonly string[]): boolean {
  return places.some((id) => {
    const scope = ctx.directory.scopeOf(id);
    const roles = scope ? ctx.directory.rolesAt(ctx.person.id, scope, ctx.now) : [];
    return roles.includes('secretary') || roles.includes('street');
  });
}
