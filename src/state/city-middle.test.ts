import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import { cityMiddle } from './city-middle.ts';

const bounds = { minX: -1000, minY: -1000, maxX: 3000, maxY: 1000 };

function cityOf(corners: readonly (readonly [number, number])[]): City {
  const prisms = {
    count: corners.length,
    ringStart: Uint32Array.from({ length: corners.length + 1 }, (_, i) => i),
    vertexStart: Uint32Array.from({ length: corners.length + 1 }, (_, i) => i),
    xy: Float64Array.from(corners.flat()),
  };
  return { manifest: { bounds }, prisms } as unknown as City;
}

describe('middle of a city', () => {
  it('lies in the town, not between the town and a farm far off', () => {
    expect(
      cityMiddle(
        cityOf([
          [10, 20],
          [12, 24],
          [14, 22],
          [16, 21],
          [2900, 900],
        ]),
      ),
    ).toEqual({ x: 14, y: 22 });
  });

  it('is the middle of the bounds where nothing is built', () => {
    expect(cityMiddle(cityOf([]))).toEqual({ x: 1000, y: 0 });
  });
});
