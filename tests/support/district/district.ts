import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation, Post, Room } from '../../../src/engine/org/directory.ts';
import type { FakeLark } from '../fake-lark/server.ts';

/** A district on Lark to be driven: so many places that no report joins another. Everything is invented. */
export interface District {
  organisation: Organisation;
  neighbourhoods: readonly Neighbourhood[];
}

export interface Neighbourhood {
  id: string;
  /** Before a building's number: `东苑`. */
  estate: string;
  buildings: number;
  /** Lark's ids of the two rooms and of whoever works there. */
  residents: string;
  workers: string;
  staff: readonly { openId: string; name: string }[];
}

const SINCE = Date.parse('2024-01-01T00:00:00+08:00');
const GRIDS_EACH = 4;
const BUILDINGS_A_GRID = 100;
const NAMES = '东南西北春夏秋冬梅兰竹菊松柏桂枫';

export function larkDistrict(size: number): District {
  const neighbourhoods = Array.from({ length: size }, (_, n) => neighbourhood(n));
  const grids = neighbourhoods.flatMap(({ id, estate }) =>
    Array.from({ length: GRIDS_EACH }, (_, g) => ({
      id: `${id}-g${g}`,
      communityId: id,
      name: `第${g + 1}网格`,
      households: 400,
      population: 1100,
      places: [`${estate}${g * BUILDINGS_A_GRID + 1}-${(g + 1) * BUILDINGS_A_GRID}号楼`],
    })),
  );
  const organisation: Organisation = {
    streets: [{ id: 's', name: '测试街道' }],
    communities: neighbourhoods.map(({ id, estate }) => ({
      id,
      streetId: 's',
      name: `${estate}社区`,
      kind: 'urban',
    })),
    grids,
    staff: [
      ...neighbourhoods.flatMap(({ id, staff }) =>
        staff.map((one, g) => person(one, { post: 'grid-worker', at: `${id}-g${g}` })),
      ),
      person({ openId: 'ou_street', name: '街道管理员' }, { post: 'street-admin', at: 's' }),
    ],
    rooms: neighbourhoods.flatMap(({ id, residents, workers }) => [
      room(residents, 'resident', id),
      room(workers, 'worker', id),
    ]),
    leaves: [],
  };
  return { organisation, neighbourhoods };
}

function neighbourhood(n: number): Neighbourhood {
  const id = `c${n}`;
  const estate = `${NAMES[n % NAMES.length] ?? ''}${NAMES[(n * 7 + 3) % NAMES.length] ?? ''}苑`;
  const staff = Array.from({ length: GRIDS_EACH }, (_, g) => ({
    openId: `ou_${id}_worker${g}`,
    name: `网格员${n}之${g + 1}`,
  }));
  const buildings = GRIDS_EACH * BUILDINGS_A_GRID;
  return { id, estate, buildings, residents: `oc_${id}_res`, workers: `oc_${id}_work`, staff };
}

function person({ openId, name }: { openId: string; name: string }, post: Pick<Post, 'post' | 'at'>) {
  return {
    id: openId.slice('ou_'.length),
    name,
    posts: [{ ...post, since: SINCE, until: null }],
    accounts: [{ network: 'lark', accountId: openId }],
  };
}

function room(chatId: string, kind: Room['kind'], scope: string): Room {
  return { id: `lark:${chatId}`, network: 'lark', chatId, kind, scope, name: chatId, intake: 'auto' };
}

/** Makes the district's rooms on the loopback Lark. */
export function settleIn({ neighbourhoods }: District, lark: FakeLark): void {
  for (const { estate, residents, workers, staff } of neighbourhoods) {
    lark.addChat({ name: `${estate}居民群`, chatId: residents, members: staff });
    lark.addChat({ name: `${estate}工作群`, chatId: workers, members: staff });
  }
}

/** What the default policy says, but without quiet hours, and with so many minutes for whoever is to claim. */
export function writePolicy(folder: string, respondMinutes: number): string {
  const from = join(import.meta.dirname, '../../../policies');
  const to = join(folder, 'policy');
  mkdirSync(to, { recursive: true });
  cpSync(join(from, 'lexicon.zh.yaml'), join(to, 'lexicon.zh.yaml'));
  const text = readFileSync(join(from, 'default.yaml'), 'utf8')
    .replace(/quietParts: .*/, 'quietParts: []')
    .replace(/promptBudgetPerDay: .*/, 'promptBudgetPerDay: 100')
    .replaceAll(/respond: [\w ]+,/g, `respond: ${respondMinutes} minutes,`);
  writeFileSync(join(to, 'default.yaml'), text);
  return join(to, 'default.yaml');
}
