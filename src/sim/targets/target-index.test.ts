import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { createTargetIndex, targetsInRange } from './target-index.ts';

function pointsOf(list: readonly (readonly [number, number, number])[], normals: readonly number[] | null = null) {
  return {
    count: list.length,
    xyz: Float64Array.from(list.flat()),
    normals: normals === null ? null : Float32Array.from(normals),
  };
}

test('a point at the range is in it, one beyond is not; height counts', () => {
  const index = createTargetIndex(
    pointsOf([
      [30, 40, 0],
      [30, 40, 1],
      [0, 0, 50],
      [0, 0, 51],
    ]),
  );
  expect([...targetsInRange(index, 0, 0, 0, 50)].toSorted((a, b) => a - b)).toEqual([0, 2]);
});

test('targets that turn away, that the image does not hold or that are not finite are left out', () => {
  const index = createTargetIndex(
    pointsOf(
      [
        [10, 0, 0],
        [10, 0, 0],
        [10, 1, 0],
        [Number.NaN, 0, 0],
      ],
      [-1, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0],
    ),
  );
  expect([...targetsInRange(index, 0, 0, 0, 50)]).toEqual([0, 2]);
  expect([...targetsInRange(index, 0, 0, 0, 50, (_dx, dy) => dy > 0)]).toEqual([2]);
});

test('an index of nothing has nothing in range', () => {
  expect(targetsInRange(createTargetIndex(pointsOf([])), 0, 0, 0, 1e9)).toHaveLength(0);
});

test('one target far out costs no memory for the land before it', () => {
  const index = createTargetIndex(
    pointsOf([
      [0, 0, 0],
      [1e12, -1e12, 0],
    ]),
  );
  expect(index.start.length).toBeLessThan(1 << 21);
  expect([...targetsInRange(index, 0, 0, 0, 10)]).toEqual([0]);
});

test('what is found is what a look at every target finds', () => {
  const coordinate = uniform(-300, 300);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate, uniform(0, 40)), { maxLength: 200 }),
      coordinate,
      coordinate,
      uniform(0, 400),
      (list, x, y, range) => {
        const expected = list.flatMap(([tx, ty, tz], number) =>
          (tx - x) * (tx - x) + (ty - y) * (ty - y) + (tz - 5) * (tz - 5) <= range * range ? [number] : [],
        );
        const found = targetsInRange(createTargetIndex(pointsOf(list)), x, y, 5, range);
        expect([...found].toSorted((a, b) => a - b)).toEqual(expected);
      },
    ),
    { seed: 3 },
  );
});
