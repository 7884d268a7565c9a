import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Camera } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import { box, randomCity, sceneOf, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
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

const place = fc.record({
  x: uniform(-110, 110),
  y: uniform(-110, 110),
  heightMeters: uniform(2, 40),
  headingDegrees: uniform(0, 360),
  tiltDegrees: uniform(-5, 50),
  focalLengthMillimeters: uniform(2, 12),
});

test('adding a device never removes coverage, and taking it away gives back what was there', () => {
  const engine = new CoverageEngine();
  const city = randomCity(19, { side: 240, relief: 10, raisedShare: 0.1 });
  engine.load(city, plainSettings);
  let more = 0;
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), place, (places, added) => {
      const devices = places.map((parts, k) => cameraWith({ ...parts, id: `camera ${k}` }));
      const ids = devices.map(({ id }) => id);
      const { totals: before } = engine.change({ revision: 1, put: devices, removed: [] });
      const { totals: after } = engine.change({ revision: 2, put: [cameraWith({ ...added, id: 'new' })], removed: [] });
      const { totals: again } = engine.change({ revision: 3, put: [], removed: ['new'] });
      engine.change({ revision: 4, put: [], removed: ids });
      expect(again).toEqual(before);
      for (const key of ['cells', 'redundantCells', 'deviceCells'] as const) {
        before[key].forEach((count, k) => {
          expect(after[key][k]).toBeGreaterThanOrEqual(count);
          more += after[key][k] - count;
        });
      }
    }),
    { numRuns: 40, seed: 20261124 },
  );
  expect(more).toBeGreaterThan(1000);
});

test('the merged picture does not depend on the order in which devices came', () => {
  const city = randomCity(20, { side: 240 });
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 8 }), fc.infiniteStream(fc.nat()), (places, picks) => {
      const devices = places.map((parts, k) => cameraWith({ ...parts, id: `camera ${k}` }));
      const order = [...devices];
      for (let k = order.length - 1; k > 0; k -= 1) {
        const other = Number(picks.next().value) % (k + 1);
        [order[k], order[other]] = [order[other], order[k]];
      }
      const states = [devices, order].map((list) => {
        const engine = new CoverageEngine();
        engine.load(city, plainSettings);
        for (const device of list) engine.change({ revision: 1, put: [device], removed: [] });
        const { tiles, totals, devices: all } = engine.paint(2, firstPaint);
        return { tiles, totals, all, result: engine.result(scenarioWith(devices), 'scene') };
      });
      expect(states[1]).toEqual(states[0]);
    }),
    { numRuns: 12, seed: 20261124 },
  );
});

test('a PTZ on patrol covers at any time what its presets cover by their shares', () => {
  const engine = new CoverageEngine();
  engine.load(randomCity(4, { side: 300 }), plainSettings);
  const camera = cameraWith({ heightMeters: 40, tiltDegrees: 30 });
  const preset = (id: string, headingDegrees: number, share: number) => {
    return { id, name: id, headingDegrees, tiltDegrees: 30, focalLengthMillimeters: 4, share };
  };
  const presets = [preset('north', 0, 3), preset('south', 180, 1), preset('never', 90, 0)];
  const [north, south, patrol] = engine.compute([camera, { ...camera, headingDegrees: 180 }, { ...camera, presets }]);
  expect(north.patrolCells).toBeNull();
  expect(patrol.ground[0].cells).toEqual(north.ground[0].cells);
  expect(patrol.patrolCells).toEqual(
    north.ground[0].cells.map((cells, k) => 0.75 * cells + 0.25 * south.ground[0].cells[k]),
  );
  expect(south.ground[0].cells[0]).toBeGreaterThan(500);
});

test('a camera that covers nothing says why: it looks at no ground, at a roof below it, or at a wall', () => {
  const engine = new CoverageEngine();
  const bounds = { minX: -200, minY: -200, maxX: 200, maxY: 200 };
  const roof = { rings: [box(-60, -60, 60, 60)], base: 0, top: 20 };
  const wall = { rings: [box(-150, 130, 150, 135)], base: 0, top: 40 };
  engine.load(sceneOf([roof, wall], { bounds }), plainSettings);
  const remarks = engine
    .compute([
      cameraWith({ y: 100, heightMeters: 3, tiltDegrees: -60 }),
      cameraWith({ heightMeters: 22, tiltDegrees: 30 }),
      cameraWith({ y: 129.5, heightMeters: 3, tiltDegrees: 0 }),
      cameraWith({ y: 100, heightMeters: 3, tiltDegrees: 10, headingDegrees: 90 }),
    ])
    .map(({ problem, remark }) => [problem, remark]);
  expect(remarks[0]).toEqual([null, expect.stringContaining('holds no ground')]);
  expect(remarks[1]).toEqual([null, expect.stringContaining('roof of building solid/0')]);
  expect(remarks[2]).toEqual([null, 'Everything in its picture is hidden; turn or move it.']);
  expect(remarks[3]).toEqual([null, null]);
});
