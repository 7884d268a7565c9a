import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWkb } from './wkb-geometry.ts';

function bytes(...parts: (readonly ['u8' | 'u32' | 'f64', number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(parts.length * 8));
  let at = 0;
  for (const [kind, value] of parts) {
    if (kind === 'u8') view.setUint8(at, value);
    else if (kind === 'u32') view.setUint32(at, value, true);
    else view.setFloat64(at, value, true);
    at += kind === 'u8' ? 1 : kind === 'u32' ? 4 : 8;
  }
  return new Uint8Array(view.buffer, 0, at);
}

describe('well-known binary', () => {
  it('reads a point, with Z kept and M left out', () => {
    const head = (code: number) =>
      [
        ['u8', 1],
        ['u32', code],
      ] as const;
    expect(readWkb(bytes(...head(1), ['f64', 2], ['f64', 3]), 0)).toEqual({ type: 'Point', coordinates: [2, 3] });
    const zm = bytes(...head(3001), ['f64', 2], ['f64', 3], ['f64', 4], ['f64', 5]);
    expect(readWkb(zm, 0)).toEqual({ type: 'Point', coordinates: [2, 3, 4] });
    const extended = bytes(...head(0x80000001), ['f64', 2], ['f64', 3], ['f64', 4]);
    expect(readWkb(extended, 0)).toEqual({ type: 'Point', coordinates: [2, 3, 4] });
    const m = bytes(...head(2001), ['f64', 2], ['f64', 3], ['f64', 5]);
    expect(readWkb(m, 0)).toEqual({ type: 'Point', coordinates: [2, 3] });
  });

  it('reads parts of many and of a collection', () => {
    const line = [
      ['u8', 1],
      ['u32', 2],
      ['u32', 2],
      ['f64', 0],
      ['f64', 0],
      ['f64', 1],
      ['f64', 1],
    ] as const;
    const coordinates = [
      [0, 0],
      [1, 1],
    ];
    expect(readWkb(bytes(['u8', 1], ['u32', 5], ['u32', 1], ...line), 0)).toEqual({
      type: 'MultiLineString',
      coordinates: [coordinates],
    });
    expect(readWkb(bytes(['u8', 1], ['u32', 7], ['u32', 1], ...line), 0)).toEqual({
      type: 'GeometryCollection',
      geometries: [{ type: 'LineString', coordinates }],
    });
  });

  it('reads a polygon with a hole, alone and as a part of many', () => {
    const ring = (...xy: number[]) => [['u32', xy.length / 2] as const, ...xy.map((value) => ['f64', value] as const)];
    const rings = [...ring(0, 0, 9, 0, 9, 9, 0, 0), ...ring(5, 1, 6, 1, 6, 2, 5, 1)];
    const polygon = [['u8', 1], ['u32', 3], ['u32', 2], ...rings] as const;
    const read = readWkb(bytes(...polygon), 0);
    expect(read).toMatchObject({ type: 'Polygon', coordinates: [{ length: 4 }, { length: 4 }] });
    const many = readWkb(bytes(['u8', 1], ['u32', 6], ['u32', 1], ...polygon), 0);
    expect(many).toMatchObject({ type: 'MultiPolygon', coordinates: [[{ length: 4 }, { length: 4 }]] });
  });

  it('takes a point of no numbers as none', () => {
    expect(readWkb(bytes(['u8', 1], ['u32', 1], ['f64', Number.NaN], ['f64', Number.NaN]), 0)).toBeNull();
  });

  it('does not believe counts beyond the end, curves, or endless nesting', () => {
    expect(readWkb(bytes(['u8', 1], ['u32', 2], ['u32', 0xffffffff], ['f64', 0]), 0)).toBe('unread');
    expect(readWkb(bytes(['u8', 1], ['u32', 8], ['u32', 0]), 0)).toBe('unread');
    const nested = Array.from(
      { length: 50 },
      () =>
        [
          ['u8', 1],
          ['u32', 7],
          ['u32', 1],
        ] as const,
    ).flat();
    expect(readWkb(bytes(...nested), 0)).toBe('unread');
  });

  it('ends for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 7 }), (tail, code) => {
        const head = bytes(['u8', 1], ['u32', code]);
        readWkb(Uint8Array.from([...head, ...tail]), 0);
      }),
    );
  });
});
