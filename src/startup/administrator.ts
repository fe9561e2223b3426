import { codeHash } from '../app/keys.ts';
import type { Store } from '../app/ports.ts';
import type { Instant, PersonId } from '../engine/glossary.ts';
import type { Organisation } from '../engine/org/directory.ts';
import { SYSTEM } from '../engine/ticket/event.ts';
import { newCode } from './code.ts';

/** Whether anybody can bind rooms and hand out codes: a street administrator in office with a bound account. */
export function hasAdministrator(organisation: Organisation, now: Instant): boolean {
  return organisation.staff.some(
    ({ accounts, posts }) =>
      accounts.length > 0 &&
      posts.some(
        ({ post, since, until }) =>
          post === 'street-admin' && since <= now && (until === null || now < until),
      ),
  );
}

export interface CodeWish {
  store: Store;
  /** Null: the first administrator of the street. */
  personId: PersonId | null;
  now: Instant;
  lifeMs: number;
}

/** Makes a one-time code and keeps only its hash. Returns the code, which is shown once. */
export async function issueCode({ store, personId, now, lifeMs }: CodeWish): Promise<string> {
  const code = newCode();
  const bindCode = {
    hash: codeHash(code),
    personId,
    createdBy: SYSTEM,
    createdAt: now,
    expiresAt: now + lifeMs,
    usedAt: null,
  };
  const org = [{ type: 'code-issued', code: bindCode }] as const;
  const outcome = await store.commit({ inbound: [], tickets: [], outbox: [], org });
  // Two codes with the same digits: the hash is unique, so another one is drawn.
  return outcome === 'committed' ? code : issueCode({ store, personId, now, lifeMs });
}
