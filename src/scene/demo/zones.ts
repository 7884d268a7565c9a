import { intersectPolygons } from '#geo/polygon-boolean.ts';
import type { Area, Building, PrismTable, Zone } from '#model/city.ts';
import { orientRing } from '../assemble/ring.ts';
import { point, type Ring, ringArea } from './plane.ts';
import { flatRing, pointsOf } from './shapes.ts';
import { halfSideMeters } from './town-plan.ts';

/** Courtyards below this are light wells, square metres. */
const leastCourtyard = 60;
const dwellings: ReadonlySet<string> = new Set(['residential', 'apartments']);

/** Places of interest (station square and market), private courtyards of dwellings, and the tracks, where nobody may go. */
export function zonesOf(
  areas: readonly Area[],
  buildings: readonly Building[],
  prisms: PrismTable,
  railRing: Ring,
): Zone[] {
  const zones: Omit<Zone, 'id'>[] = [];
  for (const { kind, name, rings } of areas) {
    const watched = name === 'Torvet' || name === 'Banegårdspladsen';
    if (kind === 'square' && watched) zones.push({ kind: 'interest', name, rings: [rings[0]] });
  }
  for (let row = 0; row < prisms.count; row += 1) {
    const { use } = buildings[prisms.building[row]];
    if (!dwellings.has(use)) continue;
    for (let ring = prisms.ringStart[row] + 1; ring < prisms.ringStart[row + 1]; ring += 1) {
      const yard = prisms.xy.slice(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]);
      if (Math.abs(ringArea(pointsOf(yard))) < leastCourtyard) continue;
      zones.push({ kind: 'privacy', name: null, rings: [orientRing(yard, true)] });
    }
  }
  const s = halfSideMeters;
  const frame = Float64Array.of(-s, -s, s, -s, s, s, -s, s);
  for (const [outer] of intersectPolygons([[flatRing(railRing)]], [[frame]])) {
    const ring = flatRing(pointsOf(outer).map((p) => point(p.x, p.y)));
    zones.push({ kind: 'restricted', name: 'Sporarealet', rings: [ring] });
  }
  return zones.map((zone, i) => ({ id: `demo/zone/${i + 1}`, ...zone }));
}
