import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterMarkers, clusterPixels, type MarkerSpot } from './cluster-markers.ts';

const pixel = fc.integer({ min: -50, max: 1500 });
const spots = fc
  .array(fc.tuple(pixel, pixel), { maxLength: 200 })
  .map((all) => all.map(([x, y], i): MarkerSpot => ({ x, y, ids: [String(i)] })));

describe('clusters of markers', () => {
  it('joins two that lie over each other at their middle', () => {
    expect(
      clusterMarkers([
        { x: 0, y: 0, ids: ['a'] },
        { x: 10, y: 0, ids: ['b'] },
        { x: 100, y: 0, ids: ['c'] },
      ]),
    ).toEqual([
      { x: 5, y: 0, ids: ['a', 'b'] },
      { x: 100, y: 0, ids: ['c'] },
    ]);
  });

  it('keeps every device exactly once', () => {
    fc.assert(
      fc.property(spots, (all) => {
        const ids = clusterMarkers(all).flatMap((spot) => spot.ids);
        expect([...ids].sort()).toEqual(all.map((spot) => spot.ids[0]).sort());
      }),
    );
  });

  it('leaves no device farther from its group than a few markers', () => {
    fc.assert(
      fc.property(spots, (all) => {
        for (const { x, y, ids } of clusterMarkers(all)) {
          for (const id of ids) {
            const spot = all[Number(id)];
            expect(Math.hypot(spot.x - x, spot.y - y)).toBeLessThan(2 * clusterPixels);
          }
        }
      }),
    );
  });
});
