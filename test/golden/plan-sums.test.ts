import { openAsBlob, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findModel } from '../../src/model/catalogue/find-model.ts';
import type { City } from '../../src/model/city.ts';
import { type Device, deviceSchema } from '../../src/model/device.ts';
import { type Goal, goalSchema } from '../../src/model/goal.ts';
import type { DeviceCoverage } from '../../src/model/results/coverage-bits.ts';
import type { CoverProposal } from '../../src/model/results/plan-summary.ts';
import { emptyScenario, type Scenario } from '../../src/model/scenario.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { readScenePackage } from '../../src/scene/package/read-package.ts';
import { CoverageEngine } from '../../src/sim/coverage/coverage-engine.ts';
import { coverageScene, coverageSettings } from '../../src/sim/coverage/coverage-scene.ts';
import { seededNumbers } from '../fixtures/random-city.ts';
import { realData, realDataPresent } from '../real-data.ts';

async function demoCity(): Promise<City> {
  const bytes = readFileSync(new URL('../../scenes/havnby.sightline-scene.zip', import.meta.url));
  const outcome = await readScenePackage(new Uint8Array(bytes));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

async function helsinki(): Promise<City> {
  const path = realData('osm_helsinki/helsinki_centre_2019.osm.pbf');
  const work = importFiles([{ name: basename(path), blob: await openAsBlob(path) }]);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

const sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };

/** Devices of several kinds on the city's own mounts. */
function someDevices(city: City): Device[] {
  const random = seededNumbers(11);
  const make = (kind: string, k: number, fields: object): Device => {
    const { x, y } = city.mounts[Math.floor(random() * city.mounts.length)];
    const headingDegrees = Math.floor(360 * random());
    const id = `${kind}/${k}`;
    const agency = k % 2 === 0 ? 'police' : null;
    return deviceSchema.parse({ kind, id, name: id, x, y, heightMeters: 5, headingDegrees, agency, ...fields });
  };
  const camera = { sensor, focalLengthMillimeters: 8, tiltDegrees: 12, infraredReachMeters: 30 };
  const unit = { ...camera, focalLengthMillimeters: 25, tiltDegrees: 10, exposureSeconds: 0.0005 };
  return [
    ...Array.from({ length: 24 }, (_, k) => make('camera', k, camera)),
    ...Array.from({ length: 8 }, (_, k) => make('alpr', k, unit)),
    ...Array.from({ length: 4 }, (_, k) => make('acoustic', k, {})),
    ...Array.from({ length: 4 }, (_, k) => make('phone', k, {})),
  ];
}

const goalParts: readonly Partial<Goal>[] = [
  {},
  { devices: 2 },
  { condition: 'night' },
  { agency: 'police' },
  { scope: { kind: 'squares' } },
  { scope: { kind: 'streets', classes: ['primary', 'secondary', 'residential'] } },
  { metric: 'demand' },
  { metric: 'portals-seen' },
  { metric: 'plates', probability: 0.5 },
  { metric: 'facades-exposed', category: 'Characterise' },
  { metric: 'private-ground-exposed', category: 'Characterise' },
  { metric: 'acoustic' },
  { metric: 'phones' },
];

function planOf(city: City): Scenario {
  const { id, name, origin } = city.manifest;
  return emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id, name, origin },
    agencies: [{ id: 'police', name: 'Police', kind: 'police', contact: '', tier: 'owner' }],
    goals: goalParts.map((parts, k) =>
      goalSchema.parse({
        ...{ id: `g${k}`, name: `G${k}`, metric: 'area', scope: { kind: 'city' } },
        ...{ category: 'Outline', target: 50, weight: 1 },
        ...parts,
      }),
    ),
  });
}

function engineWith(city: City, plan: Scenario): CoverageEngine {
  const engine = new CoverageEngine();
  engine.load(coverageScene(city, 1), coverageSettings(plan));
  engine.plan(1, plan);
  return engine;
}

function finished<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Centres of the cells that a device sees by day at or above a class, as texts. */
function seenCentres(city: City, { ground }: DeviceCoverage, index: number): string[] {
  const south = gridOf(city);
  const { firstRow, rows, firstWord, words, bits } = ground[0];
  const centres: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < 32 * words; column += 1) {
      const word = bits[(index * rows + row) * words + (column >> 5)];
      if (((word >>> (column & 31)) & 1) === 0) continue;
      centres.push(`${south.x + 32 * firstWord + column} ${south.y + firstRow + row}`);
    }
  }
  return centres;
}

/** Centre of the south-west cell of the grid of 1 m cells. */
function gridOf({ manifest: { bounds } }: City): { readonly x: number; readonly y: number } {
  return { x: Math.floor(bounds.minX / 32) * 32 + 0.5, y: Math.floor(bounds.minY) + 0.5 };
}

function cameraOf(proposal: CoverProposal): Device {
  const { model, x, y, heightMeters, headingDegrees, tiltDegrees, focalLengthMillimeters } = proposal;
  const found = findModel(null, model);
  if (found?.kind !== 'camera') throw new Error(`${model} is no camera`);
  const pose = { x, y, heightMeters, headingDegrees, tiltDegrees, focalLengthMillimeters };
  return deviceSchema.parse({ kind: 'camera', id: 'proposal', name: 'Proposal', sensor: found.sensor, model, ...pose });
}

const cities = [
  ['the demo city', demoCity, true],
  ['Helsinki', helsinki, realDataPresent],
] as const;

describe.each(cities)('sums of a plan in %s', (_name, read, present) => {
  let city: City;
  beforeAll(async () => {
    if (present) city = await read();
  });
  const request = { category: 1, regionId: null, leastSquareMeters: 25, limit: 12 };

  test.skipIf(!present)('agree however the devices came, and with what the devices see', () => {
    const plan = planOf(city);
    const devices = someDevices(city);
    const engine = engineWith(city, plan);
    const coverage = engine.compute(devices);
    engine.merge(2, coverage, devices, []);
    const moved = devices.slice(0, 8).map((device) => ({ ...device, x: device.x + 3, y: device.y - 2 }));
    const before = engine.change({ revision: 3, put: moved, removed: ['camera/20', 'alpr/3'] });
    const back = engine.change({ revision: 4, put: [...devices.slice(0, 8), devices[20], devices[27]], removed: [] });

    const other = engineWith(city, plan);
    const { goals, score, totals } = other.change({ revision: 2, put: devices.toReversed(), removed: [] });
    expect(back.goals).toEqual(goals);
    expect(back.score).toBe(score);
    expect(before.goals).not.toEqual(goals);

    const [whole] = goals;
    expect(whole.whole).toBe(engine.groundCells);
    expect(whole.achieved).toBeCloseTo((100 * totals.cells[1]) / engine.groundCells, 9);
    const seen = new Set(
      coverage.filter(({ layer }) => layer === 'density').flatMap((own) => seenCentres(city, own, 1)),
    );
    expect(totals.cells[1]).toBe(seen.size);
    const police = devices.flatMap(({ id, agency, kind }) => (agency === 'police' && kind === 'camera' ? [id] : []));
    const own = new Set(coverage.filter(({ id }) => police.includes(id)).flatMap((one) => seenCentres(city, one, 1)));
    expect(goals[3].achieved).toBeCloseTo((100 * own.size) / engine.groundCells, 9);

    const summary = finished(engine.summarySteps(5));
    expect({ ...summary, revision: 0 }).toEqual({ ...finished(other.summarySteps(6)), revision: 0 });
    for (const { seenSquareMeters, redundantSquareMeters, squareMeters } of summary.regions) {
      seenSquareMeters.forEach((area, index) => {
        expect(area).toBeLessThanOrEqual(index === 0 ? squareMeters : seenSquareMeters[index - 1]);
        expect(redundantSquareMeters[index]).toBeLessThanOrEqual(area);
      });
    }
    expect(summary.groups[0].seenSquareMeters[1]).toBe(own.size);
    for (const { read: probability, factors } of summary.lanes) {
      const { sight, pixels, angle, blur, light, recognition, availability } = factors;
      expect(probability).toBe(sight * pixels * angle * blur * light * recognition * availability);
    }
    const { privacy } = summary;
    expect((100 * privacy.exposedSquareMeters) / privacy.facadeSquareMeters).toBeCloseTo(goals[9].achieved ?? -1, 9);
    expect((100 * privacy.exposedGroundSquareMeters) / privacy.privateGroundSquareMeters).toBeCloseTo(
      goals[10].achieved ?? -1,
      9,
    );
  });

  test.skipIf(!present)('blind spots are unseen, and a proposal gains at least what it promises', () => {
    const plan = planOf(city);
    const devices = someDevices(city);
    const engine = engineWith(city, plan);
    const { totals } = engine.change({ revision: 2, put: devices, removed: [] });
    const spots = finished(engine.blindSpotSteps(request));
    expect(spots).toHaveLength(request.limit);
    for (const { x, y } of spots) {
      expect(engine.inspect(x, y).every(({ seen, category }) => !seen || category < request.category)).toBe(true);
    }
    const other = engineWith(city, plan);
    other.change({ revision: 2, put: devices.toReversed(), removed: [] });
    expect(finished(other.blindSpotSteps(request))).toEqual(spots);

    let tried = 0;
    for (const spot of spots.slice(0, 4)) {
      const [best] = finished(engine.proposalSteps(spot, request));
      if (best === undefined) continue;
      tried += 1;
      expect(best.gainSquareMeters).toBeLessThanOrEqual(spot.squareMeters);
      const more = engine.change({ revision: 3, put: [cameraOf(best)], removed: [] });
      expect(more.totals.cells[1] - totals.cells[1]).toBeGreaterThanOrEqual(best.gainSquareMeters);
      engine.change({ revision: 4, put: [], removed: ['proposal'] });
    }
    expect(tried).toBeGreaterThan(0);
  });
});
