import { describe, expect, it } from 'vitest';
import { quantize } from '#geo/quantum.ts';
import { sceneManifestSchema } from '#model/scene.ts';
import { generateLargeCity } from './large-city.ts';

describe('a generated city of any size', () => {
  it('has exactly as many buildings and mounts as asked for, each with an id of its own', () => {
    const city = generateLargeCity(4000, 9000, 3);
    expect(city.buildings.length).toBe(4000);
    expect(city.mounts.length).toBe(9000);
    for (const layer of [city.buildings, city.mounts, city.streets, city.trees, city.areas, city.portals] as const) {
      expect(new Set(layer.map(({ id }) => id)).size).toBe(layer.length);
    }
    expect(sceneManifestSchema.parse(city.manifest)).toEqual(city.manifest);
    expect(city.manifest.invented).toBe(true);
  });

  it('keeps the tables whole where it is cut in the middle of a town', () => {
    const { prisms, buildings, portals } = generateLargeCity(3500, 10, 3);
    expect(Math.max(...prisms.building)).toBe(buildings.length - 1);
    expect(prisms.ringStart.length).toBe(prisms.count + 1);
    expect(prisms.vertexStart[prisms.ringStart[prisms.count]] * 2).toBe(prisms.xy.length);
    expect(prisms.xy.every((value) => value === quantize(value))).toBe(true);
    const ids = new Set(buildings.flatMap(({ id, outlineId }) => [id, outlineId]));
    for (const { buildingId } of portals) expect(buildingId === null || ids.has(buildingId)).toBe(true);
  });

  it('lies within its bounds, and is the same for the same seed and another for another', () => {
    const city = generateLargeCity(3500, 5000, 3);
    const { minX, minY, maxX, maxY } = city.manifest.bounds;
    for (const { x, y } of city.mounts) {
      expect(x >= minX && x <= maxX && y >= minY && y <= maxY).toBe(true);
    }
    expect(generateLargeCity(3500, 5000, 3)).toEqual(city);
    expect(generateLargeCity(3500, 5000, 4).prisms.xy).not.toEqual(city.prisms.xy);
  });
});
