import { quantize } from '#geo/quantum.ts';
import type { TerrainGrid } from '#model/city.ts';
import { smoothLine } from './lines.ts';
import { distanceToLine, type Point } from './plane.ts';
import { halfSideMeters, river } from './town-plan.ts';

const spacingMeters = 16;

/**
 * Bakken, the hill south of the river: villas and terraces on its slope, a wood and gardens near its top. It rises about
 * 40 m within 600 m, so that no street on it climbs more than 12 %.
 */
export const hill = { x: -440, y: -850, radius: 600, heightMeters: 40 } as const;

/**
 * The ground: level at the river and along the quays, gently rising to both sides, and one real hill. Polynomials only,
 * rounded to the scene's grid, so that it comes out the same everywhere.
 */
export function buildRelief(): TerrainGrid {
  const reach = halfSideMeters + 3 * spacingMeters;
  const columns = Math.ceil((2 * reach) / spacingMeters) + 1;
  const heights = new Float32Array(columns * columns);
  const axis = smoothLine(river, 30);
  for (let row = 0; row < columns; row++) {
    for (let column = 0; column < columns; column++) {
      const p = { x: -reach + column * spacingMeters, y: -reach + row * spacingMeters };
      heights[row * columns + column] = quantize(heightAt(p, axis));
    }
  }
  return { originX: -reach, originY: -reach, spacing: spacingMeters, columns, rows: columns, heights };
}

function heightAt(p: Point, riverAxis: readonly Point[]): number {
  const away = Math.max(0, distanceToLine(p, riverAxis) - 70) / 1000;
  const shore = Math.min(1, away * 10);
  const rise = 4.5 * away * away * (3 - 2 * Math.min(1, away)) + 3 * away;
  const swell = bump(p, 640, -640, 420) * 3 + bump(p, 30, 40, 260) * 2.4 + bump(p, -600, 300, 420) * 3.5;
  return rise + shore * swell + hill.heightMeters * bump(p, hill.x, hill.y, hill.radius);
}

/** 1 at the middle, 0 beyond the radius, smooth between. */
function bump(p: Point, x: number, y: number, radius: number): number {
  const square = ((p.x - x) * (p.x - x) + (p.y - y) * (p.y - y)) / (radius * radius);
  return square >= 1 ? 0 : (1 - square) * (1 - square);
}
