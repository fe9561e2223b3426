/** A process that opens a store to run the bot on it, tells its parent how that went, and stays: `holder.ts URL`. */
import { openStore } from '../../src/store/store.ts';
import { noLog } from './scratch.ts';

const opened = await openStore({ url: process.argv[2] ?? '', log: noLog, exclusive: true });
process.send?.(opened.ok ? 'open' : `${opened.code} ${opened.detail}`);
if (!opened.ok) process.disconnect?.();
