import { createServer } from 'node:net';
import { log } from 'wechaty-puppet';
import { PuppetServer } from 'wechaty-puppet-service';
import type { RepairedMock } from './puppet.ts';

export const TOKEN = 'insecure_fake_token';

export interface Gateway {
  endpoint: string;
  stop(): Promise<void>;
}

/** The real gRPC service over a puppet, without TLS, on loopback. */
export async function startGateway(puppet: RepairedMock, port: number): Promise<Gateway> {
  log.level('silent');
  const endpoint = `127.0.0.1:${port}`;
  const server = new PuppetServer({ endpoint, puppet, token: TOKEN, tls: { disable: true } });
  await server.start();
  return { endpoint, stop: () => server.stop() };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
