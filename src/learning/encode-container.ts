import type { Container, Numbers, SectionType } from '../engine/model/container.ts';
import {
  ALIGN_BYTES,
  aligned,
  checksum,
  MAGIC,
  PREFIX_BYTES,
  SECTION_TYPES,
} from '../engine/model/container.ts';

/** The bytes of a model's file. The same container gives the same bytes. */
export function encodeContainer({ kind, about, sections }: Container): Uint8Array<ArrayBuffer> {
  const listed = [...sections].map(([name, numbers]) => ({
    name,
    type: typeOf(numbers),
    length: numbers.length,
  }));
  const header = new TextEncoder().encode(JSON.stringify({ kind, about, sections: listed }));
  const first = aligned(PREFIX_BYTES + header.length);
  const total = [...sections.values()].reduce((at, numbers) => aligned(at + numbers.byteLength), first);
  const bytes = new Uint8Array(Math.max(total, ALIGN_BYTES));
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(header, PREFIX_BYTES);
  let at = first;
  for (const numbers of sections.values()) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at = aligned(at + numbers.byteLength);
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(MAGIC.length, header.length, true);
  view.setUint32(MAGIC.length + 4, checksum(bytes.subarray(PREFIX_BYTES)), true);
  return bytes;
}

const TYPES = Object.keys(SECTION_TYPES).filter((type): type is SectionType => type in SECTION_TYPES);

function typeOf(numbers: Numbers): SectionType {
  const type = TYPES.find((one) => numbers instanceof SECTION_TYPES[one]);
  if (!type) throw new Error('no such kind of numbers');
  return type;
}
