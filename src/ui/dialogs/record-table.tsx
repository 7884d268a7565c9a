import { LocateFixed, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlanList, Scenario } from '#model/scenario.ts';
import { freeId } from '../fields/new-id.ts';
import { IconButton } from '../icon-button.tsx';
import { useCommands } from '../session-context.tsx';

/** One column of a table of records: how its cell is edited. */
export interface RecordColumn<R> {
  readonly label: string;
  readonly numeric?: boolean;
  /** Least width of the column, CSS. */
  readonly width?: string;
  readonly cell: (record: R, put: (change: Partial<R>) => void) => ReactNode;
}

interface RecordTableProps<L extends PlanList> {
  readonly list: L;
  /** `phase`: names undo steps and buttons. */
  readonly noun: string;
  readonly title: string;
  readonly hint?: string;
  readonly records: readonly Scenario[L][number][];
  readonly columns: readonly RecordColumn<Scenario[L][number]>[];
  /** A new record with a free id; null where nothing can be added now. */
  readonly blank: ((id: string) => Scenario[L][number]) | null;
  /** Why nothing can be added. */
  readonly blocked?: string;
  /** What stands under a record, over the whole width. */
  readonly below?: (record: Scenario[L][number]) => ReactNode;
  /** Whether a record can be deleted; all can where not given. */
  readonly deletable?: (record: Scenario[L][number]) => boolean;
  /** A button of its own in the row. */
  readonly extra?: (record: Scenario[L][number]) => ReactNode;
}

/** Records of the plan in rows that are edited where they stand. */
export function RecordTable<L extends PlanList>(props: RecordTableProps<L>) {
  const { list, noun, title, hint, records, columns, blank, blocked, below, deletable, extra } = props;
  const commands = useCommands();
  const put = (record: Scenario[L][number], change: object): void =>
    commands.putRecords(list, `Change the ${noun} ${nameOf(record)}`, [{ ...record, ...change }]);
  const add = (): void => {
    const ids = records.map(({ id }) => id);
    const record = blank?.(freeId(noun.replaceAll(' ', '-'), ids));
    if (record !== undefined) commands.putRecords(list, `Add a ${noun}`, [record]);
  };
  return (
    <section className="record-section" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {hint !== undefined && <p className="hint">{hint}</p>}
        <button type="button" className="button" disabled={blank === null} title={blocked} onClick={add}>
          <Plus size={14} strokeWidth={1.75} aria-hidden />
          Add {/^[aeiou]/.test(noun) ? 'an' : 'a'} {noun}
        </button>
      </header>
      {records.length === 0 ? (
        <p className="hint">{blank === null && blocked !== undefined ? blocked : `No ${noun} yet.`}</p>
      ) : (
        <div className="table-scroll">
          <table className="data-table record-table">
            <thead>
              <tr>
                {columns.map(({ label, numeric, width }) => (
                  <th key={label} scope="col" data-numeric={numeric || undefined} style={{ minWidth: width }}>
                    {label}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <RecordRows
                  key={record.id}
                  record={record}
                  columns={columns}
                  put={(change) => put(record, change)}
                  onDelete={
                    deletable?.(record) === false
                      ? null
                      : () => commands.removeRecords(list, `Delete the ${noun} ${nameOf(record)}`, [record.id])
                  }
                  below={below?.(record)}
                  extra={extra?.(record)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface RecordRowsProps<R> {
  readonly record: R;
  readonly columns: readonly RecordColumn<R>[];
  readonly put: (change: object) => void;
  /** Null: it cannot be deleted. */
  readonly onDelete: (() => void) | null;
  readonly below: ReactNode;
  readonly extra: ReactNode;
}

function RecordRows<R extends { readonly id: string }>(props: RecordRowsProps<R>) {
  const { record, columns, put, onDelete, below, extra } = props;
  const commands = useCommands();
  const place = placeOf(record);
  return (
    <>
      <tr>
        {columns.map((column) => (
          <td key={column.label} data-numeric={column.numeric || undefined}>
            {column.cell(record, put)}
          </td>
        ))}
        <td className="row-actions">
          {place !== null && (
            <IconButton
              icon={LocateFixed}
              label={`Show ${nameOf(record)}`}
              onClick={() => {
                commands.openDialog(null);
                commands.lookAt({ targetX: place.x, targetY: place.y, distanceMeters: 240 });
              }}
            />
          )}
          {extra}
          {onDelete !== null && <IconButton icon={Trash2} label={`Delete ${nameOf(record)}`} onClick={onDelete} />}
        </td>
      </tr>
      {below !== undefined && below !== null && (
        <tr className="below">
          <td colSpan={columns.length + 1}>{below}</td>
        </tr>
      )}
    </>
  );
}

function nameOf(record: { readonly id: string }): string {
  return 'name' in record && typeof record.name === 'string' ? record.name : record.id;
}

/** Where a record lies: its own place, or the first corner of its outline. */
function placeOf(record: object): { readonly x: number; readonly y: number } | null {
  if ('x' in record && 'y' in record && typeof record.x === 'number' && typeof record.y === 'number')
    return { x: record.x, y: record.y };
  if (!('rings' in record) || !Array.isArray(record.rings)) return null;
  const [x, y] = (record.rings[0] ?? []) as readonly number[];
  return x === undefined || y === undefined ? null : { x, y };
}
