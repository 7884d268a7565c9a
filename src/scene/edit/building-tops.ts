import { quantize } from '#geo/quantum.ts';
import type { Building, City } from '#model/city.ts';

/** A building's new height, with what it does to the building's solids and to those of its parts. */
export interface TopChange {
  /** Row of the prism table → new top, z metres. */
  readonly tops: Map<number, number>;
  /** Rows that would begin above the new top. */
  readonly dropped: Set<number>;
  /** Index → the building as it is now known. */
  readonly buildings: Map<number, Building>;
  /** Parts that were cut down or fell away because they rose above the new top. */
  readonly cut: number;
}

/**
 * Sets the height of a building, `members[0]`, whose parts are the other members (indices). The rule: what ends at the
 * highest top of them all ends at the new height; what would rise above it is cut down to it, and a part that begins
 * above it falls away; lower parts stay as they are. `rows` are the rows of all members. Null where nothing would be left
 * of the building's solids.
 */
export function changeTops(
  city: City,
  members: readonly number[],
  rows: readonly number[],
  heightMeters: number,
): TopChange | null {
  const { prisms, buildings } = city;
  const [own] = members;
  const height = quantize(heightMeters);
  const under = (row: number) => quantize(buildings[prisms.building[row]].minHeightMeters);
  // Pieces of a wall on a slope are of several heights from foot to top; what is known of them is the wall's own height.
  const heightOf = (row: number) => {
    const { structure, heightMeters: known } = buildings[prisms.building[row]];
    return structure === 'building' ? prisms.topZ[row] - prisms.baseZ[row] + under(row) : quantize(known);
  };
  const highest = rows.reduce((most, row) => Math.max(most, heightOf(row)), 0);
  const change: TopChange = { tops: new Map(), dropped: new Set(), buildings: new Map(), cut: 0 };
  let cut = 0;
  for (const row of rows) {
    const was = heightOf(row);
    if (was === height || (was !== highest && was < height)) continue;
    const owner = prisms.building[row];
    const top = prisms.topZ[row] + height - was;
    const stands = top > prisms.baseZ[row];
    if (stands) change.tops.set(row, top);
    else change.dropped.add(row);
    if (owner !== own && (was !== highest || !stands)) cut += 1;
    if (stands) change.buildings.set(owner, withHeight(buildings[owner], heightMeters));
  }
  if (rows.length > 0 && change.dropped.size === rows.length) return null;
  const ownRows = rows.filter((row) => prisms.building[row] === own);
  if (ownRows.length > 0 && ownRows.every((row) => change.dropped.has(row))) return null;
  if (heightMeters <= buildings[own].minHeightMeters) return null;
  change.buildings.set(own, withHeight(buildings[own], heightMeters));
  return { ...change, cut };
}

function withHeight(building: Building, heightMeters: number): Building {
  const roofHeightMeters = Math.min(building.roofHeightMeters, heightMeters - building.minHeightMeters);
  return { ...building, heightMeters, roofHeightMeters, heightSource: 'edited' };
}
