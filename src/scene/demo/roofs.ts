import type { DraftPiece } from './draft.ts';
import { insetRing } from './inset.ts';
import { type Ring, ringArea, ringWithin } from './plane.ts';
import { type Footprint, footprintArea } from './shapes.ts';

/**
 * A house and, where there is room for it, one more storey that stands back from its walls by `back` metres: a recessed
 * top floor, or the plant room of a tower. Heights above the ground, metres.
 */
export function withTopStorey(
  footprints: readonly Footprint[],
  heightMeters: number,
  back: number,
  storeyMeters: number,
): DraftPiece[] {
  const body: DraftPiece = { footprints, heightMeters, minHeightMeters: 0 };
  const top = footprints.flatMap((footprint) => setBack(footprint, back) ?? []);
  if (top.length === 0) return [body];
  const topHeight = Math.round((heightMeters + storeyMeters) * 10) / 10;
  return [body, { footprints: top, heightMeters: topHeight, minHeightMeters: heightMeters }];
}

/** The footprint without a strip along its walls; null where less than a quarter of it would be left. */
function setBack(footprint: Footprint, back: number): Footprint | null {
  const outer = insetRing(
    footprint.outer,
    footprint.outer.map(() => back),
  );
  if (outer === null || !ringWithin(footprint.outer, outer)) return null;
  const holes: Ring[] = [];
  for (const hole of footprint.holes) {
    const yard = [...hole].reverse();
    const grown = insetRing(
      yard,
      yard.map(() => -back),
    );
    if (grown === null || ringArea(grown) < ringArea(yard) || !ringWithin(outer, grown)) return null;
    holes.push([...grown].reverse());
  }
  const result = { outer, holes };
  return footprintArea(result) > 0.25 * footprintArea(footprint) ? result : null;
}
