import type { Geometry, Position } from 'geojson';

/** Collections within collections deeper than this are no map data. */
const depthLimit = 8;

const kinds = ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const;

/**
 * Reads well-known binary (ISO 13249 and its extended form, with or without Z and M; M is left out) from `at` on. `null` for
 * an empty geometry; `unread` for curves and surfaces, and for bytes that are none or end too early.
 */
export function readWkb(bytes: Uint8Array, at: number): Geometry | null | 'unread' {
  const reader = new WkbReader(bytes, at);
  try {
    return reader.geometry(0);
  } catch (error) {
    // DataView tells by exception that the bytes have ended.
    if (error instanceof RangeError) return 'unread';
    throw error;
  }
}

class WkbReader {
  readonly #view: DataView;
  #at: number;
  #little = true;
  #ordinates = 2;
  #hasZ = false;

  constructor(bytes: Uint8Array, at: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  geometry(depth: number): Geometry | null | 'unread' {
    const kind = this.#kind();
    if (kind === 7) return this.#collection(depth);
    if (!(kind >= 1 && kind <= 6)) return 'unread';
    const coordinates = this.#coordinates(kind);
    if (coordinates === null) return 'unread';
    const empty = kind === 1 ? !Number.isFinite((coordinates as Position)[0]) : coordinates.length === 0;
    return empty ? null : ({ type: kinds[kind - 1], coordinates } as Geometry);
  }

  #collection(depth: number): Geometry | null | 'unread' {
    if (depth >= depthLimit) return 'unread';
    const geometries: Geometry[] = [];
    for (let left = this.#count(9); left > 0; left -= 1) {
      const part = this.geometry(depth + 1);
      if (part === 'unread') return part;
      if (part !== null) geometries.push(part);
    }
    return geometries.length === 0 ? null : { type: 'GeometryCollection', geometries };
  }

  #kind(): number {
    this.#little = this.#view.getUint8(this.#at) === 1;
    const code = this.#view.getUint32(this.#at + 1, this.#little);
    this.#at += 5;
    if ((code & 0x20000000) !== 0) this.#at += 4;
    const plain = code & 0x0fffffff;
    const dimensions = Math.floor(plain / 1000);
    this.#hasZ = dimensions === 1 || dimensions === 3 || (code & 0x80000000) !== 0;
    const hasM = dimensions === 2 || dimensions === 3 || (code & 0x40000000) !== 0;
    this.#ordinates = 2 + (this.#hasZ ? 1 : 0) + (hasM ? 1 : 0);
    return dimensions > 3 ? 0 : plain % 1000;
  }

  #coordinates(kind: number): Position | unknown[] | null {
    if (kind === 1) return this.#position();
    if (kind === 2) return this.#line();
    if (kind === 3) return this.#lines();
    const parts: unknown[] = [];
    for (let left = this.#count(9); left > 0; left -= 1) {
      if (this.#kind() !== kind - 3) return null;
      const part = this.#coordinates(kind - 3);
      if (part === null) return null;
      parts.push(part);
    }
    return parts;
  }

  #position(): Position {
    const number = (index: number) => this.#view.getFloat64(this.#at + 8 * index, this.#little);
    const position = this.#hasZ ? [number(0), number(1), number(2)] : [number(0), number(1)];
    this.#at += 8 * this.#ordinates;
    return position;
  }

  #line(): Position[] {
    const positions: Position[] = [];
    for (let left = this.#count(8 * this.#ordinates); left > 0; left -= 1) positions.push(this.#position());
    return positions;
  }

  #lines(): Position[][] {
    const lines: Position[][] = [];
    for (let left = this.#count(4); left > 0; left -= 1) lines.push(this.#line());
    return lines;
  }

  /** A count of things of so many bytes at least; more than the bytes left can hold is damage. */
  #count(leastBytes: number): number {
    const count = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    if (count * leastBytes > this.#view.byteLength - this.#at) throw new RangeError('count beyond the end');
    return count;
  }
}
