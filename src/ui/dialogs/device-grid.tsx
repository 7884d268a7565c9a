import { Lock, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo, useRef, useState } from 'react';
import { formatArea, formatDegrees, formatLength, formatNumber } from '../format.ts';
import { useCommands, useSession, useSessionStore } from '../session-context.tsx';
import { type Sort, SortableHead } from '../table/sortable-head.tsx';
import { useRowWindow } from '../table/use-row-window.ts';
import { formatMoney } from '../text/amounts.ts';
import { kindIcons, mountingText } from '../text/device-kind.ts';
import { type DeviceColumnId, type DeviceRow, deviceColumns, rangeOf } from './device-rows.ts';

const rowHeight = 32;
/** Rows that Page Up and Page Down go. */
const pageRows = 12;

interface DeviceGridProps {
  readonly rows: readonly DeviceRow[];
  readonly sort: Sort<DeviceColumnId>;
  readonly onSort: (sort: Sort<DeviceColumnId>) => void;
  readonly currency: string;
}

/**
 * Devices in rows that are selected as files are: click or arrow keys for one, Shift for a range, Ctrl for one more. The selection is
 * the page's, so that the twin shows it too.
 */
export function DeviceGrid({ rows, sort, onSort, currency }: DeviceGridProps) {
  const commands = useCommands();
  const session = useSessionStore();
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const { scroller, window, onScroll, reveal } = useRowWindow(rows.length, rowHeight, rowHeight);
  const current = Math.min(active, rows.length - 1);

  const go = (to: number, extend: boolean): void => {
    const row = Math.min(rows.length - 1, Math.max(0, to));
    const id = rows[row]?.device.id;
    if (id === undefined) return;
    setActive(row);
    reveal(row);
    if (!extend) anchor.current = row;
    commands.select(extend ? rangeOf(rows, anchor.current, row) : [id]);
  };
  const toggle = (row: number): void => {
    const id = rows[row]?.device.id;
    if (id === undefined) return;
    setActive(row);
    anchor.current = row;
    const { selection } = session.get();
    commands.select(selection.includes(id) ? selection.filter((entry) => entry !== id) : [...selection, id]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + pageRows,
      PageUp: current - pageRows,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) go(to, event.shiftKey);
    else if (event.key === ' ') toggle(current);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a')
      commands.select(rows.map(({ device }) => device.id));
    else if (event.key === 'Delete') commands.deleteSelected();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onRow = (event: MouseEvent<HTMLTableSectionElement>): void => {
    const row = event.target instanceof Element ? event.target.closest('tr[data-row]') : null;
    const index = Number(row?.getAttribute('data-row') ?? Number.NaN);
    if (!Number.isInteger(index)) return;
    if (event.ctrlKey || event.metaKey) toggle(index);
    else go(index, event.shiftKey);
  };
  return (
    <div
      ref={scroller}
      className="table-scroll grid-scroll"
      tabIndex={0}
      role="grid"
      aria-label="All devices"
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows.length === 0 ? undefined : `device-row-${current}`}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <table className="data-table device-table" role="presentation">
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            {deviceColumns.map(({ column, name, numeric }) => (
              <SortableHead key={column} name={name} column={column} sort={sort} numeric={numeric} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" onClick={onRow} onDoubleClick={() => commands.look('selection')}>
          {window.before > 0 && <tr aria-hidden style={{ height: window.before }} />}
          {rows.slice(window.first, window.end).map((row, index) => (
            <GridRow
              key={row.device.id}
              row={row}
              index={window.first + index}
              active={window.first + index === current}
              currency={currency}
            />
          ))}
          {window.after > 0 && <tr aria-hidden style={{ height: window.after }} />}
        </tbody>
      </table>
      {rows.length === 0 && <p className="strip-empty">No device is like that.</p>}
    </div>
  );
}

interface GridRowProps {
  readonly row: DeviceRow;
  readonly index: number;
  readonly active: boolean;
  readonly currency: string;
}

const GridRow = memo(function GridRow({ row, index, active, currency }: GridRowProps) {
  const units = useSession((state) => state.units);
  const { device, kind, model, agency, phase, state, area, capital, problem } = row;
  const selected = useSession((session) => session.selection.includes(device.id));
  const Icon = kindIcons[device.kind];
  const cells: readonly (readonly [text: string, numeric: boolean])[] = [
    [kind, false],
    [model, false],
    [mountingText(device.mounting), false],
    [formatLength(device.heightMeters, units), true],
    [formatDegrees(device.headingDegrees), true],
    [agency || '–', false],
    [phase || '–', false],
    [state, false],
    [device.purpose || '–', false],
    [device.retentionDays === null ? '–' : formatNumber(device.retentionDays), true],
    [area === null ? '–' : formatArea(area, units), true],
    [capital === null ? '–' : formatMoney(capital, currency), true],
  ];
  return (
    <tr
      id={`device-row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
      data-selected={selected || undefined}
      data-active={active || undefined}
    >
      <th scope="row" role="rowheader" title={problem ?? undefined}>
        <span className="name-cell">
          {problem === null ? (
            <Icon size={14} strokeWidth={1.75} aria-hidden />
          ) : (
            <TriangleAlert className="warn" size={14} strokeWidth={1.75} aria-label={problem} />
          )}
          <span className="ellipsis">{device.name}</span>
          {device.locked && <Lock size={12} strokeWidth={1.75} aria-label="locked" />}
        </span>
      </th>
      {cells.map(([text, numeric], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
        <td key={at} role="gridcell" data-numeric={numeric || undefined} className="clip" title={text}>
          {text}
        </td>
      ))}
    </tr>
  );
});
