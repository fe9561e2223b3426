import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked, as the server saw it. */
export interface Asked {
  path: string;
  authorization: string | undefined;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    response_format: { type: string };
    max_tokens: number;
  };
  raw: string;
}

export type Answering = (response: ServerResponse, asked: Asked) => void;

/** A server on loopback that speaks chat completions as well or as badly as it is told. */
export interface FakeLlm {
  url: string;
  asked: readonly Asked[];
  /** From now on, for every call. */
  answers(how: Answering): void;
  /** The completion's content is this object. */
  says(content: unknown): void;
  close(): Promise<void>;
}

export async function startFakeLlm(): Promise<FakeLlm> {
  const asked: Asked[] = [];
  let answering: Answering = completion('{}');
  const server = createServer(async (request, response) => {
    const one = await readAsked(request);
    asked.push(one);
    answering(response, one);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // cast: a server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    answers: (how) => {
      answering = how;
    },
    says: (content) => {
      answering = completion(JSON.stringify(content));
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts).toString();
  const { authorization } = request.headers;
  return { path: request.url ?? '', authorization, body: JSON.parse(raw), raw };
}

/** A well-formed completion with this content. */
export function completion(content: string, totalTokens: number | null = 120): Answering {
  const usage = totalTokens === null ? {} : { usage: { total_tokens: totalTokens } };
  const message = { role: 'assistant', content };
  return body(JSON.stringify({ id: 'c1', choices: [{ index: 0, message }], ...usage }));
}

export function body(text: string): Answering {
  return (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

export function status(code: number, headers: Record<string, string> = {}): Answering {
  return (response) => response.writeHead(code, headers).end('{"error":{"message":"no"}}');
}

/** Takes the call and says nothing, ever. */
export const silence: Answering = () => {};

/** Begins an answer and goes no further. */
export const stalls: Answering = (response) => void response.writeHead(200).write('{"choices":');

export const hangsUp: Answering = (response) => void response.destroy();

/** Goes on and on until nobody listens. */
export const endless: Answering = (response) => {
  response.writeHead(200);
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
