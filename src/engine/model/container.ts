/**
 * The file of a trained model: magic, header length, a checksum, a header of JSON, then typed arrays, little-endian and
 * 8-byte aligned, so that they are used where they lie. It holds numbers and names of classes, never a text.
 *
 * `LINLI\0M1` · u32 header bytes · u32 checksum of all that follows · header · arrays
 */
export const MAGIC = 'LINLI\0M1';
export const PREFIX_BYTES = 16;
export const ALIGN_BYTES = 8;

export type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export const SECTION_TYPES = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
export type SectionType = keyof typeof SECTION_TYPES;

export interface Container {
  /** What it is for: `reading`, `issue`. */
  kind: string;
  /** Whatever its reader needs beside numbers; unknown until checked. */
  about: Readonly<Record<string, unknown>>;
  sections: ReadonlyMap<string, Numbers>;
}

/** Not one of ours, one of another version, or cut and damaged. */
export type ContainerFault = 'foreign' | 'version' | 'broken';
export type Decoded<T> = { ok: true; value: T } | { ok: false; fault: ContainerFault };

interface Listed {
  name: string;
  type: SectionType;
  length: number;
}

interface Header {
  kind: string;
  about: Readonly<Record<string, unknown>>;
  sections: readonly Listed[];
}

export function decodeContainer(given: Uint8Array<ArrayBuffer>): Decoded<Container> {
  // Arrays are looked at in place, which needs an aligned start.
  const bytes = given.byteOffset % ALIGN_BYTES === 0 ? given : new Uint8Array(given);
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) return fault(magic.startsWith(MAGIC.slice(0, -1)) ? 'version' : 'foreign');
  if (bytes.length < PREFIX_BYTES) return fault('broken');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(MAGIC.length, true);
  const body = bytes.subarray(PREFIX_BYTES);
  if (headerBytes > body.length || checksum(body) !== view.getUint32(MAGIC.length + 4, true)) {
    return fault('broken');
  }
  const header = headerOf(body.subarray(0, headerBytes));
  if (!header) return fault('broken');
  const sections = sectionsOf(header.sections, bytes, aligned(PREFIX_BYTES + headerBytes));
  if (!sections) return fault('broken');
  return { ok: true, value: { kind: header.kind, about: header.about, sections } };
}

export function fault(what: ContainerFault): { ok: false; fault: ContainerFault } {
  return { ok: false, fault: what };
}

export function aligned(at: number): number {
  return Math.ceil(at / ALIGN_BYTES) * ALIGN_BYTES;
}

/** FNV-1a over 32-bit words (the last one padded): quick, and any changed bit shows. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5 ^ bytes.length;
  const words = bytes.length >>> 2;
  const whole =
    bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, words) : new Uint32Array(0);
  for (let at = 0; at < whole.length; at++) sum = Math.imul(sum ^ (whole[at] ?? 0), 0x01000193);
  for (let at = whole.length * 4; at < bytes.length; at++)
    sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01000193);
  return sum >>> 0;
}

function headerOf(bytes: Uint8Array): Header | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isHeader(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isHeader(value: unknown): value is Header {
  if (!isRecord(value) || typeof value['kind'] !== 'string' || !isRecord(value['about'])) return false;
  return Array.isArray(value['sections']) && value['sections'].every(isListed);
}

function isListed(value: unknown): value is Listed {
  if (!isRecord(value) || typeof value['name'] !== 'string' || typeof value['type'] !== 'string')
    return false;
  const { length } = value;
  return Object.hasOwn(SECTION_TYPES, value['type']) && Number.isSafeInteger(length) && Number(length) >= 0;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sectionsOf(
  listed: readonly Listed[],
  bytes: Uint8Array<ArrayBuffer>,
  from: number,
): Map<string, Numbers> | null {
  const sections = new Map<string, Numbers>();
  let at = from;
  for (const { name, type, length } of listed) {
    const Type = SECTION_TYPES[type];
    const end = at + length * Type.BYTES_PER_ELEMENT;
    if (end > bytes.length) return null;
    sections.set(name, new Type(bytes.buffer, bytes.byteOffset + at, length));
    at = aligned(end);
  }
  return sections;
}
