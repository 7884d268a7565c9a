import { coordinateNames, isNumeric, plainName } from './column-names.ts';
import type { ColumnSummary, TableSummary } from './table-summary.ts';

export interface CoordinateColumns {
  readonly x: string;
  readonly y: string;
}

interface Pair {
  readonly x: ColumnSummary;
  readonly y: ColumnSummary;
  /** Their names speak of degrees. */
  readonly named: boolean;
  /** Their values may be degrees. */
  readonly degrees: boolean;
}

/** The two columns that hold coordinates, east and north, or `null`; degrees go before other systems. */
export function guessCoordinates({ columns }: TableSummary, reasons: string[]): CoordinateColumns | null {
  const pairs = coordinateNames.flatMap(([east, north, named]): Pair[] => {
    const x = columns.find((column) => east.test(plainName(column.name)) && isNumeric(column));
    const y = columns.find((column) => north.test(plainName(column.name)) && isNumeric(column));
    return x === undefined || y === undefined ? [] : [{ x, y, named, degrees: mayBeDegrees(x, y) }];
  });
  const chosen = pairs.find(({ degrees }) => degrees) ?? pairs.find(({ named }) => !named) ?? pairs[0];
  if (chosen === undefined) return null;
  const { x, y } = chosen;
  reasons.push(`Coordinates are taken from ${x.name} (east) and ${y.name} (north).`);
  const swapped = pairs.find((pair) => pair !== chosen && sameRange(pair.x, y) && sameRange(pair.y, x));
  if (swapped !== undefined)
    reasons.push(
      `${swapped.y.name} and ${swapped.x.name} hold the same numbers the other way round and are left aside.`,
    );
  return { x: x.name, y: y.name };
}

function mayBeDegrees(x: ColumnSummary, y: ColumnSummary): boolean {
  return x.minimum >= -180 && x.maximum <= 180 && y.minimum >= -90 && y.maximum <= 90;
}

function sameRange(a: ColumnSummary, b: ColumnSummary): boolean {
  return Math.abs(a.minimum - b.minimum) < 1e-6 && Math.abs(a.maximum - b.maximum) < 1e-6;
}
