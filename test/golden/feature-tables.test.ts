import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrismTable } from '#model/city.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { SourceMapping, SourceQuestion } from '#model/source-mapping.ts';
import { growBounds } from '../../src/scene/assemble/clip-line.ts';
import { ImportNotes } from '../../src/scene/assemble/import-notes.ts';
import { placeScene } from '../../src/scene/assemble/place-scene.ts';
import type { SourceLayers } from '../../src/scene/sources/source-reader.ts';
import type { TableOpener } from '../../src/scene/tables/feature-table.ts';
import { openCsv } from '../../src/scene/tables/open-csv.ts';
import { openFlatgeobuf } from '../../src/scene/tables/open-flatgeobuf.ts';
import { openGeojson } from '../../src/scene/tables/open-geojson.ts';
import { openShapefile } from '../../src/scene/tables/open-shapefile.ts';
import { tableReader } from '../../src/scene/tables/table-source.ts';
import { realData, realDataPresent } from '../real-data.ts';

const sheffield: GeographicBox = { west: -1.61, south: 53.3, east: -1.3, north: 53.46 };
const detroit: GeographicBox = { west: -83.27, south: 42.27, east: -82.93, north: 42.45 };

interface Read {
  readonly question: SourceQuestion;
  readonly source: SourceLayers;
  readonly notes: ImportNotes;
}

/** Reads files of one source into the scene that lies over a box; `change` is put over the guessed mapping. */
async function read(
  open: TableOpener,
  box: GeographicBox,
  paths: readonly string[],
  change: Partial<SourceMapping> = {},
): Promise<Read> {
  const files = paths.map((path) => ({ name: basename(path), blob: new Blob([readFileSync(path)]) }));
  const input = { name: files[0].name, files };
  const reader = tableReader('table', open);
  const probe = await reader.probe(input, null);
  if (!probe.ok || probe.value.question === null) throw new Error('no question');
  const { question } = probe.value;
  const scene = placeScene(box, 1000, 'The box');
  if (!scene.ok) throw new Error(scene.problem.sentence);
  const notes = new ImportNotes();
  const placement = {
    frame: scene.value.frame,
    reach: growBounds(scene.value.bounds, 250),
    terrain: null,
    source: 0,
    localOrigin: null,
  };
  const work = reader.read(input, { ...question.guess, ...change }, placement, notes);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return { question, source: next.value.value, notes };
}

describe.skipIf(!realDataPresent)('feature tables of real cities', () => {
  const city = (name: string) => realData(`city_sheffield/${name}.geojson`);

  it('reads the buildings of Sheffield and tells the heights that are only a default', async () => {
    const { question, source, notes } = await read(openGeojson, sheffield, [city('buildings')]);
    expect(question.features).toBe(12_423);
    expect(question.guess).toMatchObject({ role: 'buildings', height: 'height', heightUnit: 'm', defaultHeight: 8 });
    expect(question.reasons.some((reason) => reason.startsWith('9773 of 12423'))).toBe(true);
    const { buildings, prisms } = source.layers;
    // Eight of them stand twice in the file, all with the default.
    expect(buildings).toHaveLength(12_415);
    expect(notes.count('dropped', 'building')).toBe(8);
    expect(buildings.filter(({ heightSource }) => heightSource === 'default')).toHaveLength(9773 - 8);
    expect(buildings.filter(({ heightSource }) => heightSource === 'height')).toHaveLength(12_423 - 9773);
    expect(new Set(prisms.building).size).toBe(12_415);
  });

  it('reads trees, cameras, crimes and points of air quality of Sheffield', async () => {
    const trees = await read(openGeojson, sheffield, [city('trees')]);
    expect(trees.question.guess.role).toBe('trees');
    expect(trees.source.layers.trees).toHaveLength(3790);
    const cameras = await read(openGeojson, sheffield, [city('cctv')]);
    expect(cameras.question.guess.role).toBe('surveillance');
    expect(cameras.source.layers.surveillance).toHaveLength(212);
    const crimes = await read(openGeojson, sheffield, [city('crime')]);
    expect(crimes.question.guess).toMatchObject({ role: 'demand', weight: null, weightUnit: 'incidents' });
    const inScene = crimes.source.layers.demand.length;
    expect(inScene + crimes.notes.count('dropped', 'demand')).toBe(6904);
    expect(inScene).toBe(6904);
    const air = await read(openGeojson, sheffield, [city('air')], { role: 'sites' });
    expect(air.question.guess.role).toBe('ignore');
    expect(air.source.layers.sites).toHaveLength(63);
  });

  it('reads the sites of Detroit, whose columns Lat and Long stand the other way round', async () => {
    const green = await read(openCsv, detroit, [realData('cameras_detroit/Project_Green_Light_Locations.csv')]);
    expect(green.question.features).toBe(766);
    expect(green.question.guess).toMatchObject({ role: 'sites', x: 'X', y: 'Y', name: 'business_name' });
    expect(green.source.layers.sites.length + green.notes.count('dropped', 'site')).toBe(766);
    const fire = await read(openCsv, detroit, [realData('cameras_detroit/DFD_Fire_Station_Locations.csv')]);
    expect(fire.question.guess).toMatchObject({ role: 'sites', x: 'X', y: 'Y' });
    expect(fire.question.reasons.some((reason) => reason.includes('the other way round'))).toBe(true);
    expect(fire.source.layers.sites).toHaveLength(39);
    expect(new Set(fire.source.layers.sites.map(({ kind }) => kind))).toEqual(new Set(['fire_station']));
  });

  it('takes the weights of Bad Hersfeld as rows about buildings', async () => {
    const weights = await read(openCsv, detroit, [realData('osm_badhersfeld/osm_buildings.all.csv')]);
    expect(weights.question.guess).toMatchObject({
      role: 'demand',
      joinBuilding: 'Poly',
      weight: 'Weight',
      weightUnit: 'share',
    });
    const { joins } = weights.source;
    expect(joins).toHaveLength(11_270);
    expect(joins.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6);
  });
});

function hasOgr(): boolean {
  try {
    execFileSync('ogr2ogr', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('notice: tests with ogr2ogr are skipped; install gdal-bin.');
    return false;
  }
}

describe.skipIf(!realDataPresent || !hasOgr())('one table in several systems and formats', () => {
  const buildings = realData('city_sheffield/buildings.geojson');
  // As the coordinate system 27700 is in PROJ without its grid of shifts.
  const british =
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs';
  let folder = '';
  const inFolder = (name: string) => join(folder, name);
  const convert = (...parts: string[]) => execFileSync('ogr2ogr', parts, { stdio: 'ignore', timeout: 60_000 });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'feature-tables-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the same solids within 2 mm from WGS 84, Web Mercator and the British grid', async () => {
    const precise = ['-lco', 'COORDINATE_PRECISION=9'];
    convert('-t_srs', 'EPSG:3857', ...precise, inFolder('mercator.geojson'), buildings);
    convert('-t_srs', british, ...precise, inFolder('british.geojson'), buildings);
    const reference = (await read(openGeojson, sheffield, [buildings])).source.layers;
    const others: readonly (readonly [string, Partial<SourceMapping>])[] = [
      ['mercator.geojson', {}],
      ['british.geojson', { coordinateSystem: 'EPSG:27700' }],
    ];
    for (const [name, change] of others) {
      const { layers } = (await read(openGeojson, sheffield, [inFolder(name)], change)).source;
      expect(layers.buildings).toHaveLength(reference.buildings.length);
      expect(farthest(reference.prisms, layers.prisms)).toBeLessThan(0.002);
      expect(layers.prisms.topZ).toEqual(reference.prisms.topZ);
    }
  });

  it('gives the same solids from Shapefile and FlatGeobuf as from GeoJSON', async () => {
    convert('-limit', '500', inFolder('few.geojson'), buildings);
    convert('-t_srs', british, inFolder('few.shp'), inFolder('few.geojson'));
    convert('-t_srs', 'EPSG:32630', '-lco', 'SPATIAL_INDEX=NO', inFolder('few.fgb'), inFolder('few.geojson'));
    const reference = (await read(openGeojson, sheffield, [inFolder('few.geojson')])).source.layers;
    const parts = ['few.shp', 'few.dbf'].map(inFolder);
    const shape = await read(openShapefile, sheffield, parts, { coordinateSystem: 'EPSG:27700' });
    const flat = await read(openFlatgeobuf, sheffield, [inFolder('few.fgb')]);
    for (const { layers } of [shape.source, flat.source]) {
      expect(layers.buildings.map(({ heightMeters }) => heightMeters)).toEqual(
        reference.buildings.map(({ heightMeters }) => heightMeters),
      );
      expect(farthest(reference.prisms, layers.prisms)).toBeLessThan(0.002);
    }
  });

  it('says in which system coordinates may be where none is named', async () => {
    const text = readFileSync(inFolder('british.geojson'), 'utf8').replace(/"crs":\s*\{[^}]*\}\s*\},?/, '');
    const file = { name: 'nowhere.geojson', blob: new Blob([text]) };
    const reader = tableReader('GeoJSON', openGeojson);
    const asked = await reader.probe({ name: file.name, files: [file] }, null);
    expect(
      asked.ok && asked.value.extent === null && /are no degrees.*EPSG/.test(asked.value.question?.reasons[0] ?? ''),
    ).toBe(true);
    const guess = asked.ok ? (asked.value.question?.guess ?? null) : null;
    const settled = await reader.probe({ name: file.name, files: [file] }, guess);
    expect(settled.ok ? null : settled.problem.code).toBe('coordinates-not-of-system');
  });
});

/**
 * How far the outlines of two tables lie apart, prism by prism: from each corner of one to the nearest point of the other's
 * boundary, both ways. Corners themselves may differ in number: rounding to the grid makes some of them straight.
 */
function farthest(a: PrismTable, b: PrismTable): number {
  expect(b.count).toBe(a.count);
  let worst = 0;
  for (let row = 0; row < a.count; row += 1) {
    const edges = [edgesOf(a, row), edgesOf(b, row)];
    for (const [of, to] of [edges, [...edges].reverse()]) {
      for (const [x, y] of of) worst = Math.max(worst, Math.min(...to.map((edge) => distance(x, y, edge))));
    }
  }
  return worst;
}

type Edge = readonly [ax: number, ay: number, bx: number, by: number];

function edgesOf({ ringStart, vertexStart, xy }: PrismTable, row: number): Edge[] {
  const edges: Edge[] = [];
  for (let ring = ringStart[row]; ring < ringStart[row + 1]; ring += 1) {
    const [from, to] = [vertexStart[ring], vertexStart[ring + 1]];
    for (let i = from, j = to - 1; i < to; j = i, i += 1)
      edges.push([xy[2 * i], xy[2 * i + 1], xy[2 * j], xy[2 * j + 1]]);
  }
  return edges;
}

function distance(x: number, y: number, [ax, ay, bx, by]: Edge): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
