import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { BarrierKind, TerrainGrid } from '#model/city.ts';
import { followGround, stripPieces, stripPolygons } from '../assemble/line-strip.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import type { PrismBuilder } from '../assemble/prism-builder.ts';
import type { Ring } from '../assemble/ring.ts';
import { barrierDefaults } from '../osm/barrier-kinds.ts';

/** On a slope a wall is cut into pieces along which the ground rises no more than this, metres; as for imported walls. */
const pieceRise = 0.5;

/**
 * Adds an opaque barrier as an upright strip along its line (flat x, y, local metres), as wide as such barriers usually
 * are. On a slope it goes in steps: each piece stands on its lowest ground and rises to the height above the ground in its
 * middle.
 */
export function addBarrierSolid(
  builder: PrismBuilder,
  barrier: { readonly kind: BarrierKind; readonly xy: ArrayLike<number>; readonly heightMeters: number },
  terrain: TerrainGrid | null,
  building: number,
): void {
  const half = barrierDefaults[barrier.kind].width / 2;
  if (terrain === null) {
    for (const rings of stripPolygons(barrier.xy, half)) builder.add(rings, 0, barrier.heightMeters, false, building);
    return;
  }
  for (const ring of stripPieces(followGround(barrier.xy, terrain, pieceRise), half, 0)) {
    const base = quantize(lowestGround(terrain, [ring]));
    builder.add([ring], base, middleGround(terrain, ring) + barrier.heightMeters, false, building);
  }
}

/** Mean ground at the corners. */
function middleGround(terrain: TerrainGrid, ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) sum += groundHeight(terrain, ring[i], ring[i + 1]);
  return sum / (ring.length / 2);
}
