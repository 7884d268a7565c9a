import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import type { Device } from '#model/device.ts';
import { readScenario } from '#model/read-scenario.ts';
import { coverageResultSchema } from '#model/results/coverage.ts';
import { type Scenario, scenarioSchema, scenarioVersion } from '#model/scenario.ts';
import { scenarioJsonSchema } from '#model/scenario-json-schema.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { gdalPresent } from '../../scripts/ensure-gdal.ts';
import { sightlineIn } from '../fixtures/sightline-command.ts';

const gdal = gdalPresent();
let folder: string;
let base: Scenario;

const sightline = (...args: string[]) => sightlineIn(folder, ...args);

/** A crossroads without slopes: one house of 12 m around 7.42° E, 43.738° N, a street, a camera that is mapped. */
const town = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="hand">
 <bounds minlat="43.737" minlon="7.419" maxlat="43.739" maxlon="7.421"/>
 <node id="1" lat="43.7380" lon="7.4200"/><node id="2" lat="43.7380" lon="7.4203"/>
 <node id="3" lat="43.7382" lon="7.4203"/><node id="4" lat="43.7382" lon="7.4200"/>
 <node id="9" lat="43.7378" lon="7.4190"/><node id="10" lat="43.7378" lon="7.4209"/>
 <node id="12" lat="43.7385" lon="7.4195"><tag k="man_made" v="surveillance"/><tag k="surveillance:type" v="camera"/><tag k="camera:direction" v="180-220"/></node>
 <way id="100"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/><tag k="height" v="12"/></way>
 <way id="102"><nd ref="9"/><nd ref="10"/><tag k="highway" v="residential"/><tag k="name" v="Rue Longue"/></way>
</osm>
`;

function camera(id: string, fields: Readonly<Record<string, unknown>> = {}): Device {
  const model = findModel(null, 'fixed-4k-4mm');
  if (model === null) throw new Error('no such model');
  const outcome = deviceOfModel(model, { id, name: id, x: -30, y: -10, headingDegrees: 60, ...fields });
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

function write(name: string, change: Partial<Record<keyof Scenario, unknown>>): void {
  writeFileSync(join(folder, name), JSON.stringify({ ...base, ...change }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-plan-'));
  writeFileSync(join(folder, 'town.osm'), town);
  const made = await sightline('import', 'town.osm', '--out', 'town.zip', '--name', 'Town');
  if (made.code !== 0) throw new Error(made.err);
  const outcome = await readScenePackage(new Uint8Array(readFileSync(join(folder, 'town.zip'))));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  const { id, name, origin } = outcome.value.manifest;
  base = scenarioSchema.parse({
    format: 'sightline-scenario',
    version: scenarioVersion,
    id: 'plan',
    name: 'Plan',
    description: '',
    scene: { id, name, origin },
    targetHeightMeters: 1.6,
    assumptions: {},
    devices: [camera('a'), camera('b', { headingDegrees: 20 })],
    goals: [
      { id: 'g1', name: 'Budget', metric: 'capital-cost', scope: { kind: 'city' }, target: 5000, weight: 1 },
      {
        id: 'g2',
        name: 'All at Overview',
        metric: 'area',
        scope: { kind: 'city' },
        category: 'Overview',
        target: 99,
        weight: 1,
      },
    ],
    variants: [
      {
        id: 'less',
        name: 'One camera',
        changes: { devices: { put: [], removed: ['b'] }, goals: { put: [], removed: ['g2'] } },
      },
    ],
  });
  write('plan.json', {});
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('sightline schema', () => {
  it('prints what stands in docs/scenario.schema.json', async () => {
    const { code, out } = await sightline('schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(scenarioJsonSchema());
    const file = readFileSync(fileURLToPath(new URL('../../docs/scenario.schema.json', import.meta.url)), 'utf8');
    expect(JSON.parse(file), 'run node scripts/generate-schema.ts after a change of the scenario').toEqual(
      scenarioJsonSchema(),
    );
  });
});

describe.concurrent('sightline coverage', () => {
  it('ends with 1 where a goal is missed and is asked for, and only then', async () => {
    const [asked, unasked, met] = await Promise.all([
      sightline('coverage', 'plan.json', '--require-goals'),
      sightline('coverage', 'plan.json'),
      sightline('coverage', 'plan.json', '--require-goals', '--variant', 'One camera'),
    ]);
    expect(asked.code).toBe(1);
    expect(asked.out).toMatch(/Budget +3,000 EUR +at most 5,000 EUR +met/);
    expect(asked.out).toMatch(/All at Overview +\d+\.\d % +at least 99\.0 % +missed/);
    expect(asked.out).toBe(unasked.out);
    expect(unasked.code).toBe(0);
    expect(met.code).toBe(0);
    expect(met.out).not.toContain('All at Overview');
  });

  it('tells conditions, costs and a bill', async () => {
    const { code, out } = await sightline(
      'coverage',
      'plan.json',
      '--condition',
      'fog',
      '--costs',
      '--bill',
      'bill.csv',
    );
    expect(code).toBe(0);
    expect(out).toContain('by fog');
    expect(out).toMatch(/Fixed 4K, 4 mm +2 +600 +900 +3,000 +240/);
    expect(readFileSync(join(folder, 'bill.csv'), 'utf8')).toContain('"Fixed 4K, 4 mm",camera,2,600,900,3000,240,EUR');
  });

  it('refuses a variant, a category and a place that there is not', async () => {
    const answers = await Promise.all([
      sightline('coverage', 'plan.json', '--variant', 'more'),
      sightline('coverage', 'plan.json', '--category', 'Identify'),
      sightline('coverage', 'plan.json', '--point', '200,0'),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(answers[0].err).toBe('error: plan.json: This plan has no variant “more”; it has less (One camera).\n');
    expect(answers[1].err).toContain('it has Overview, Outline');
    for (const { out } of answers) expect(out).toBe('');
  });

  it.skipIf(!gdal)('writes a GeoTIFF of which GDAL reads what the JSON tells of its points', async () => {
    const frame = createFrame(base.scene.origin);
    const places = [
      // Within cells: a place on the line between two is in either.
      [-19.6, -3.7],
      [-10.4, 0.3],
      [-28.6, -9.4],
      [30.5, 40.5],
    ].map(([x, y]) => frame.toGeographic(x, y));
    const args = places.flatMap((place) => ['--point', place.join(',')]);
    const { code, out, err } = await sightline('coverage', 'plan.json', '--json', '--geotiff', 'cover.tif', ...args);
    expect(code, err).toBe(0);
    const { points, ...result } = JSON.parse(out) as {
      points: { longitude: number; latitude: number; bestPixelsPerMeter: number; devices: number; category: number }[];
    };
    expect(coverageResultSchema.safeParse(result).success).toBe(true);
    expect(points.some(({ category }) => category > 2)).toBe(true);
    expect(points.some(({ category }) => category === 0)).toBe(true);
    for (const { longitude, latitude, bestPixelsPerMeter, devices, category } of points) {
      const location = ['-valonly', '-wgs84', 'cover.tif', String(longitude), String(latitude)];
      const values = execFileSync('gdallocationinfo', location, { cwd: folder, encoding: 'utf8' });
      const [best, count, index] = values.trim().split('\n').map(Number);
      expect(best).toBeCloseTo(Math.fround(bestPixelsPerMeter), 5);
      expect([count, index]).toEqual([devices, category]);
    }
  });
});

describe.concurrent('sightline validate', () => {
  it('names the device, model, reference or number that a plan cannot have', async () => {
    const [a] = base.devices;
    write('inside.json', { devices: [camera('in', { x: 12, y: 10, name: 'Indoor' })] });
    write('model.json', { devices: [{ ...a, model: 'brand-x' }] });
    write('phase.json', { devices: [{ ...a, phase: 'P9' }] });
    write('many.json', { devices: Array.from({ length: 50_000 }, (_, index) => ({ ...a, id: String(index) })) });
    writeFileSync(
      join(folder, 'nan.json'),
      readFileSync(join(folder, 'plan.json'), 'utf8').replace('"headingDegrees":60', '"headingDegrees":NaN'),
    );
    const expected: Readonly<Record<string, RegExp>> = {
      'inside.json': /^error: inside\.json:devices\[0\]: Indoor: The camera stands inside building way\/100/,
      'model.json': /^error: model\.json:devices\[0\]\.model: a refers to the catalogue model “brand-x”/,
      'phase.json': /^error: phase\.json:devices\[0\]\.phase: .*“P9”/,
      'many.json': /^error: many\.json:devices: devices must have at most 20000 entries/,
      'nan.json': /^error: nan\.json:1: This is not valid JSON: “NaN” is no number/,
    };
    await Promise.all(
      Object.entries(expected).map(async ([name, words]) => {
        const { code, err } = await sightline('validate', name);
        expect(code, name).toBe(2);
        expect(err, name).toMatch(words);
        expect(err.trimEnd().split('\n').length, name).toBe(1);
      }),
    );
  });
});

describe.concurrent('sightline devices', () => {
  function devicesOf(name: string): readonly Device[] {
    const outcome = readScenario(readFileSync(join(folder, name), 'utf8'), name);
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    return outcome.value.devices;
  }

  it.each(['csv', 'geojson'])('go out as %s and come back', async (format) => {
    expect((await sightline('devices', 'export', 'plan.json', `--${format}`, `out.${format}`)).code).toBe(0);
    write(`empty-${format}.json`, { devices: [], variants: [], goals: [] });
    const back = await sightline(
      'devices',
      'import',
      `empty-${format}.json`,
      `out.${format}`,
      '--out',
      `back-${format}.json`,
    );
    expect(back.code, back.err).toBe(0);
    expect(devicesOf(`back-${format}.json`)).toEqual(base.devices);
  });

  it('are asked about, mapped, and left out with their line', async () => {
    writeFileSync(join(folder, 'sites.csv'), 'No,LON,LAT,Azimuth\n1,7.4195,43.7375,NE\n2,,,\n');
    const asked = JSON.parse((await sightline('devices', 'import', 'plan.json', 'sites.csv', '--questions')).out) as {
      guess: { columns: Record<string, string> };
    };
    expect(asked.guess.columns).toEqual({ longitude: 'LON', latitude: 'LAT', headingDegrees: 'Azimuth' });
    const { code, out, err } = await sightline(
      'devices',
      'import',
      'plan.json',
      'sites.csv',
      '--map',
      'id=No',
      '--out',
      'more.json',
    );
    expect(code, err).toBe(0);
    expect(out).toContain('1 devices read, 1 rows left out');
    expect(err).toBe('left out: sites.csv:3: This row has no coordinates.\n');
    expect(devicesOf('more.json').at(-1)).toMatchObject({ id: '1', headingDegrees: 45 });
  });

  it('are taken over from the scene’s own surveillance', async () => {
    const { code, err } = await sightline('devices', 'import', 'plan.json', '--surveillance', '--out', 'old.json');
    expect(code, err).toBe(0);
    expect(devicesOf('old.json').at(-1)).toMatchObject({ id: 'node/12', state: 'existing', headingDegrees: 200 });
  });

  it('need a table or the scene', async () => {
    expect((await sightline('devices', 'import', 'plan.json')).code).toBe(2);
    expect((await sightline('devices', 'import', 'plan.json', 'no.csv')).code).toBe(2);
    const { code, err } = await sightline('devices');
    expect(code).toBe(2);
    expect(err).toBe('error: command line: it needs one of its commands; see sightline --help\n');
  });
});
