import { unitedArea } from '#geo/overlap-area.ts';
import type { CityLayers } from '#model/city.ts';
import { prismRings } from '../assemble/filled-beneath.ts';
import { ringBox } from '../assemble/ring.ts';

export type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

/** A building with its parts, as one footprint. */
export interface BuildingUnit {
  /** Number of the source. */
  readonly source: number;
  /** Indices in the source's buildings: the outline, if there is one, and its parts. */
  readonly members: readonly number[];
  /** The member that stands for the whole: the outline, else the first part. */
  readonly lead: number;
  /** Footprints of all solids, by member; members without a solid are absent. */
  readonly polygons: ReadonlyMap<number, readonly (readonly Float64Array[])[]>;
  readonly box: Box;
  /** m² that the solids cover together. */
  readonly area: number;
}

/**
 * Buildings of a source together with their parts; walls and bridges are none. Only what has a solid is a unit. Yields now
 * and then.
 */
export function* buildingUnits(
  { buildings, prisms }: Pick<CityLayers, 'buildings' | 'prisms'>,
  source: number,
): Generator<null, BuildingUnit[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < prisms.count; row += 1) append(rows, prisms.building[row], row);
  const groups = new Map<string, number[]>();
  for (const [index, { id, outlineId, structure }] of buildings.entries()) {
    if (structure === 'building') append(groups, outlineId ?? id, index);
  }
  const units: BuildingUnit[] = [];
  let done = 0;
  for (const [id, members] of groups) {
    done += 1;
    if (done % 50 === 0) yield null;
    const polygons = new Map<number, Float64Array[][]>();
    for (const member of members) {
      const own = rows.get(member)?.map((row) => prismRings(prisms, row));
      if (own !== undefined) polygons.set(member, own);
    }
    if (polygons.size === 0) continue;
    const all = [...polygons.values()].flat();
    const lead = members.find((member) => buildings[member].id === id) ?? members[0];
    units.push({ source, members, lead, polygons, box: boxAround(all), area: unitedArea(all) });
  }
  return units;
}

/** All footprints of a unit. */
export function unitPolygons({ polygons }: BuildingUnit): (readonly Float64Array[])[] {
  return [...polygons.values()].flat();
}

/** m² common to two boxes: never less than what is common to the shapes in them. */
export function boxOverlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Box of the outer rings. */
export function boxAround(polygons: readonly (readonly Float64Array[])[]): Box {
  const boxes = polygons.map(([outer]) => ringBox(outer));
  return boxes.reduce((whole, box) => [
    Math.min(whole[0], box[0]),
    Math.min(whole[1], box[1]),
    Math.max(whole[2], box[2]),
    Math.max(whole[3], box[3]),
  ]);
}

function append<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
