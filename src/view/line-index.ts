import { type BoxIndex, boxOfPoints, createBoxIndex } from '#geo/box-index.ts';

interface Line {
  /** 2 × points. */
  readonly xy: Float64Array;
}

/** Finds lines near a point. */
export interface LineIndex {
  readonly lines: readonly Line[];
  readonly boxes: BoxIndex;
}

const known = new WeakMap<readonly Line[], LineIndex>();

/** The index of these very lines, made when first asked for. */
export function lineIndexOf(lines: readonly Line[]): LineIndex {
  let index = known.get(lines);
  if (index === undefined) {
    const boxes = new Float64Array(4 * lines.length);
    lines.forEach(({ xy }, i) => boxOfPoints(xy, 0, xy.length / 2, boxes, i));
    index = { lines, boxes: createBoxIndex(boxes) };
    known.set(lines, index);
  }
  return index;
}

/** Number of the nearest line within `reach` metres of a point; null where there is none. */
export function nearestLine({ lines, boxes }: LineIndex, x: number, y: number, reach: number): number | null {
  let best: number | null = null;
  let nearest = reach;
  for (const item of boxes.search(x - reach, y - reach, x + reach, y + reach)) {
    const { xy } = lines[item];
    for (let i = 2; i < xy.length; i += 2) {
      const away = distanceToPiece(x, y, xy[i - 2], xy[i - 1], xy[i], xy[i + 1]);
      if (away > nearest) continue;
      nearest = away;
      best = item;
    }
  }
  return best;
}

function distanceToPiece(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}
