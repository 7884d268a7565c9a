import { createHasher, type Hasher } from '#geo/hash.ts';
import type { CoverageScene, Surroundings } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';

const sceneHashes = new WeakMap<CoverageScene, string>();

/** SHA-256 over everything that a coverage run reads: the scene's geometry and surroundings, and the scenario; yields often. */
export function* inputHashSteps(scene: CoverageScene, scenario: Scenario): Generator<void, string, void> {
  let ofScene = sceneHashes.get(scene);
  if (ofScene === undefined) {
    const hasher = createHasher();
    yield* addSolids(hasher, scene);
    if (scene.surroundings !== undefined) yield* addSurroundings(hasher, scene.surroundings);
    ofScene = hasher.digest();
    sceneHashes.set(scene, ofScene);
  }
  const hasher = createHasher().text('sightline-coverage-input 2').text(ofScene);
  yield* addScenario(hasher, scenario);
  return hasher.digest();
}

/** Field by field in the order of their names, lists record by record. */
function* addScenario(hasher: Hasher, scenario: Scenario): Generator<void, void, void> {
  for (const [field, value] of Object.entries(scenario).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hasher.text(field);
    if (!Array.isArray(value)) {
      hasher.text(canonicalJson(value));
      continue;
    }
    hasher.doubles([value.length]);
    for (const [k, record] of value.entries()) {
      hasher.text(canonicalJson(record));
      if (k % recordsPerStep === 0) yield;
    }
  }
}

/** Numbers that are hashed without a step in between. */
const numbersPerStep = 65_536;

function* addNumbers(hasher: Hasher, numbers: NumberArray): Generator<void, void, void> {
  for (let from = 0; from < numbers.length; from += numbersPerStep) {
    hasher.doubles(numbers.subarray(from, from + numbersPerStep));
    yield;
  }
}

type NumberArray = Float64Array | Float32Array | Uint32Array | Uint8Array;

function* addSolids(hasher: Hasher, scene: CoverageScene): Generator<void, void, void> {
  const { bounds, cell, prisms, meshes, buildingIds, terrain, trees } = scene;
  hasher.doubles([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY, cell, prisms.count]);
  for (const numbers of [prisms.building, prisms.ringStart, prisms.vertexStart, prisms.xy]) {
    yield* addNumbers(hasher, numbers);
  }
  for (const numbers of [prisms.baseZ, prisms.topZ, prisms.raised]) yield* addNumbers(hasher, numbers);
  for (const id of buildingIds) hasher.text(id);
  if (meshes !== undefined && meshes.count > 0) {
    hasher.text('meshes');
    const { building, vertexStart, xyz, triangleStart, triangles } = meshes;
    for (const numbers of [building, vertexStart, xyz, triangleStart, triangles]) yield* addNumbers(hasher, numbers);
  }
  if (terrain !== null) {
    const { originX, originY, spacing, columns, rows, heights } = terrain;
    hasher.doubles([originX, originY, spacing, columns, rows]);
    yield* addNumbers(hasher, heights);
  }
  for (const tree of trees) {
    hasher.text(tree.id).doubles([tree.x, tree.y, tree.heightMeters, tree.crownRadiusMeters]);
  }
  yield;
}

/** Records that are hashed without a step in between. */
const recordsPerStep = 100;

function* addSurroundings(hasher: Hasher, surroundings: Surroundings): Generator<void, void, void> {
  const { buildingUses, buildings, streets, areas, portals, sites, zones, mounts, demand } = surroundings;
  hasher.text('surroundings');
  const lists: readonly (readonly object[])[] = [buildings, streets, areas, portals, sites, zones, mounts, demand];
  for (const list of lists) {
    hasher.doubles([list.length]);
    for (const [k, record] of list.entries()) {
      addRecord(hasher, record);
      if (k % recordsPerStep === 0) yield;
    }
  }
  for (const use of buildingUses) hasher.text(use);
}

/** Coordinates as numbers, the rest as JSON. */
function addRecord(hasher: Hasher, record: object): void {
  const { xy, rings, ...rest }: { readonly xy?: Float64Array; readonly rings?: readonly Float64Array[] } = record;
  hasher.text(canonicalJson(rest));
  for (const line of [...(xy === undefined ? [] : [xy]), ...(rings ?? [])]) hasher.doubles([line.length]).doubles(line);
}

/** JSON with sorted keys, so that equal plans give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : item,
  );
}
