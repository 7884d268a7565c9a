import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowWindow, scrollTo } from './row-window.ts';

it('draws all of a short list', () => {
  expect(rowWindow(0, 300, 30, 5)).toEqual({ first: 0, end: 5, before: 0, after: 0 });
});

it('draws a part of a long one that holds all that is in sight', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(200_000), fc.integer({ min: 50, max: 1200 }), (count, scroll, height) => {
      const rowHeight = 32;
      const top = Math.min(scroll, Math.max(0, count * rowHeight - height));
      const { first, end, before, after } = rowWindow(top, height, rowHeight, count);
      expect(before + (end - first) * rowHeight + after).toBe(count * rowHeight);
      expect(before).toBeLessThanOrEqual(top);
      expect(before + (end - first) * rowHeight).toBeGreaterThanOrEqual(Math.min(top + height, count * rowHeight));
      expect(end - first).toBeLessThan(height / rowHeight + 20);
    }),
  );
});

it('scrolls no farther than a row needs', () => {
  expect(scrollTo(0, 64, 320, 32)).toBe(0);
  expect(scrollTo(3, 64, 320, 32)).toBe(64);
  expect(scrollTo(12, 64, 320, 32)).toBe(96);
});
