import { useMemo, useState } from 'react';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { areaUnit, formatAreaNumber } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { type Sort, SortableHead } from '../table/sortable-head.tsx';
import { sorted } from '../table/sorted.ts';
import { useRowWindow } from '../table/use-row-window.ts';
import { layerOf } from '../text/layer-text.ts';
import { type DeviceAreas, deviceAreas } from './coverage-areas.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly areas: DeviceAreas | null;
}

type Column = 'name' | 'alone' | number;

const rowHeight = 28;

/** Area per category of every camera, and what it sees alone at the lowest; sortable by each column. */
export function CameraTable({ scenario }: { readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const units = useSession((state) => state.units);
  const [sort, setSort] = useState<Sort<Column>>({ column: 'name', descending: false });
  const { categories, standard } = categorySets[scenario.categorySet];
  const rows = useMemo(() => {
    const all: Row[] = scenario.devices
      .filter((device) => layerOf(device) === 'density')
      .map(({ id, name }) => ({ id, name, areas: deviceAreas(id, coverage) }));
    const { column } = sort;
    const value = ({ name, areas }: Row) =>
      column === 'name' ? name : column === 'alone' ? areas?.alone[0] : areas?.seen[column];
    return sorted(all, value, sort.descending, ({ name }) => name);
  }, [scenario.devices, coverage, sort]);
  const { scroller, window, onScroll } = useRowWindow(rows.length, rowHeight, rowHeight);
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      className="strip-table"
      tabIndex={0}
      role="region"
      aria-label="Coverage per camera"
    >
      <table className="data-table" aria-rowcount={rows.length + 1}>
        <caption>
          Area per camera, {areaUnit(units)} at or above each class of {standard}
        </caption>
        <thead>
          <tr>
            <SortableHead name="Camera" column="name" sort={sort} onSort={setSort} />
            {categories.map((category, index) => (
              <SortableHead
                key={category.name}
                name={category.name}
                column={index}
                sort={sort}
                numeric
                onSort={setSort}
              />
            ))}
            <SortableHead
              name={`${categories[0]?.name ?? ''} alone`}
              column="alone"
              sort={sort}
              numeric
              onSort={setSort}
            />
          </tr>
        </thead>
        <tbody>
          {window.before > 0 && <tr aria-hidden style={{ height: window.before }} />}
          {rows.slice(window.first, window.end).map((row) => (
            <CameraLine key={row.id} row={row} columns={categories.length} />
          ))}
          {window.after > 0 && <tr aria-hidden style={{ height: window.after }} />}
        </tbody>
      </table>
    </div>
  );
}

function CameraLine({ row, columns }: { readonly row: Row; readonly columns: number }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const selected = useSession((state) => state.selection.includes(row.id));
  const { areas } = row;
  return (
    <tr data-selected={selected || undefined}>
      <th scope="row">
        <button type="button" onClick={() => commands.select([row.id])}>
          {row.name}
        </button>
      </th>
      {areas?.problem ? (
        <td className="warn problem" colSpan={columns + 1}>
          {areas.problem}
        </td>
      ) : (
        <>
          {Array.from({ length: columns }, (_, index) => (
            <td key={index} data-numeric>
              {areas === null ? '–' : formatAreaNumber(areas.seen[index] ?? 0, units)}
            </td>
          ))}
          <td data-numeric>{areas === null ? '–' : formatAreaNumber(areas.alone[0] ?? 0, units)}</td>
        </>
      )}
    </tr>
  );
}
