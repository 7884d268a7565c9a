import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#model/result.ts';
import type { FeatureTable, TableOpener } from './feature-table.ts';
import { openFlatgeobuf } from './open-flatgeobuf.ts';
import { openGeojson } from './open-geojson.ts';
import { openShapefile } from './open-shapefile.ts';

// Written by ogr2ogr of GDAL 3.6.2 from houses.geojson; the Shapefile in EPSG:25832.
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../test/fixtures/tables/${name}`, import.meta.url)));

async function open(opener: TableOpener, files: Readonly<Record<string, Uint8Array>>): Promise<Outcome<FeatureTable>> {
  const list = Object.entries(files).map(([name, bytes]) => ({ name, blob: new Blob([Uint8Array.from(bytes)]) }));
  const work = opener({ name: list[0].name, files: list });
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

async function tableOf(opener: TableOpener, ...names: string[]): Promise<FeatureTable> {
  const outcome = await open(opener, Object.fromEntries(names.map((name) => [name, fixture(name)])));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

const shapeParts = ['houses.shp', 'houses.dbf', 'houses.prj', 'houses.cpg'];

describe('openFlatgeobuf', () => {
  it('gives the geometry and properties of the GeoJSON that it was made of', async () => {
    const [flat, text] = [await tableOf(openFlatgeobuf, 'houses.fgb'), await tableOf(openGeojson, 'houses.geojson')];
    const byId = (table: FeatureTable) =>
      [...table.features].sort((a, b) => String(a.properties['osm_id']).localeCompare(String(b.properties['osm_id'])));
    expect(flat.coordinateSystem).toBe('EPSG:4326');
    expect(byId(flat).map(({ geometry }) => geometry)).toEqual(byId(text).map(({ geometry }) => geometry));
    expect(byId(flat)[0].properties).toEqual({ osm_id: 'a1', name: 'Straße', height: 12.5, levels: 4 });
  });

  it('makes of a damaged file a table or a sentence', async () => {
    const whole = fixture('houses.fgb');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (at, byte, cut) => {
          const damaged = cut ? whole.slice(0, at) : whole.slice();
          if (!cut) damaged[at] = byte;
          const outcome = await open(openFlatgeobuf, { 'a.fgb': damaged });
          if (!outcome.ok) expect(outcome.problem.code).toBe('flatgeobuf-damaged');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('openShapefile', () => {
  it('reads shapes, properties, system and encoding of loose files and of an archive', async () => {
    const loose = await tableOf(openShapefile, ...shapeParts);
    const archive = zipSync(Object.fromEntries(shapeParts.map((name) => [`folder/${name}`, fixture(name)])));
    const zipped = await open(openShapefile, { 'houses.zip': archive });
    expect(zipped).toEqual({ ok: true, value: loose });
    expect(loose.coordinateSystem).toMatch(/^PROJCS\["ETRS_1989_UTM_Zone_32N"/);
    expect(loose.features.map(({ properties }) => properties)).toEqual([
      { osm_id: 'a1', name: 'Straße', height: 12.5, levels: 4 },
      { osm_id: 'b2', name: null, height: null, levels: 2 },
      { osm_id: 'c3', name: 'Halle', height: 7, levels: null },
    ]);
    expect(loose.features.map(({ geometry }) => geometry?.type)).toEqual(['Polygon', 'MultiPolygon', 'Polygon']);
    const court = loose.features[0].geometry;
    expect(court?.type === 'Polygon' ? court.coordinates.map((ring) => ring.length) : []).toEqual([5, 5]);
  });

  it('reads shapes without properties and says so', async () => {
    const table = await tableOf(openShapefile, 'houses.shp');
    expect(table.coordinateSystem).toBeNull();
    expect(table.features).toHaveLength(3);
    expect(table.remarks).toHaveLength(1);
  });

  it('refuses properties without shapes, and archives without a Shapefile', async () => {
    for (const files of [{ 'houses.dbf': fixture('houses.dbf') }, { 'a.zip': zipSync({ a: new Uint8Array(3) }) }]) {
      const outcome = await open(openShapefile, files);
      expect(outcome.ok ? null : outcome.problem.code).toBe('shapefile-no-shp');
    }
  });

  it('refuses an archive that would unpack to very much', async () => {
    const bomb = zipSync({ 'a.shp': new Uint8Array(64) });
    // The size that the directory announces, little-endian, 24 bytes into its entry.
    const entry = bomb.findLastIndex((_, at) => bomb[at] === 0x50 && bomb[at + 1] === 0x4b && bomb[at + 2] === 1);
    bomb.set([0, 0, 0, 0x7f], entry + 24);
    const outcome = await open(openShapefile, { 'a.zip': bomb });
    expect(outcome.ok ? null : outcome.problem.code).toBe('zip-large');
  });

  it('makes of damaged files a table or a sentence', async () => {
    const parts = ['houses.shp', 'houses.dbf'];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (which, where, byte, cut) => {
          const files = Object.fromEntries(parts.map((name) => [name, fixture(name)]));
          const at = Math.floor(where * files[parts[which]].length);
          if (cut) files[parts[which]] = files[parts[which]].slice(0, at);
          else files[parts[which]][at] = byte;
          const outcome = await open(openShapefile, files);
          if (outcome.ok) expect(outcome.value.features.length).toBeLessThan(1000);
          else expect(outcome.problem.sentence.length).toBeGreaterThan(10);
        },
      ),
      { numRuns: 300 },
    );
  });
});
