import { type GanttRow, type GanttTree, taskRowId } from './gantt-rows.ts';

/** A line from the end of one task to the start of another; rows count from the top of all rows in sight. */
export interface DependencyLine {
  readonly id: string;
  readonly fromRow: number;
  readonly fromDay: number;
  readonly toRow: number;
  readonly toDay: number;
  /** It leads to the selected task (what it waits for), not from it. */
  readonly into: boolean;
}

/**
 * What a task waits for, and what waits for it. A task whose row is closed away is drawn at the row that holds it; where that is
 * the same row for both, there is nothing to draw.
 */
export function dependencyLines(
  tree: GanttTree,
  rows: readonly GanttRow[],
  taskId: string | null,
): readonly DependencyLine[] {
  const selected = taskId === null ? undefined : tree.rows.get(taskRowId(taskId));
  const task = selected?.task ?? null;
  if (taskId === null || selected === undefined || task === null) return [];
  const places = new Map(rows.map((row, index) => [row.id, index]));
  const placeOf = (row: GanttRow): number | null => {
    for (let at: GanttRow | undefined = row; at !== undefined; at = tree.rows.get(at.parent ?? '')) {
      const place = places.get(at.id);
      if (place !== undefined) return place;
    }
    return null;
  };
  const line = (before: GanttRow, after: GanttRow, into: boolean): readonly DependencyLine[] => {
    const fromRow = placeOf(before);
    const toRow = placeOf(after);
    if (fromRow === null || toRow === null || fromRow === toRow) return [];
    const id = `${before.id} ${after.id}`;
    return [{ id, fromRow, fromDay: before.span.until, toRow, toDay: after.span.from, into }];
  };
  const lines: DependencyLine[] = task.after.flatMap((id) => {
    const before = tree.rows.get(taskRowId(id));
    return before === undefined ? [] : line(before, selected, true);
  });
  for (const row of tree.rows.values()) {
    if (row.task?.after.includes(taskId) === true) lines.push(...line(selected, row, false));
  }
  return lines;
}
