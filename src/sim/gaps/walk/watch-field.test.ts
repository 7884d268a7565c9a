import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { boxWatcher, walkScene, wholeScene } from '../../../../test/fixtures/walk-scenes.ts';
import { cellX, cellY } from './study-area.ts';
import { walkGroundSteps } from './walk-ground.ts';
import { classAt, WatchField, watchDevices, watcherOf, watchFieldSteps } from './watch-field.ts';
import { classRates } from './watch-rates.ts';

const scene = walkScene({ half: 96 });
const outcome = finished(walkGroundSteps(scene, { ...wholeScene, x: 20, y: -10, reachMeters: 50 }));
if (!outcome.ok) throw new Error(outcome.problem.sentence);
const { grid, area } = outcome.value;
const whole = Array.from(classRates('density', 7, defaultAssumptions) ?? []);

const someBox = fc
  .tuple(fc.integer({ min: -96, max: 90 }), fc.integer({ min: -96, max: 90 }), fc.nat(80), fc.nat(80), fc.nat(7))
  .map(([x, y, wide, high, best]) => ({ box: [x, y, x + wide, y + high] as const, best }));

test('a cell has the sum of what its devices watch it with, in any order, and what is removed leaves nothing', () => {
  fc.assert(
    fc.property(fc.array(someBox, { minLength: 1, maxLength: 5 }), (boxes) => {
      const devices = boxes.map(({ box, best }, k) => boxWatcher(scene, `camera ${k}`, box, best));
      const { field, watchers } = finished(watchFieldSteps(grid, devices, 'day', defaultAssumptions));
      for (let cell = 0; cell < field.rates.length; cell += 7) {
        const [x, y] = [cellX(area, cell), cellY(area, cell)];
        const inScene = Math.abs(x) < 96 && Math.abs(y) < 96;
        const holds = ([minX, minY, maxX, maxY]: readonly number[]) => x >= minX && y >= minY && x <= maxX && y <= maxY;
        const sum = boxes.reduce((all, { box, best }) => all + (inScene && holds(box) ? whole[best] : 0), 0);
        expect(field.rates[cell]).toBe(sum);
      }
      const backwards = new WatchField(grid);
      for (const watcher of watchers.toReversed()) backwards.add(watcher);
      expect(backwards.rates).toEqual(field.rates);
      const [first, ...others] = watchers;
      field.remove(first);
      const without = new WatchField(grid);
      for (const watcher of others) without.add(watcher);
      expect(field.rates).toEqual(without.rates);
    }),
    { numRuns: 40 },
  );
});

test('cells and classes of a watcher are those of its ground in the window', () => {
  const watcher = watcherOf(boxWatcher(scene, 'camera', [10, -20, 30, 0], 4), 'day', defaultAssumptions);
  if (watcher === null) throw new Error('A camera watches.');
  const cells = new WatchField(grid).cellsOf(watcher);
  expect(cells.length).toBe(10 * 10);
  for (const cell of cells) {
    const row = Math.floor(cell / grid.columns) + grid.window.firstRow;
    expect(classAt(watcher, row, (cell % grid.columns) + 32 * grid.window.firstWord)).toBe(4);
  }
  expect(classAt(watcher, 0, 0)).toBe(0);
});

test('plate readers and microphones watch nobody', () => {
  const camera = boxWatcher(scene, 'camera', [10, -20, 30, 0], 4);
  for (const layer of ['plates', 'acoustic', null] as const)
    expect(watcherOf({ ...camera, layer }, 'day', defaultAssumptions)).toBeNull();
  expect(watchDevices([], null)).toEqual([]);
});
