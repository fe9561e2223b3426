/** Frames of Lark's long connection: protobuf `pbbp2.Frame`, written by hand so that no codec of the client is trusted. */
export interface Frame {
  seqId: number;
  logId: number;
  service: number;
  /** 0: control (ping, pong), 1: data. */
  method: number;
  headers: Readonly<Record<string, string>>;
  payload: Buffer | null;
}

export const CONTROL = 0;
export const DATA = 1;

const VARINT = 0;
const BYTES = 2;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

function numberField(field: number, value: number): Buffer {
  return Buffer.concat([varint((field << 3) | VARINT), varint(value)]);
}

function bytesField(field: number, value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([varint((field << 3) | BYTES), varint(bytes.length), bytes]);
}

export function encodeFrame(frame: Frame): Buffer {
  const headers = Object.entries(frame.headers).map(([key, value]) =>
    bytesField(5, Buffer.concat([bytesField(1, key), bytesField(2, value)])),
  );
  return Buffer.concat([
    numberField(1, frame.seqId),
    numberField(2, frame.logId),
    numberField(3, frame.service),
    numberField(4, frame.method),
    ...headers,
    ...(frame.payload ? [bytesField(8, frame.payload)] : []),
  ]);
}

type Field = { field: number; value: number | Buffer };

function* fieldsOf(bytes: Buffer): Generator<Field> {
  let at = 0;
  const read = () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('a frame broken off');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
  while (at < bytes.length) {
    const tag = read();
    if ((tag & 7) === VARINT) {
      yield { field: tag >> 3, value: read() };
    } else if ((tag & 7) === BYTES) {
      const length = read();
      yield { field: tag >> 3, value: bytes.subarray(at, at + length) };
      at += length;
    } else {
      throw new Error(`a wire type that frames do not have: ${tag & 7}`);
    }
  }
}

function headerOf(bytes: Buffer): [string, string] {
  const words = new Map([...fieldsOf(bytes)].map(({ field, value }) => [field, String(value)]));
  return [words.get(1) ?? '', words.get(2) ?? ''];
}

export function decodeFrame(bytes: Buffer): Frame {
  const frame = { seqId: 0, logId: 0, service: 0, method: -1, payload: null as Buffer | null };
  const headers: [string, string][] = [];
  for (const { field, value } of fieldsOf(bytes)) {
    if (typeof value === 'number') {
      if (field === 1) frame.seqId = value;
      if (field === 2) frame.logId = value;
      if (field === 3) frame.service = value;
      if (field === 4) frame.method = value;
    } else if (field === 5) {
      headers.push(headerOf(value));
    } else if (field === 8) {
      frame.payload = value;
    }
  }
  return { ...frame, headers: Object.fromEntries(headers) };
}
