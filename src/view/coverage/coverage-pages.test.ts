import { describe, expect, it } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import { tileEmphasis } from '#model/results/coverage-tile.ts';
import { chanceColors, countColors, differenceColors } from '#state/paint-ramps.ts';
import { createCoveragePages, evenFlag } from './coverage-pages.ts';
import { lowestClass } from './ghost-paint.ts';
import { mostShades, shadeColors, shownColors } from './shades.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 1000, maxY: 600 }, 1);

function tile(column: number, row: number, category: number, at = 0): CoverageTile {
  const best = new Uint8Array(65_536);
  best[at] = category;
  return { column, row, best };
}

describe('coverage pages', () => {
  it('finds the class of a cell across tiles', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(1, 2, 5, 3 * 256 + 7));
    expect(pages.classAt(256 + 7, 512 + 3)).toBe(5);
    expect(pages.classAt(7, 3)).toBe(0);
    expect(pages.classAt(-1, 3)).toBe(0);
    expect(pages.classAt(5000, 3)).toBe(0);
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
    expect(pages.classAt(100, 100)).toBe(4);
    expect(pages.classAt(50, 50)).toBe(3);
  });

  it('gives the page of an emptied tile to the next one', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(0, 0, 1));
    pages.put(tile(0, 0, 0));
    expect(pages.classAt(0, 0)).toBe(0);
    pages.put(tile(3, 1, 4));
    expect(pages.takeChanges().pages).toEqual([0]);
    expect(pages.classAt(768, 256)).toBe(4);
  });

  it('grows without losing what it holds, up to its limit', () => {
    const pages = createCoveragePages(9);
    pages.reset(grid);
    for (let i = 0; i < 9; i += 1) pages.put(tile(i % 4, Math.floor(i / 4), 1 + (i % 7)));
    expect(pages.capacity).toBe(9);
    for (let i = 0; i < 9; i += 1) expect(pages.classAt((i % 4) * 256, Math.floor(i / 4) * 256)).toBe(1 + (i % 7));
    pages.put(tile(1, 2, 1));
    expect(pages.unpainted).toBe(1);
    expect(pages.classAt(256, 512)).toBe(0);
    // A page that becomes free serves the tile when it comes again.
    pages.put(tile(0, 0, 0));
    pages.put(tile(1, 2, 1));
    expect(pages.unpainted).toBe(0);
    expect(pages.classAt(256, 512)).toBe(1);
  });

  it('forgets everything when it is reset', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    pages.put(tile(0, 0, 1));
    pages.reset(grid);
    expect(pages.classAt(0, 0)).toBe(0);
    expect(pages.takeChanges().pages).toEqual([]);
  });

  it('keeps the mark of emphasised devices, and takes its edge for a change', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    const best = new Uint8Array(65_536).fill(3);
    for (let row = 0; row < 256; row += 1) best.fill(3 | tileEmphasis, row * 256, row * 256 + 128);
    pages.put({ column: 0, row: 0, best });
    const byte = (column: number, row: number) => pages.data[row * 256 + column];
    expect(byte(50, 50)).toBe(3 | tileEmphasis | evenFlag);
    expect(byte(200, 50)).toBe(3 | evenFlag);
    expect(byte(127, 50) & evenFlag).toBe(0);
    expect(pages.classAt(50, 50)).toBe(3);
  });
});

describe('chances', () => {
  it('of ten steps are kept beside the marks', () => {
    const pages = createCoveragePages(256);
    pages.reset(grid);
    const best = new Uint8Array(65_536);
    for (let step = 0; step <= 10; step += 1) best.fill(step, step * 256 * 20, (step + 1) * 256 * 20);
    pages.put({ column: 0, row: 0, best });
    for (let step = 0; step <= 10; step += 1) {
      expect(pages.classAt(100, 20 * step + 10)).toBe(step);
      expect(pages.data[(20 * step + 10) * 256 + 100] & evenFlag).toBe(evenFlag);
    }
    expect(pages.data[20 * 8 * 256 + 100] & evenFlag).toBe(0);
  });
});

describe('shades', () => {
  it('have the colours that the legend has', () => {
    expect(shadeColors({ mode: 'count', layer: 'density' }, 'iec-62676-4-2025', 'light')).toBe(countColors.light);
    const { gained, better, same, worse, lost } = differenceColors.dark;
    expect(shadeColors({ mode: 'difference', layer: 'density' }, 'iec-62676-4-2025', 'dark')).toEqual([
      lost,
      worse,
      same,
      better,
      gained,
    ]);
    expect(shadeColors({ mode: 'best', layer: 'density' }, 'iec-62676-4-2014', 'light')).toHaveLength(6);
    expect(shadeColors({ mode: 'best', layer: 'acoustic' }, 'iec-62676-4-2025', 'light')).toHaveLength(1);
  });

  it('of chances are those of chances, whatever the setting', () => {
    const setting = {
      condition: 'day',
      layer: 'plates',
      mode: 'best',
      category: 0,
      against: 'day',
      emphasis: [],
    } as const;
    expect(shownColors({ setting, chance: true }, 'iec-62676-4-2025', 'dark')).toBe(chanceColors.dark);
    expect(shownColors({ setting, chance: false }, 'iec-62676-4-2025', 'dark')).toHaveLength(1);
    expect(chanceColors.light.length).toBeLessThanOrEqual(mostShades);
  });
});

describe('the ground of a ghost', () => {
  it('is its lowest class, cell by cell', () => {
    const bits = new Uint32Array(2 * 2 * 3);
    // Class 0, row 1, word 2: cell 69 of the window.
    bits[1 * 3 + 2] = 1 << 5;
    bits[2 * 3] = 0xffffffff;
    const bytes = lowestClass({ firstRow: 0, rows: 2, firstWord: 0, words: 3, bits, cells: [1, 32] });
    expect(bytes).toHaveLength(24);
    expect([...bytes].flatMap((byte, i) => (byte === 0 ? [] : [[i, byte]]))).toEqual([[20, 32]]);
  });
});
