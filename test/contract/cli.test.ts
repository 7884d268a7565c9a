import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import { importReportSchema } from '#model/import-report.ts';
import { coverageResultSchema } from '#model/results/coverage.ts';
import { solidTriangles } from '#scene/glb/solid-triangles.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { cameraWith, scenarioWith } from '../fixtures/cameras.ts';
import { sightlineIn, sightlineProgram } from '../fixtures/sightline-command.ts';

let folder: string;

/** Several run at once: most of a short command's time is its start. */
const sightline = (...args: string[]) => sightlineIn(folder, ...args);

/** Two houses, a street and a lamp around 7.42° E, 43.738° N. */
const town = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="hand">
 <bounds minlat="43.736" minlon="7.418" maxlat="43.740" maxlon="7.422"/>
 <node id="1" lat="43.7380" lon="7.4200"/><node id="2" lat="43.7380" lon="7.4203"/>
 <node id="3" lat="43.7382" lon="7.4203"/><node id="4" lat="43.7382" lon="7.4200"/>
 <node id="5" lat="43.7385" lon="7.4200"/><node id="6" lat="43.7385" lon="7.4204"/>
 <node id="7" lat="43.7387" lon="7.4204"/><node id="8" lat="43.7387" lon="7.4200"/>
 <node id="9" lat="43.7378" lon="7.4190"/><node id="10" lat="43.7378" lon="7.4215"/>
 <node id="11" lat="43.7379" lon="7.4195"><tag k="highway" v="street_lamp"/></node>
 <way id="100"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/><tag k="height" v="12"/></way>
 <way id="101"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="5"/><tag k="building" v="house"/></way>
 <way id="102"><nd ref="9"/><nd ref="10"/><tag k="highway" v="residential"/><tag k="name" v="Rue Longue"/></way>
</osm>
`;

/** A street of so many points that reading it takes a while. */
function endlessTown(points: number): string {
  const nodes = Array.from(
    { length: points },
    (_, i) => `<node id="${1000 + i}" lat="43.73${i % 10}" lon="7.42${i % 7}"/>`,
  );
  return town.replace('</osm>', `${nodes.join('\n')}\n</osm>`);
}

/** 1920 px, HFOV 74°, looking north-east from the middle of the town; `changes` may be wrong on purpose. */
function camera(id: string, changes: Record<string, unknown> = {}) {
  const sensor = { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6, heightMillimeters: 3.375 };
  const aim = { heightMeters: 5, headingDegrees: 60, tiltDegrees: 10 };
  const mounting = { kind: 'free', featureId: null } as const;
  return { ...cameraWith({ id, name: `Camera ${id}`, x: -30, y: -10, ...aim, sensor, mounting }), ...changes };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-cli-'));
  writeFileSync(join(folder, 'town.osm'), town);
  const made = await sightline('import', 'town.osm', '--out', 'town.zip', '--name', 'Little town');
  if (made.code !== 0) throw new Error(made.err);
  const outcome = await readScenePackage(new Uint8Array(readFileSync(join(folder, 'town.zip'))));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  const { id, name, origin } = outcome.value.manifest;
  const plan = {
    ...scenarioWith([], { id: 'plan', name: 'Plan', scene: { id, name, origin } }),
    devices: [camera('a'), camera('b', { headingDegrees: 20 })],
  };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan, null, 2));
  writeFileSync(
    join(folder, 'nan.json'),
    JSON.stringify(plan, null, 2).replace('"headingDegrees": 60', '"headingDegrees": NaN'),
  );
  writeFileSync(join(folder, 'lost.json'), JSON.stringify({ ...plan, scene: { ...plan.scene, id: 'elsewhere' } }));
  writeFileSync(join(folder, 'cut.zip'), readFileSync(join(folder, 'town.zip')).subarray(0, 900));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent('sightline', () => {
  it('prints its commands and ends well', async () => {
    const { code, out, err } = await sightline('--help');
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const name of ['import', 'export', 'validate', 'coverage', 'serve']) expect(out).toContain(name);
    expect((await sightline()).out).toBe(out);
  });

  it.each(['import', 'export', 'validate', 'coverage', 'serve'])('explains %s', async (name) => {
    const { code, out } = await sightline(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: sightline ${name}`);
  });

  it.each([
    [['fly'], 'command line'],
    [['import'], 'command line'],
    [['import', 'town.osm', '--colour'], 'command line'],
    [['export', 'town.zip'], 'command line'],
    [['coverage', 'plan.json', '--cell', '3'], 'command line'],
    [['coverage', 'plan.json', '--workers', '-1'], 'command line'],
    [['serve', '--port', '70000'], 'command line'],
    [['import', 'missing.osm'], 'missing.osm'],
    [['import', 'cut.zip'], 'cut.zip'],
    [['import', '.'], '.'],
    [['import', 'town.osm', '--out', 'nowhere/town.zip'], 'nowhere/town.zip'],
    [['import', 'town.osm', '--out', 'x.zip', '--name', ' '], '--name'],
    [['coverage', 'town.zip'], 'town.zip'],
    [['coverage', 'nan.json'], 'nan.json:'],
    [['coverage', 'lost.json'], 'lost.json'],
    [['coverage', 'plan.json', '--scene', 'plan.json'], 'plan.json'],
    [['validate', 'nan.json'], 'nan.json:'],
  ])('%j ends with 2 and one line that names the place', async (args, place) => {
    const { code, out, err } = await sightline(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    const lines = err
      .trimEnd()
      .split('\n')
      .filter((line) => line.startsWith('error: '));
    expect(lines).toHaveLength(1);
    expect(err.trimEnd().endsWith(lines[0])).toBe(true);
    expect(lines[0].startsWith(`error: ${place}`)).toBe(true);
    expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe.concurrent('sightline import', () => {
  it('prints the report as JSON and nothing else', async () => {
    const { code, out } = await sightline('import', 'town.osm', '--json');
    expect(code).toBe(0);
    const report = importReportSchema.parse(JSON.parse(out));
    expect(report.counts).toMatchObject({ buildingWays: 2, buildingWaysComplete: 2, highways: 1, streetLamps: 1 });
    expect(report.guessedHeightShare).toBe(0.5);
  });

  it('prints the report as text', async () => {
    const { code, out } = await sightline('import', 'town.osm');
    expect(code).toBe(0);
    expect(out).toContain('buildingWays');
    expect(out).toContain('way/101');
  });

  it('writes the same package each time, as a file or as a folder', async () => {
    expect((await sightline('import', 'town.osm', '--out', 'again.zip', '--name', 'Little town')).code).toBe(0);
    expect(readFileSync(join(folder, 'again.zip'))).toEqual(readFileSync(join(folder, 'town.zip')));
    expect((await sightline('import', 'town.osm', '--out', 'unpacked/', '--name', 'Little town')).code).toBe(0);
    expect(readdirSync(join(folder, 'unpacked')).sort()).toEqual([
      'buildings.geojson',
      'mounts.geojson',
      'scene.json',
      'streets.geojson',
    ]);
    expect((await sightline('export', 'unpacked', '--package', 'packed.zip')).code).toBe(0);
    expect(readFileSync(join(folder, 'packed.zip'))).toEqual(readFileSync(join(folder, 'town.zip')));
    // Tests of this file run side by side: other files may be half written just now.
    const own = readdirSync(folder).filter((name) => /^(again|packed|unpacked)/.test(name));
    expect(own.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('ends with 130 when it is interrupted, and leaves no file behind', async () => {
    writeFileSync(join(folder, 'endless.osm'), endlessTown(150_000));
    const child = spawn(process.execPath, [sightlineProgram, 'import', 'endless.osm', '--out', 'endless.zip'], {
      cwd: folder,
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (err === '') child.kill('SIGINT');
      err += chunk;
    });
    const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status)));
    expect(code).toBe(130);
    expect(err).not.toContain('error');
    expect(readdirSync(folder).filter((name) => name.startsWith('endless.zip'))).toEqual([]);
  });
});

describe.concurrent('sightline export', () => {
  it('writes the solids of a package and of raw files alike', async () => {
    expect((await sightline('export', 'town.zip', '--glb', 'town.glb')).code).toBe(0);
    expect((await sightline('export', 'town.osm', '--glb', 'raw.glb')).code).toBe(0);
    const glb = readFileSync(join(folder, 'town.glb'));
    expect(glb.subarray(0, 4).toString()).toBe('glTF');
    const outcome = await readScenePackage(new Uint8Array(readFileSync(join(folder, 'town.zip'))));
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    const json = JSON.parse(glb.subarray(20, 20 + glb.readUInt32LE(12)).toString()) as {
      accessors: { count: number }[];
    };
    expect(json.accessors[3].count).toBe(solidTriangles(outcome.value).indices.length);
    const binaryOf = (file: Buffer) => file.subarray(20 + file.readUInt32LE(12));
    expect(binaryOf(readFileSync(join(folder, 'raw.glb')))).toEqual(binaryOf(glb));
  });
});

describe.concurrent('sightline export to other programs', () => {
  it('writes every layer as GeoJSON and FlatGeobuf, all in one file, and CityJSON, in one run', async () => {
    const formats = ['--geojson', 'layers/', '--flatgeobuf', 'fgb', '--cityjson', 'town.city.json'];
    expect((await sightline('export', 'town.zip', ...formats)).code).toBe(0);
    expect(readdirSync(join(folder, 'layers')).sort()).toEqual([
      'buildings.geojson',
      'mounts.geojson',
      'streets.geojson',
    ]);
    expect(readdirSync(join(folder, 'fgb')).sort()).toEqual(['buildings.fgb', 'mounts.fgb', 'streets.fgb']);
    expect((await sightline('export', 'town.zip', '--geojson', 'town.geojson')).code).toBe(0);
    const all = JSON.parse(readFileSync(join(folder, 'town.geojson'), 'utf8')) as {
      attribution: string;
      licence: string;
      features: { properties: { sceneLayer: string } }[];
    };
    expect(all.features.map(({ properties }) => properties.sceneLayer)).toEqual([
      ...['buildings', 'buildings', 'streets', 'mounts'],
    ]);
    expect(all.attribution).toContain('OpenStreetMap');
    expect(all.licence).toBe('ODbL-1.0');
  });

  it('says which file it cannot write where the ground is level', async () => {
    const { code, err } = await sightline('export', 'town.zip', '--geotiff', 'ground.tif');
    expect(code).toBe(2);
    expect(err).toContain('error: ground.tif: This city stands on level ground');
    expect(existsSync(join(folder, 'ground.tif'))).toBe(false);
  });

  it('writes CityJSON that it reads again at the same place and height', async () => {
    expect((await sightline('export', 'town.zip', '--cityjson', 'again.city.json')).code).toBe(0);
    expect((await sightline('import', 'again.city.json', '--out', 'back.zip')).code).toBe(0);
    const [town, back] = await Promise.all(
      ['town.zip', 'back.zip'].map(async (name) => {
        const outcome = await readScenePackage(new Uint8Array(readFileSync(join(folder, name))));
        if (!outcome.ok) throw new Error(outcome.problem.sentence);
        return outcome.value;
      }),
    );
    expect(back.buildings.map(({ id, heightMeters }) => [id, heightMeters])).toEqual(
      town.buildings.map(({ id, heightMeters }) => [id, heightMeters]),
    );
    for (let row = 0; row < 2; row += 1) {
      const [here, there] = [town, back].map(({ manifest, prisms }) => {
        const at = 2 * prisms.vertexStart[prisms.ringStart[row]];
        const ring = prisms.xy.subarray(at, 2 * prisms.vertexStart[prisms.ringStart[row] + 1]);
        const middle = [0, 1].map((axis) => ring.reduce((sum, value, i) => sum + (i % 2 === axis ? value : 0), 0));
        const [x, y] = middle.map((sum) => (2 * sum) / ring.length);
        return createFrame(manifest.origin).toGeographic(x, y);
      });
      // 1e-7 of a degree is a centimetre.
      expect(there[0]).toBeCloseTo(here[0], 7);
      expect(there[1]).toBeCloseTo(here[1], 7);
      expect(back.prisms.topZ[row] - back.prisms.baseZ[row]).toBeCloseTo(
        town.prisms.topZ[row] - town.prisms.baseZ[row],
        2,
      );
    }
  });
});

describe.concurrent('sightline validate', () => {
  it('says what each good file is', async () => {
    const { code, out, err } = await sightline('validate', 'plan.json', 'town.zip', 'town.osm');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out.trimEnd().split('\n')).toEqual([
      'plan.json: ok, scenario “Plan” with 2 devices on the scene “Little town”',
      'town.zip: ok, scene “Little town” with 2 buildings and 1 street',
      'town.osm: ok, scene “Town” with 2 buildings and 1 street',
    ]);
  });

  it('goes on after a bad file, and tells all verdicts as JSON', async () => {
    const { code, out, err } = await sightline('validate', '--json', 'nan.json', 'plan.json');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: nan\.json:\d+: This is not valid JSON: “NaN”/);
    expect(JSON.parse(out)).toMatchObject([
      { file: 'nan.json', ok: false, problem: { code: 'json-syntax' } },
      { file: 'plan.json', ok: true, problem: null },
    ]);
  });
});

describe.concurrent('sightline coverage', () => {
  it('prints the result as JSON and nothing else, the same for any number of threads', async () => {
    const inline = await sightline('coverage', 'plan.json', '--json', '--workers', '0');
    expect(inline.code).toBe(0);
    const result = coverageResultSchema.parse(JSON.parse(inline.out));
    expect(result.devices.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'ok'],
      ['b', 'ok'],
    ]);
    expect(result.together.cells[0]).toBeGreaterThan(100);
    expect((await sightline('coverage', 'plan.json', '--json', '--workers', '2')).out).toBe(inline.out);
  });

  it('prints a table with every camera and category, and takes the scene that it is given', async () => {
    const found = await sightline('coverage', 'plan.json');
    const named = await sightline('coverage', 'plan.json', '--scene', 'town.osm');
    expect(found.code).toBe(0);
    for (const words of ['Camera a', 'Camera b', 'Scrutinise', 'Together', 'IEC 62676-4:2025', 'OpenStreetMap']) {
      expect(found.out).toContain(words);
    }
    const hash = (out: string) => /Hash of the picture: ([0-9a-f]{64})/.exec(out)?.[1];
    expect(hash(found.out)).toBeDefined();
    expect(hash(named.out)).toBe(hash(found.out));
  });

  it('counts smaller cells where it is asked to', async () => {
    const cells = async (size: string) => {
      const result = coverageResultSchema.parse(
        JSON.parse((await sightline('coverage', 'plan.json', '--json', '--cell', size)).out),
      );
      expect(result.cellMeters).toBe(Number(size));
      return result.together.areasSquareMeters[0];
    };
    expect((await cells('0.5')) / (await cells('1'))).toBeCloseTo(1, 1);
  });
});

it('the command line and the library write the same package', async () => {
  const bytes = new Uint8Array(readFileSync(join(folder, 'town.zip')));
  const outcome = await readScenePackage(bytes);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  expect(writeScenePackage(outcome.value)).toEqual(bytes);
  expect(existsSync(join(folder, 'town.zip'))).toBe(true);
});
