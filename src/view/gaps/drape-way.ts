/** Ground is looked at this often along a way, metres; a corner is set where the way would else be off it by more than the other. */
const drapeStep = 6;
const mostOff = 0.15;
/** Corners nearer to each other than this are one, metres. */
const sameMeters = 0.01;

/**
 * Corners along a line with the height of the ground: x, y, z and metres from its beginning. Corners that are not numbers, and a
 * half one at the end, are left out.
 *
 * @param xy flat x, y
 * @param cuts metres from the beginning at which there is to be a corner, ascending
 * @param level the ground is level: the line needs no corners but its own and the cuts
 */
export function drapedPoints(
  xy: ArrayLike<number>,
  cuts: readonly number[],
  height: (x: number, y: number) => number,
  level: boolean,
): Float64Array {
  const points: number[] = [];
  let [px, py, along, cut] = [Number.NaN, Number.NaN, 0, 0];
  const add = (x: number, y: number, at: number) => points.push(x, y, height(x, y), at);
  for (let k = 0; k + 1 < xy.length; k += 2) {
    const [x, y] = [xy[k], xy[k + 1]];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (points.length === 0) {
      add(x, y, 0);
      [px, py] = [x, y];
      continue;
    }
    const length = Math.hypot(x - px, y - py);
    if (length < sameMeters) continue;
    const steps = level ? 1 : Math.max(1, Math.ceil(length / drapeStep));
    let next = height(px + (x - px) / steps, py + (y - py) / steps);
    for (let step = 1; step <= steps; step += 1) {
      const to = along + (length * step) / steps;
      for (; cut < cuts.length && cuts[cut] < to - sameMeters; cut += 1) {
        const t = (cuts[cut] - along) / length;
        if (cuts[cut] > points[points.length - 1] + sameMeters) add(px + t * (x - px), py + t * (y - py), cuts[cut]);
      }
      const z = next;
      const t = step / steps;
      if (step < steps) {
        const after = (step + 1) / steps;
        next = height(px + after * (x - px), py + after * (y - py));
        const [before, from] = [points[points.length - 2], points[points.length - 1]];
        const share = (to - from) / (along + length * after - from);
        if (Math.abs(before + share * (next - before) - z) <= mostOff) continue;
      }
      points.push(px + t * (x - px), py + t * (y - py), z, to);
    }
    [px, py, along] = [x, y, along + length];
  }
  return Float64Array.from(points);
}

/** Length of a line, metres; corners that are not numbers are left out. */
export function lineMeters(xy: ArrayLike<number>): number {
  const points = drapedPoints(xy, [], () => 0, true);
  return points.length === 0 ? 0 : points[points.length - 1];
}

/** Place and direction (radians clockwise from north) at so many metres along a line; its ends beyond them. Null without a line. */
export function placeAlong(
  xy: ArrayLike<number>,
  meters: number,
): { readonly x: number; readonly y: number; readonly heading: number } | null {
  let along = 0;
  let last: { readonly x: number; readonly y: number; readonly heading: number } | null = null;
  for (let k = 0; k + 3 < xy.length; k += 2) {
    const [ax, ay, bx, by] = [xy[k], xy[k + 1], xy[k + 2], xy[k + 3]];
    const length = Math.hypot(bx - ax, by - ay);
    if (!(length >= sameMeters)) continue;
    const heading = Math.atan2(bx - ax, by - ay);
    const t = Math.max(0, Math.min(1, (meters - along) / length));
    last = { x: ax + t * (bx - ax), y: ay + t * (by - ay), heading };
    if (meters <= along + length) return last;
    along += length;
  }
  return last;
}
