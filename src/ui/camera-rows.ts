import type { Scenario } from '#model/scenario.ts';
import type { CoverageState } from '#state/session.ts';
import { type CameraAreas, cameraAreas } from './coverage-areas.ts';

/** A line of the table of cameras; `areas` is null until the engine has answered. */
export interface CameraRow {
  readonly id: string;
  readonly name: string;
  readonly areas: CameraAreas | null;
}

/** By name, by the area of a category (its index), or by what it sees alone at the lowest category. */
export interface CameraSort {
  readonly column: 'name' | 'alone' | number;
  readonly descending: boolean;
}

export function cameraRows(scenario: Scenario, coverage: CoverageState): readonly CameraRow[] {
  return scenario.devices.map(({ id, name }) => ({ id, name, areas: cameraAreas(id, coverage) }));
}

const names = new Intl.Collator('en', { numeric: true });

/** Sorted copy; cameras without numbers come last, equal ones by name. */
export function sortRows(rows: readonly CameraRow[], { column, descending }: CameraSort): readonly CameraRow[] {
  const sign = descending ? -1 : 1;
  const byName = (a: CameraRow, b: CameraRow) => names.compare(a.name, b.name);
  if (column === 'name') return [...rows].sort((a, b) => sign * byName(a, b));
  const value = ({ areas }: CameraRow) => (column === 'alone' ? areas?.alone[0] : areas?.seen[column]);
  return [...rows].sort((a, b) => {
    const left = value(a);
    const right = value(b);
    if (left === undefined || right === undefined) {
      return left === right ? byName(a, b) : left === undefined ? 1 : -1;
    }
    return sign * (left - right) || byName(a, b);
  });
}
