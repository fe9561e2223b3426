import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Reply, refusalBody } from './faults.ts';
import { CONTROL, DATA, decodeFrame, encodeFrame, type Frame } from './frame.ts';
import type { FakeSettings } from './options.ts';
import { acceptSocket, type ServerSocket } from './web-socket.ts';

/** The long connections of the app's clients. */
export interface Connections {
  /** Refuses to name a server with this code; null: names one again. `data` decides whether the SDK gives up. */
  refuseEndpoint(refusal: { code: number; msg?: string; data?: boolean } | null): void;
  /** What becomes of the next handshakes; null: they are accepted. */
  refuseHandshake(how: number | 'hang' | null): void;
  /** Half-open links: nothing is read nor answered, yet nothing is closed. */
  silence(on: boolean): void;
  /** Says goodbye to every client. */
  closeAll(): void;
  /** Cuts every line. */
  terminateAll(): void;
  readonly open: number;
  /** Connections made so far. */
  readonly made: number;
}

export interface Wire extends Connections {
  endpoint(body: Record<string, unknown>, host: string): Reply;
  upgrade(request: IncomingMessage, line: Duplex): void;
  /** To one client, drawn by lot, as Lark does; null when there is none. */
  send(frames: readonly Frame[]): Line | null;
  onAck(listener: (frame: Frame) => void): void;
  onGone(listener: (line: Line) => void): void;
}

export interface Line {
  id: number;
}

interface Client extends Line {
  socket: ServerSocket;
}

export const SERVICE = 33_554_678;

export function createWire(settings: FakeSettings): Wire {
  const clients: Client[] = [];
  const hanging: Duplex[] = [];
  let made = 0;
  let silent = false;
  let endpointRefusal: Parameters<Connections['refuseEndpoint']>[0] = null;
  let handshakeRefusal: number | 'hang' | null = null;
  let acked: (frame: Frame) => void = () => {};
  let gone: (line: Line) => void = () => {};

  const heard = (socket: ServerSocket, bytes: Buffer) => {
    if (silent) return;
    const frame = decodeFrame(bytes);
    if (frame.method === DATA) acked(frame);
    if (frame.method !== CONTROL || frame.headers['type'] !== 'ping') return;
    const payload = Buffer.from(JSON.stringify(settings.clientConfig));
    socket.send(encodeFrame({ ...frame, headers: { type: 'pong' }, payload }));
  };

  return {
    refuseEndpoint(refusal) {
      endpointRefusal = refusal;
    },
    refuseHandshake(how) {
      handshakeRefusal = how;
      if (how !== 'hang') for (const line of hanging.splice(0)) line.destroy();
    },
    silence(on) {
      silent = on;
    },
    closeAll: () => [...clients].forEach(({ socket }) => void socket.close()),
    terminateAll: () => [...clients].forEach(({ socket }) => void socket.terminate()),
    get open() {
      return clients.length;
    },
    get made() {
      return made;
    },
    endpoint(body, host) {
      if (endpointRefusal) return refusalBody(endpointRefusal);
      const known = body['AppID'] === settings.appId && body['AppSecret'] === settings.appSecret;
      if (!known) return refusalBody({ code: 514, msg: 'auth failed', data: true });
      const query = `fpid=493&aid=552564&device_id=1&access_key=k&service_id=${SERVICE}&ticket=t`;
      const data = { URL: `ws://${host}/ws/v2?${query}`, ClientConfig: settings.clientConfig };
      return { status: 200, body: { code: 0, msg: '', data } };
    },
    upgrade(request, line) {
      if (handshakeRefusal === 'hang') {
        hanging.push(line);
        return;
      }
      if (handshakeRefusal !== null) {
        line.end(`HTTP/1.1 ${handshakeRefusal} Refused\r\nConnection: close\r\n\r\n`);
        return;
      }
      const client: Client = {
        id: ++made,
        socket: acceptSocket(request, line, {
          message: (bytes) => heard(client.socket, bytes),
          closed: () => {
            const at = clients.indexOf(client);
            if (at >= 0) clients.splice(at, 1);
            gone(client);
          },
        }),
      };
      clients.push(client);
    },
    send(frames) {
      const client = clients.length > 0 ? clients[randomInt(clients.length)] : undefined;
      if (!client) return null;
      if (!silent) for (const frame of frames) client.socket.send(encodeFrame(frame));
      return client;
    },
    onAck(listener) {
      acked = listener;
    },
    onGone(listener) {
      gone = listener;
    },
  };
}
