import { describe, expect, it } from 'vitest';
import type { PrismTable } from '#model/city.ts';
import { type FilledBeneath, rowsFilledBeneath } from './filled-beneath.ts';
import { createPrismBuilder } from './prism-builder.ts';

type Box = readonly [x: number, y: number, width: number, depth: number, base: number, top: number];

function tableOf(boxes: readonly Box[]): PrismTable {
  const builder = createPrismBuilder();
  boxes.forEach(([x, y, width, depth, base, top], index) => {
    const ring = Float64Array.of(x, y, x + width, y, x + width, y + depth, x, y + depth);
    builder.add([ring], base, top, base > 0, index);
  });
  return builder.finish();
}

function look(prisms: PrismTable): FilledBeneath & { readonly pauses: number } {
  const work = rowsFilledBeneath(prisms);
  let pauses = 0;
  let next = work.next();
  for (; next.done !== true; next = work.next()) pauses += 1;
  return { ...next.value, pauses };
}

describe('what lies beneath raised prisms', () => {
  it('fills the space beneath a tower on two houses, and beneath what stands on that tower', () => {
    const houses: Box[] = [
      [0, 0, 10, 10, 0, 8],
      [10, 0, 10, 10, 0, 9],
    ];
    const found = look(tableOf([...houses, [0, 0, 20, 10, 8, 20], [5, 0, 10, 10, 20, 30], [5, 0, 20, 10, 8, 9]]));
    expect(found.filled).toEqual([2, 3]);
    expect(found.unlooked).toEqual([]);
  });

  it('is given up, and the rest left open and named, where thousands lie over hundreds', () => {
    const houses = Array.from({ length: 100 }, (_, i): Box => [i / 4, i / 4, 25, 25, 0, 10]);
    const above = Array.from({ length: 1500 }, (): Box => [0, 0, 50, 50, 10, 20]);
    const { filled, unlooked, pauses } = look(tableOf([...houses, ...above]));
    expect(filled).toEqual([]);
    // 50,000 corners, and five for each of the 6,400 of the table, at 404 a look.
    expect(unlooked).toHaveLength(1500 - Math.floor((50_000 + 5 * 6_400) / 404) - 1);
    expect(pauses).toBeGreaterThan(200);
  });

  it('leaves a single prism over too many corners open, and names it', () => {
    const houses = Array.from({ length: 600 }, (_, i): Box => [(i % 25) * 5, Math.floor(i / 25) * 5, 5, 5, 0, 10]);
    const { filled, unlooked } = look(tableOf([...houses, [0, 0, 125, 120, 10, 20]]));
    expect([filled, unlooked]).toEqual([[], [600]]);
  });
});
