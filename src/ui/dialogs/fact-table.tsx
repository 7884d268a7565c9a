import { LocateFixed } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '../icon-button.tsx';
import { type Sort, SortableHead } from '../table/sortable-head.tsx';
import { sorted } from '../table/sorted.ts';
import { useRowWindow } from '../table/use-row-window.ts';

export interface FactColumn<R> {
  readonly name: string;
  readonly numeric?: boolean;
  /** Cuts long texts off; all of them stands in a tooltip. */
  readonly clip?: boolean;
  /** What is sorted by, and shown where there is no text. */
  readonly value: (row: R) => string | number | null;
  readonly text?: (row: R) => string;
}

interface FactTableProps<R> {
  readonly label: string;
  readonly caption?: string;
  readonly rows: readonly R[];
  readonly columns: readonly FactColumn<R>[];
  readonly rowId: (row: R) => string;
  readonly empty: string;
  /** Goes to the place of a row. */
  readonly onShow?: (row: R) => void;
}

const rowHeight = 28;

/** Facts to read and sort, of any number of rows. */
export function FactTable<R>({ label, caption, rows, columns, rowId, empty, onShow }: FactTableProps<R>) {
  const [sort, setSort] = useState<Sort<number> | null>(null);
  const shown = useMemo(() => {
    const column = sort === null ? undefined : columns[sort.column];
    return sort === null || column === undefined ? rows : sorted(rows, column.value, sort.descending, rowId);
  }, [rows, columns, sort, rowId]);
  const { scroller, window, onScroll } = useRowWindow(shown.length, rowHeight, rowHeight);
  if (rows.length === 0) return <p className="hint">{empty}</p>;
  return (
    <div ref={scroller} onScroll={onScroll} className="strip-table" tabIndex={0} role="region" aria-label={label}>
      <table className="data-table" aria-rowcount={rows.length + 1}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ name, numeric }, index) => (
              <SortableHead
                key={name}
                name={name}
                column={index}
                sort={sort ?? { column: -1, descending: false }}
                numeric={numeric === true}
                onSort={setSort}
              />
            ))}
            {onShow !== undefined && (
              <th scope="col">
                <span className="visually-hidden">Show</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {window.before > 0 && <tr aria-hidden style={{ height: window.before }} />}
          {shown.slice(window.first, window.end).map((row) => (
            <tr key={rowId(row)}>
              {columns.map(({ name, numeric, clip, value, text }) => (
                <td
                  key={name}
                  data-numeric={numeric || undefined}
                  className={clip === true ? 'clip wide' : undefined}
                  title={clip === true ? String(value(row) ?? '') : undefined}
                >
                  {text?.(row) ?? value(row) ?? '–'}
                </td>
              ))}
              {onShow !== undefined && (
                <td className="row-actions">
                  <IconButton icon={LocateFixed} label={`Show ${rowId(row)}`} onClick={() => onShow(row)} />
                </td>
              )}
            </tr>
          ))}
          {window.after > 0 && <tr aria-hidden style={{ height: window.after }} />}
        </tbody>
      </table>
    </div>
  );
}
