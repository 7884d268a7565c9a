import { describe, expect, it } from 'vitest';
import { type CameraRow, sortRows } from './camera-rows.ts';

const row = (name: string, seen: number | null, alone = 0): CameraRow => ({
  id: name,
  name,
  areas: seen === null ? null : { seen: [seen], alone: [alone], problem: null },
});
const names = (rows: readonly CameraRow[]) => rows.map((entry) => entry.name);
const rows = [row('C-10', 5, 1), row('C-2', 9, 0), row('C-1', 5, 3), row('C-3', null)];

describe('camera rows', () => {
  it('are sorted by name with numbers as numbers', () => {
    expect(names(sortRows(rows, { column: 'name', descending: false }))).toEqual(['C-1', 'C-2', 'C-3', 'C-10']);
    expect(names(sortRows(rows, { column: 'name', descending: true }))).toEqual(['C-10', 'C-3', 'C-2', 'C-1']);
  });

  it('are sorted by area, equal ones by name, and those without numbers last either way', () => {
    expect(names(sortRows(rows, { column: 0, descending: true }))).toEqual(['C-2', 'C-1', 'C-10', 'C-3']);
    expect(names(sortRows(rows, { column: 0, descending: false }))).toEqual(['C-1', 'C-10', 'C-2', 'C-3']);
    expect(names(sortRows(rows, { column: 'alone', descending: true }))).toEqual(['C-1', 'C-10', 'C-2', 'C-3']);
  });

  it('leave the given list as it was', () => {
    sortRows(rows, { column: 0, descending: true });
    expect(names(rows)).toEqual(['C-10', 'C-2', 'C-1', 'C-3']);
  });
});
