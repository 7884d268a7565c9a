import { useState } from 'react';
import type { BillLine } from '#model/results/plan-costs.ts';
import { formatNumber } from '../format.ts';
import { useSession } from '../session-context.tsx';
import { type Sort, SortableHead } from '../table/sortable-head.tsx';
import { sorted } from '../table/sorted.ts';
import { formatMoney, isAssumption } from '../text/amounts.ts';

type Column = Exclude<keyof BillLine, 'kind'>;

const columns: readonly { readonly column: Column; readonly name: string; readonly numeric: boolean }[] = [
  { column: 'item', name: 'Item', numeric: false },
  { column: 'count', name: 'Number', numeric: true },
  { column: 'unitPrice', name: 'Price', numeric: true },
  { column: 'installation', name: 'Installation', numeric: true },
  { column: 'total', name: 'Total', numeric: true },
  { column: 'yearly', name: 'A year', numeric: true },
  { column: 'source', name: 'Source', numeric: false },
];

/** What is to be bought, with prices and where they come from. */
export function BillTable() {
  const costs = useSession((state) => state.costs);
  const [sort, setSort] = useState<Sort<Column>>({ column: 'total', descending: true });
  if (costs === null) return null;
  const money = (value: number) => formatMoney(value, costs.currency);
  return (
    <div className="strip-table" tabIndex={0} role="region" aria-label="Bill of materials">
      <table className="data-table">
        <thead>
          <tr>
            {columns.map(({ column, name, numeric }) => (
              <SortableHead key={column} name={name} column={column} sort={sort} numeric={numeric} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(
            costs.bill,
            (line) => line[sort.column],
            sort.descending,
            ({ item }) => item,
          ).map((line) => (
            <tr key={`${line.kind} ${line.item}`}>
              <th scope="row">{line.item}</th>
              <td data-numeric>{formatNumber(line.count)}</td>
              <td data-numeric>
                {isAssumption(line.source) ? '≈ ' : ''}
                {money(line.unitPrice)}
              </td>
              <td data-numeric>{money(line.installation)}</td>
              <td data-numeric className="strong">
                {money(line.total)}
              </td>
              <td data-numeric>{money(line.yearly)}</td>
              <td className="wrap muted">{line.source}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td colSpan={3} />
            <td data-numeric className="strong">
              {money(costs.capital)}
            </td>
            <td data-numeric className="strong">
              {money(costs.yearly)}
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
