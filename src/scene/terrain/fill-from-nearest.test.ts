import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillFromNearest } from './fill-from-nearest.ts';

describe('fillFromNearest', () => {
  it('keeps what is known and leaves nothing open', () => {
    const values = Float32Array.of(1, NaN, NaN, NaN, NaN, 2);
    fillFromNearest(values, 3, 2);
    expect([...values]).toEqual([1, 1, 2, 1, 1, 2]);
  });

  it('leaves a grid without any value as it is', () => {
    const values = new Float32Array(4).fill(NaN);
    fillFromNearest(values, 2, 2);
    expect([...values]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('gives each gap the value of a known vertex with the fewest steps to it', () => {
    const grid = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: NaN, freq: 3 }), {
      minLength: 42,
      maxLength: 42,
    });
    fc.assert(
      fc.property(grid, (source) => {
        fc.pre(source.some((value) => !Number.isNaN(value)));
        const values = Float32Array.from(source);
        fillFromNearest(values, 7, 6);
        for (let at = 0; at < 42; at += 1) {
          let best = Infinity;
          const nearest = new Set<number>();
          for (let other = 0; other < 42; other += 1) {
            if (Number.isNaN(source[other])) continue;
            const steps = Math.max(
              Math.abs((at % 7) - (other % 7)),
              Math.abs(Math.floor(at / 7) - Math.floor(other / 7)),
            );
            if (steps < best) nearest.clear();
            if (steps <= best) nearest.add(source[other]);
            best = Math.min(best, steps);
          }
          expect(nearest.has(values[at])).toBe(true);
        }
      }),
    );
  });
});
