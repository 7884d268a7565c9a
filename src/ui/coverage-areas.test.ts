import { describe, expect, it } from 'vitest';
import type { CoverageState } from '#state/session.ts';
import { cameraAreas, togetherRows } from './coverage-areas.ts';

const coverage: CoverageState = {
  status: 'ready',
  revision: 3,
  grid: { cell: 2, firstColumn: 0, firstRow: 0, columns: 32, rows: 10, words: 1 },
  totals: {
    cells: [100, 50, 0, 0, 0, 0, 0],
    redundantCells: [25, 0, 0, 0, 0, 0, 0],
    cameraCells: [130, 50, 0, 0, 0, 0, 0],
  },
  cameras: new Map([['a', { id: 'a', cells: [80], aloneCells: [55], problem: null }]]),
  resultHash: null,
  groundCells: 200,
  workers: 1,
};

describe('coverage areas', () => {
  it('turns cells into square metres, shares and means', () => {
    const rows = togetherRows('iec-62676-4-2025', coverage);
    expect(rows?.[0]).toMatchObject({
      area: 400,
      groundShare: 0.5,
      redundantArea: 100,
      redundantShare: 0.25,
      meanCameras: 1.3,
    });
    expect(rows?.[1]).toMatchObject({ area: 200, redundantShare: 0, meanCameras: 1 });
    expect(rows?.[2]).toMatchObject({ area: 0, redundantShare: 0, meanCameras: 0 });
  });

  it('has a row for each category of the edition', () => {
    expect(togetherRows('iec-62676-4-2014', coverage)).toHaveLength(6);
    expect(togetherRows('iec-62676-4-2025', coverage)).toHaveLength(7);
  });

  it('says nothing before the engine has answered', () => {
    expect(togetherRows('iec-62676-4-2025', { ...coverage, totals: null })).toBeNull();
    expect(togetherRows('iec-62676-4-2025', { ...coverage, groundCells: null })?.[0]?.groundShare).toBeNull();
    expect(cameraAreas('b', coverage)).toBeNull();
  });

  it('gives a camera’s own areas', () => {
    expect(cameraAreas('a', coverage)).toEqual({ seen: [320], alone: [220], problem: null });
  });
});
