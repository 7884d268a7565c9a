import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import { ringContact } from '../../src/scene/assemble/ring-crossings.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { realData, realDataPresent } from '../real-data.ts';

interface Imported {
  readonly city: City;
  readonly report: ImportReport;
  readonly steps: number;
}

async function importReal(...paths: string[]): Promise<Imported> {
  const files = paths.map((path) => ({ name: basename(path), blob: new Blob([readFileSync(realData(path))]) }));
  const work = importFiles(files);
  for (let steps = 0; ; steps += 1) {
    const next = await work.next();
    if (next.done !== true) continue;
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    return { city: next.value.city, report: next.value.report, steps };
  }
}

/** Rows whose rings cross: there must be none. */
function crossingPrisms({ prisms, buildings }: City): string[] {
  const crossing: string[] = [];
  for (let row = 0; row < prisms.count; row += 1) {
    const rings: Float64Array[] = [];
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
      rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
    }
    if (ringContact(rings) === 'crossing') crossing.push(buildings[prisms.building[row]].id);
  }
  return crossing;
}

// The numbers were counted by independent parsers; see the README of the data.
describe.skipIf(!realDataPresent)('real extracts', () => {
  it('finds in Helsinki what is there', async () => {
    const { city, report, steps } = await importReal('osm_helsinki/helsinki_centre_2019.osm.pbf');
    expect(report.counts).toMatchObject({
      buildingWays: 1368,
      buildingWaysComplete: 1286,
      buildingRelations: 130,
      buildingRelationsComplete: 126,
      buildingNodes: 1588 - 1368 - 130,
      buildingParts: 296,
      buildingsWithHeightOrLevels: 460,
      highways: 5810,
      highwaysComplete: 5484,
      surveillance: 397,
      streetLamps: 1128,
      signals: 224,
      trees: 1165,
    });
    expect(city.surveillance.length).toBe(397);
    expect(city.mounts.filter(({ kind }) => kind === 'lamp').length).toBe(1128);
    expect(city.mounts.filter(({ kind }) => kind === 'signal').length).toBe(224);
    const cut = report.notes.find(({ kind, subject }) => kind === 'truncated' && subject === 'building');
    expect(cut?.count).toBe(1368 - 1286 + (130 - 126));
    expect(crossingPrisms(city)).toEqual([]);
    expect(steps).toBeGreaterThan(20);
    expect(city.areas.some(({ id }) => id.startsWith('coastline/'))).toBe(true);
  });

  it('finds in Bad Hersfeld what is there, and does not stretch to its far relation members', async () => {
    const { city, report } = await importReal('osm_badhersfeld/osm_bbox.osm.xml.gz');
    expect(report.counts).toMatchObject({
      buildingWays: 11273,
      buildingWaysComplete: 11273,
      buildingRelations: 7,
      buildingRelationsComplete: 7,
      buildingsWithHeightOrLevels: 33,
      highways: 3533,
      highwaysComplete: 3533,
    });
    const { origin, bounds } = city.manifest;
    expect(Math.abs(origin.longitude - 9.7)).toBeLessThan(0.05);
    expect(Math.abs(origin.latitude - 50.87)).toBeLessThan(0.05);
    expect(bounds.maxX - bounds.minX).toBeLessThan(12_000);
    expect(bounds.maxY - bounds.minY).toBeLessThan(8_000);
    expect(new Set(city.prisms.building).size).toBeGreaterThan(11_200);
    expect(report.guessedHeightShare).toBeGreaterThan(0.99);
    expect(crossingPrisms(city)).toEqual([]);
  });

  it('finds in Monaco what is there, and sets it on its slope', async () => {
    const { city, report } = await importReal('osm_monaco/monaco-250101.osm.pbf', 'osm_monaco/monaco_srtm.tif');
    expect(report.counts).toMatchObject({
      buildingWays: 1576,
      buildingWaysComplete: 1576,
      buildingRelations: 31,
      buildingRelationsComplete: 30,
      buildingWaysWithHeightOrLevels: 479,
      highways: 3296,
      surveillance: 16,
    });
    const { bounds } = city.manifest;
    expect(bounds.maxX - bounds.minX).toBeLessThan(4_000);
    expect(bounds.maxY - bounds.minY).toBeLessThan(4_500);
    expect(city.terrain).not.toBeNull();
    const bases = [...city.prisms.baseZ].sort((a, b) => a - b);
    expect(bases[Math.floor(bases.length * 0.05)]).toBeLessThan(15);
    expect(bases[Math.floor(bases.length * 0.95)]).toBeGreaterThan(80);
    expect(crossingPrisms(city)).toEqual([]);
  });

  it('finds in Columbus what is there', async () => {
    const { report } = await importReal('columbus_osm_alpr/columbus.osm.pbf');
    expect(report.counts).toMatchObject({
      buildingWays: 1283,
      buildingWaysComplete: 1283,
      buildingNodes: 2,
      buildingWaysWithHeightOrLevels: 75,
      highways: 8441,
      signals: 284,
    });
  });

  it('gives the same city for the same file, whatever it is called', async () => {
    const bytes = new Uint8Array(readFileSync(realData('osm_monaco/monaco-250101.osm.pbf')));
    const ids: string[] = [];
    for (const name of ['a.osm.pbf', 'b.xml']) {
      const work = importFiles([{ name, blob: new Blob([bytes]) }]);
      let next = await work.next();
      while (next.done !== true) next = await work.next();
      if (next.value.ok) ids.push(next.value.city.manifest.id);
    }
    expect(ids.length).toBe(2);
    expect(ids[0]).toBe(ids[1]);
  });
});
