import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { conditions, goalSchema } from '#model/goal.ts';
import { agencySchema } from '#model/plan-records.ts';
import { coverageResultSchema } from '#model/results/coverage.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { type Scenario, scenarioSchema } from '#model/scenario.ts';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import { randomCity } from '../../../test/fixtures/random-city.ts';
import { CoverageEngine } from './coverage-engine.ts';
import { coverageSettings } from './coverage-scene.ts';
import { firstPaint } from './ground-painter.ts';
import { inputHashSteps } from './input-hash.ts';

const city = randomCity(21, { side: 300, relief: 10, trees: 4 });
const cameras = [
  cameraWith({ id: 'b', name: 'Mast', heightMeters: 45, tiltDegrees: 30 }),
  cameraWith({ id: 'a', name: 'Second mast', x: 6, heightMeters: 45, tiltDegrees: 30, headingDegrees: 20 }),
  cameraWith({ id: 'c', name: 'Outside', x: 5000 }),
];
const scenario = scenarioSchema.parse(scenarioWith(cameras));

function inputHash(scene: CoverageScene, plan: Scenario): string {
  const steps = inputHashSteps(scene, plan);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function resultOf(plan: Scenario, reversed = false) {
  const engine = new CoverageEngine();
  engine.load(city, coverageSettings(plan));
  const put = reversed ? plan.devices.toReversed() : plan.devices;
  engine.change({ revision: 1, put, removed: [] });
  return { covered: engine.compute(plan.devices), result: engine.result(plan, 'scene') };
}

test('the result is valid, and its sums are those of the bitsets', () => {
  const { covered, result } = resultOf(scenario);
  expect(coverageResultSchema.parse(result)).toEqual(result);
  expect(result.devices.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  const [mast, second, outside] = result.devices.map(({ ground }) => ground[0]);
  expect(mast.cells[0]).toBeGreaterThan(1000);
  result.together.cells.forEach((cells, k) => {
    const shared = result.together.redundantCells[k];
    expect(mast.aloneCells[k] + second.aloneCells[k] + shared).toBe(cells);
    expect(mast.cells[k]).toBe(mast.aloneCells[k] + shared);
    expect(result.together.meanDevices[k]).toBeCloseTo(cells === 0 ? 0 : (cells + shared) / cells, 12);
  });
  expect(result.together.redundantCells[0]).toBeGreaterThan(100);
  expect(outside.cells).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(result.devices[2].status).toBe('refused');
  expect(result.devices[2].problem).toContain('outside the scene');
  const { bits } = covered[0].ground[0];
  const bytes = Buffer.from(bits.buffer, bits.byteOffset, bits.byteLength);
  expect(mast.bitsetHash).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(result.layers[0]).toEqual(result.together);
  expect(result.layers.map(({ layer, condition }) => [layer, condition])).toEqual(
    conditions.map((condition) => ['density', condition]),
  );
});

test('the result does not hang on which conditions were made at once or painted', () => {
  const engine = new CoverageEngine();
  engine.load(city, coverageSettings(scenario, conditions));
  engine.change({ revision: 1, put: scenario.devices, removed: [] });
  engine.paint(2, { ...firstPaint, condition: 'fog', mode: 'difference', against: 'night' });
  expect(engine.result(scenario, 'scene')).toEqual(resultOf(scenario).result);
});

test('the result is the same whether the plan or the devices come first, and after goals were changed', () => {
  const goal = (id: string, parts: object) =>
    goalSchema.parse({ id, name: id, scope: { kind: 'city' }, category: 'Outline', target: 10, weight: 1, ...parts });
  const goals = [
    goal('seen', { metric: 'area' }),
    goal('twice', { metric: 'area', devices: 2, condition: 'fog' }),
    goal('police', { metric: 'area', agency: 'police' }),
    goal('cost', { metric: 'capital-cost', target: 1000 }),
  ];
  const devices = scenario.devices.map((device, k) => (k === 0 ? { ...device, agency: 'police' } : device));
  const agencies = [agencySchema.parse({ id: 'police', name: 'Police', kind: 'police' })];
  const plan: Scenario = { ...scenario, devices, goals, agencies };
  const run = (steps: (engine: CoverageEngine) => void) => {
    const engine = new CoverageEngine();
    engine.load(city, coverageSettings(plan));
    steps(engine);
    return engine.result(plan, 'scene');
  };
  const planFirst = run((engine) => {
    engine.plan(1, plan);
    engine.change({ revision: 2, put: devices, removed: [] });
  });
  const devicesFirst = run((engine) => {
    engine.plan(1, { ...plan, goals: goals.slice(1).map((own) => ({ ...own, devices: 3 })), agencies: [] });
    for (const device of devices.toReversed()) engine.change({ revision: 2, put: [device], removed: [] });
    engine.plan(3, plan);
  });
  expect(devicesFirst).toEqual(planFirst);
  expect(coverageResultSchema.parse(planFirst)).toEqual(planFirst);
  expect(planFirst.goals.map(({ id }) => id)).toEqual(['seen', 'twice', 'police', 'cost']);
  expect(planFirst.goals[0].achieved).toBeGreaterThan(0);
  expect(planFirst.goals[2].achieved).toBeLessThan(planFirst.goals[0].achieved ?? 0);
});

test('areas are cells times the cell’s area', () => {
  const half = randomCity(21, { side: 100, cell: 0.5 });
  const engine = new CoverageEngine();
  engine.load(half, coverageSettings(scenario));
  engine.change({ revision: 1, put: scenario.devices, removed: [] });
  const result = engine.result(scenario, 'scene');
  expect(result.together.cells[0]).toBeGreaterThan(100);
  expect(result.together.areasSquareMeters).toEqual(result.together.cells.map((cells) => cells / 4));
  expect(result.cellMeters).toBe(0.5);
});

test('the result does not depend on the order in which cameras were computed', () => {
  expect(resultOf(scenario, true).result).toEqual(resultOf(scenario).result);
});

test('a device that was not merged is an error, not a hole in the result', () => {
  const engine = new CoverageEngine();
  engine.load(city, coverageSettings(scenario));
  expect(() => engine.result(scenario, 'scene')).toThrow('device b');
});

test('the input hash changes with everything that a run reads', () => {
  const changed = <T extends Float64Array | Float32Array | Uint8Array>(array: T): T => {
    const copy = array.slice() as T;
    copy[copy.length - 1] += 1;
    return copy;
  };
  const { prisms, terrain, trees } = city;
  if (terrain === null) throw new Error('this city has terrain');
  const scenes: CoverageScene[] = [
    city,
    { ...city, cell: 2 },
    { ...city, bounds: { ...city.bounds, minX: -151 } },
    { ...city, prisms: { ...prisms, xy: changed(prisms.xy) } },
    { ...city, prisms: { ...prisms, baseZ: changed(prisms.baseZ) } },
    { ...city, prisms: { ...prisms, topZ: changed(prisms.topZ) } },
    { ...city, prisms: { ...prisms, raised: changed(prisms.raised) } },
    { ...city, buildingIds: ['other', ...city.buildingIds.slice(1)] },
    { ...city, terrain: null },
    { ...city, terrain: { ...terrain, heights: changed(terrain.heights) } },
    { ...city, terrain: { ...terrain, originX: terrain.originX + terrain.spacing } },
    { ...city, trees: trees.slice(1) },
    { ...city, trees: [{ ...trees[0], crownRadiusMeters: 9 }, ...trees.slice(1)] },
  ];
  const hashes = scenes.map((scene) => inputHash(scene, scenario));
  hashes.push(inputHash(city, { ...scenario, targetHeightMeters: 1.7 }));
  hashes.push(inputHash(city, { ...scenario, devices: scenario.devices.slice(1) }));
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(inputHash(city, { ...scenario })).toBe(hashes[0]);
});

test('assumptions name the standard, the target, the ground, the crowns and the cell', () => {
  const { result } = resultOf({
    ...scenario,
    assumptions: { ...scenario.assumptions, treeCrowns: 'opaque' },
    categorySet: 'iec-62676-4-2014',
  });
  const text = result.assumptions.join('\n');
  for (const part of ['IEC 62676-4:2014', '1.6 m', 'spacing of 8 m', 'third of the tree', 'cells of 1 m']) {
    expect(text).toContain(part);
  }
});
