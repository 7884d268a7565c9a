import { openAsBlob } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultAssumptions } from '../../src/model/assumptions.ts';
import type { City } from '../../src/model/city.ts';
import { defaultGapQuestion } from '../../src/model/gap-question.ts';
import { type BreachResult, breachResultSchema } from '../../src/model/results/gaps/breach.ts';
import { emptyScenario } from '../../src/model/scenario.ts';
import { devicesOfSurveillance } from '../../src/scene/devices/existing-devices.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { sitePlaces } from '../../src/sim/access/places.ts';
import { CoverageEngine } from '../../src/sim/coverage/coverage-engine.ts';
import { coverageSettings } from '../../src/sim/coverage/coverage-scene.ts';
import type { HeldDevice } from '../../src/sim/coverage/held-devices.ts';
import { gapScene } from '../../src/sim/gaps/gap-scene.ts';
import { approachLossesSteps } from '../../src/sim/gaps/search/approach-losses.ts';
import { breachSteps } from '../../src/sim/gaps/search/breach-steps.ts';
import { bestEntry, leastObserved, pathFrom } from '../../src/sim/gaps/search/least-observed.ts';
import type { WalkGrid } from '../../src/sim/gaps/walk/walk-grid.ts';
import { walkStudySteps } from '../../src/sim/gaps/walk/walk-study.ts';
import { watchDevices, watchFieldSteps } from '../../src/sim/gaps/walk/watch-field.ts';
import { finished } from '../fixtures/finished.ts';
import { realData, realDataPresent } from '../real-data.ts';

async function helsinki(): Promise<City> {
  const name = 'helsinki_centre_2019.osm.pbf';
  const work = importFiles([{ name, blob: await openAsBlob(realData(`osm_helsinki/${name}`)) }]);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

const travel = { metersPerSecond: 1.4, forced: false };

describe.skipIf(!realDataPresent)('how the central station of Helsinki is reached past its mapped cameras', () => {
  let grid: WalkGrid;
  let held: readonly HeldDevice[];
  let targets: Uint32Array;
  let entries: readonly number[];
  let site: { id: string; name: string; x: number; y: number };

  beforeAll(async () => {
    const city = await helsinki();
    const scene = gapScene(city, 2);
    const existing = devicesOfSurveillance(city).devices;
    const stand = { id: 'helsinki', name: 'Helsinki', origin: city.manifest.origin };
    const engine = new CoverageEngine();
    engine.load(scene, coverageSettings(emptyScenario({ id: 'plan', name: 'Plan', scene: stand })));
    engine.change({ revision: 1, put: existing, removed: [] });
    held = [...engine.state.devices.values()];
    const place = sitePlaces([], city.sites).find(({ name }) => name === 'Helsingin päärautatieasema');
    if (place === undefined) throw new Error('Helsinki has no central station.');
    const outcome = finished(walkStudySteps(scene, place, defaultGapQuestion, defaultAssumptions, new Set()));
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    grid = outcome.value.ground.grid;
    targets = Uint32Array.from(outcome.value.targets.cells);
    entries = outcome.value.entries.flatMap(({ cells }) => [...cells]);
    site = { id: place.featureId, name: place.name, x: place.x, y: place.y };
  }, 120_000);

  const fieldOf = (some: readonly HeldDevice[]) =>
    finished(watchFieldSteps(grid, watchDevices(some, null), 'day', defaultAssumptions));

  /** The walkable cell that is watched most. */
  const mostWatched = (rates: Int32Array): number => {
    let most = 0;
    for (let cell = 1; cell < rates.length; cell += 1) {
      if (grid.moves[cell] !== 0 && rates[cell] > rates[most]) most = cell;
    }
    return most;
  };

  function breach(some: readonly HeldDevice[], category: number, to: ArrayLike<number>): BreachResult {
    const result = finished(
      breachSteps({
        ...{ grid, rates: fieldOf(some).field.rates, targets: to, entries, travel, site },
        watchers: some.map((one) => {
          const { id, x, y } = one.device;
          return { id, x, y, layer: one.layer, ground: one.ground('day') };
        }),
        ...{ condition: 'day', category, nameOf: (x: number, y: number) => `${x}, ${y}` },
      }),
    );
    if (result.kind === 'empty') throw new Error(result.reason);
    return result;
  }

  test('a way that no camera watches leads to the station, past 50 m from the nearest', () => {
    const result = breach(held, 0, targets);
    expect(breachResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const { breach: way, region, thickness, resilience } = result;
    expect(way).toMatchObject({ highestRate: 0, worst: null, devices: [] });
    expect(way.nearest?.meters).toBeCloseTo(50.3, 0);
    expect(way.lengthMeters).toBeCloseTo(882.5, 0);
    expect(region).toMatchObject({ connects: true, lengthMeters: way.lengthMeters });
    expect(region.squareMeters).toBeGreaterThan(1_200_000);
    expect(thickness).toMatchObject({ regions: 0, lengthMeters: way.lengthMeters });
    expect(resilience).toEqual({ lower: 0, upper: 0, devices: [], barriers: [] });
  });

  test('to the place that is watched most, regions are crossed, and the devices named open a way when they are lost', () => {
    const most = mostWatched(fieldOf(held).field.rates);
    for (const [category, regions] of [
      [0, 7],
      [3, 2],
    ]) {
      const result = breach(held, category, [most]);
      const { region, thickness, resilience } = result;
      expect(region.connects).toBe(false);
      expect(result.breach.devices.length).toBeGreaterThan(0);
      expect(thickness.regions).toBe(regions);
      expect(resilience).toMatchObject({ lower: regions, upper: regions });
      const left = held.filter(({ device }) => !resilience.devices.includes(device.id));
      expect(breach(left, category, [most]).region.connects).toBe(true);
      for (const barrier of resilience.barriers) {
        const alone = held.filter(({ device }) => barrier.includes(device.id));
        expect(breach(alone, category, [most]).region.connects).toBe(false);
      }
    }
  });

  test('the loss of single cameras is searched as if from nothing', () => {
    const { field, watchers } = fieldOf(held);
    const to = [mostWatched(field.rates)];
    const losses = finished(approachLossesSteps({ grid, field, watchers, targets: to, entries, travel }));
    const ways = held.map(({ device }) => finished(losses.without([device.id])));
    const whole = losses.whole?.watching ?? 0;
    expect(ways.filter((way) => (way?.watching ?? 0) < whole - 0.01).length).toBeGreaterThan(0);
    for (let k = 0; k < held.length; k += 1) {
      if (k % 40 !== 0 && !((ways[k]?.watching ?? 0) < whole - 0.01)) continue;
      const { rates } = fieldOf(held.filter((_, other) => other !== k)).field;
      const search = leastObserved(grid, rates, to, travel);
      expect(ways[k]?.path).toEqual(pathFrom(search, bestEntry(search.costs, entries)));
    }
  });
});
