import { quantize } from '#geo/quantum.ts';
import type { BarrierKind } from '#model/city.ts';
import { ItemsOnLine } from '../../targets/items-on-line.ts';

/** What is overcome where a way is forced. */
export interface ForcedThing {
  /** Id of the barrier, or of the portal. */
  readonly id: string;
  readonly kind: BarrierKind | 'gate';
  readonly seconds: number;
}

/** All points at most `radius` from the segment a–b; a disc where both ends are one. */
export interface Opening {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly radius: number;
}

/** Metres; a walk passes few lines per bucket. */
const bucketSize = 16;

/**
 * Segments that people cannot walk across: walls, edges of water, barriers. Closed: whoever touches one crosses it. All ends lie on
 * the grid of 1/1024 m, so that the test is exact.
 */
export class ClosedLines {
  /** Segment → thing that is overcome there; −1: it cannot be. */
  readonly thing: Int32Array;
  readonly things: readonly ForcedThing[];
  readonly xy: Float64Array;
  readonly #onLine: ItemsOnLine;

  constructor(xy: Float64Array, thing: Int32Array, things: readonly ForcedThing[]) {
    this.xy = xy;
    this.thing = thing;
    this.things = things;
    const count = thing.length;
    const boxes = {
      minX: new Float64Array(count),
      minY: new Float64Array(count),
      maxX: new Float64Array(count),
      maxY: new Float64Array(count),
    };
    const members = new Uint32Array(count);
    for (let line = 0; line < count; line += 1) {
      const at = 4 * line;
      boxes.minX[line] = Math.min(xy[at], xy[at + 2]);
      boxes.minY[line] = Math.min(xy[at + 1], xy[at + 3]);
      boxes.maxX[line] = Math.max(xy[at], xy[at + 2]);
      boxes.maxY[line] = Math.max(xy[at + 1], xy[at + 3]);
      members[line] = line;
    }
    this.#onLine = new ItemsOnLine(boxes, members, bucketSize);
  }

  get count(): number {
    return this.thing.length;
  }

  /** Does a segment cross any of the lines? Ends on the 1/1024 m grid for an exact answer. */
  blocks(x: number, y: number, tx: number, ty: number): boolean {
    this.#onLine.begin(x, y, tx, ty);
    for (let line = this.#onLine.next(); line >= 0; line = this.#onLine.next()) {
      if (this.#meets(line, x, y, tx, ty)) return true;
    }
    return false;
  }

  /** Things that a segment overcomes, each once; null where it crosses what cannot be overcome. */
  thingsOn(x: number, y: number, tx: number, ty: number): readonly ForcedThing[] | null {
    const met = new Set<number>();
    this.#onLine.begin(x, y, tx, ty);
    for (let line = this.#onLine.next(); line >= 0; line = this.#onLine.next()) {
      if (!this.#meets(line, x, y, tx, ty)) continue;
      if (this.thing[line] < 0) return null;
      met.add(this.thing[line]);
    }
    return [...met].sort((a, b) => a - b).map((thing) => this.things[thing]);
  }

  #meets(line: number, x: number, y: number, tx: number, ty: number): boolean {
    const { xy } = this;
    return segmentsMeet(xy[4 * line], xy[4 * line + 1], xy[4 * line + 2], xy[4 * line + 3], x, y, tx, ty);
  }
}

/** Do two closed segments a–b and p–q have a point in common? Exact for coordinates on the 1/1024 m grid. */
export function segmentsMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
): boolean {
  const dx = qx - px;
  const dy = qy - py;
  const a = dx * (ay - py) - dy * (ax - px);
  const b = dx * (by - py) - dy * (bx - px);
  if ((a > 0 && b > 0) || (a < 0 && b < 0)) return false;
  const ex = bx - ax;
  const ey = by - ay;
  const p = ex * (py - ay) - ey * (px - ax);
  const q = ex * (qy - ay) - ey * (qx - ax);
  if ((p > 0 && q > 0) || (p < 0 && q < 0)) return false;
  if (a !== 0 || b !== 0 || p !== 0 || q !== 0) return true;
  // On one line: they meet where their boxes do.
  return (
    Math.min(ax, bx) <= Math.max(px, qx) &&
    Math.min(px, qx) <= Math.max(ax, bx) &&
    Math.min(ay, by) <= Math.max(py, qy) &&
    Math.min(py, qy) <= Math.max(ay, by)
  );
}

/** Collects closed lines, leaving openings out of them. */
export class LineCollector {
  readonly #xy: number[] = [];
  readonly #thing: number[] = [];
  readonly #things: ForcedThing[] = [];
  /** Box that counts: nothing beyond it is kept. */
  readonly #box: readonly [minX: number, minY: number, maxX: number, maxY: number];

  constructor(box: readonly [minX: number, minY: number, maxX: number, maxY: number]) {
    this.#box = box;
  }

  addThing(thing: ForcedThing): number {
    this.#things.push(thing);
    return this.#things.length - 1;
  }

  /** Adds what openings leave of the segment a–b. `thing`: number from {@link addThing}, or −1. */
  add(ax: number, ay: number, bx: number, by: number, thing: number, openings: readonly Opening[]): void {
    for (const span of remaining(ax, ay, bx, by, openings)) this.#addSpan(ax, ay, bx, by, thing, span);
  }

  /** Adds what of the segment a–b lies within an opening. */
  addWithin(ax: number, ay: number, bx: number, by: number, thing: number, opening: Opening): void {
    const span = spanWithin(ax, ay, bx, by, opening);
    if (span !== null) this.#addSpan(ax, ay, bx, by, thing, span);
  }

  #addSpan(ax: number, ay: number, bx: number, by: number, thing: number, [from, to]: readonly [number, number]): void {
    const [minX, minY, maxX, maxY] = this.#box;
    if (Math.max(ax, bx) < minX || Math.min(ax, bx) > maxX || Math.max(ay, by) < minY || Math.min(ay, by) > maxY)
      return;
    const at = (share: number, a: number, b: number): number =>
      share === 0 ? a : share === 1 ? b : quantize(a + share * (b - a));
    this.#xy.push(at(from, ax, bx), at(from, ay, by), at(to, ax, bx), at(to, ay, by));
    this.#thing.push(thing);
  }

  finish(): ClosedLines {
    return new ClosedLines(Float64Array.from(this.#xy), Int32Array.from(this.#thing), this.#things);
  }
}

/** Shares of the segment a–b, from and to, that lie in no opening. */
function remaining(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  openings: readonly Opening[],
): (readonly [number, number])[] {
  const spans = openings.flatMap((opening) => {
    const span = spanWithin(ax, ay, bx, by, opening);
    return span === null ? [] : [span];
  });
  if (spans.length === 0) return [[0, 1]];
  spans.sort((one, other) => one[0] - other[0]);
  const left: [number, number][] = [];
  let from = 0;
  for (const [start, end] of spans) {
    if (start > from) left.push([from, start]);
    from = Math.max(from, end);
  }
  if (from < 1) left.push([from, 1]);
  return left;
}

/** Shares of the segment a–b, from and to, within an opening; null where it misses it. An opening is convex, so it is one span. */
export function spanWithin(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  opening: Opening,
): readonly [number, number] | null {
  const dx = bx - ax;
  const dy = by - ay;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (span: readonly [number, number] | null): void => {
    if (span === null) return;
    low = Math.min(low, span[0]);
    high = Math.max(high, span[1]);
  };
  const { radius } = opening;
  take(spanInDisc(ax - opening.ax, ay - opening.ay, dx, dy, radius));
  take(spanInDisc(ax - opening.bx, ay - opening.by, dx, dy, radius));
  take(spanInBand(ax, ay, dx, dy, opening));
  const from = Math.max(0, low);
  const to = Math.min(1, high);
  return from < to ? [from, to] : null;
}

function spanInDisc(x: number, y: number, dx: number, dy: number, radius: number): readonly [number, number] | null {
  const a = dx * dx + dy * dy;
  if (a === 0) return null;
  const b = x * dx + y * dy;
  const root = b * b - a * (x * x + y * y - radius * radius);
  if (root < 0) return null;
  const half = Math.sqrt(root);
  return [(-b - half) / a, (-b + half) / a];
}

/** Within the rectangle along an opening's axis. */
function spanInBand(
  ax: number,
  ay: number,
  dx: number,
  dy: number,
  opening: Opening,
): readonly [number, number] | null {
  const ex = opening.bx - opening.ax;
  const ey = opening.by - opening.ay;
  const length = Math.sqrt(ex * ex + ey * ey);
  if (length === 0) return null;
  const along = slab(
    ((ax - opening.ax) * ex + (ay - opening.ay) * ey) / length,
    (dx * ex + dy * ey) / length,
    0,
    length,
  );
  const { radius } = opening;
  const across = slab(
    ((ay - opening.ay) * ex - (ax - opening.ax) * ey) / length,
    (dy * ex - dx * ey) / length,
    -radius,
    radius,
  );
  if (along === null || across === null) return null;
  const from = Math.max(along[0], across[0]);
  const to = Math.min(along[1], across[1]);
  return from <= to ? [from, to] : null;
}

/** Shares t for which start + t · step lies between two bounds. */
function slab(start: number, step: number, low: number, high: number): readonly [number, number] | null {
  if (step === 0) return start >= low && start <= high ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : null;
  const one = (low - start) / step;
  const other = (high - start) / step;
  return one < other ? [one, other] : [other, one];
}
