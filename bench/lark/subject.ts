/**
 * What is measured, in a process of its own and against a loopback Lark: `bot`, the whole program as `npm start` runs it;
 * `listener`, the least that can be done with the same SDK: take every event and acknowledge it; `echo`, which also says
 * every text back.
 * Usage: subject.ts '{ … }', see SubjectOptions. Over IPC it tells when it is ready, and what it has cost when asked.
 */
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { Secret } from '../../src/app/secret.ts';
import { definition } from '../../src/chat/lark/network.ts';
import { createLarkSdk } from '../../src/chat/lark/sdk.ts';
import type { NetworkDefinition } from '../../src/chat/network.ts';
import type { Config } from '../../src/config.ts';
import { start } from '../../src/main.ts';

export interface SubjectOptions {
  kind: 'bot' | 'listener' | 'echo';
  lark: { url: string; appId: string; appSecret: string };
  database: string;
  /** Speaks as fast as it goes, so that the network's limits are not what is measured. */
  unlimited: boolean;
}

export type ToSubject = 'cost' | 'stop';
export type FromSubject = { type: 'ready' } | ({ type: 'cost' } & Cost);

/** Since the process began. */
export interface Cost {
  cpuMs: number;
  residentMb: number;
}

// cast: a bench's own process, started by the bench.
const options = JSON.parse(process.argv[2] ?? '{}') as SubjectOptions;
const tell = (told: FromSubject) => process.send?.(told);
const withoutLimits: NetworkDefinition = {
  ...definition,
  open: async (settings, parts) => {
    // cast: what the same definition has read.
    const { limits: _, ...chat } = await definition.open(
      settings as Parameters<typeof definition.open>[0],
      parts,
    );
    return chat;
  },
};

const stop = options.kind === 'bot' ? await startBot() : await startBare();

process.on('message', (asked: ToSubject) => {
  if (asked === 'cost') tell({ type: 'cost', ...costNow() });
  else void stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
tell({ type: 'ready' });

function costNow(): Cost {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, residentMb: process.memoryUsage.rss() / 1024 / 1024 };
}

async function startBot(): Promise<() => Promise<void>> {
  const policyPath = 'policies/default.yaml';
  const policy = loadPolicy(policyPath);
  if (!policy.ok) throw new Error(JSON.stringify(policy.faults));
  const { database, lark, unlimited } = options;
  const config: Config = {
    database: {
      kind: database.startsWith('file:') ? 'sqlite' : 'postgresql',
      url: new Secret(database),
    },
    zone: null,
    policyPath,
    playground: false,
    http: { host: '127.0.0.1', port: 0 },
    publicUrl: null,
    logLevel: 'error',
    networks: [
      {
        definition: unlimited ? withoutLimits : definition,
        settings: definition.read({
          LARK_APP_ID: lark.appId,
          LARK_APP_SECRET: lark.appSecret,
          LARK_DOMAIN: lark.url,
        }),
      },
    ],
    llm: null,
  };
  const running = await start({ config, policy: policy.policy, terminal: null, tell: () => {} });
  return running.stop;
}

async function startBare(): Promise<() => Promise<void>> {
  const { url: domain, appId, appSecret } = options.lark;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const sdk = createLarkSdk({ appId, appSecret, domain, log, timeoutMs: 5000 });
  const echo = async (event: unknown) => {
    // cast: what the SDK's dispatcher hands on.
    const { message_id, content } = (event as { message: { message_id: string; content: string } }).message;
    await sdk.client.im.v1.message.reply({ path: { message_id }, data: { msg_type: 'text', content } });
  };
  const heard = options.kind === 'echo' ? echo : async () => {};
  await new Promise<void>((ready, failed) => {
    const socket = sdk.socket({
      pingTimeoutMs: 20_000,
      handshakeTimeoutMs: 10_000,
      onReady: ready,
      onReconnecting: () => {},
      onReconnected: () => {},
      onError: failed,
      onTrouble: ({ message }) => failed(new Error(message)),
    });
    void socket.start({ eventDispatcher: sdk.dispatcher({ 'im.message.receive_v1': heard }) });
  });
  return async () => {};
}
