import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prismTable, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { createBucketGrid, itemsAt } from './bucket-grid.ts';
import { nearestFirst } from './nearest-first.ts';
import { createSolids } from './solids.ts';

function boxesOf(seed: number, count: number) {
  const random = seededNumbers(seed);
  const sketches = Array.from({ length: count }, () => {
    const x = (random() - 0.5) * 600;
    const y = (random() - 0.5) * 600;
    const w = 1 + 150 * random() * random();
    const h = 1 + 150 * random() * random();
    const ring: [number, number][] = [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
    ];
    return { rings: [ring], base: 0, top: 5 };
  });
  return createSolids(prismTable(sketches), [], null);
}

const members = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

test('every box over a point is found there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 60 }), (seed, count) => {
      const boxes = boxesOf(seed, count);
      const grid = createBucketGrid(boxes, members(count), 64);
      const random = seededNumbers(seed + 1);
      for (let k = 0; k < 20; k += 1) {
        const x = (random() - 0.5) * 900;
        const y = (random() - 0.5) * 900;
        const found = itemsAt(grid, x, y);
        for (let i = 0; i < count; i += 1) {
          const over = x >= boxes.minX[i] && x <= boxes.maxX[i] && y >= boxes.minY[i] && y <= boxes.maxY[i];
          if (over) expect(found).toContain(i);
        }
      }
    }),
  );
});

test('a search names every solid within the radius once, the near ones before the far ones', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 400 }),
      (seed, count, radius) => {
        const boxes = boxesOf(seed, count);
        const grid = createBucketGrid(boxes, members(count), 64);
        const random = seededNumbers(seed + 1);
        const x = (random() - 0.5) * 900;
        const y = (random() - 0.5) * 900;
        const distanceTo = (i: number) =>
          Math.sqrt(
            Math.max(boxes.minX[i] - x, 0, x - boxes.maxX[i]) ** 2 +
              Math.max(boxes.minY[i] - y, 0, y - boxes.maxY[i]) ** 2,
          );
        const expected = [...members(count)].filter((i) => distanceTo(i) <= radius);
        const found = nearestFirst(grid, boxes, x, y, radius);
        expect([...found.solid].toSorted((a, b) => a - b)).toEqual(expected);
        [...found.solid].forEach((solid, k) => {
          expect(found.distance[k]).toBeCloseTo(distanceTo(solid), 9);
          if (k > 0) expect(found.distance[k]).toBeGreaterThan(found.distance[k - 1] - 4);
        });
      },
    ),
  );
});

test('a box far out does not cost memory for the land in between', () => {
  const far = prismTable(
    [0, 100_000].map((x) => ({
      rings: [
        [
          [x, x],
          [x + 1, x],
          [x, x + 1],
        ],
      ],
      base: 0,
      top: 5,
    })),
  );
  const boxes = createSolids(far, [], null);
  const grid = createBucketGrid(boxes, members(2), 16);
  expect(grid.columns * grid.rows).toBeLessThan(2_100_000);
  expect(itemsAt(grid, 100_000.25, 100_000.25)).toContain(1);
});
