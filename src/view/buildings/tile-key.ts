import type { City } from '#model/city.ts';

/**
 * Tells whether the drawn solids of a tile are the same in two editions of a city: 64 bits over their geometry and all
 * that their look depends on.
 */
export function tileKey(city: City, members: readonly number[], meshOfBuilding: ReadonlyMap<number, number>): string {
  const { prisms, buildings, meshes } = city;
  const words = new Int32Array(prisms.xy.buffer, prisms.xy.byteOffset, 2 * prisms.xy.length);
  const meshWords = new Int32Array(meshes.xyz.buffer, meshes.xyz.byteOffset, 2 * meshes.xyz.length);
  let a = 0x811c9dc5;
  let b = 0x9e3779b1;
  const add = (word: number): void => {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul((b ^ word ^ (b >>> 15)) + 0x7feb352d, 0x846ca68b);
  };
  const addNumber = (value: number): void => add(Math.round(value * 1024));
  const addText = (text: string): void => {
    add(text.length);
    for (let i = 0; i < text.length; i += 1) add(text.charCodeAt(i));
  };
  for (const prism of members) {
    const index = prisms.building[prism];
    const building = buildings[index];
    addText(building?.id ?? '');
    addText(building?.use ?? '');
    addText(building?.roofShape ?? '');
    addNumber(building?.roofHeightMeters ?? 0);
    addNumber(building?.roofDirectionDegrees ?? -1);
    addNumber(prisms.baseZ[prism]);
    addNumber(prisms.topZ[prism]);
    add(prisms.raised[prism]);
    for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
      add(prisms.vertexStart[ring + 1] - prisms.vertexStart[ring]);
      for (let i = 4 * prisms.vertexStart[ring]; i < 4 * prisms.vertexStart[ring + 1]; i += 1) add(words[i]);
    }
    const mesh = meshOfBuilding.get(index);
    if (mesh === undefined) continue;
    add(meshes.triangleStart[mesh + 1] - meshes.triangleStart[mesh]);
    for (let i = 6 * meshes.vertexStart[mesh]; i < 6 * meshes.vertexStart[mesh + 1]; i += 1) add(meshWords[i]);
  }
  return `${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)} ${members.length}`;
}

/** Building → its mesh, for those that have one. */
export function meshesByBuilding({ meshes }: Pick<City, 'meshes'>): ReadonlyMap<number, number> {
  const result = new Map<number, number>();
  for (let mesh = 0; mesh < meshes.count; mesh += 1) result.set(meshes.building[mesh], mesh);
  return result;
}
