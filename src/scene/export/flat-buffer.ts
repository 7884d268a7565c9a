/**
 * As much of a FlatBuffers writer (Google, “FlatBuffers internals”) as FlatGeobuf needs. It writes forwards: a table, then
 * what its fields point to.
 */

/** Writes an object behind what is there and returns where it begins. */
export type FlatObject = (buffer: FlatBuffer) => number;

export type FlatField =
  | { readonly slot: number; readonly size: 1 | 2 | 4; readonly value: number }
  | { readonly slot: number; readonly size: 8; readonly value: number }
  | { readonly slot: number; readonly size: 'offset'; readonly value: FlatObject };

export class FlatBuffer {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  private end = 0;

  /** A whole buffer with its size before it, filled up to a multiple of 8 so that the next one is aligned as well. */
  static sizePrefixed(root: FlatObject): Uint8Array {
    const buffer = new FlatBuffer();
    buffer.reserve(8);
    const table = root(buffer);
    // Only now: the view may have been replaced by a larger one.
    buffer.view.setUint32(4, table - 4, true);
    buffer.align(8, 0);
    buffer.view.setUint32(0, buffer.end - 4, true);
    return buffer.bytes.subarray(0, buffer.end);
  }

  static table(fields: readonly FlatField[]): FlatObject {
    return (buffer) => buffer.writeTable(fields);
  }

  static text(text: string): FlatObject {
    return (buffer) => {
      const encoded = new TextEncoder().encode(text);
      const at = buffer.startVector(encoded.length, 4);
      const content = buffer.reserve(encoded.length + 1);
      buffer.bytes.set(encoded, content);
      return at;
    };
  }

  static doubles(values: readonly number[]): FlatObject {
    return (buffer) => {
      const at = buffer.startVector(values.length, 8);
      const content = buffer.reserve(8 * values.length);
      values.forEach((value, i) => buffer.view.setFloat64(content + 8 * i, value, true));
      return at;
    };
  }

  static uints(values: readonly number[]): FlatObject {
    return (buffer) => {
      const at = buffer.startVector(values.length, 4);
      const content = buffer.reserve(4 * values.length);
      values.forEach((value, i) => buffer.view.setUint32(content + 4 * i, value, true));
      return at;
    };
  }

  static bytesOf(values: Uint8Array): FlatObject {
    return (buffer) => {
      const at = buffer.startVector(values.length, 4);
      const content = buffer.reserve(values.length);
      buffer.bytes.set(values, content);
      return at;
    };
  }

  static objects(objects: readonly FlatObject[]): FlatObject {
    return (buffer) => {
      const at = buffer.startVector(objects.length, 4);
      const content = buffer.reserve(4 * objects.length);
      objects.forEach((object, i) => buffer.point(content + 4 * i, object(buffer)));
      return at;
    };
  }

  private writeTable(fields: readonly FlatField[]): number {
    const sizeOf = ({ size }: FlatField) => (size === 'offset' ? 4 : size);
    const placed = fields.toSorted((a, b) => sizeOf(b) - sizeOf(a));
    const slots = fields.reduce((most, { slot }) => Math.max(most, slot + 1), 0);
    this.align(2, 0);
    const types = this.reserve(4 + 2 * slots);
    // The table begins with four bytes, so that its widest fields, which follow, lie on multiples of 8.
    this.align(8, 4);
    const length = placed.reduce((sum, field) => sum + sizeOf(field), 4);
    const table = this.reserve(length);
    this.view.setUint16(types, 4 + 2 * slots, true);
    this.view.setUint16(types + 2, length, true);
    this.view.setInt32(table, table - types, true);
    let at = table + 4;
    const pointers: (readonly [at: number, object: FlatObject])[] = [];
    for (const field of placed) {
      this.view.setUint16(types + 4 + 2 * field.slot, at - table, true);
      if (field.size === 'offset') pointers.push([at, field.value]);
      else this.writeNumber(at, field.size, field.value);
      at += sizeOf(field);
    }
    for (const [pointer, object] of pointers) this.point(pointer, object(this));
    return table;
  }

  private writeNumber(at: number, size: 1 | 2 | 4 | 8, value: number): void {
    if (size === 1) this.view.setUint8(at, value);
    else if (size === 2) this.view.setUint16(at, value, true);
    else if (size === 4) this.view.setInt32(at, value, true);
    else this.view.setBigUint64(at, BigInt(value), true);
  }

  private point(at: number, target: number): void {
    this.view.setUint32(at, target - at, true);
  }

  private startVector(length: number, alignment: 4 | 8): number {
    this.align(alignment, alignment === 8 ? 4 : 0);
    const at = this.reserve(4);
    this.view.setUint32(at, length, true);
    return at;
  }

  private align(alignment: number, rest: number): void {
    this.reserve((alignment + rest - (this.end % alignment)) % alignment);
  }

  private reserve(size: number): number {
    const at = this.end;
    this.end += size;
    if (this.end > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.end));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return at;
  }
}
