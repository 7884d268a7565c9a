import { type BoxIndex, createBoxIndex } from '#geo/box-index.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import { insideRings, type ZonePlace } from '../access/places.ts';
import { boxOfLines } from '../devices/cell-raster.ts';

/** Units of {@link panelUnits} in a square metre: cm². Whole numbers, so that sums do not depend on their order. */
export const unitsPerSquareMeter = 10_000;

/** Area of each residential panel in cm²; 0 for the others. */
export function panelUnits({ count, width, height, residential }: FacadePanels): Float64Array {
  const units = new Float64Array(count);
  for (let panel = 0; panel < count; panel += 1) {
    if (residential[panel] === 1) units[panel] = Math.round(width[panel] * height[panel] * unitsPerSquareMeter);
  }
  return units;
}

/** 1 per panel whose centre lies in a privacy zone in plan: it is masked out of every picture. */
export function maskedPanels({ count, center }: FacadePanels, zones: readonly ZonePlace[]): Uint8Array {
  const masked = new Uint8Array(count);
  const masks = zones.filter(({ kind }) => kind === 'privacy').map(({ rings }) => rings);
  const whole = boxOfLines(masks.flat());
  if (whole === null) return masked;
  const index = indexOf(masks);
  const [minX, minY, maxX, maxY] = whole;
  for (let panel = 0; panel < count; panel += 1) {
    const x = center[3 * panel];
    const y = center[3 * panel + 1];
    if (x < minX || x > maxX || y < minY || y > maxY) continue;
    if (index.search(x, y, x, y).some((mask) => insideRings(masks[mask], x, y))) masked[panel] = 1;
  }
  return masked;
}

function indexOf(masks: readonly (readonly ArrayLike<number>[])[]): BoxIndex {
  return createBoxIndex(masks.flatMap((rings) => [...(boxOfLines(rings) ?? [0, 0, 0, 0])]));
}
