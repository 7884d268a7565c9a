import { expect, test } from 'vitest';
import { findModel } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { emptyScenario } from '#model/scenario.ts';
import { CoverageEngine } from '../coverage/coverage-engine.ts';
import { coverageSettings } from '../coverage/coverage-scene.ts';
import { groundRaster } from './ground-raster.ts';

const scene = {
  bounds: { minX: -10, minY: -5, maxX: 70, maxY: 35 },
  cell: 1,
  // A house of 10 × 10 m.
  prisms: {
    count: 1,
    building: Uint32Array.of(0),
    ringStart: Uint32Array.of(0, 1),
    vertexStart: Uint32Array.of(0, 4),
    xy: Float64Array.of(20, 10, 30, 10, 30, 20, 20, 20),
    baseZ: Float64Array.of(0),
    topZ: Float64Array.of(9),
    raised: Uint8Array.of(0),
  },
  buildingIds: ['way/1'],
  terrain: null,
  trees: emptyLayers.trees,
};

function camera(id: string, x: number, y: number, headingDegrees: number) {
  const model = findModel(null, 'fixed-4k-4mm');
  if (model === null) throw new Error('no such model');
  const outcome = deviceOfModel(model, { id, name: id, x, y, headingDegrees, heightMeters: 5, tiltDegrees: 10 });
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

test('a raster tells of every cell what the engine tells of its centre', () => {
  const devices = [camera('a', 0, 0, 45), camera('b', 60, 0, 300)];
  const plan = emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
    devices,
  });
  const settings = coverageSettings(plan);
  const engine = new CoverageEngine();
  engine.load(scene, settings);
  const covered = engine.compute(devices);
  engine.merge(1, covered, devices, []);
  const steps = groundRaster(scene, settings, devices, covered, 'day', 3);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  if (!step.value.ok) throw new Error(step.value.problem.sentence);
  const raster = step.value.value;
  expect(raster).toMatchObject({ columns: 80, rows: 40, west: -9.5, north: 34.5 });
  let seenCells = 0;
  for (let row = 0; row < raster.rows; row += 1) {
    for (let column = 0; column < raster.columns; column += 1) {
      const [x, y] = [raster.west + column, raster.north - row];
      const [best, count, category] = raster.values.subarray(3 * (row * 80 + column), 3 * (row * 80 + column) + 3);
      if (x > 20 && x < 30 && y > 10 && y < 20) {
        expect([best, count, category]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
        continue;
      }
      const seen = engine.inspect(x, y).filter((reading) => reading.seen);
      seenCells += seen.length;
      expect(best).toBe(Math.fround(Math.max(0, ...seen.map(({ pixelsPerMeter }) => pixelsPerMeter))));
      expect(count).toBe(seen.filter((reading) => reading.category >= 3).length);
      expect(category).toBe(Math.max(0, ...seen.map((reading) => reading.category + 1)));
    }
  }
  expect(seenCells).toBeGreaterThan(1000);
});

test('a raster that no file holds is refused', () => {
  const plan = emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
  });
  const wide = { ...scene, bounds: { minX: 0, minY: 0, maxX: 9000, maxY: 9000 } };
  const step = groundRaster(wide, coverageSettings(plan), [], [], 'day', 0).next();
  expect(step.done === true && !step.value.ok ? step.value.problem.sentence : '').toContain('9000 × 9000');
});
