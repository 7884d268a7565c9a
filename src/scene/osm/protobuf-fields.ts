import type { PbfReader } from 'pbf';

/** A message that does not follow the wire format; `offset` is the byte within the block. */
export class DamagedMessageError extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('damaged protobuf message');
    this.name = 'DamagedMessageError';
    this.offset = offset;
  }
}

/**
 * Calls `visit` for every field of the message in [reader.pos, end). For length-delimited fields `valueEnd` is the end of
 * the value and reader.pos its start; for the others `visit` may read one number. Every declared length is held against
 * the bytes that are there, which pbf itself does not do: a false length would make it loop over bytes that don't exist.
 */
export function eachField(
  reader: PbfReader,
  end: number,
  visit: (field: number, valueEnd: number, wireType: number) => void,
): void {
  while (reader.pos < end) {
    const start = reader.pos;
    const tag = reader.readVarint();
    const wireType = tag & 7;
    let valueEnd = -1;
    if (wireType === 2) {
      const length = reader.readVarint();
      valueEnd = reader.pos + length;
      if (!(length >= 0) || valueEnd > end) throw new DamagedMessageError(start);
      visit(Math.floor(tag / 8), valueEnd, wireType);
      reader.pos = valueEnd;
    } else {
      const before = reader.pos;
      visit(Math.floor(tag / 8), valueEnd, wireType);
      if (reader.pos === before) skip(reader, wireType, start);
    }
    if (reader.pos > end) throw new DamagedMessageError(start);
  }
}

function skip(reader: PbfReader, wireType: number, start: number): void {
  if (wireType === 0) reader.readVarint();
  else if (wireType === 1) reader.pos += 8;
  else if (wireType === 5) reader.pos += 4;
  else throw new DamagedMessageError(start);
}

/** A varint, or a failure where the field has another wire type. */
export function readUnsigned(reader: PbfReader, wireType: number): number {
  if (wireType !== 0) throw new DamagedMessageError(reader.pos);
  return reader.readVarint();
}

/** As {@link readUnsigned}, two's complement (int32, int64). */
export function readSigned(reader: PbfReader, wireType: number): number {
  if (wireType !== 0) throw new DamagedMessageError(reader.pos);
  return reader.readVarint(true);
}

/** As {@link readUnsigned}, zigzag (sint32, sint64). */
export function readZigzag(reader: PbfReader, wireType: number): number {
  if (wireType !== 0) throw new DamagedMessageError(reader.pos);
  return reader.readSVarint();
}

/** The bytes of a length-delimited value: a view. */
export function readSlice(reader: PbfReader, valueEnd: number): Uint8Array {
  if (valueEnd < 0) throw new DamagedMessageError(reader.pos);
  return reader.buf.subarray(reader.pos, valueEnd);
}

/** Packed varints; a repeated field that is not packed gives one value. */
export function readPacked(
  reader: PbfReader,
  valueEnd: number,
  coding: 'unsigned' | 'signed' | 'zigzag',
  into: number[],
): void {
  const one = () =>
    coding === 'zigzag' ? reader.readSVarint() : coding === 'signed' ? reader.readVarint(true) : reader.readVarint();
  if (valueEnd < 0) {
    into.push(one());
    return;
  }
  while (reader.pos < valueEnd) into.push(one());
  if (reader.pos > valueEnd) throw new DamagedMessageError(valueEnd);
}
