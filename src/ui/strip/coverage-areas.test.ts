import { describe, expect, it } from 'vitest';
import type { CoverageState } from '#state/session.ts';
import { layerClasses } from '../text/layer-text.ts';
import { deviceAreas, togetherRows } from './coverage-areas.ts';

const coverage: CoverageState = {
  status: 'ready',
  revision: 3,
  grid: { cell: 2, firstColumn: 0, firstRow: 0, columns: 32, rows: 10, words: 1 },
  totals: {
    cells: [100, 50, 0, 0, 0, 0, 0],
    redundantCells: [25, 0, 0, 0, 0, 0, 0],
    deviceCells: [130, 50, 0, 0, 0, 0, 0],
  },
  devices: new Map([
    [
      'a',
      {
        id: 'a',
        cells: [80],
        aloneCells: [55],
        patrolCells: null,
        exposedSquareMeters: null,
        lanesRead: null,
        problem: null,
        remark: null,
      },
    ],
  ]),
  goals: new Map(),
  score: null,
  resultHash: null,
  groundCells: 200,
  workers: 1,
};
const classes = layerClasses('density', 'iec-62676-4-2025');

describe('coverage areas', () => {
  it('turns cells into square metres, shares and means', () => {
    const rows = togetherRows(classes, coverage);
    expect(rows?.[0]).toMatchObject({
      area: 400,
      groundShare: 0.5,
      redundantArea: 100,
      redundantShare: 0.25,
      meanDevices: 1.3,
    });
    expect(rows?.[1]).toMatchObject({ area: 200, redundantShare: 0, meanDevices: 1 });
    expect(rows?.[2]).toMatchObject({ area: 0, redundantShare: 0, meanDevices: 0 });
  });

  it('has a row for each class of the layer', () => {
    expect(togetherRows(layerClasses('density', 'iec-62676-4-2014'), coverage)).toHaveLength(6);
    expect(togetherRows(classes, coverage)).toHaveLength(7);
    expect(togetherRows(layerClasses('acoustic', 'iec-62676-4-2025'), coverage)).toHaveLength(1);
  });

  it('says nothing before the engine has answered', () => {
    expect(togetherRows(classes, { ...coverage, totals: null })).toBeNull();
    expect(togetherRows(classes, { ...coverage, groundCells: null })?.[0]?.groundShare).toBeNull();
    expect(deviceAreas('b', coverage)).toBeNull();
  });

  it('gives a device’s own areas', () => {
    expect(deviceAreas('a', coverage)).toEqual({ seen: [320], alone: [220], patrol: null, problem: null });
  });
});
