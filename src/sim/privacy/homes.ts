import type { Area } from '#model/city.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { insideRings } from '../access/places.ts';

/**
 * Values of `building` that are homes: those of OpenStreetMap's “accommodation” group (wiki, Key:building) without hotels and
 * barracks, where nobody has a home.
 */
export const residentialUses: ReadonlySet<string> = new Set([
  ...['residential', 'apartments', 'house', 'detached', 'semidetached_house', 'terrace', 'bungalow', 'dormitory'],
  ...[
    'dwelling',
    'farm',
    'annexe',
    'cabin',
    'houseboat',
    'static_caravan',
    'stilt_house',
    'trullo',
    'ger',
    'tree_house',
  ],
]);

/** A source that says no more than “a building”: a home where it stands on residential land. */
const unknownUses: ReadonlySet<string> = new Set(['', 'yes', 'unknown']);

/**
 * 1 per building that is a home: by its use; where that is unknown by the outline that it is a part of, and last by the
 * residential land that the middle of its footprint lies on. Parallel to the scene's building ids; all 0 where the scene has no surroundings.
 */
export function homesOf(
  scene: Pick<CoverageScene, 'prisms' | 'buildingIds' | 'surroundings'>,
): Uint8Array<ArrayBuffer> {
  const homes = new Uint8Array(scene.buildingIds.length);
  const { surroundings, prisms } = scene;
  if (surroundings === undefined) return homes;
  const land = surroundings.areas.filter(({ kind }) => kind === 'residential').map(boxed);
  const unknown = new Uint8Array(homes.length);
  surroundings.buildingUses.forEach((use, building) => {
    if (building >= homes.length) return;
    if (residentialUses.has(use)) homes[building] = 1;
    else if (unknownUses.has(use)) unknown[building] = 1;
  });
  inheritFromOutlines(scene, homes, unknown);
  for (let prism = 0; prism < prisms.count; prism += 1) {
    const building = prisms.building[prism];
    if (unknown[building] !== 1 || homes[building] === 1) continue;
    unknown[building] = 0;
    const [x, y] = middleOf(scene, prism);
    if (land.some((area) => liesIn(area, x, y))) homes[building] = 1;
  }
  return homes;
}

/** Parts of unknown use are what their outline is, where the scene still has that. */
function inheritFromOutlines(
  { surroundings, buildingIds }: Pick<CoverageScene, 'buildingIds' | 'surroundings'>,
  homes: Uint8Array,
  unknown: Uint8Array,
): void {
  const numbers = new Map(buildingIds.map((id, building) => [id, building]));
  surroundings?.buildings.forEach(({ outlineId }, building) => {
    const outline = outlineId === null ? undefined : numbers.get(outlineId);
    if (unknown[building] === 1 && outline !== undefined && homes[outline] === 1) homes[building] = 1;
  });
}

interface BoxedArea {
  readonly rings: readonly Float64Array[];
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

function boxed({ rings }: Area): BoxedArea {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  const outer = rings[0] ?? new Float64Array(0);
  for (let at = 0; at + 1 < outer.length; at += 2) {
    minX = Math.min(minX, outer[at]);
    maxX = Math.max(maxX, outer[at]);
    minY = Math.min(minY, outer[at + 1]);
    maxY = Math.max(maxY, outer[at + 1]);
  }
  return { rings, minX, minY, maxX, maxY };
}

function liesIn(area: BoxedArea, x: number, y: number): boolean {
  return x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY && insideRings(area.rings, x, y);
}

/** Mean of the corners of a prism's outer ring. */
function middleOf({ prisms }: Pick<CoverageScene, 'prisms'>, prism: number): readonly [number, number] {
  const ring = prisms.ringStart[prism];
  const from = prisms.vertexStart[ring];
  const to = prisms.vertexStart[ring + 1];
  let [x, y] = [0, 0];
  for (let vertex = from; vertex < to; vertex += 1) {
    x += prisms.xy[2 * vertex];
    y += prisms.xy[2 * vertex + 1];
  }
  return [x / (to - from), y / (to - from)];
}
