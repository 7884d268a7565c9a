import type { Draft } from './draft.ts';
import { parallelLine, smoothLine } from './lines.ts';
import { type Point, point, type Ring } from './plane.ts';
import { solidFootprint } from './shapes.ts';
import { railway } from './town-plan.ts';

/** Tracks by their distance to the left (north) of the middle: on the open line, and at the platforms. */
const tracks = [
  { open: -2.2, station: -23.5 },
  { open: -2.2, station: -19 },
  { open: -2.2, station: -5.5 },
  { open: 2.2, station: -1 },
  { open: 2.2, station: 12.5 },
  { open: 2.2, station: 17 },
  { open: 2.2, station: 23 },
  { open: 2.2, station: 27.5 },
] as const;

/** Platforms: left edges and right edges in metres to the left of the middle. */
const platforms = [
  { from: -32.5, to: -25.6, name: 'Spor 1' },
  { from: -16.8, to: -7.6, name: 'Spor 2–3' },
  { from: 1.2, to: 10.4, name: 'Spor 4–5' },
] as const;

/** Lays tracks, platforms and the roofs over them. */
export function buildRailway(draft: Draft): void {
  const axis = smoothRail();
  const share = axis.map((p) => spread(p.x));
  tracks.forEach((track, index) => {
    const line = parallelLine(axis, (i) => track.open + (track.station - track.open) * share[i]);
    const through = index === 2 || index === 3;
    const kept = through ? line : line.filter((_, i) => share[i] > 0.03);
    draft.paths.push({ name: null, points: clipToTown(kept), style: 'rail', bridge: false });
  });
  for (const platform of platforms) {
    draft.areas.push({
      kind: 'platform',
      name: platform.name,
      rings: [strip(axis, 135, 345, platform.from, platform.to)],
    });
    const middle = (platform.from + platform.to) / 2;
    const roof = strip(axis, 165, 300, middle - 2.6, middle + 2.6);
    draft.addBuilding({
      use: 'roof',
      name: null,
      roofShape: 'flat',
      pieces: [{ footprints: [solidFootprint(roof)], heightMeters: 4.9, minHeightMeters: 4.3, open: true }],
    });
  }
}

function smoothRail(): Point[] {
  const axis = smoothLine(railway, 6);
  const dense: Point[] = [];
  for (let i = 0; i + 1 < axis.length; i++) {
    const pieces = Math.max(1, Math.round(Math.abs(axis[i + 1].x - axis[i].x) / 12));
    for (let k = 0; k < pieces; k++) {
      const t = k / pieces;
      dense.push({ x: axis[i].x + (axis[i + 1].x - axis[i].x) * t, y: axis[i].y + (axis[i + 1].y - axis[i].y) * t });
    }
  }
  dense.push(axis[axis.length - 1]);
  return dense;
}

/** 0 on the open line, 1 along the platforms, smooth between. */
function spread(x: number): number {
  const ramp = (t: number) => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));
  return Math.min(ramp((x + 150) / 270), ramp((640 - x) / 260));
}

function clipToTown(line: readonly Point[]): Point[] {
  return line.filter((p) => Math.abs(p.x) <= 1000).map((p) => point(p.x, p.y));
}

function strip(axis: readonly Point[], fromX: number, toX: number, right: number, left: number): Ring {
  const part = axis.filter((p) => p.x >= fromX && p.x <= toX);
  const [south, north] = [parallelLine(part, right), parallelLine(part, left)];
  return [...south, ...north.reverse()].map((p) => point(p.x, p.y));
}
