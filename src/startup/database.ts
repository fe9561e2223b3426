import type { Log, Store } from '../app/ports.ts';
import type { Config } from '../config.ts';
import { type OpenResult, openStore } from '../store/store.ts';

type OpenFault = Extract<OpenResult, { ok: false }>;

const SENTENCES: Readonly<Record<OpenFault['code'], (detail: string) => string>> = {
  'database-newer': (detail) =>
    `数据库比程序新(${detail}):它是更新的版本写的。请升级程序,或在 DATABASE_URL 里换一个数据库。`,
  'migration-altered': (detail) =>
    `数据库里记的表结构与程序带的不一样(${detail}):程序文件被改过或不完整。请恢复 prisma/migrations 后再启动。`,
  'not-linli': (detail) =>
    `这个数据库里已有别的程序的表(${detail}),不敢动它。请在 DATABASE_URL 里换一个空的数据库。`,
  'in-use': (detail) =>
    `这个数据库文件正由另一个进程使用(进程号 ${detail}):一个文件同时只能有一个机器人。请先停掉那个进程;要同时跑几个,请改用 PostgreSQL。`,
  unreachable: (detail) =>
    detail.includes('DatabaseDoesNotExist')
      ? `PostgreSQL 里没有 DATABASE_URL 写的这个库(${detail})。请先建一个空库。`
      : `数据库打不开(${detail})。请检查 DATABASE_URL、数据库是否在运行、文件夹能否写入。`,
  'url-unknown': () => 'DATABASE_URL 应以 file: 或 postgresql:// 开头。',
};

/** Opens a database with its migrations applied. Throws a sentence when that cannot be. */
export async function openAt(url: string, log: Log, use: { exclusive?: boolean } = {}): Promise<Store> {
  const opened = await openStore({ url, log, ...use });
  if (opened.ok) return opened.store;
  throw new Error(SENTENCES[opened.code](opened.detail));
}

/** The database of the settings; `exclusive` to run the bot on it. */
export function openDatabase(config: Config, log: Log, use: { exclusive?: boolean } = {}): Promise<Store> {
  return openAt(config.database.url.reveal(), log, use);
}

/** Opens the store for one piece of work and closes it however that ends. */
export async function withStore<T>(
  given: { config: Config; log: Log },
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openDatabase(given.config, given.log);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
