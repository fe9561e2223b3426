import type {
  CommunityId,
  GridId,
  Instant,
  IntakeMode,
  Network,
  PersonId,
  PostKind,
  RoomId,
  RoomKind,
  StreetId,
} from '../glossary.ts';

/** The organisation as data: the tree, its people and its rooms, as one import or binding left them. */
export interface Organisation {
  streets: readonly Street[];
  communities: readonly Community[];
  grids: readonly Grid[];
  staff: readonly Staff[];
  rooms: readonly Room[];
  leaves: readonly Leave[];
}

export interface Street {
  id: StreetId;
  name: string;
}

export interface Community {
  id: CommunityId;
  streetId: StreetId;
  name: string;
  kind: 'urban' | 'village';
}

export interface Grid {
  id: GridId;
  communityId: CommunityId;
  name: string;
  households: number | null;
  population: number | null;
  /** Left out: nobody has said. */
  areaM2?: number | null;
  /** Names and building ranges as residents say them: `阳光花园1-6号楼`, `向阳路商铺`. */
  places: readonly string[];
}

export interface Post {
  post: PostKind;
  /** Id of a street, community or grid. */
  at: string;
  since: Instant;
  until: Instant | null;
}

export interface Account {
  network: Network;
  accountId: string;
}

export interface Staff {
  id: PersonId;
  name: string;
  posts: readonly Post[];
  accounts: readonly Account[];
}

export interface Room {
  id: RoomId;
  network: Network;
  chatId: string;
  kind: RoomKind;
  /** Id of a street, community or grid. */
  scope: string;
  name: string;
  intake: IntakeMode;
}

/** Approved absence: tickets go to the next worker meanwhile. */
export interface Leave {
  personId: PersonId;
  from: Instant;
  until: Instant;
}

/** Where an id stands in the tree; `null` parts lie above it. */
export interface Scope {
  streetId: StreetId;
  communityId: CommunityId | null;
  gridId: GridId | null;
}
