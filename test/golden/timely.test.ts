import { openAsBlob } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { inlineEndpoint } from '../../src/jobs/endpoint.ts';
import { createGapsClient, type GapsClient } from '../../src/jobs/gaps-client.ts';
import { defaultGapQuestion } from '../../src/model/gap-question.ts';
import { stationSchema } from '../../src/model/plan-records.ts';
import type { TimelyResult } from '../../src/model/results/gaps/timely.ts';
import { emptyScenario, type Scenario } from '../../src/model/scenario.ts';
import { devicesOfSurveillance } from '../../src/scene/devices/existing-devices.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { gapScene } from '../../src/sim/gaps/gap-scene.ts';
import { createGapsService } from '../../workers/gaps-service.ts';
import { realData, realDataPresent } from '../real-data.ts';

async function helsinki() {
  const name = 'helsinki_centre_2019.osm.pbf';
  const work = importFiles([{ name, blob: await openAsBlob(realData(`osm_helsinki/${name}`)) }]);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

describe.skipIf(!realDataPresent)(
  'detection in time at the central station of Helsinki, from its police and fire stations',
  () => {
    let client: GapsClient;
    let scenario: Scenario;
    let siteId: string;
    let result: TimelyResult;

    async function timely(plan: Scenario): Promise<TimelyResult> {
      const question = { ...defaultGapQuestion, siteId };
      const job = {
        run: 'timely',
        question,
        scenario: plan,
        sceneId: 'helsinki',
        sceneName: 'Helsinki',
        live: null,
      } as const;
      const { result: found } = await client.run(job);
      if (found?.kind !== 'timely') throw new Error(found?.kind === 'empty' ? found.reason : 'no result');
      return found;
    }

    beforeAll(async () => {
      const city = await helsinki();
      const site = city.sites.find(({ name }) => name === 'Helsingin päärautatieasema');
      if (site === undefined) throw new Error('Helsinki has no central station.');
      siteId = site.id;
      const stations = city.sites
        .filter(({ kind }) => kind === 'police' || kind === 'fire_station')
        .map(({ id, name, x, y }) => stationSchema.parse({ id: id.replace('/', '-'), name: name ?? id, x, y }));
      const stand = { id: 'helsinki', name: 'Helsinki', origin: city.manifest.origin };
      const empty = emptyScenario({ id: 'plan', name: 'Plan', scene: stand });
      scenario = { ...empty, devices: [...devicesOfSurveillance(city).devices], stations };
      client = createGapsClient({ workerCount: 1, createWorker: () => inlineEndpoint(createGapsService()) });
      await client.load(gapScene(city, 2));
      result = await timely(scenario);
    }, 240_000);

    test('both mapped stations reach it over the streets at town speeds', () => {
      expect(result.stations.map(({ name }) => name).sort()).toEqual(['Erottajan paloasema', 'Suojelupoliisi']);
      for (const { x, y, route, driveSeconds, seconds } of result.stations) {
        const [endX, endY] = [route[route.length - 2], route[route.length - 1]];
        expect(Math.hypot(route[0] - x, route[1] - y)).toBeLessThan(100);
        expect(Math.hypot(endX - result.site.x, endY - result.site.y)).toBeLessThan(200);
        const metersPerSecond = lengthOf(route) / (driveSeconds ?? 0);
        expect(metersPerSecond).toBeGreaterThan(10 / 3.6);
        expect(metersPerSecond).toBeLessThan(50 / 3.6);
        // Assessed and turned out besides.
        expect((seconds ?? 0) - (driveSeconds ?? 0)).toBeCloseTo(45 + 90, 9);
      }
    });

    test('on the unobserved way from the west nothing but somebody inside can notice, and that is too late', () => {
      const [worst] = result.ways;
      const inside = worst.tasks[worst.tasks.length - 1];
      expect(worst.tasks.map(({ detection }) => detection)).toEqual([0, 0, 0.3]);
      expect(result.interruption).toBeCloseTo(0.3 * 0.95 * inside.response, 12);
      expect(result.interruption).toBeLessThan(0.01);
      expect(worst.criticalTask).toBeNull();
    });

    test('on the shortest way, past the cameras, an intruder is noticed early enough', () => {
      const shortest = result.ways.toSorted((a, b) => a.lengthMeters - b.lengthMeters)[0];
      expect(shortest.tasks[0].detection).toBeGreaterThan(0.99);
      expect(shortest.interruption).toBeGreaterThan(0.7);
    });

    test('a station at the site interrupts whoever is noticed inside', async () => {
      const { x, y } = result.site;
      const near = stationSchema.parse({
        id: 'guards',
        name: 'Guards',
        x,
        y,
        turnoutSeconds: 10,
        turnoutSpreadSeconds: 3,
      });
      const guarded = await timely({ ...scenario, stations: [...scenario.stations, near] });
      expect(guarded.stations[0].id).toBe('guards');
      expect(guarded.interruption).toBeGreaterThan(0.2);
      expect(guarded.interruption).toBeLessThanOrEqual(0.3 * 0.95);
    }, 60_000);
  },
);

function lengthOf(line: readonly number[]): number {
  let sum = 0;
  for (let at = 2; at < line.length; at += 2) sum += Math.hypot(line[at] - line[at - 2], line[at + 1] - line[at - 1]);
  return sum;
}
