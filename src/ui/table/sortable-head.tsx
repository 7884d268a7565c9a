import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';

export interface Sort<C extends string | number> {
  readonly column: C;
  readonly descending: boolean;
}

interface SortableHeadProps<C extends string | number> {
  readonly name: string;
  readonly column: C;
  readonly sort: Sort<C>;
  /** Numbers are looked at from the largest, names from the first. */
  readonly numeric?: boolean;
  readonly onSort: (sort: Sort<C>) => void;
}

/** Head of a column that sorts its table. */
export function SortableHead<C extends string | number>({
  name,
  column,
  sort,
  numeric = false,
  onSort,
}: SortableHeadProps<C>) {
  const active = sort.column === column;
  const Arrow = active ? (sort.descending ? ArrowDown : ArrowUp) : ArrowUpDown;
  const descending = active ? !sort.descending : numeric;
  return (
    <th
      scope="col"
      data-numeric={numeric || undefined}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => onSort({ column, descending })}>
        {name}
        <Arrow size={12} strokeWidth={1.75} aria-hidden />
      </button>
    </th>
  );
}
