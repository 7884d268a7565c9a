import { describe, expect, it } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import { createCoveragePages, evenFlag } from './coverage-pages.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 1000, maxY: 600 }, 1);

function tile(column: number, row: number, category: number, at = 0): CoverageTile {
  const best = new Uint8Array(65_536);
  best[at] = category;
  return { column, row, best };
}

describe('coverage pages', () => {
  it('finds the category of a cell across tiles', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(1, 2, 5, 3 * 256 + 7));
    expect(pages.categoryAt(256 + 7, 512 + 3)).toBe(5);
    expect(pages.categoryAt(7, 3)).toBe(0);
    expect(pages.categoryAt(-1, 3)).toBe(0);
    expect(pages.categoryAt(5000, 3)).toBe(0);
  });

  it('names the pages that changed, once', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(0, 0, 1));
    pages.put(tile(1, 0, 1));
    expect(pages.takeChanges()).toEqual({ pages: [0, 1], table: true, grown: true });
    pages.put(tile(1, 0, 2));
    expect(pages.takeChanges()).toEqual({ pages: [1], table: false, grown: false });
    expect(pages.takeChanges().pages).toEqual([]);
  });

  it('marks cells around which nothing changes', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    const best = new Uint8Array(65_536).fill(3);
    best[100 * 256 + 100] = 4;
    pages.put({ column: 0, row: 0, best });
    const marked = (column: number, row: number) => (pages.data[row * 256 + column] & evenFlag) !== 0;
    expect(marked(50, 50)).toBe(true);
    expect([marked(0, 50), marked(254, 50), marked(253, 50), marked(1, 1)]).toEqual([false, false, true, true]);
    expect([marked(97, 100), marked(98, 100), marked(101, 101), marked(102, 100)]).toEqual([true, false, false, true]);
    expect(pages.categoryAt(100, 100)).toBe(4);
    expect(pages.categoryAt(50, 50)).toBe(3);
  });

  it('gives the page of an emptied tile to the next one', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(0, 0, 1));
    pages.put(tile(0, 0, 0));
    expect(pages.categoryAt(0, 0)).toBe(0);
    pages.put(tile(3, 1, 4));
    expect(pages.takeChanges().pages).toEqual([0]);
    expect(pages.categoryAt(768, 256)).toBe(4);
  });

  it('grows without losing what it holds, up to its limit', () => {
    const pages = createCoveragePages(9);
    pages.reset(grid);
    for (let i = 0; i < 9; i += 1) pages.put(tile(i % 4, Math.floor(i / 4), i + 1));
    expect(pages.capacity).toBe(9);
    for (let i = 0; i < 9; i += 1) expect(pages.categoryAt((i % 4) * 256, Math.floor(i / 4) * 256)).toBe(i + 1);
    pages.put(tile(1, 2, 1));
    expect(pages.unpainted).toBe(1);
    expect(pages.categoryAt(256, 512)).toBe(0);
    // A page that becomes free serves the tile when it comes again.
    pages.put(tile(0, 0, 0));
    pages.put(tile(1, 2, 1));
    expect(pages.unpainted).toBe(0);
    expect(pages.categoryAt(256, 512)).toBe(1);
  });

  it('forgets everything when it is reset', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(0, 0, 1));
    pages.reset(grid);
    expect(pages.categoryAt(0, 0)).toBe(0);
    expect(pages.takeChanges().pages).toEqual([]);
  });
});
