const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export type SortValue = string | number | null | undefined;

/** Sorted copy by a value: texts with numbers as numbers, nothing always last, equal ones by `tie`. */
export function sorted<T>(
  rows: readonly T[],
  value: (row: T) => SortValue,
  descending: boolean,
  tie: (row: T) => string,
): readonly T[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: value(row) }))
    .sort((a, b) => compare(a.key, b.key, sign) || names.compare(tie(a.row), tie(b.row)))
    .map(({ row }) => row);
}

function compare(a: SortValue, b: SortValue, sign: number): number {
  const left = missing(a);
  const right = missing(b);
  if (left || right) return left === right ? 0 : left ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * names.compare(String(a), String(b));
}

function missing(value: SortValue): boolean {
  return value === null || value === undefined || value === '' || (typeof value === 'number' && Number.isNaN(value));
}
