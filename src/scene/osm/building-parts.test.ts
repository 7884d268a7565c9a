import { expect, it } from 'vitest';
import type { Outline } from './building-outlines.ts';
import { outlineRest } from './building-parts.ts';

function square(id: string, x: number, y: number, side: number): Outline {
  const ring = Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side);
  return { id, tags: [], use: 'yes', isPart: true, polygons: [[ring]] };
}

it('keeps an outline whole under parts heaped so that cutting would not end', () => {
  const outline = square('way/1', 0, 0, 2000);
  const heap = Array.from({ length: 3000 }, (_, i) =>
    square(`way/${i + 2}`, 10 + ((i * 7919) % 150_000) / 1000, 10 + ((i * 104_729) % 150_000) / 1000, 50),
  );
  expect(outlineRest(outline, heap)).toEqual({ polygons: outline.polygons, uncertain: true });
  const rest = outlineRest(outline, heap.slice(0, 20));
  expect(rest.uncertain).toBe(false);
  expect(rest.polygons[0].length).toBeGreaterThan(1);
});
