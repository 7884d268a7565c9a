import { quantize } from '#geo/quantum.ts';

/** An opening in a line: its middle (a vertex of the line) and its width, metres. */
export interface Gap {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * What openings leave of a line (flat x, y): its pieces, cut along the line half a width to both sides of every vertex that
 * is the middle of a gap. A closed line stays closed where it has none.
 */
export function openLine(xy: Float64Array, gaps: readonly Gap[]): Float64Array[] {
  const spans = gapSpans(xy, gaps);
  if (spans.length === 0) return [xy];
  const pieces: Float64Array[] = [];
  let from = 0;
  const along = distances(xy);
  const whole = along[along.length - 1];
  for (const [start, end] of [...spans, [whole, whole] as const]) {
    if (start > from) {
      const piece = stretch(xy, along, from, start);
      if (piece.length >= 4) pieces.push(piece);
    }
    from = Math.max(from, end);
  }
  return pieces;
}

/** From and to, metres along the line, ascending. */
function gapSpans(xy: Float64Array, gaps: readonly Gap[]): (readonly [number, number])[] {
  if (gaps.length === 0) return [];
  const spans: (readonly [number, number])[] = [];
  const closed = xy[0] === xy[xy.length - 2] && xy[1] === xy[xy.length - 1];
  const whole = lineLength(xy);
  const widths = new Map(gaps.map(({ x, y, width }) => [`${x} ${y}`, width]));
  let along = 0;
  for (let i = 0; i + 1 < xy.length; i += 2) {
    if (i > 0) along += segmentLength(xy, i);
    const width = widths.get(`${xy[i]} ${xy[i + 1]}`);
    if (width === undefined) continue;
    spans.push([along - width / 2, along + width / 2]);
    // The seam of a closed line is both its beginning and its end.
    if (closed && along < width / 2) spans.push([whole + along - width / 2, whole]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

function segmentLength(xy: Float64Array, i: number): number {
  const dx = xy[i] - xy[i - 2];
  const dy = xy[i + 1] - xy[i - 1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Metres along a line (flat x, y). */
export function lineLength(xy: Float64Array): number {
  let sum = 0;
  for (let i = 2; i + 1 < xy.length; i += 2) sum += segmentLength(xy, i);
  return sum;
}

/** Metres from the start of a line to each of its vertices. */
function distances(xy: Float64Array): Float64Array {
  const along = new Float64Array(xy.length / 2);
  for (let i = 2; i + 1 < xy.length; i += 2) along[i / 2] = along[i / 2 - 1] + segmentLength(xy, i);
  return along;
}

/** Last vertex that lies no further along than a distance. */
function vertexBefore(along: Float64Array, distance: number): number {
  let low = 0;
  let high = along.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (along[middle] <= distance) low = middle;
    else high = middle - 1;
  }
  return low;
}

function stretch(xy: Float64Array, along: Float64Array, from: number, to: number): Float64Array {
  const points: number[] = [];
  const push = (x: number, y: number) => {
    if (x !== points[points.length - 2] || y !== points[points.length - 1]) points.push(x, y);
  };
  const pushAt = (distance: number) => {
    const vertex = vertexBefore(along, distance);
    const i = 2 * vertex;
    const rest = distance - along[vertex];
    if (rest <= 0 || vertex === along.length - 1) {
      push(xy[i], xy[i + 1]);
      return;
    }
    const t = rest / (along[vertex + 1] - along[vertex]);
    push(quantize(xy[i] + t * (xy[i + 2] - xy[i])), quantize(xy[i + 1] + t * (xy[i + 3] - xy[i + 1])));
  };
  pushAt(Math.max(0, from));
  for (let vertex = vertexBefore(along, from) + 1; vertex < along.length && along[vertex] < to; vertex += 1) {
    if (along[vertex] > from) push(xy[2 * vertex], xy[2 * vertex + 1]);
  }
  pushAt(to);
  return Float64Array.from(points);
}
