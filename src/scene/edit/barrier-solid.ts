import { quantize } from '#geo/quantum.ts';
import type { BarrierKind, TerrainGrid } from '#model/city.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import type { PrismBuilder } from '../assemble/prism-builder.ts';

/** Thickness of an opaque barrier that is drawn as a line, metres; usual ones, an assumption. */
const thicknesses: Readonly<Record<BarrierKind, number>> = {
  wall: 0.3,
  city_wall: 1.5,
  retaining_wall: 0.4,
  fence: 0.1,
  hedge: 0.8,
  guard_rail: 0.2,
  other: 0.2,
};

/** On a slope a wall goes down with the ground in steps of this length, metres. */
const stepMeters = 8;

/**
 * Adds an opaque barrier as upright pieces along its line (flat x, y, local metres), each as high over the lowest ground
 * beneath it. Pieces reach half a thickness beyond their ends, so that no ray slips through a corner. Gives how many
 * pieces there are.
 */
export function addBarrierSolid(
  builder: PrismBuilder,
  barrier: { readonly kind: BarrierKind; readonly xy: ArrayLike<number>; readonly heightMeters: number },
  terrain: TerrainGrid | null,
  building: number,
): number {
  const half = thicknesses[barrier.kind] / 2;
  let pieces = 0;
  for (let i = 0; i + 3 < barrier.xy.length; i += 2) {
    const ax = barrier.xy[i];
    const ay = barrier.xy[i + 1];
    const dx = barrier.xy[i + 2] - ax;
    const dy = barrier.xy[i + 3] - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    const ux = (dx / length) * half;
    const uy = (dy / length) * half;
    const steps = terrain === null ? 1 : Math.max(1, Math.ceil(length / stepMeters));
    for (let step = 0; step < steps; step += 1) {
      const ring = piece(
        ax + (dx * step) / steps,
        ay + (dy * step) / steps,
        ax + (dx * (step + 1)) / steps,
        ay + (dy * (step + 1)) / steps,
        ux,
        uy,
      );
      const base = quantize(lowestGround(terrain, [ring]));
      if (builder.add([ring], base, base + barrier.heightMeters, false, building)) pieces += 1;
    }
  }
  return pieces;
}

/** Rectangle around a stretch, half a thickness (ux, uy along it) to all sides. */
function piece(ax: number, ay: number, bx: number, by: number, ux: number, uy: number): number[] {
  return [
    ax - ux + uy,
    ay - uy - ux,
    bx + ux + uy,
    by + uy - ux,
    bx + ux - uy,
    by + uy + ux,
    ax - ux - uy,
    ay - uy + ux,
  ].map(quantize);
}
