import { expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { Area, Street } from '#model/city.ts';
import { planSiteSchema } from '#model/plan-records.ts';
import { empty, planWith, street } from '../../../../test/fixtures/goal-stand.ts';
import { createGoalScene } from '../../goals/goal-scene.ts';
import { placesOf } from '../../goals/scope-regions.ts';
import { demandGroundSteps } from './demand-ground.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 100, maxY: 100 }, 1);

/** Columns and rows of the cells of the ground that should be seen; cells west of 10 m are no ground. */
function cellsOf(streets: readonly Street[], areas: readonly Area[] = [], sites: readonly object[] = []): string[] {
  const source = empty({ streets, areas });
  const ground = new Uint32Array(grid.rows * grid.words);
  const set = (x: number, y: number): void => {
    ground[y * grid.words + (x >> 5)] |= 1 << (x & 31);
  };
  for (let y = 0; y < 100; y += 1) for (let x = 10; x < 100; x += 1) set(x, y);
  const scene = createGoalScene(
    { grid, ground },
    source,
    () => null,
    () => null,
  );
  const plan = planWith({ sites: sites.map((site) => planSiteSchema.parse(site)) });
  const steps = demandGroundSteps(scene, placesOf(plan, source.surroundings));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { window, bits, cells } = step.value;
  const found: string[] = [];
  for (let y = 0; y < window.rows; y += 1) {
    for (let x = 0; x < 32 * window.words; x += 1) {
      if (((bits[y * window.words + (x >> 5)] >>> (x & 31)) & 1) === 1) found.push(`${x} ${y}`);
    }
  }
  expect(cells).toBe(found.length);
  return found;
}

function rectangle(minX: number, minY: number, maxX: number, maxY: number): string[] {
  const cells: string[] = [];
  for (let y = minY; y < maxY; y += 1) for (let x = minX; x < maxX; x += 1) cells.push(`${x} ${y}`);
  return cells;
}

const square = (kind: Area['kind']): Area => {
  return { id: kind, kind, name: null, rings: [Float64Array.of(40, 60, 50, 60, 50, 70, 40, 70)] };
};

test('streets in their width count where they are ground; tunnels, rails and tracks don’t', () => {
  const through = [-20, 20, 120, 20];
  expect(cellsOf([street('a', through)])).toEqual(rectangle(10, 17, 100, 23));
  const others: Partial<Street>[] = [{ tunnel: true }, { class: 'rail' }, { class: 'tram' }, { class: 'track' }];
  expect(cellsOf(others.map((parts, k) => street(`${k}`, through, parts)))).toEqual([]);
});

test('squares count and greens don’t; the plan’s sites count by their perimeter', () => {
  expect(cellsOf([], [square('square')])).toEqual(rectangle(40, 60, 50, 70));
  expect(cellsOf([], [square('green')])).toEqual([]);
  const site = {
    id: 's',
    name: 'S',
    kind: 'school',
    x: 0,
    y: 0,
    rings: [[5, 30, 20, 30, 20, 40, 5, 40]],
  };
  expect(cellsOf([], [], [site])).toEqual(rectangle(10, 30, 20, 40));
});

test('ground in several places counts once', () => {
  const both = cellsOf([street('a', [45, -20, 45, 120])], [square('square')]);
  expect(new Set(both)).toEqual(new Set([...rectangle(42, 0, 48, 100), ...rectangle(40, 60, 50, 70)]));
});
