import type { Instant, Network } from '../../engine/glossary.ts';
import type { Account, Organisation, Post, Staff } from '../../engine/org/directory.ts';
import { localInstant } from '../../engine/time.ts';
import type { Neighbourhood } from './shape.ts';

/** The checked file as the organisation; days are local days of `zone`, `until` is the last day held. */
export function toOrganisation(file: Neighbourhood, zone: string): Organisation {
  const communities = file.communities.map(({ id, name, kind }) => ({
    id,
    name,
    kind,
    streetId: file.street.id,
  }));
  return {
    streets: [{ ...file.street }],
    communities,
    grids: file.communities.flatMap((community) => community.grids.map((grid) => toGrid(grid, community.id))),
    staff: file.staff.map((person) => toStaff(person, zone)),
    rooms: file.rooms.map((room) => ({
      id: `${room.network}:${room.chat}`,
      network: room.network,
      chatId: room.chat,
      kind: room.kind,
      scope: room.scope,
      name: room.name,
      intake: room.intake,
    })),
    leaves: [],
  };
}

function toGrid(grid: Neighbourhood['communities'][number]['grids'][number], communityId: string) {
  const { id, name, places, area } = grid;
  return {
    id,
    communityId,
    name,
    households: grid.households ?? null,
    population: grid.population ?? null,
    ...(area === undefined ? {} : { areaM2: area }),
    places,
  };
}

function toStaff(person: Neighbourhood['staff'][number], zone: string): Staff {
  return {
    id: person.id,
    name: person.name,
    posts: person.posts.map((post) => toPost(post, zone)),
    accounts: accountsOf(person.accounts),
  };
}

function accountsOf(accounts: Readonly<Record<Network, string | undefined>>): Account[] {
  return Object.entries(accounts).flatMap(([network, accountId]) =>
    accountId ? [{ network, accountId }] : [],
  );
}

/** A post without `since` has been held ever since; without `until` it goes on. */
function toPost(post: Neighbourhood['staff'][number]['posts'][number], zone: string): Post {
  const { post: kind, at, since, until } = post;
  return {
    post: kind,
    at,
    since: since ? startOfDay(zone, since) : 0,
    until: until ? startOfDay(zone, until, 1) : null,
  };
}

function startOfDay(zone: string, text: string, daysLater = 0): Instant {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return localInstant(zone, { year, month, day: day + daysLater, hour: 0, minute: 0 });
}
