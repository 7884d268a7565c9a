import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import { insidePolygon } from '../../src/scene/assemble/ring.ts';
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

function noted(report: ImportReport, kind: string, subject: string): number {
  return report.notes
    .filter((note) => note.kind === kind && note.subject === subject)
    .reduce((sum, { count }) => sum + count, 0);
}

/** How many buildings, walls and bridges there are. */
function structures({ buildings }: City): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { structure } of buildings) counts[structure] = (counts[structure] ?? 0) + 1;
  return counts;
}

/** Passages in whose middle a standing solid of a building blocks the way. */
function blockedPassages({ prisms, buildings, streets }: City): string[] {
  const standing: Float64Array[][] = [];
  for (let row = 0; row < prisms.count; row += 1) {
    if (prisms.raised[row] === 1 || buildings[prisms.building[row]].structure !== 'building') continue;
    const rings: Float64Array[] = [];
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
      rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
    }
    standing.push(rings);
  }
  const blocked = streets.filter(({ passage, xy }) => {
    const x = (xy[0] + xy[2]) / 2;
    const y = (xy[1] + xy[3]) / 2;
    return passage && standing.some((rings) => insidePolygon(rings, x, y));
  });
  return blocked.map(({ id }) => id);
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
      // osmium tags-filter
      buildingPassages: 54,
      bridgeAreas: 7,
      barrierWays: 846,
      entranceNodes: 879,
      gateNodes: 198,
      crossingNodes: 1369,
      restrictionRelations: 97,
    });
    // Turn restrictions: 5 are cut at the border, of 2 a street is.
    expect(city.restrictions.length).toBe(97 - 5 - 2);
    // Opaque barriers: 380 in the file, of which 7 are cut to a single node or none.
    expect(structures(city)).toMatchObject({ wall: 373, bridge: 30 });
    expect(city.streets.filter(({ passage }) => passage).length).toBe(54);
    expect(noted(report, 'read', 'passage')).toBeGreaterThan(50);
    expect(blockedPassages(city)).toEqual([]);
    expect(report.counts['footLargestShare']).toBeGreaterThan(0.97);
    expect(report.counts['carLargestShare']).toBeGreaterThan(0.8);
    expect(city.surveillance.length).toBe(397);
    expect(city.mounts.filter(({ kind }) => kind === 'lamp').length).toBe(1128);
    expect(city.mounts.filter(({ kind }) => kind === 'signal').length).toBe(224);
    expect(noted(report, 'truncated', 'building')).toBe(1368 - 1286 + (130 - 126));
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
      buildingPassages: 3,
      bridgeAreas: 3,
      barrierWays: 98,
      entranceNodes: 61,
      gateNodes: 48,
      crossingNodes: 83,
      restrictionRelations: 72,
      walls: 49,
      barriers: 91,
      turnRestrictions: 72,
    });
    expect(structures(city).building).toBe(report.counts['sceneBuildings']);
    expect(report.counts['footLargestShare']).toBeGreaterThan(0.98);
    expect(city.buildings.filter(({ roofShape }) => roofShape === 'gabled').length).toBe(99);
    expect(city.portals.filter(({ kind }) => kind === 'address').length).toBeGreaterThan(2_300);
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
      buildingPassages: 49,
      bridgeAreas: 5,
      barrierWays: 107,
      entranceNodes: 99,
      gateNodes: 29,
      crossingNodes: 606,
      restrictionRelations: 46,
      walls: 85,
      barriers: 101,
    });
    const tooLow = report.notes.find(({ subject, sentence }) => subject === 'passage' && sentence.includes('too low'));
    expect(blockedPassages(city).length).toBe(3);
    for (const id of blockedPassages(city)) expect(tooLow?.ids).toContain(id);
    expect(report.counts['footLargestShare']).toBeGreaterThan(0.95);
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
    const { city, report } = await importReal('columbus_osm_alpr/columbus.osm.pbf');
    expect(report.counts).toMatchObject({
      buildingWays: 1283,
      buildingWaysComplete: 1283,
      buildingNodes: 2,
      buildingWaysWithHeightOrLevels: 75,
      highways: 8441,
      signals: 284,
      buildingPassages: 8,
      bridgeAreas: 0,
      barrierWays: 159,
      entranceNodes: 150,
      gateNodes: 19,
      crossingNodes: 117,
      restrictionRelations: 0,
      walls: 94,
      barriers: 156,
    });
    // Of 452 ways on bridges 20 lie on the ground (layer 0) and some in buildings or outside.
    expect(structures(city).bridge).toBeGreaterThan(400);
    expect(report.counts['carLargestShare']).toBeGreaterThan(0.9);
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
