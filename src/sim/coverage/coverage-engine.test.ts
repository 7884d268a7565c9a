import { expect, test } from 'vitest';
import type { Camera } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import { randomCity, sceneOf, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { CoverageEngine } from './coverage-engine.ts';
import { firstPaint } from './ground-painter.ts';

const { categories } = categorySets['iec-62676-4-2025'];

function someCameras(count: number, side: number): Camera[] {
  const random = seededNumbers(31);
  return Array.from({ length: count }, (_, i) =>
    cameraWith({
      id: `camera ${i}`,
      x: (random() - 0.5) * side,
      y: (random() - 0.5) * side,
      heightMeters: 3 + 20 * random(),
      headingDegrees: 360 * random(),
      tiltDegrees: 30 * random(),
    }),
  );
}

test('works only after a scene was loaded', () => {
  expect(() => new CoverageEngine().inspect(0, 0)).toThrow('load a scene first');
});

test('computing yields once per camera and returns the bits in their order', () => {
  const engine = new CoverageEngine();
  engine.load(randomCity(3, { side: 300 }), plainSettings);
  const cameras = someCameras(5, 280);
  const steps = engine.computeSteps(cameras);
  const progress = [];
  let result = steps.next();
  while (result.done !== true) {
    progress.push(result.value);
    result = steps.next();
  }
  expect(progress).toEqual([1, 2, 3, 4, 5].map((done) => ({ done, total: 5 })));
  expect(result.value).toEqual(engine.compute(cameras));
  expect(result.value.map((bits) => bits.id)).toEqual(cameras.map((camera) => camera.id));
});

test('changing here and merging what another engine computed come to the same', () => {
  const city = randomCity(4, { side: 300, relief: 15 });
  const cameras = someCameras(8, 280);
  const here = new CoverageEngine();
  here.load(city, plainSettings);
  const there = new CoverageEngine();
  there.load(city, plainSettings);
  const changed = here.change({ revision: 4, put: cameras, removed: [] });
  const bits = there.compute(cameras).toReversed();
  const merged = here.merge(5, bits, cameras, []);
  expect(merged.totals).toEqual(changed.totals);
  expect(merged.tiles).toEqual([]);
  expect([changed.revision, merged.revision]).toEqual([4, 5]);
  const fewer = here.change({ revision: 6, put: [], removed: [cameras[0].id, 'never there'] });
  expect(fewer.devices.map(({ id }) => id)).not.toContain(cameras[0].id);
  const { devices } = here.paint(6, firstPaint);
  expect(devices.map(({ id }) => id)).toEqual(cameras.slice(1).map(({ id }) => id));
  const back = here.change({ revision: 7, put: [cameras[0]], removed: [] });
  expect(back.totals).toEqual(changed.totals);
});

test('a reading at a cell’s centre is what the cell is painted with', () => {
  for (const relief of [0, 15]) {
    const city = randomCity(9, { side: 260, relief, raisedShare: 0.1 });
    const engine = new CoverageEngine();
    const grid = engine.load(city, plainSettings);
    const cameras = someCameras(12, 250);
    engine.change({ revision: 1, put: cameras, removed: [] });
    const held = engine.compute(cameras).map(({ ground }) => ground[0]);
    const random = seededNumbers(8);
    let seen = 0;
    for (let k = 0; k < 600; k += 1) {
      const column = Math.floor(random() * grid.columns);
      const row = Math.floor(random() * grid.rows);
      const readings = engine.inspect(
        (grid.firstColumn + column + 0.5) * grid.cell,
        (grid.firstRow + row + 0.5) * grid.cell,
      );
      expect(readings.map((reading) => reading.deviceId)).toEqual(cameras.map((camera) => camera.id));
      readings.forEach((reading, i) => {
        expect(reading.category).toBe(categoryIn(held[i], row, column));
        if (reading.category >= 0) {
          seen += 1;
          expect(reading.pixelsPerMeter).toBeGreaterThanOrEqual(categories[reading.category].pixelsPerMeter);
        }
      });
    }
    expect(seen).toBeGreaterThan(100);
  }
});

function categoryIn(bits: GroundBits, row: number, column: number): number {
  const r = row - bits.firstRow;
  const w = (column >> 5) - bits.firstWord;
  if (r < 0 || r >= bits.rows || w < 0 || w >= bits.words) return -1;
  let best = -1;
  categories.forEach((_, k) => {
    if (((bits.bits[(k * bits.rows + r) * bits.words + w] >>> (column & 31)) & 1) === 1) best = k;
  });
  return best;
}

test('a reading tells density by depth and distance by the sight line', () => {
  const engine = new CoverageEngine();
  engine.load(sceneOf([], { bounds: { minX: -100, minY: -100, maxX: 100, maxY: 100 } }), plainSettings);
  // f_px = 3840 · 4 / 7.2 = 2133.3; straight north, level, target 4.4 m below the eye.
  engine.change({ revision: 1, put: [cameraWith()], removed: [] });
  const [ahead] = engine.inspect(10, 40);
  expect(ahead.seen).toBe(true);
  expect(ahead.pixelsPerMeter).toBeCloseTo((3840 * 4) / 7.2 / 40, 9);
  expect(ahead.category).toBe(1);
  expect(ahead.distanceMeters).toBeCloseTo(Math.hypot(10, 40, 4.4), 3);
  const [behind] = engine.inspect(0, -40);
  expect(behind).toMatchObject({ seen: false, category: -1, pixelsPerMeter: NaN });
});

test('a camera’s own place at its own height has no density', () => {
  const engine = new CoverageEngine();
  const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };
  engine.load(sceneOf([], { bounds }), { ...plainSettings, targetHeightMeters: 2 });
  engine.change({ revision: 1, put: [cameraWith({ heightMeters: 2 })], removed: [] });
  expect(engine.inspect(0, 0)[0]).toMatchObject({ seen: false, pixelsPerMeter: NaN, category: -1, distanceMeters: 0 });
});

test('a refused camera keeps its sentence in totals and reads nothing', () => {
  const engine = new CoverageEngine();
  const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };
  engine.load(
    sceneOf(
      [
        {
          rings: [
            [
              [-9, -9],
              [9, -9],
              [9, 9],
              [-9, 9],
            ],
          ],
          base: 0,
          top: 9,
        },
      ],
      { bounds },
    ),
    plainSettings,
  );
  const update = engine.change({ revision: 1, put: [cameraWith()], removed: [] });
  expect(update.devices[0].problem).toContain('inside building solid/0');
  expect(update.tiles).toEqual([]);
  expect(engine.inspect(0, 40)[0]).toMatchObject({ seen: false, category: -1 });
  // Ground inside a building is none: nobody sees it, not even from above the roof.
  engine.change({ revision: 2, put: [cameraWith({ heightMeters: 30, tiltDegrees: 60 })], removed: [] });
  expect(engine.inspect(0, 8)[0].seen).toBe(false);
});

test('loading again forgets the cameras', () => {
  const engine = new CoverageEngine();
  const city = randomCity(3, { side: 200 });
  engine.load(city, plainSettings);
  engine.change({ revision: 1, put: [cameraWith({ heightMeters: 50, tiltDegrees: 30 })], removed: [] });
  engine.load(city, { ...plainSettings, categorySet: 'iec-62676-4-2014' });
  const { totals, devices } = engine.merge(2, [], [], []);
  expect(totals.cells).toEqual([0, 0, 0, 0, 0, 0]);
  expect(devices).toEqual([]);
});
