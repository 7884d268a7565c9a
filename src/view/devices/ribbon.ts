import type { Vector } from '../controls/view-rays.ts';

/**
 * Triangles of a band of a width along a closed line on the ground, with mitred corners up to twice the width; 9 numbers a
 * triangle. `lift` raises it above the line, metres.
 */
export function closedRibbon(line: readonly Vector[], width: number, lift: number): Float32Array {
  const points = line.filter((point, i) => {
    const before = line[(i + line.length - 1) % line.length];
    return Math.hypot(point[0] - before[0], point[1] - before[1]) > 0.05;
  });
  const count = points.length;
  if (count < 3) return new Float32Array(0);
  const sides = points.map((point, i) => {
    const a = direction(points[(i + count - 1) % count], point);
    const b = direction(point, points[(i + 1) % count]);
    const nx = -(a[1] + b[1]);
    const ny = a[0] + b[0];
    const length = Math.hypot(nx, ny);
    // 1 / cos of half the turn, limited so that a sharp corner does not shoot out.
    const reach = length < 1e-6 ? 0 : Math.min(2, 2 / length);
    const scale = length < 1e-6 ? 0 : (reach * width) / 2 / length;
    return [nx * scale, ny * scale] as const;
  });
  const triangles = new Float32Array(18 * count);
  for (let i = 0; i < count; i += 1) {
    const j = (i + 1) % count;
    const [p, q, n, m] = [points[i], points[j], sides[i], sides[j]];
    const corner = (at: Vector, side: readonly [number, number], sign: number) => [
      at[0] + sign * side[0],
      at[1] + sign * side[1],
      at[2] + lift,
    ];
    const [a, b, c, d] = [corner(p, n, 1), corner(p, n, -1), corner(q, m, -1), corner(q, m, 1)];
    triangles.set([...a, ...b, ...c, ...a, ...c, ...d], 18 * i);
  }
  return triangles;
}

function direction(from: Vector, to: Vector): readonly [number, number] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}
