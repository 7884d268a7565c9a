import { openAsBlob } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultAssumptions } from '../../src/model/assumptions.ts';
import type { City } from '../../src/model/city.ts';
import { defaultGapQuestion } from '../../src/model/gap-question.ts';
import type { GapScene } from '../../src/model/gap-scene.ts';
import { type ApproachResult, approachResultSchema } from '../../src/model/results/gaps/approach.ts';
import { emptyScenario } from '../../src/model/scenario.ts';
import { devicesOfSurveillance } from '../../src/scene/devices/existing-devices.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { type SitePlace, sitePlaces } from '../../src/sim/access/places.ts';
import { CoverageEngine } from '../../src/sim/coverage/coverage-engine.ts';
import { coverageSettings } from '../../src/sim/coverage/coverage-scene.ts';
import type { HeldDevice } from '../../src/sim/coverage/held-devices.ts';
import { gapScene } from '../../src/sim/gaps/gap-scene.ts';
import { type ApproachPlan, approachSteps, conditionsSteps } from '../../src/sim/gaps/walk/approach-steps.ts';
import { type WalkStudy, walkStudySteps } from '../../src/sim/gaps/walk/walk-study.ts';
import { type WatchDevice, watchDevices } from '../../src/sim/gaps/walk/watch-field.ts';
import { finished } from '../fixtures/finished.ts';
import { realData, realDataPresent } from '../real-data.ts';

const question = { ...defaultGapQuestion, reachMeters: 1000 };

async function helsinki(): Promise<City> {
  const name = 'helsinki_centre_2019.osm.pbf';
  const work = importFiles([{ name, blob: await openAsBlob(realData(`osm_helsinki/${name}`)) }]);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

describe.skipIf(!realDataPresent)('on foot to the central station of Helsinki past its mapped cameras', () => {
  let scene: GapScene;
  let site: SitePlace;
  let devices: readonly WatchDevice[];
  let held: readonly HeldDevice[];
  let study: WalkStudy;

  beforeAll(async () => {
    const city = await helsinki();
    scene = gapScene(city, 2);
    const existing = devicesOfSurveillance(city).devices;
    const stand = { id: 'helsinki', name: 'Helsinki', origin: city.manifest.origin };
    const engine = new CoverageEngine();
    const scenario = { ...emptyScenario({ id: 'plan', name: 'Plan', scene: stand }), devices: [...existing] };
    engine.load(scene, coverageSettings(scenario));
    engine.change({ revision: 1, put: existing, removed: [] });
    held = [...engine.state.devices.values()];
    devices = watchDevices(held, null);
    const found = sitePlaces([], city.sites).find(({ name }) => name === 'Helsingin päärautatieasema');
    if (found === undefined) throw new Error('Helsinki has no central station.');
    site = found;
    const outcome = finished(walkStudySteps(scene, site, question, defaultAssumptions, new Set()));
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    study = outcome.value;
  }, 120_000);

  const planWith = (some: readonly WatchDevice[], more: Partial<ApproachPlan['question']> = {}): ApproachPlan => ({
    site,
    question: { ...question, ...more },
    assumptions: defaultAssumptions,
    categories: 7,
    devices: some,
    lockedPortals: new Set(),
    availability: new Map(),
  });

  function approach(some: readonly WatchDevice[], more: Partial<ApproachPlan['question']> = {}): ApproachResult {
    const result = finished(approachSteps(scene, planWith(some, more), study));
    if (result.kind === 'empty') throw new Error(result.reason);
    return result;
  }

  test('the ground hangs together, and nearly all of it leads to a door of the station', () => {
    const { ground } = approach([]);
    expect(ground.squareMeters).toBeGreaterThan(1_700_000);
    expect(ground.squareMeters).toBeLessThan(2_000_000);
    expect(ground.entries).toBeGreaterThan(20);
    expect(ground.unreached).toBeLessThan(5);
    expect(ground.reachedShare).toBeGreaterThan(0.85);
    expect(study.targets.portals.size).toBeGreaterThan(20);
  });

  test('walkable ground is what is neither in a building nor in water: no path enters any', () => {
    const result = approach(devices);
    const { lines } = study.ground;
    for (const { xy } of [result.best, ...result.others, result.shortest]) {
      for (let at = 2; at < xy.length; at += 2)
        expect(lines.blocks(xy[at - 2], xy[at - 1], xy[at], xy[at + 1])).toBe(false);
    }
  });

  test('the shortest way runs through watched streets, a way from the west is wholly unobserved', () => {
    expect(devices.filter(({ layer }) => layer === 'density').length).toBeGreaterThan(350);
    const result = approach(devices);
    expect(approachResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(result.shortest.unobserved).toBeLessThan(0.01);
    expect(result.shortest.devices.length).toBeGreaterThan(10);
    expect(result.whollyUnobserved).toBe(true);
    expect(result.best.lengthMeters).toBeGreaterThan(result.shortest.lengthMeters + 100);
    expect(result.best.lengthMeters).toBeLessThan(2 * result.shortest.lengthMeters);
    expect(result.others).toHaveLength(8);
    expect(new Set([result.best, ...result.others].map(({ entry }) => entry.name)).size).toBe(9);
  });

  test('by night no more is seen than by day', () => {
    const result = finished(conditionsSteps(scene, planWith(devices), study));
    if (result.kind === 'empty') throw new Error(result.reason);
    const [day, night] = result.paths;
    expect(night?.best.lengthMeters).toBeLessThanOrEqual((day?.best.lengthMeters ?? 0) * 1.001);
    expect(night?.unobservedOnDayPath).toBe(1);
  });

  test('half the cameras watch no more than all: no way becomes less observed with more of them', () => {
    const live = new Set(held.filter((_, index) => index % 2 === 0).map(({ device }) => device.id));
    const half = approach(watchDevices(held, live));
    expect(watchDevices(held, live).map(({ id }) => id)).toEqual([...live]);
    const all = approach(devices);
    expect(all.best.unobserved).toBeLessThanOrEqual(half.best.unobserved);
    expect(all.best.lengthMeters).toBeGreaterThanOrEqual(half.best.lengthMeters - 1e-6);
  });
});
