import { quantize } from '#geo/quantum.ts';
import type { Area, Demand } from '#model/city.ts';
import { interiorPoint } from '../assemble/ring.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';

/** Squares and pedestrian areas as places to observe, weighted by their area. */
export function pedestrianDemand(areas: readonly Area[]): Demand[] {
  return areas
    .filter(({ kind }) => kind === 'square')
    .map(({ id, rings }) => {
      const [x, y] = interiorPoint(rings).map(quantize);
      return { id, kind: 'pedestrian', x, y, rings, weight: polygonArea(rings), unit: 'm²' };
    });
}
