import type { Store } from '../../app/ports.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import { lengthText, type Trouble } from './trouble.ts';

interface Given {
  store: Pick<Store, 'health' | 'sightings'>;
  now: Instant;
}

/** Rooms that talk but are bound to nothing. One whose id has only changed is asked about as such. */
export async function roomTroubles({ store, now }: Given): Promise<Trouble[]> {
  const { unboundRooms } = await store.health();
  if (unboundRooms.length === 0) return [];
  const changed = await changedIds(store, unboundRooms);
  const names = await namesSeen(store, unboundRooms);
  return unboundRooms.flatMap(({ network, chatId, lastAt }) => {
    const id = `${network}:${chatId}`;
    if (changed.has(id)) return [];
    const name = names.get(id);
    return [
      {
        what: 'unbound-room' as const,
        message: `群 ${name ? `「${name}」(${id})` : id} 还没有绑定,机器人在里面不说话(最近一条消息在 ${lengthText(now - lastAt)}前)。`,
        todo: '请街道管理员在群里发「@邻里 本群」看说明并绑定,或写进辖区文件再导入。',
      },
    ];
  });
}

type Rooms = readonly { network: Network }[];

async function changedIds({ sightings }: Given['store'], rooms: Rooms): Promise<ReadonlySet<string>> {
  const proposals = await sightings.proposals();
  const open = proposals.filter(({ status }) => status === 'open');
  const ids = open.map(({ network, newId }) => `${network}:${newId}`);
  for (const network of networksOf(rooms)) {
    ids.push(...(await sightings.aliases(network)).map(({ currentId }) => `${network}:${currentId}`));
  }
  return new Set(ids);
}

async function namesSeen({ sightings }: Given['store'], rooms: Rooms): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const network of networksOf(rooms)) {
    for (const { chatId, name } of await sightings.chats(network)) names.set(`${network}:${chatId}`, name);
  }
  return names;
}

function networksOf(rooms: Rooms): ReadonlySet<Network> {
  return new Set(rooms.map(({ network }) => network));
}
