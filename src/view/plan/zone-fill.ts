import earcut from 'earcut';

/** Triangles longer than this are divided, so that they follow a slope, metres. */
const longestEdge = 14;
/** Triangles of one polygon at most: beyond it they stay longer. */
const usualTriangles = 20_000;

/**
 * Triangles over a polygon with holes, 9 numbers each, draped over the ground.
 *
 * @param rings outer ring first, then holes; x, y in local metres
 * @param level the ground is level: nothing has to be divided
 * @param lift above the ground, metres
 * @param most triangles that are made of it by dividing, at most
 */
export function fillRings(
  rings: readonly ArrayLike<number>[],
  groundHeight: (x: number, y: number) => number,
  level: boolean,
  lift: number,
  most = usualTriangles,
): Float32Array {
  const xy: number[] = [];
  const holes: number[] = [];
  rings.forEach((ring, i) => {
    if (i > 0) holes.push(xy.length / 2);
    for (let k = 0; k < ring.length; k += 1) xy.push(ring[k]);
  });
  const flat: number[] = [];
  for (const corner of earcut(xy, holes)) flat.push(xy[2 * corner], xy[2 * corner + 1]);
  const plan = level ? flat : divide(flat, most);
  const triangles = new Float32Array((plan.length / 2) * 3);
  for (let i = 0; i < plan.length / 2; i += 1) {
    const [x, y] = [plan[2 * i], plan[2 * i + 1]];
    triangles.set([x, y, groundHeight(x, y) + lift], 3 * i);
  }
  return triangles;
}

/** Cuts triangles at the middle of their longest edge until all are short, or there are many. */
function divide(flat: readonly number[], most: number): number[] {
  let pending: number[][] = [];
  for (let i = 0; i + 5 < flat.length; i += 6) pending.push(flat.slice(i, i + 6));
  const done: number[] = [];
  while (pending.length > 0 && done.length / 6 + pending.length < most) {
    const next: number[][] = [];
    for (const triangle of pending) {
      const halves = halve(triangle);
      if (halves === null) done.push(...triangle);
      else next.push(...halves);
    }
    pending = next;
  }
  for (const triangle of pending) done.push(...triangle);
  return done;
}

function halve(t: readonly number[]): number[][] | null {
  const length = (a: number, b: number) => Math.hypot(t[2 * a] - t[2 * b], t[2 * a + 1] - t[2 * b + 1]);
  const edges = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ] as const;
  const [a, b, c] = edges.reduce((best, edge) => (length(edge[0], edge[1]) > length(best[0], best[1]) ? edge : best));
  if (length(a, b) <= longestEdge) return null;
  const [mx, my] = [(t[2 * a] + t[2 * b]) / 2, (t[2 * a + 1] + t[2 * b + 1]) / 2];
  const at = (i: number) => [t[2 * i], t[2 * i + 1]] as const;
  return [
    [...at(a), mx, my, ...at(c)],
    [mx, my, ...at(b), ...at(c)],
  ];
}
