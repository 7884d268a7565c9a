import { quantize } from '#geo/quantum.ts';
import type { Bounds } from '#model/scene.ts';

/** The rectangle grown by `margin` metres on every side. */
export function growBounds(bounds: Bounds, margin: number): Bounds {
  return {
    minX: bounds.minX - margin,
    minY: bounds.minY - margin,
    maxX: bounds.maxX + margin,
    maxY: bounds.maxY + margin,
  };
}

export function boundsContain(bounds: Bounds, x: number, y: number): boolean {
  return x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY;
}

/** The pieces of a line (flat x, y) inside the rectangle, cut points on the 1/1024 m grid; the line itself if all of it is. */
export function clipLine(xy: Float64Array, bounds: Bounds): Float64Array[] {
  if (everyPointInside(xy, bounds)) return xy.length >= 4 ? [xy] : [];
  const pieces: Float64Array[] = [];
  let piece: number[] = [];
  const close = () => {
    if (piece.length >= 4) pieces.push(Float64Array.from(piece));
    piece = [];
  };
  for (let i = 2; i + 1 < xy.length; i += 2) {
    const part = clipSegment(xy[i - 2], xy[i - 1], xy[i], xy[i + 1], bounds);
    if (part === null) {
      close();
      continue;
    }
    const [ax, ay, bx, by] = part;
    if (piece.length === 0) piece.push(ax, ay);
    if (bx !== piece[piece.length - 2] || by !== piece[piece.length - 1]) piece.push(bx, by);
    if (bx !== xy[i] || by !== xy[i + 1]) close();
  }
  close();
  return pieces;
}

function everyPointInside(xy: Float64Array, bounds: Bounds): boolean {
  for (let i = 0; i < xy.length; i += 2) {
    if (!boundsContain(bounds, xy[i], xy[i + 1])) return false;
  }
  return true;
}

/** Liang–Barsky. */
function clipSegment(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  bounds: Bounds,
): [number, number, number, number] | null {
  const dx = bx - ax;
  const dy = by - ay;
  let from = 0;
  let to = 1;
  const limits = [-dx, ax - bounds.minX, dx, bounds.maxX - ax, -dy, ay - bounds.minY, dy, bounds.maxY - ay];
  for (let i = 0; i < 8; i += 2) {
    const step = limits[i];
    const room = limits[i + 1];
    if (step === 0) {
      if (room < 0) return null;
    } else if (step < 0) {
      from = Math.max(from, room / step);
    } else {
      to = Math.min(to, room / step);
    }
  }
  if (from > to) return null;
  const start: [number, number] = from === 0 ? [ax, ay] : [quantize(ax + from * dx), quantize(ay + from * dy)];
  const end: [number, number] = to === 1 ? [bx, by] : [quantize(ax + to * dx), quantize(ay + to * dy)];
  return [...start, ...end];
}
