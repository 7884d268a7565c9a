import { placeAlong } from '#geo/nearest-street.ts';
import type { Street } from '#model/city.ts';

/** A plate reader stands for a street so near, metres, that runs within so many degrees of its mapped bearing. */
const streetReach = 40;
const mostTurnDegrees = 35;
/** Middle of a plate above the road, metres. */
const plateHeight = 0.6;
/** Nearer than this nothing is aimed at, metres. */
const leastDistance = 8;

export interface PlateAim {
  readonly headingDegrees: number;
  readonly tiltDegrees: number;
}

/**
 * Where a plate reader looks that was put up to read the street before it: the middle of the lane on its side, about
 * `readMeters` ahead. Mapped bearings are coarse (eighths of a turn, often the street’s own), and the field of such a unit is
 * one lane wide. Null where no street for cars runs that way near it.
 */
export function aimAtLane(
  streets: readonly Street[],
  {
    x,
    y,
    heightMeters,
    headingDegrees,
  }: {
    readonly x: number;
    readonly y: number;
    readonly heightMeters: number;
    readonly headingDegrees: number;
  },
  readMeters: number,
): PlateAim | null {
  const radians = (headingDegrees * Math.PI) / 180;
  const foot = facedStreet(streets, x, y, Math.sin(radians), Math.cos(radians));
  if (foot === null) return null;
  const { street, distance, offset, sense } = foot;
  const ahead = Math.max(leastDistance, Math.sqrt(Math.max(0, readMeters * readMeters - offset * offset)));
  const length = lineLength(street.xy);
  const place = placeAlong(street.xy, Math.min(length, Math.max(0, distance + sense * ahead)));
  if (place === null) return null;
  const side = offset < 0 ? -1 : 1;
  const away = street.oneway ? Math.min(Math.abs(offset), street.widthMeters / 4) : street.widthMeters / 4;
  const dx = place.x - side * away * place.alongY - x;
  const dy = place.y + side * away * place.alongX - y;
  const plan = Math.hypot(dx, dy);
  if (plan < leastDistance) return null;
  const heading = (Math.atan2(dx, dy) * 180) / Math.PI;
  const turn = heading - headingDegrees - 360 * Math.round((heading - headingDegrees) / 360);
  if (Math.abs(turn) > mostTurnDegrees) return null;
  const tilt = (Math.atan2(heightMeters - plateHeight, plan) * 180) / Math.PI;
  return { headingDegrees: tenth((heading + 360) % 360), tiltDegrees: tenth(tilt) };
}

interface FacedStreet {
  readonly street: Street;
  /** Of the foot from the start of the line, metres. */
  readonly distance: number;
  /** Of the unit from the line, positive to the left of its direction. */
  readonly offset: number;
  /** 1: it looks along the line's direction; −1: against it. */
  readonly sense: 1 | -1;
}

function facedStreet(
  streets: readonly Street[],
  x: number,
  y: number,
  lookX: number,
  lookY: number,
): FacedStreet | null {
  const leastCosine = Math.cos((mostTurnDegrees * Math.PI) / 180);
  let best: FacedStreet | null = null;
  let least = streetReach;
  for (const street of streets) {
    if (!street.car || street.tunnel) continue;
    const { xy } = street;
    let start = 0;
    for (let at = 0; at + 3 < xy.length; at += 2) {
      const [dx, dy] = [xy[at + 2] - xy[at], xy[at + 3] - xy[at + 1]];
      const length = Math.hypot(dx, dy);
      const cosine = length === 0 ? 0 : (dx * lookX + dy * lookY) / length;
      if (Math.abs(cosine) >= leastCosine) {
        const along = Math.min(length, Math.max(0, ((x - xy[at]) * dx + (y - xy[at + 1]) * dy) / length));
        const [px, py] = [xy[at] + (dx * along) / length, xy[at + 1] + (dy * along) / length];
        const away = Math.hypot(x - px, y - py);
        if (away < least) {
          least = away;
          const offset = (dx * (y - py) - dy * (x - px)) / length;
          best = { street, distance: start + along, offset, sense: cosine > 0 ? 1 : -1 };
        }
      }
      start += length;
    }
  }
  return best;
}

function lineLength(xy: Float64Array): number {
  let length = 0;
  for (let at = 0; at + 3 < xy.length; at += 2) length += Math.hypot(xy[at + 2] - xy[at], xy[at + 3] - xy[at + 1]);
  return length;
}

function tenth(degrees: number): number {
  return Math.round(10 * degrees) / 10;
}
