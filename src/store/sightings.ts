import type { IdentityProposal, OrgChange, SeenChat, SightingStore } from '../app/ports.ts';
import type { Database } from './database.ts';
import type { IdentityProposal as ProposalModel, SeenChat as SeenModel } from './generated/sqlite/client.ts';
import { toAlias, toProposal, toSeenChat } from './map.ts';
import { insert, orReplace, type RowOf, type Sql, sql, text, toJson } from './sql.ts';

export function sightingsOf(database: Database): SightingStore {
  return {
    save: async (seen) => {
      await database.write(savedChat(seen));
    },
    chats: async (network) => {
      const rows = await database.read(
        sql`SELECT * FROM "SeenChat" WHERE "network" = ${text(network)} ORDER BY "chatId"`,
      );
      return rows.map(toSeenChat);
    },
    propose: async (proposals) => {
      await database.write(insert('IdentityProposal', proposals.map(proposalRow), 'ON CONFLICT DO NOTHING'));
    },
    proposals: async () => {
      const rows = await database.read(sql`SELECT * FROM "IdentityProposal" ORDER BY "proposedAt", "id"`);
      return rows.map(toProposal);
    },
    answer: async (id, status, at) => {
      await database.write([
        sql`UPDATE "IdentityProposal" SET "status" = ${status}, "answeredAt" = ${at}
          WHERE "id" = ${text(id)} AND "status" = 'open'`,
      ]);
    },
    aliases: async (network) => {
      const rows = await database.read(
        sql`SELECT "what", "canonicalId", "currentId" FROM "IdentityAlias" WHERE "network" = ${text(network)}
          ORDER BY "what", "canonicalId"`,
      );
      return rows.map(toAlias);
    },
  };
}

function savedChat({ network, chatId, name, members, seenAt, goneAt }: SeenChat): readonly Sql[] {
  const row: RowOf<SeenModel> = { network, chatId, name, members: toJson(members), seenAt, goneAt };
  const newer = `WHERE "SeenChat"."seenAt" <= excluded."seenAt"`;
  return insert('SeenChat', [row], `${orReplace(['network', 'chatId'], Object.keys(row))} ${newer}`);
}

function proposalRow(proposal: IdentityProposal): Omit<RowOf<ProposalModel>, 'answeredAt'> {
  return {
    id: proposal.id,
    network: proposal.network,
    what: proposal.what,
    oldId: proposal.oldId,
    newId: proposal.newId,
    name: proposal.name,
    why: proposal.why,
    status: proposal.status,
    proposedAt: proposal.proposedAt,
  };
}

/**
 * The network may change an id again and again: the first one stays the one that all tables keep, whether the proposal
 * names it or the one it had become.
 */
export function identityChanged({
  proposal,
  at,
}: Extract<OrgChange, { type: 'identity-changed' }>): readonly Sql[] {
  const { network, what, oldId, newId } = proposal;
  if (proposal.status === 'rejected') return [answered(proposal.id, 'rejected', at)];
  const same = sql`"network" = ${text(network)} AND "what" = ${text(what)}`;
  return [
    sql`INSERT INTO "IdentityAlias" ("network", "what", "canonicalId", "currentId")
      SELECT ${text(network)}, ${text(what)}, ${text(oldId)}, ${text(newId)}
      WHERE NOT EXISTS (SELECT 1 FROM "IdentityAlias" WHERE ${same} AND "currentId" = ${text(oldId)})
      ON CONFLICT ("network", "what", "canonicalId") DO UPDATE SET "currentId" = excluded."currentId"`,
    sql`UPDATE "IdentityAlias" SET "currentId" = ${text(newId)} WHERE ${same} AND "currentId" = ${text(oldId)}`,
    answered(proposal.id, 'confirmed', at),
  ];
}

function answered(id: string, status: 'confirmed' | 'rejected', at: number): Sql {
  return sql`UPDATE "IdentityProposal" SET "status" = ${status}, "answeredAt" = ${at} WHERE "id" = ${text(id)}`;
}
