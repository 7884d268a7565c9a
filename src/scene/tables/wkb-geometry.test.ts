import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWkbGeometries } from './wkb-geometry.ts';

/** Little-endian well-known binary from numbers: [bytes, kind] in turn. */
function wkb(...parts: readonly (readonly ['u8' | 'u32' | 'f64', number])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, [kind]) => sum + { u8: 1, u32: 4, f64: 8 }[kind], 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [kind, value] of parts) {
    if (kind === 'u8') view.setUint8(at, value);
    else if (kind === 'u32') view.setUint32(at, value, true);
    else view.setFloat64(at, value, true);
    at += { u8: 1, u32: 4, f64: 8 }[kind];
  }
  return bytes;
}

const point = (code: number, ...coordinates: number[]) =>
  wkb(['u8', 1], ['u32', code], ...coordinates.map((value) => ['f64', value] as const));

describe('readWkbGeometries', () => {
  it('reads points with and without height and measure, in both ways of marking them', () => {
    expect(readWkbGeometries(point(1, 3, 4))).toEqual([{ type: 'Point', coordinates: [3, 4] }]);
    expect(readWkbGeometries(point(1001, 3, 4, 5))).toEqual([{ type: 'Point', coordinates: [3, 4, 5] }]);
    expect(readWkbGeometries(point(2001, 3, 4, 9))).toEqual([{ type: 'Point', coordinates: [3, 4] }]);
    expect(readWkbGeometries(point(0x80000001, 3, 4, 5))).toEqual([{ type: 'Point', coordinates: [3, 4, 5] }]);
  });

  it('reads polygons with holes and takes collections apart', () => {
    const ring = (...xy: number[]) => [['u32', xy.length / 2] as const, ...xy.map((value) => ['f64', value] as const)];
    const polygon = [
      ['u8', 1],
      ['u32', 3],
      ['u32', 2],
      ...ring(0, 0, 9, 0, 9, 9, 0, 0),
      ...ring(5, 1, 6, 1, 6, 2, 5, 1),
    ] as const;
    const coordinates = [
      [
        [0, 0],
        [9, 0],
        [9, 9],
        [0, 0],
      ],
      [
        [5, 1],
        [6, 1],
        [6, 2],
        [5, 1],
      ],
    ];
    expect(readWkbGeometries(wkb(...polygon))).toEqual([{ type: 'Polygon', coordinates }]);
    expect(readWkbGeometries(wkb(['u8', 1], ['u32', 6], ['u32', 1], ...polygon))).toEqual([
      { type: 'MultiPolygon', coordinates: [coordinates] },
    ]);
    expect(readWkbGeometries(wkb(['u8', 1], ['u32', 7], ['u32', 1], ...polygon))).toEqual([
      { type: 'Polygon', coordinates },
    ]);
  });

  it('takes an empty point for none, and refuses curves, cuts and counts beyond the end', () => {
    expect(readWkbGeometries(point(1, Number.NaN, Number.NaN))).toEqual([]);
    expect(readWkbGeometries(point(8, 1, 2))).toBeNull();
    expect(readWkbGeometries(point(1, 3))).toBeNull();
    expect(readWkbGeometries(wkb(['u8', 1], ['u32', 2], ['u32', 4_000_000_000]))).toBeNull();
  });

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const found = readWkbGeometries(bytes);
        expect(found === null || Array.isArray(found)).toBe(true);
      }),
    );
  });
});
