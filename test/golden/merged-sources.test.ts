import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FeatureCollection, Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { coordinateSystemOfEpsg } from '#geo/coordinate-system.ts';
import { createFrame } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import type { SourceFile } from '#model/import-job.ts';
import type { ImportReport } from '#model/import-report.ts';
import { defaultImportOptions, emptyMapping, type ImportOptions, type SourceMapping } from '#model/source-mapping.ts';
import { importFiles, inspectFiles } from '#scene/import-files.ts';
import { realData, realDataPresent } from '../real-data.ts';

interface Imported {
  readonly city: City;
  readonly report: ImportReport;
}

function real(path: string): SourceFile {
  return { name: basename(path), blob: new Blob([readFileSync(realData(path))]) };
}

function written(name: string, value: unknown): SourceFile {
  return { name, blob: new Blob([JSON.stringify(value)]) };
}

async function run(files: readonly SourceFile[], options: ImportOptions = defaultImportOptions): Promise<Imported> {
  const work = importFiles(files, options);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value;
}

function count(report: ImportReport, words: RegExp): number {
  return report.notes.filter(({ sentence }) => words.test(sentence)).reduce((sum, note) => sum + note.count, 0);
}

/** Footprints of whole buildings, 2.5 m higher than they were. */
function raisedFootprints({ buildings, prisms, manifest }: City) {
  const frame = createFrame(manifest.origin);
  const heights = new Map<string, number>();
  const features: object[] = [];
  for (let row = 0; row < prisms.count; row += 1) {
    const { id, structure, isPart, minHeightMeters, heightMeters } = buildings[prisms.building[row]];
    if (structure !== 'building' || isPart || minHeightMeters > 0 || heights.has(id)) continue;
    const rings: Position[][] = [];
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
      const positions: Position[] = [];
      for (let at = prisms.vertexStart[ring]; at < prisms.vertexStart[ring + 1]; at += 1)
        positions.push(frame.toGeographic(prisms.xy[2 * at], prisms.xy[2 * at + 1]));
      rings.push([...positions, positions[0]]);
    }
    heights.set(id, heightMeters + 2.5);
    const geometry = { type: 'Polygon', coordinates: rings };
    features.push({ type: 'Feature', geometry, properties: { id, height: heightMeters + 2.5 } });
  }
  return { heights, file: written('survey.geojson', { type: 'FeatureCollection', features }) };
}

const measured: SourceMapping = { ...emptyMapping, role: 'buildings', height: 'height', measured: true };

describe.skipIf(!realDataPresent)('several sources', () => {
  it('give Helsinki its measured heights on the footprints of the map, in either order', async () => {
    const osm = real('osm_helsinki/helsinki_centre_2019.osm.pbf');
    const alone = await run([osm]);
    const { heights, file } = raisedFootprints(alone.city);
    expect(heights.size).toBeGreaterThan(1_000);
    const options: ImportOptions = { mappings: { 'survey.geojson': measured }, localOrigin: null };
    const merged = await run([osm, file], options);
    expect((await run([file, osm], options)).city.manifest.id).toBe(merged.city.manifest.id);
    expect(merged.city.manifest.id).not.toBe(alone.city.manifest.id);

    expect(merged.city.buildings.map(({ id }) => id)).toEqual(alone.city.buildings.map(({ id }) => id));
    expect(merged.city.prisms.xy).toEqual(alone.city.prisms.xy);
    expect(merged.city.buildings.every(({ source }) => source === 0)).toBe(true);
    // A building whose solid is all of it takes the height that was measured of it.
    const solids = new Map<number, number>();
    for (const building of alone.city.prisms.building) solids.set(building, (solids.get(building) ?? 0) + 1);
    const outlines = new Set(alone.city.buildings.map(({ outlineId }) => outlineId));
    const simple = alone.city.buildings.flatMap(({ id }, index) =>
      heights.has(id) && solids.get(index) === 1 && !outlines.has(id) ? [index] : [],
    );
    expect(simple.length).toBeGreaterThan(1_000);
    const wrong = simple.filter((index) => {
      const { id, heightMeters, heightSource } = merged.city.buildings[index];
      return heightSource !== 'measured' || Math.abs(heightMeters - (heights.get(id) ?? 0)) > 1e-9;
    });
    expect(wrong.map((index) => alone.city.buildings[index].id)).toEqual([]);
    expect(merged.report.sources.map(({ kind }) => kind)).toEqual(['OpenStreetMap extract (PBF)', 'GeoJSON']);
    expect(merged.report.sources[1].mapping).toContain('Height: property height, metres; measured.');
    expect(merged.report.counts).toMatchObject({ buildingsMerged: heights.size });
  });

  it('find Sheffield: 12,423 footprints, of which 9,773 carry the default of 8 m', async () => {
    const file = real('city_sheffield/buildings.geojson');
    const questions = await inspectFiles([file]);
    if (!questions.ok) throw new Error(questions.problem.sentence);
    expect(questions.value).toMatchObject([
      { features: 12_423, geometry: 'polygons', guess: { role: 'buildings', height: 'height', defaultHeight: 8 } },
    ]);
    const { city, report } = await run([file]);
    const twice = count(report, /^Same footprint/);
    const guessed = city.buildings.filter(({ heightSource }) => heightSource === 'default').length;
    expect(city.buildings.length + twice).toBe(12_423);
    expect(guessed + twice).toBe(9_773);
    expect(report.guessedHeightShare).toBeCloseTo(guessed / city.buildings.length, 9);
  });

  it('join the weights of Bad Hersfeld: 11,267 of 11,270 rows, the others being underground or drawn twice', async () => {
    const { city, report } = await run([
      real('osm_badhersfeld/osm_buildings.all.csv'),
      real('osm_badhersfeld/osm_bbox.osm.xml.gz'),
    ]);
    expect(report.counts).toMatchObject({ joinedRows: 11_267, unjoinedRows: 3 });
    const shares = city.demand.filter(({ kind }) => kind === 'building');
    expect(shares.length).toBe(11_267);
    const lost = report.notes.find(({ kind, subject }) => kind === 'dropped' && subject === 'demand');
    expect([...(lost?.ids ?? [])].sort()).toEqual(['127727989', '177297146', '190905731']);
    expect(shares.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 2);
  });

  it('place the same GeoJSON in three coordinate systems at the same place, within 2 mm', async () => {
    const source = JSON.parse(
      readFileSync(realData('city_sheffield/buildings.geojson'), 'utf8'),
    ) as FeatureCollection<Polygon>;
    const cities: City[] = [];
    for (const code of [4326, 32630, 3857]) {
      const system = coordinateSystemOfEpsg(code);
      if (system === null) throw new Error(`EPSG:${code}`);
      const features = source.features.slice(0, 4_000).map((feature) => ({
        ...feature,
        geometry: {
          type: 'Polygon',
          coordinates: feature.geometry.coordinates.map((ring) => ring.map(([x, y]) => system.fromGeographic(x, y))),
        },
      }));
      const mapping = { ...emptyMapping, role: 'buildings', height: 'height', defaultHeight: 8 } as const;
      const { city } = await run([written('buildings.geojson', { type: 'FeatureCollection', features })], {
        mappings: { 'buildings.geojson': { ...mapping, coordinateSystem: `EPSG:${code}` } },
        localOrigin: null,
      });
      cities.push(city);
    }
    const [first, ...others] = cities;
    expect(first.buildings.length).toBeGreaterThan(3_900);
    for (const city of others) {
      expect(city.manifest.origin).toEqual(first.manifest.origin);
      expect(city.manifest.bounds).toEqual(first.manifest.bounds);
      expect(city.buildings).toEqual(first.buildings);
      expect(city.prisms.ringStart).toEqual(first.prisms.ringStart);
      expect(city.prisms.topZ).toEqual(first.prisms.topZ);
      expect(city.prisms.vertexStart).toEqual(first.prisms.vertexStart);
      const farthest = city.prisms.xy.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - first.prisms.xy[at])),
        0,
      );
      expect(farthest).toBeLessThan(0.002);
    }
  });
});
