import type { Store } from '../app/ports.ts';
import type { Io } from './verb.ts';

/** The street named by id or name, or the only one; null: none, which was told. */
export async function streetMeant(store: Store, id: string | null, io: Io): Promise<string | null> {
  const { organisation } = await store.organisation();
  const { streets } = organisation;
  const named = streets.find((street) => street.id === id || street.name === id);
  const found = id === null && streets.length === 1 ? streets[0] : named;
  if (found) return found.id;
  const ids = streets.map((street) => `${street.id}(${street.name})`).join('、');
  io.err(
    streets.length === 0 ? '还没有街道:请先用 import 导入辖区文件。' : `请用 --street 写明街道:${ids}。`,
  );
  return null;
}
