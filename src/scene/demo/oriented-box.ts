import { direction, offsetPoint, type Point, type Ring } from './plane.ts';

/** Smallest box around a ring with a side along one of its edges. */
export interface OrientedBox {
  readonly center: Point;
  /** Unit vector along the longer side. */
  readonly axis: Point;
  readonly length: number;
  readonly width: number;
}

export function orientedBox(ring: Ring): OrientedBox {
  let best: OrientedBox | null = null;
  for (let i = 0; i < ring.length; i++) {
    const d = direction(ring[i], ring[(i + 1) % ring.length]);
    if (d.x === 0 && d.y === 0) continue;
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const p of ring) {
      const u = p.x * d.x + p.y * d.y;
      const v = p.y * d.x - p.x * d.y;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      minV = Math.min(minV, v);
      maxV = Math.max(maxV, v);
    }
    const [length, width] = [maxU - minU, maxV - minV];
    if (best !== null && length * width >= best.length * best.width) continue;
    const center = offsetPoint({ x: 0, y: 0 }, d, (minU + maxU) / 2, (minV + maxV) / 2);
    best =
      length >= width
        ? { center, axis: d, length, width }
        : { center, axis: { x: -d.y, y: d.x }, length: width, width: length };
  }
  return best ?? { center: ring[0], axis: { x: 1, y: 0 }, length: 0, width: 0 };
}
