import { createHasher, type Hasher } from '#geo/hash.ts';
import type { CoverageScene, Surroundings } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';

const sceneHashes = new WeakMap<CoverageScene, string>();

/** SHA-256 over everything that a coverage run reads: the scene's geometry and surroundings, and the scenario. */
export function inputHash(scene: CoverageScene, scenario: Scenario): string {
  let ofScene = sceneHashes.get(scene);
  if (ofScene === undefined) {
    ofScene = sceneHash(scene);
    sceneHashes.set(scene, ofScene);
  }
  return createHasher().text('sightline-coverage-input 2').text(ofScene).text(canonicalJson(scenario)).digest();
}

function sceneHash({ bounds, cell, prisms, meshes, buildingIds, terrain, trees, surroundings }: CoverageScene): string {
  const hasher = createHasher()
    .doubles([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY, cell, prisms.count])
    .doubles(prisms.building)
    .doubles(prisms.ringStart)
    .doubles(prisms.vertexStart)
    .doubles(prisms.xy)
    .doubles(prisms.baseZ)
    .doubles(prisms.topZ)
    .doubles(prisms.raised);
  for (const id of buildingIds) hasher.text(id);
  if (meshes !== undefined && meshes.count > 0) {
    hasher
      .text('meshes')
      .doubles(meshes.building)
      .doubles(meshes.vertexStart)
      .doubles(meshes.xyz)
      .doubles(meshes.triangleStart)
      .doubles(meshes.triangles);
  }
  if (terrain !== null) {
    const { originX, originY, spacing, columns, rows, heights } = terrain;
    hasher.doubles([originX, originY, spacing, columns, rows]).doubles(heights);
  }
  for (const tree of trees) {
    hasher.text(tree.id).doubles([tree.x, tree.y, tree.heightMeters, tree.crownRadiusMeters]);
  }
  if (surroundings !== undefined) addSurroundings(hasher, surroundings);
  return hasher.digest();
}

function addSurroundings(hasher: Hasher, surroundings: Surroundings): void {
  const { buildingUses, buildings, streets, areas, portals, sites, zones, mounts, demand } = surroundings;
  hasher.text('surroundings').doubles([buildingUses.length]);
  buildingUses.forEach((use, k) => {
    hasher.text(use).text(canonicalJson(buildings[k] ?? null));
  });
  for (const { xy, ...street } of streets) hasher.text(canonicalJson(street)).doubles(xy);
  for (const portal of portals) hasher.text(canonicalJson(portal));
  for (const mount of mounts) hasher.text(canonicalJson(mount));
  for (const list of [areas, sites, zones, demand]) {
    hasher.doubles([list.length]);
    for (const { rings, ...rest } of list) {
      hasher.text(canonicalJson(rest)).doubles([rings.length]);
      for (const ring of rings) hasher.doubles([ring.length]).doubles(ring);
    }
  }
}

/** JSON with sorted keys, so that equal plans give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : item,
  );
}
