import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { randomCity, type SolidSketch, sceneOf } from '../../../test/fixtures/random-city.ts';
import { createGroundCells } from './ground-cells.ts';
import { createSolids, footprintContains } from './solids.ts';

/** Cells whose bit is not what the exact point test says. */
function wrongCells(scene: CoverageScene): number {
  const grid = createCellGrid(scene.bounds, scene.cell);
  const solids = createSolids(scene.prisms, [], scene.terrain);
  const ground = createGroundCells(grid, scene.bounds, solids);
  const { minX, minY, maxX, maxY } = scene.bounds;
  let wrong = 0;
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      const x = (grid.firstColumn + column + 0.5) * grid.cell;
      const y = (grid.firstRow + row + 0.5) * grid.cell;
      let expected = x >= minX && x <= maxX && y >= minY && y <= maxY;
      for (let solid = 0; solid < solids.count && expected; solid += 1) {
        if (solids.raised[solid] === 0 && footprintContains(solids, solid, x, y)) expected = false;
      }
      const actual = ((ground[row * grid.words + (column >> 5)] >>> (column & 31)) & 1) === 1;
      if (actual !== expected) wrong += 1;
    }
  }
  return wrong;
}

test('ground cells are those whose centre is in no footprint, for invented cities', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(0.5, 1, 2), (seed, cell) => {
      expect(wrongCells(randomCity(seed, { side: 120, cell }))).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('corners on the lines of cell centres, where crossings do not pair up', () => {
  const half = fc.integer({ min: -40, max: 40 }).map((n) => n / 2);
  fc.assert(
    fc.property(half, half, half, half, half, half, (ax, ay, bx, by, cx, cy) => {
      fc.pre((bx - ax) * (cy - ay) !== (by - ay) * (cx - ax));
      const triangle: SolidSketch = {
        rings: [
          [
            [ax, ay],
            [bx, by],
            [cx, cy],
          ],
        ],
        base: 0,
        top: 5,
      };
      expect(wrongCells(sceneOf([triangle], { bounds: { minX: -24, minY: -24, maxX: 24, maxY: 24 } }))).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test('a wall that passes a cell’s centre within a hundredth of a millimetre', () => {
  // The side of the cell (160, 159) of the line through (0, 0) and (176001, 174901) / 1024 is −1/1024 m².
  const far = [176_001 / 1024, 174_901 / 1024] as const;
  const bounds = { minX: -200, minY: -200, maxX: 200, maxY: 200 };
  for (const [sx, sy] of [
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ]) {
    const at = (x: number, y: number): [number, number] => [0.5 + sx * x, 0.5 + sy * y];
    for (const third of [at(0, 180), at(180, 0)]) {
      const rings = [[at(0, 0), at(far[0], far[1]), third]];
      expect(wrongCells(sceneOf([{ rings, base: 0, top: 5 }], { bounds }))).toBe(0);
    }
  }
});
