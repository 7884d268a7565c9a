import { describe, expect, it } from 'vitest';
import { createPrismBuilder } from './prism-builder.ts';
import { cleanRing, doubleArea } from './ring.ts';

describe('createPrismBuilder', () => {
  it('turns the outer ring counter-clockwise and holes clockwise, and drops closing vertices', () => {
    const builder = createPrismBuilder();
    const clockwise = [0, 0, 0, 10, 10, 10, 10, 0, 0, 0];
    const hole = [2, 2, 4, 2, 4, 4, 2, 4, 2, 2];
    expect(builder.add([clockwise, hole], 0, 5, false, 7)).toBe(true);
    const table = builder.finish();
    expect([...table.ringStart]).toEqual([0, 2]);
    expect([...table.vertexStart]).toEqual([0, 4, 8]);
    expect(doubleArea(table.xy.subarray(0, 8))).toBe(200);
    expect(doubleArea(table.xy.subarray(8, 16))).toBe(-8);
    expect([...table.building]).toEqual([7]);
    expect([...table.raised]).toEqual([0]);
  });

  it('refuses a footprint without area and a prism without height', () => {
    const builder = createPrismBuilder();
    expect(builder.add([[0, 0, 5, 0, 10, 0]], 0, 3, false, 0)).toBe(false);
    expect(builder.add([[0, 0, 5, 0, 5, 5]], 3, 3.0001, false, 0)).toBe(false);
    expect(builder.add([], 0, 3, false, 0)).toBe(false);
    expect(builder.count()).toBe(0);
  });

  it('leaves out holes without area and rounds heights to the grid', () => {
    const builder = createPrismBuilder();
    builder.add(
      [
        [0, 0, 8, 0, 8, 8, 0, 8],
        [1, 1, 2, 2],
      ],
      0.1,
      3.3,
      true,
      0,
    );
    const table = builder.finish();
    expect([...table.ringStart]).toEqual([0, 1]);
    expect(table.baseZ[0] * 1024).toBe(Math.round(0.1 * 1024));
    expect(table.topZ[0] * 1024).toBe(Math.round(3.3 * 1024));
    expect(table.raised[0]).toBe(1);
  });
});

describe('cleanRing', () => {
  it('removes repeated vertices, straight-through vertices and spikes', () => {
    const ring = cleanRing([0, 0, 5, 0, 5, 0, 10, 0, 10, 10, 10, 20, 10, 10, 0, 10, 0, 0]);
    expect(ring && [...ring]).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
  });

  it('removes a straight-through vertex at the seam', () => {
    const ring = cleanRing([5, 0, 10, 0, 10, 10, 0, 10, 0, 0]);
    expect(ring && [...ring]).toEqual([10, 0, 10, 10, 0, 10, 0, 0]);
  });

  it('has no ring for a line or a point', () => {
    expect(cleanRing([0, 0, 1, 1, 2, 2])).toBeNull();
    expect(cleanRing([3, 3, 3, 3, 3, 3])).toBeNull();
  });
});
