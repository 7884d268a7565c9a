import type { Street } from '#model/city.ts';

/** A place on a street's line. */
export interface StreetPlace {
  readonly street: Street;
  /** Local metres of the nearest point of the line. */
  readonly x: number;
  readonly y: number;
  /** Of the line there, from its first point to its last; unit vector. */
  readonly alongX: number;
  readonly alongY: number;
  /** From the start of the line, metres. */
  readonly distance: number;
  /** Of the asked point from the line, metres; positive to the left of the line's direction. */
  readonly offset: number;
}

/** The nearest place on any of these streets' lines within `reach` metres; null where there is none. */
export function nearestStreet(streets: readonly Street[], x: number, y: number, reach: number): StreetPlace | null {
  let best: StreetPlace | null = null;
  let least = reach;
  for (const street of streets) {
    const { xy } = street;
    let start = 0;
    for (let at = 0; at + 3 < xy.length; at += 2) {
      const dx = xy[at + 2] - xy[at];
      const dy = xy[at + 3] - xy[at + 1];
      const length = Math.sqrt(dx * dx + dy * dy);
      if (length > 0) {
        const along = ((x - xy[at]) * dx + (y - xy[at + 1]) * dy) / length;
        const held = Math.min(length, Math.max(0, along));
        const px = xy[at] + (dx * held) / length;
        const py = xy[at + 1] + (dy * held) / length;
        const distance = Math.sqrt((x - px) * (x - px) + (y - py) * (y - py));
        if (distance < least) {
          least = distance;
          const left = (dx * (y - py) - dy * (x - px)) / length;
          best = {
            street,
            x: px,
            y: py,
            alongX: dx / length,
            alongY: dy / length,
            distance: start + held,
            offset: left,
          };
        }
      }
      start += length;
    }
  }
  return best;
}

/** The place on a line so many metres from its start; null beyond its ends. */
export function placeAlong(
  xy: Float64Array,
  distance: number,
): { readonly x: number; readonly y: number; readonly alongX: number; readonly alongY: number } | null {
  if (!(distance >= 0)) return null;
  let start = 0;
  for (let at = 0; at + 3 < xy.length; at += 2) {
    const dx = xy[at + 2] - xy[at];
    const dy = xy[at + 3] - xy[at + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0 && distance <= start + length) {
      const part = (distance - start) / length;
      return { x: xy[at] + dx * part, y: xy[at + 1] + dy * part, alongX: dx / length, alongY: dy / length };
    }
    start += length;
  }
  return null;
}
