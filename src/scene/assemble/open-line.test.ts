import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineLength, openLine } from './open-line.ts';

describe('openLine', () => {
  const line = Float64Array.of(0, 0, 10, 0, 10, 10, 20, 10);

  it('leaves a line without gaps alone', () => {
    expect(openLine(line, [{ x: 3, y: 3, width: 2 }])).toEqual([line]);
  });

  it('cuts along the line, around corners and at ends', () => {
    expect(openLine(line, [{ x: 10, y: 0, width: 4 }])).toEqual([
      Float64Array.of(0, 0, 8, 0),
      Float64Array.of(10, 2, 10, 10, 20, 10),
    ]);
    expect(openLine(line, [{ x: 0, y: 0, width: 4 }])).toEqual([Float64Array.of(2, 0, 10, 0, 10, 10, 20, 10)]);
    expect(openLine(line, [{ x: 20, y: 10, width: 100 }])).toEqual([]);
  });

  it('opens a closed line on both sides of its seam', () => {
    const ring = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10, 0, 0);
    expect(openLine(ring, [{ x: 0, y: 0, width: 4 }])).toEqual([Float64Array.of(2, 0, 10, 0, 10, 10, 0, 10, 0, 2)]);
  });

  it('takes away what the gaps cover, and no more', () => {
    const vertices = [0, 1, 2, 3];
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...vertices)), fc.integer({ min: 1, max: 60 }), (at, width) => {
        const gaps = at.map((i) => ({ x: line[2 * i], y: line[2 * i + 1], width: width / 4 }));
        const covered = new Set<number>();
        for (const i of at) {
          for (let step = 0; step < 3000; step += 1) {
            if (Math.abs((step + 0.5) / 100 - i * 10) < width / 8) covered.add(step);
          }
        }
        const left = openLine(line, gaps).reduce((sum, piece) => sum + lineLength(piece), 0);
        expect(Math.abs(left - (30 - covered.size / 100))).toBeLessThan(0.1);
      }),
    );
  });
});
