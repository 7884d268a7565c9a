import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { City } from '#model/city.ts';
import { readScenario } from '#model/read-scenario.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type { Scenario } from '#model/scenario.ts';
import { resolveVariant } from '#model/variants.ts';
import { type CityMetrics, measureCity } from '#scene/demo/city-metrics.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { workedPlans } from '#scene/demo/worked-plans.ts';
import { importFiles } from '#scene/import-files.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { planCosts } from '#sim/network/plan-costs.ts';
import { realData, realDataPresent } from '../real-data.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sceneNames = readdirSync(`${root}scenes`).filter((name) => name.endsWith('.zip'));
const planNames = readdirSync(`${root}scenarios`).filter((name) => name.endsWith('.sightline.json'));

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function openCity(path: string): Promise<City> {
  const steps = importFiles([{ name: basename(path), blob: new Blob([readFileSync(path)]) }]);
  for (;;) {
    const step = await steps.next();
    if (step.done !== true) continue;
    if (!step.value.ok) throw new Error(step.value.problem.sentence);
    return step.value.city;
  }
}

let city: City;
const shipped = new Map<string, City>();
beforeAll(async () => {
  city = generateDemoCity();
  for (const name of sceneNames) {
    const outcome = await readScenePackage(new Uint8Array(readFileSync(`${root}scenes/${name}`)), name);
    if (!outcome.ok) throw new Error(`${outcome.problem.place}: ${outcome.problem.sentence}`);
    shipped.set(outcome.value.manifest.id, outcome.value);
  }
});

describe('the shipped demo city', () => {
  test('is what its generator writes, byte for byte', () => {
    const bytes = writeScenePackage(city);
    const file = readFileSync(`${root}scenes/havnby.sightline-scene.zip`);
    expect(sha256(bytes), 'run node scripts/generate-demo-city.ts after a change of the generator').toBe(sha256(file));
  });

  test('comes back from its file as it was', () => {
    const { manifest, ...layers } = shipped.get(city.manifest.id) as City;
    const { manifest: generated, ...expected } = city;
    expect(layers).toEqual(expected);
    expect({ ...manifest, layers: [] }).toEqual(generated);
    expect(manifest.invented).toBe(true);
  });
});

describe('the shipped plans', () => {
  test('are those of the demo city, as their generator writes them', () => {
    const plans = workedPlans(city);
    expect(planNames.toSorted()).toEqual(plans.map(({ id }) => `${id}.sightline.json`).toSorted());
    for (const plan of plans) {
      const file = readFileSync(`${root}scenarios/${plan.id}.sightline.json`, 'utf8');
      expect(file, plan.id).toBe(`${JSON.stringify(plan, null, 2)}\n`);
    }
  });

  function opened(name: string): { readonly plan: Scenario; readonly scene: City } {
    const outcome = readScenario(readFileSync(`${root}scenarios/${name}`, 'utf8'), name);
    if (!outcome.ok) throw new Error(`${outcome.problem.place}: ${outcome.problem.sentence}`);
    const scene = shipped.get(outcome.value.scene.id);
    if (scene === undefined) throw new Error(`${name} stands on ${outcome.value.scene.id}, which is not shipped`);
    return { plan: outcome.value, scene };
  }

  function computed(plan: Scenario, scene: City): CoverageResult {
    const engine = new CoverageEngine();
    engine.load(coverageScene(scene, 1), coverageSettings(plan));
    engine.plan(1, plan);
    engine.change({ revision: 1, put: plan.devices, removed: [] });
    return engine.result(plan, scene.manifest.id);
  }

  test.each(planNames)('%s is a valid plan on a shipped scene, and every device of it observes something', (name) => {
    const { plan, scene } = opened(name);
    expect(plan.scene.origin).toEqual(scene.manifest.origin);
    // Old units are there to be replaced: they see less.
    const old = new Set(plan.devices.flatMap(({ id, state }) => (state === 'existing' ? [id] : [])));
    for (const { id, problem, layer, ground, lanesRead } of computed(plan, scene).devices) {
      expect(problem, id).toBe(null);
      const least = old.has(id) ? 30 : 50;
      if (layer !== null) expect(ground[0].cells[0], id).toBeGreaterThan(least);
      if (layer === 'density') expect(ground[0].cells[3], id).toBeGreaterThan(least);
      if (lanesRead !== null) expect(lanesRead, id).toBeGreaterThanOrEqual(old.has(id) ? 1 : 3);
    }
  });

  test.each(planNames)(
    '%s stands with both feet: on mounts and doors that are there, with a network that carries it',
    (name) => {
      const { plan, scene } = opened(name);
      const features = new Set([...scene.mounts, ...scene.buildings, ...scene.portals].map(({ id }) => id));
      for (const variant of [null, ...plan.variants.map(({ id }) => id)]) {
        const resolved = resolveVariant(plan, variant);
        for (const { id, mounting } of resolved.devices) expect(features.has(mounting.featureId ?? ''), id).toBe(true);
        const costs = planCosts(resolved, scene);
        for (const { id, problem } of [...costs.nodes, ...costs.links, ...costs.feeds]) expect(problem, id).toBe(null);
        if (resolved.networkNodes.length > 0) for (const { id, remark } of costs.devices) expect(remark, id).toBe(null);
      }
    },
  );

  test.each([
    ['havnby-phase-1', null, ['G-04', 'G-07', 'G-08']],
    ['havnby-phase-1', 'B', ['G-03', 'G-04', 'G-08']],
    ['havnby-phase-2', null, ['H-01']],
    ['havnby-phase-2', 'gates-only', ['H-01']],
  ])('%s, variant %s, misses the goals that it is told to miss', (name, variant, missed) => {
    const { plan, scene } = opened(`${name}.sightline.json`);
    const resolved = resolveVariant(plan, variant);
    const { goals } = computed(resolved, scene);
    expect(goals.map(({ id }) => id)).toEqual(resolved.goals.map(({ id }) => id));
    for (const { id, achieved } of goals) expect(achieved, id).not.toBe(null);
    expect(goals.filter(({ met }) => !met).map(({ id }) => id)).toEqual(missed);
    // What the plan ends with: it owes no goal to the units that it takes down.
    const staying = resolved.devices.filter(({ retiredInPhase }) => retiredInPhase === null);
    expect(staying.length).toBeLessThan(resolved.devices.length);
    const after = computed({ ...resolved, devices: staying }, scene).goals;
    expect(after.filter(({ met }) => !met).map(({ id }) => id)).toEqual(missed);
    for (const [index, { id, achieved }] of after.entries())
      expect(Math.abs((achieved ?? 0) - (goals[index].achieved ?? 0)), id).toBeLessThan(3);
  });
});

type Measure = Pick<
  CityMetrics,
  'medianFootprint' | 'meanFootprint' | 'courtyardShare' | 'meanCrossingDegree' | 'orientationEntropy'
>;

/** Measured by scripts/measure-city.ts on the two extracts of the test data, as our importer reads them. */
const helsinki: Measure = {
  medianFootprint: 635.0,
  meanFootprint: 865.0,
  courtyardShare: 0.0862,
  meanCrossingDegree: 3.404,
  orientationEntropy: 3.162,
};
const badHersfeld: Measure = {
  medianFootprint: 120.6,
  meanFootprint: 206.2,
  courtyardShare: 0.0004,
  meanCrossingDegree: 3.119,
  orientationEntropy: 3.558,
};

function expectBetween(demo: CityMetrics, one: Measure, other: Measure): void {
  for (const key of Object.keys(helsinki) as (keyof Measure)[]) {
    expect(demo[key], key).toBeGreaterThan(Math.min(one[key], other[key]));
    expect(demo[key], key).toBeLessThan(Math.max(one[key], other[key]));
  }
}

describe('the demo city among real ones', () => {
  test('lies between Helsinki and Bad Hersfeld in footprints, courtyards, crossings and bearings', () => {
    expectBetween(measureCity(city), helsinki, badHersfeld);
  });

  test.skipIf(!realDataPresent)('lies between them as they are measured today, and they are as recorded', async () => {
    const big = measureCity(await openCity(realData('osm_helsinki/helsinki_centre_2019.osm.pbf')));
    const small = measureCity(await openCity(realData('osm_badhersfeld/osm_bbox.osm.xml.gz')));
    expectBetween(measureCity(city), big, small);
    for (const [measured, recorded] of [
      [big, helsinki],
      [small, badHersfeld],
    ] as const) {
      for (const key of Object.keys(recorded) as (keyof Measure)[]) {
        expect(measured[key] / recorded[key], key).toBeGreaterThan(0.9);
        expect(measured[key] / recorded[key], key).toBeLessThan(1.12);
      }
    }
  });
});
