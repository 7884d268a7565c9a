import type { GanttRow } from '#state/gantt/gantt-rows.ts';

/** What a key does in the chart. `nothing`: it is kept from doing what it does elsewhere. */
export type GanttKeyAction =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'toggle' | 'pick' | 'free' | 'tell'; readonly row: GanttRow }
  | { readonly kind: 'move'; readonly row: GanttRow; readonly days: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'leave' | 'nothing' };

interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const pageRows = 8;

/**
 * Up, Down, Home, End and Page keys go through the rows; Right opens and Left closes or goes to the row above; Enter picks, Space tells what is known of a row; Alt with
 * Left and Right moves a task by a day, with Shift by a week; Delete lets it begin as early as it can; + and − zoom; Escape leaves it.
 */
export function ganttKeyAction(
  event: Key,
  rows: readonly GanttRow[],
  active: number,
  open: ReadonlySet<string>,
): GanttKeyAction | null {
  const row = rows[active];
  if (row === undefined || event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return moved(event, row);
  switch (event.key) {
    case 'ArrowDown':
      return { kind: 'go', index: active + 1 };
    case 'ArrowUp':
      return { kind: 'go', index: active - 1 };
    case 'PageDown':
      return { kind: 'go', index: active + pageRows };
    case 'PageUp':
      return { kind: 'go', index: active - pageRows };
    case 'Home':
      return { kind: 'go', index: 0 };
    case 'End':
      return { kind: 'go', index: rows.length - 1 };
    case 'ArrowRight':
      if (row.children.length === 0) return { kind: 'nothing' };
      return open.has(row.id) ? { kind: 'go', index: active + 1 } : { kind: 'toggle', row };
    case 'ArrowLeft': {
      if (open.has(row.id) && row.children.length > 0) return { kind: 'toggle', row };
      const above = rows.findIndex(({ id }) => id === row.parent);
      return above < 0 ? { kind: 'nothing' } : { kind: 'go', index: above };
    }
    case 'Enter':
      return { kind: 'pick', row };
    case ' ':
      return { kind: 'tell', row };
    case 'Delete':
    case 'Backspace':
      // Elsewhere this deletes the selected device.
      return row.task === null ? { kind: 'nothing' } : { kind: 'free', row };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 1.5 };
    case '-':
      return { kind: 'zoom', factor: 1 / 1.5 };
    case 'Escape':
      return { kind: 'leave' };
    default:
      return null;
  }
}

function moved(event: Key, row: GanttRow): GanttKeyAction | null {
  const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (direction === undefined) return null;
  // The browser would go to another page.
  return row.task === null ? { kind: 'nothing' } : { kind: 'move', row, days: direction * (event.shiftKey ? 7 : 1) };
}
