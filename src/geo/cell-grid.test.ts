import { describe, expect, it } from 'vitest';
import { cellSizes, checkCellSize, createCellGrid } from './cell-grid.ts';

const square = (side: number) => ({ minX: -side / 2, minY: -side / 2, maxX: side / 2, maxY: side / 2 });

describe('createCellGrid', () => {
  it('covers the rectangle in whole words, anchored at the origin', () => {
    expect(createCellGrid({ minX: -10, minY: -3, maxX: 40, maxY: 5 }, 1)).toEqual({
      cell: 1,
      firstColumn: -32,
      firstRow: -3,
      columns: 96,
      rows: 8,
      words: 3,
    });
  });
});

describe('checkCellSize', () => {
  it('lets a town of 10 km be counted in any cell', () => {
    for (const cell of cellSizes) expect(checkCellSize(square(10_000), cell).ok).toBe(true);
  });

  it('refuses what no memory holds, and names the cell that goes', () => {
    const outcome = checkCellSize(square(32_000), 0.25);
    expect(outcome.ok ? '' : outcome.problem.sentence).toBe(
      'A scene of 32 × 32 km has too many cells of 0.25 m to be held in memory; take cells of 1 m or cut it to the city.',
    );
    expect(checkCellSize(square(32_000), 1).ok).toBe(true);
    const absurd = checkCellSize(square(2_000_000), 8);
    expect(absurd.ok ? '' : absurd.problem.sentence).toContain('; cut it to the city.');
  });
});
