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
  const whole = lineLength(xy);
  for (const [start, end] of [...spans, [whole, whole] as const]) {
    if (start > from) {
      const piece = stretch(xy, from, start);
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
  let along = 0;
  for (let i = 0; i + 1 < xy.length; i += 2) {
    if (i > 0) along += segmentLength(xy, i);
    for (const { x, y, width } of gaps) {
      if (x !== xy[i] || y !== xy[i + 1]) continue;
      spans.push([along - width / 2, along + width / 2]);
      // The seam of a closed line is both its beginning and its end.
      if (closed && along < width / 2) spans.push([whole + along - width / 2, whole]);
    }
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

function stretch(xy: Float64Array, from: number, to: number): Float64Array {
  const points: number[] = [];
  const push = (x: number, y: number) => {
    if (x !== points[points.length - 2] || y !== points[points.length - 1]) points.push(x, y);
  };
  let along = 0;
  for (let i = 2; i + 1 < xy.length; i += 2) {
    const length = segmentLength(xy, i);
    const start = Math.max(0, from - along);
    const end = Math.min(length, to - along);
    if (length > 0 && start < end) {
      for (const t of [start / length, end / length]) {
        if (t === 0) push(xy[i - 2], xy[i - 1]);
        else if (t === 1) push(xy[i], xy[i + 1]);
        else push(quantize(xy[i - 2] + t * (xy[i] - xy[i - 2])), quantize(xy[i - 1] + t * (xy[i + 1] - xy[i - 1])));
      }
    }
    along += length;
  }
  return Float64Array.from(points);
}
