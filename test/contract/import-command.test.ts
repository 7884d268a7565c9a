import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importReportSchema } from '../../src/model/import-report.ts';

const program = resolve('cli/sightline.mjs');
const folder = mkdtempSync(join(tmpdir(), 'sightline-import-'));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function sightline(...args: string[]): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [program, 'import', ...args], { cwd: folder }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** A square of about 20 m, `east` steps of about 70 m from the first. */
function house(id: number, east: number, properties: object) {
  const x = 10 + east * 0.001;
  const ring = [
    [x, 50],
    [x + 0.0003, 50],
    [x + 0.0003, 50.0002],
    [x, 50.0002],
    [x, 50],
  ];
  return { type: 'Feature', id, geometry: { type: 'Polygon', coordinates: [ring] }, properties };
}

beforeAll(() => {
  const write = (name: string, features: object[]) =>
    writeFileSync(join(folder, name), JSON.stringify({ type: 'FeatureCollection', features }));
  write('map.geojson', [house(1, 0, { building: 'yes', height: 8 }), house(2, 1, { building: 'yes', height: 9 })]);
  write('survey.geojson', [house(7, 0, { ridge_level: 40 }), house(8, 2, { ridge_level: 50 })]);
  writeFileSync(join(folder, 'people.csv'), 'osm_id,residents\n1,12\n9,5\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

const survey = 'survey.geojson:role=buildings,height=ridge_level,heightUnit=ft,measured=true';

describe.concurrent('sightline import with mappings', () => {
  it('tells every format and every key', async () => {
    const { code, out } = await sightline('--help');
    expect(code).toBe(0);
    for (const word of ['CityJSON', 'Shapefile', 'FlatGeobuf', 'GTFS', 'SUMO', 'defaultHeight', '--origin', '--bbox'])
      expect(out).toContain(word);
  });

  it('prints what would be asked, and nothing else', async () => {
    const { code, out, err } = await sightline('map.geojson', 'survey.geojson', '--questions');
    expect(code).toBe(0);
    expect(err).toBe('');
    const questions = JSON.parse(out) as { properties: object[] }[];
    expect(questions).toMatchObject([
      { file: 'map.geojson', features: 2, geometry: 'polygons', guess: { role: 'buildings', height: 'height' } },
      { file: 'survey.geojson', features: 2 },
    ]);
    expect(questions[1].properties).toContainEqual({
      name: 'ridge_level',
      type: 'number',
      filled: 2,
      examples: ['40', '50'],
    });
  });

  it('merges what it is told to be measured, in feet, in either order', async () => {
    for (const files of [
      ['map.geojson', 'survey.geojson'],
      ['survey.geojson', 'map.geojson'],
    ]) {
      const { code, out } = await sightline(...files, '--map', survey, '--json');
      expect(code).toBe(0);
      const report = importReportSchema.parse(JSON.parse(out));
      expect(report.counts).toMatchObject({ buildingsMerged: 1, sceneBuildings: 3 });
      const measured = report.sources.find(({ name }) => name === 'survey.geojson');
      expect(measured?.mapping).toContain('Height: property ridge_level, feet; measured.');
    }
  });

  it('takes the same from a file', async () => {
    const { out } = await sightline('survey.geojson', '--questions');
    const [{ guess }] = JSON.parse(out) as { guess: object }[];
    const mapping = { ...guess, role: 'buildings', height: 'ridge_level', heightUnit: 'ft' };
    writeFileSync(
      join(folder, 'options.json'),
      JSON.stringify({ mappings: { 'survey.geojson': mapping }, localOrigin: null }),
    );
    const { code, out: text } = await sightline('survey.geojson', '--mapping', 'options.json');
    expect(code).toBe(0);
    expect(text).toContain('Height: property ridge_level, feet.');
  });

  it.each([
    [['map.geojson', '--map', 'map.geojson:colour=red'], 'error: command line: '],
    [['map.geojson', '--map', 'other.geojson:role=sites'], 'error: --map: '],
    [['map.geojson', '--map', 'map.geojson:role=castles'], 'error: --map: '],
    [['map.geojson', '--mapping', 'people.csv'], 'error: people.csv:1: '],
    [['map.geojson', '--origin', 'here'], 'error: command line: '],
    [[], 'error: command line: '],
  ] as const)('%j ends with 2 and one line', async (args, start) => {
    const { code, out, err } = await sightline(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.trimEnd().split('\n').at(-1)?.startsWith(start)).toBe(true);
  });
});
