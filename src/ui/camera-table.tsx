import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { useState } from 'react';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { type CameraRow, type CameraSort, cameraRows, sortRows } from './camera-rows.ts';
import { areaUnit, formatAreaNumber } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

/** Area per category of every camera, and what it sees alone at the lowest; sortable by each column. */
export function CameraTable({ scenario }: { readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const units = useSession((state) => state.units);
  const [sort, setSort] = useState<CameraSort>({ column: 'name', descending: false });
  const { categories } = categorySets[scenario.categorySet];
  const rows = sortRows(cameraRows(scenario, coverage), sort);
  const head = (column: CameraSort['column'], name: string) => (
    <SortableHead key={column} name={name} column={column} sort={sort} onSort={setSort} />
  );
  return (
    <div className="camera-table" tabIndex={0} role="region" aria-label="Coverage per camera">
      <table>
        <caption>
          Area per camera, {areaUnit(units)} at or above each class of {categorySets[scenario.categorySet].standard}
        </caption>
        <thead>
          <tr>
            {head('name', 'Camera')}
            {categories.map((category, index) => head(index, category.name))}
            {head('alone', `${categories[0]?.name ?? ''} alone`)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CameraLine key={row.id} row={row} columns={categories.length} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortableHeadProps {
  readonly name: string;
  readonly column: CameraSort['column'];
  readonly sort: CameraSort;
  readonly onSort: (sort: CameraSort) => void;
}

function SortableHead({ name, column, sort, onSort }: SortableHeadProps) {
  const active = sort.column === column;
  const Arrow = active ? (sort.descending ? ArrowDown : ArrowUp) : ArrowUpDown;
  // Numbers are looked at from the largest, names from the first.
  const descending = active ? !sort.descending : column !== 'name';
  return (
    <th scope="col" aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort({ column, descending })}>
        {name}
        <Arrow size={12} strokeWidth={1.75} aria-hidden />
      </button>
    </th>
  );
}

function CameraLine({ row, columns }: { readonly row: CameraRow; readonly columns: number }) {
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
            <td key={index}>{areas === null ? '–' : formatAreaNumber(areas.seen[index] ?? 0, units)}</td>
          ))}
          <td>{areas === null ? '–' : formatAreaNumber(areas.alone[0] ?? 0, units)}</td>
        </>
      )}
    </tr>
  );
}
