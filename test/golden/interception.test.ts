import { beforeAll, describe, expect, test } from 'vitest';
import { defaultAssumptions } from '../../src/model/assumptions.ts';
import type { City } from '../../src/model/city.ts';
import type { AlprUnit } from '../../src/model/device.ts';
import { type InterceptionResult, interceptionResultSchema } from '../../src/model/results/gaps/interception.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { coverageSettings } from '../../src/sim/coverage/coverage-scene.ts';
import { createDeviceContext } from '../../src/sim/coverage/device-context.ts';
import { coverDevice } from '../../src/sim/coverage/device-coverage.ts';
import { gapScene } from '../../src/sim/gaps/gap-scene.ts';
import { type GapRoads, gapNetwork, gapRoads } from '../../src/sim/gaps/gap-streets.ts';
import { gravityDemand } from '../../src/sim/gaps/traffic/gravity-demand.ts';
import { interceptionPartSteps, partRange } from '../../src/sim/gaps/traffic/interception-part.ts';
import { type InterceptionRun, interceptionSteps } from '../../src/sim/gaps/traffic/interception-result.ts';
import { UnitReader, type UnitReads } from '../../src/sim/gaps/traffic/unit-reads.ts';
import { columbus, facedUnits, standingPlan } from '../fixtures/columbus-traffic.ts';
import { finished } from '../fixtures/finished.ts';
import { realDataPresent } from '../real-data.ts';

describe.skipIf(!realDataPresent)('interception in Columbus', () => {
  let city: City;
  let scenario: Scenario;
  let roads: GapRoads;
  let bare: InterceptionRun;
  let readers: AlprUnit[];

  beforeAll(async () => {
    city = await columbus();
    scenario = standingPlan(city);
    readers = scenario.devices.filter((device) => device.kind === 'alpr');
    const scene = gapScene(city, 1);
    roads = gapRoads(gapNetwork(scene), scene, defaultAssumptions);
    const { graph, connectivity } = roads;
    const demand = finished(gravityDemand(scene, graph, defaultAssumptions));
    const fields = { demandKind: 'gravity', condition: 'day', routes: 'fastest' } as const;
    bare = { graph, connectivity, demand, units: [], assumptions: defaultAssumptions, ...fields };
  });

  function resultOf(units: readonly UnitReads[], of = 1): InterceptionResult {
    const run = { ...bare, units };
    const parts = Array.from({ length: of }, (_, part) => {
      const { first, end } = partRange(run.demand.pairs.length, part, of);
      return finished(interceptionPartSteps(run, first, end));
    });
    const result = finished(interceptionSteps(run, parts));
    if (result.kind !== 'interception') throw new Error(result.reason);
    return interceptionResultSchema.parse(result);
  }

  test('has a network of which the largest part holds nearly all', () => {
    const { edges, parts, largestShare, unmatchedTurns } = roads.connectivity;
    expect(edges).toBeGreaterThan(15_000);
    expect(parts).toBe(314);
    expect(largestShare).toBeCloseTo(0.958, 3);
    expect(unmatchedTurns).toBe(0);
  });

  test('has no population, so its trips come from streets, between at most 60 places', () => {
    const places = new Set(bare.demand.pairs.map(({ from }) => `${from.edge} ${from.fraction}`));
    expect(places.size).toBeGreaterThan(30);
    expect(places.size).toBeLessThanOrEqual(60);
    expect(bare.demand.pairs.length).toBeGreaterThan(1000);
    expect(bare.demand.notes.join(' ')).toContain('residents per kilometre of residential street');
  });

  test('is nothing without units; everybody is on the fastest way', () => {
    const { read, evasive, unroutablePairs } = resultOf([]);
    expect(read.once).toBe(0);
    expect(evasive).toMatchObject({ once: 0, changed: 0, extraSeconds: 0 });
    expect(unroutablePairs).toBe(0);
  });

  test('is small with the 58 mapped units, of which half stand for a street that runs the way they look', () => {
    expect(readers.length).toBe(58);
    const context = createDeviceContext(gapScene(city, 1), coverageSettings(scenario));
    const { lanes } = context.targets();
    if (lanes === null) throw new Error('There are no lanes.');
    const reader = new UnitReader(roads.graph, lanes.samples);
    const units = readers.map((unit) => reader.readsOf(coverDevice(context, unit), unit.name));
    const reading = units.filter(({ day }) => day.some((chance) => chance > 0));
    // The others stand where the map has no street for cars in their picture: car parks, streets it lacks.
    expect(reading.length).toBeGreaterThan(25);
    expect(reading.length).toBeLessThan(35);
    const result = resultOf(units);
    expect(result.read.once).toBeCloseTo(0.04, 2);
    expect(result.evasive.once).toBeCloseTo(0.0007, 3);
    expect(result.evasive.changed).toBeCloseTo(0.07, 1);
    expect(result.evasive.unread).toBeGreaterThan(0.95);
    expect(result.notes.join(' ')).toMatch(/ALPR units read no lane/);
  });

  test('with units that read the streets they face: counted, evaded, the same bytes for any number of parts', () => {
    const chance = defaultAssumptions.plateRecognition * defaultAssumptions.deviceAvailability;
    const units = facedUnits(roads.graph, readers, chance);
    expect(units.length).toBeGreaterThanOrEqual(30);
    const result = resultOf(units);
    expect(JSON.stringify(resultOf(units, 3))).toBe(JSON.stringify(result));
    const { read, evasive } = result;
    expect(read.once).toBeCloseTo(0.082, 2);
    expect(read.twice).toBeCloseTo(0.022, 2);
    expect(evasive.once).toBeCloseTo(0.003, 2);
    expect(evasive.changed).toBeCloseTo(0.083, 2);
    expect(evasive.extraSeconds).toBeCloseTo(1, 0);
    // By the flows on the streets alone: a vehicle that passes one unit only is read with that unit's chance.
    const passed = result.units.reduce((sum, { passedPerHour }) => sum + passedPerHour, 0) / result.perHour;
    const reads = result.units.reduce((sum, { readsPerHour }) => sum + readsPerHour, 0) / result.perHour;
    expect(reads).toBeCloseTo(passed * chance, 9);
    expect(read.once).toBeLessThanOrEqual(reads + 1e-12);
    expect(read.once + read.twice).toBeLessThanOrEqual(reads + 1e-9);
    for (const { read: share, readBefore } of result.stretches) expect(readBefore).toBeLessThanOrEqual(share + 1e-9);
  });
});
