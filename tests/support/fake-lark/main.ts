import type { FakeLarkOptions } from './options.ts';
import { startFakeLark } from './server.ts';

/**
 * The loopback Lark as a process of its own, for whoever drives it from outside: `node --import tsx main.ts '{"port":0}'`.
 * Prints one JSON line with its address. Started with an IPC channel, it carries out `{ id, call, args }`, where `call` is one of
 * its hands, and answers `{ id, value }` or `{ id, error }`; an event's answer comes when it was acknowledged or given up.
 */
const lark = await startFakeLark(optionsOf(process.argv[2]));
const { url, appId, appSecret, botOpenId } = lark;
process.stdout.write(`${JSON.stringify({ url, appId, appSecret, botOpenId })}\n`);

process.on('message', (asked: unknown) => void carryOut(asked));
process.on('SIGTERM', () => void lark.stop().then(() => process.exit(0)));

function optionsOf(text: string | undefined): FakeLarkOptions {
  // cast: a tool for tests, called by tests.
  return text ? (JSON.parse(text) as FakeLarkOptions) : {};
}

async function carryOut(asked: unknown): Promise<void> {
  // cast: as above.
  const { id, call, args = [] } = asked as { id: number; call: string; args?: unknown[] };
  try {
    process.send?.({ id, value: await finished(handOf(call)(...args)) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
}

/** `say`, `faults.next`, `socket.terminateAll` … */
function handOf(call: string): (...args: unknown[]) => unknown {
  const [group, name] = call.includes('.') ? call.split('.') : [null, call];
  // cast: as above.
  const owner = (group ? lark[group as 'faults' | 'socket'] : lark) as unknown as Record<string, unknown>;
  const hand = name ? owner[name] : undefined;
  if (typeof hand !== 'function') throw new Error(`no such hand: ${call}`);
  return (...args) => hand.apply(owner, args);
}

async function finished(value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null || !('outcome' in value)) return value ?? null;
  const { outcome, ...rest } = value;
  return { ...rest, ...Object(await outcome) };
}
