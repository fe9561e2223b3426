import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of a WebSocket, as much of RFC 6455 as Lark's client uses: whole binary messages. */
export interface ServerSocket {
  send(bytes: Buffer): void;
  /** Says goodbye first. */
  close(): void;
  /** Cuts the line. */
  terminate(): void;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const FINAL = 0x80;

export function acceptSocket(
  request: IncomingMessage,
  line: Duplex,
  on: { message(bytes: Buffer): void; closed(): void },
): ServerSocket {
  const key = `${request.headers['sec-websocket-key']}${GUID}`;
  const accept = createHash('sha1').update(key).digest('base64');
  line.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const write = (opcode: number, bytes: Buffer) => {
    if (line.writable) line.write(Buffer.concat([headOf(opcode, bytes.length), bytes]));
  };
  const parse = createParser((opcode, bytes) => {
    if (opcode === BINARY) on.message(bytes);
    if (opcode === PING) write(PONG, bytes);
    if (opcode === CLOSE) line.end();
  });
  line.on('data', parse);
  line.on('error', () => {});
  // Sockets of an HTTP server stay half open by themselves.
  line.on('end', () => line.destroy());
  line.on('close', on.closed);
  return {
    send: (bytes) => write(BINARY, bytes),
    close() {
      write(CLOSE, Buffer.from([0x03, 0xe8]));
      line.end();
    },
    terminate: () => line.destroy(),
  };
}

function headOf(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL | opcode, length]);
  if (length < 65_536) return Buffer.from([FINAL | opcode, 126, length >> 8, length & 0xff]);
  const head = Buffer.alloc(10);
  head[0] = FINAL | opcode;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** Clients mask what they send; a message comes in one piece, however the line cuts it. */
function createParser(onMessage: (opcode: number, bytes: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  return (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (;;) {
      const size = sizeOf(waiting);
      if (!size || waiting.length < size.head + 4 + size.body) return;
      const mask = waiting.subarray(size.head, size.head + 4);
      const body = Buffer.from(waiting.subarray(size.head + 4, size.head + 4 + size.body));
      for (let at = 0; at < body.length; at++) body[at] = (body[at] ?? 0) ^ (mask[at % 4] ?? 0);
      const opcode = (waiting[0] ?? 0) & 0x0f;
      waiting = waiting.subarray(size.head + 4 + size.body);
      onMessage(opcode, body);
    }
  };
}

function sizeOf(bytes: Buffer): { head: number; body: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short < 126) return { head: 2, body: short };
  if (short === 126) return bytes.length < 4 ? null : { head: 4, body: bytes.readUInt16BE(2) };
  return bytes.length < 10 ? null : { head: 10, body: Number(bytes.readBigUInt64BE(2)) };
}
