import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import { defaultImportOptions, emptyMapping, type ImportOptions } from '#model/source-mapping.ts';
import { importFiles, inspectFiles } from '../../src/scene/import-files.ts';
import { realData, realDataPresent } from '../real-data.ts';

function file(path: string) {
  return { name: basename(path), blob: new Blob([readFileSync(realData(path))]) };
}

async function importReal(path: string, options: ImportOptions = defaultImportOptions) {
  const work = importFiles([file(path)], options);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  const { city, report }: { city: City; report: ImportReport } = next.value;
  return { city, report };
}

const delft = 'cityjson_delft/delft.city.json';
const parts = 'cityjson_delft/DH_01_subs.city.json';

describe.skipIf(!realDataPresent)('Delft, CityJSON 2.0', () => {
  it('holds what independent parsers count', async () => {
    const { city, report } = await importReal(delft);
    expect(report.counts).toMatchObject({
      cityJsonObjects: 570,
      cityJsonBuilding: 160,
      cityJsonRoad: 143,
      cityJsonLandUse: 81,
      cityJsonPlantCover: 126,
    });
    expect(city.buildings).toHaveLength(160);
    expect(city.prisms.count).toBeGreaterThanOrEqual(160);
    expect(report.guessedHeightShare).toBe(0);
  });

  it('lies where GDAL puts the middle of its extent', async () => {
    const { city } = await importReal(delft);
    const { longitude, latitude } = city.manifest.origin;
    // gdaltransform -s_srs EPSG:28992 -t_srs EPSG:4326 of 84878.65, 447586.82
    expect(Math.abs(longitude - 4.365796)).toBeLessThan(2e-5);
    expect(Math.abs(latitude - 52.012207)).toBeLessThan(2e-5);
  });
});

describe.skipIf(!realDataPresent)('buildings with parts, CityJSON 1.1, LoD2, without a coordinate system', () => {
  it('are asked about, and are read once their system is named', async () => {
    const asked = await inspectFiles([file(parts)]);
    expect(asked.ok && asked.value).toMatchObject([{ file: 'DH_01_subs.city.json', coordinateSystem: null }]);
    await expect(importReal(parts)).rejects.toThrow(/place|zero/);

    const mapping = { ...emptyMapping, role: 'buildings', coordinateSystem: 'EPSG:28992', measured: true } as const;
    const { city, report } = await importReal(parts, {
      ...defaultImportOptions,
      mappings: { 'DH_01_subs.city.json': mapping },
    });
    expect(report.counts).toMatchObject({ cityJsonBuilding: 4, cityJsonBuildingPart: 8 });
    // Three of the four buildings consist of their eight parts alone.
    expect(city.buildings.filter(({ isPart }) => isPart)).toHaveLength(8);
    expect(city.buildings).toHaveLength(9);
    expect(city.meshes.count).toBe(9);
  });

  it('have meshes of the volume that their prisms cannot exceed', async () => {
    const mapping = { ...emptyMapping, role: 'buildings', coordinateSystem: 'EPSG:28992', measured: true } as const;
    const { city } = await importReal(parts, {
      ...defaultImportOptions,
      mappings: { 'DH_01_subs.city.json': mapping },
    });
    for (let mesh = 0; mesh < city.meshes.count; mesh += 1) {
      const volume = meshVolume(city, mesh);
      const prism = prismVolume(city, city.meshes.building[mesh]);
      expect(volume).toBeGreaterThan(0.3 * prism);
      expect(volume).toBeLessThan(1.001 * prism);
    }
  });
});

function meshVolume({ meshes }: City, mesh: number): number {
  const first = meshes.vertexStart[mesh];
  const corner = (index: number) => meshes.xyz.subarray(3 * (first + index), 3 * (first + index) + 3);
  const [x, y, z] = corner(0);
  let sum = 0;
  for (let at = 3 * meshes.triangleStart[mesh]; at < 3 * meshes.triangleStart[mesh + 1]; at += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => {
      const [px, py, pz] = corner(meshes.triangles[at + k]);
      return [px - x, py - y, pz - z];
    });
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}

function prismVolume({ prisms }: City, building: number): number {
  let sum = 0;
  for (let row = 0; row < prisms.count; row += 1) {
    if (prisms.building[row] !== building) continue;
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
      const xy = prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]);
      for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
        sum += ((xy[j] * xy[i + 1] - xy[i] * xy[j + 1]) / 2) * (prisms.topZ[row] - prisms.baseZ[row]);
      }
    }
  }
  return sum;
}
