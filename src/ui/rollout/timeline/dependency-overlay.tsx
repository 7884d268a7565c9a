import { useMemo } from 'react';
import { dependencyLines } from '#state/gantt/dependency-lines.ts';
import type { GanttRow, GanttTree } from '#state/gantt/gantt-rows.ts';
import { dayToX, type TimeView } from '#state/gantt/time-view.ts';
import { ganttRowHeight } from './gantt-row.tsx';

interface DependencyOverlayProps {
  readonly tree: GanttTree;
  readonly rows: readonly GanttRow[];
  readonly taskId: string | null;
  readonly view: TimeView;
}

/** What the selected task waits for, and what waits for it, as lines with arrows. */
export function DependencyOverlay({ tree, rows, taskId, view }: DependencyOverlayProps) {
  const lines = useMemo(() => dependencyLines(tree, rows, taskId), [tree, rows, taskId]);
  if (lines.length === 0) return null;
  return (
    <svg
      className="dependencies"
      width={view.width}
      height={rows.length * ganttRowHeight}
      aria-hidden
      focusable="false"
    >
      {lines.map(({ id, fromRow, fromDay, toRow, toDay, into }) => (
        <g key={id} data-into={into || undefined}>
          <path d={elbow(near(view, fromDay), fromRow, near(view, toDay), toRow)} />
          <path className="arrow" d={arrow(near(view, toDay), toRow, fromRow)} />
        </g>
      ))}
    </svg>
  );
}

/** A place that is at most a little out of sight: long lines are cut short. */
function near(view: TimeView, day: number): number {
  return Math.max(-40, Math.min(view.width + 40, dayToX(view, day)));
}

const middle = (row: number): number => (row + 0.5) * ganttRowHeight;

/** From the end of a bar a little to the right, down (or up) to the edge of the other's row, and into its start from above or below. */
function elbow(fromX: number, fromRow: number, toX: number, toRow: number): string {
  const down = toRow > fromRow;
  const y = middle(fromRow);
  const end = middle(toRow) - (down ? 6 : -6);
  const entry = Math.max(toX + 4, fromX + 4);
  if (toX + 4 >= fromX + 4) return `M${fromX} ${y}H${entry}V${end}`;
  const turn = middle(toRow) + (down ? -0.5 : 0.5) * ganttRowHeight;
  return `M${fromX} ${y}H${fromX + 6}V${turn}H${toX + 4}V${end}`;
}

function arrow(toX: number, toRow: number, fromRow: number): string {
  const down = toRow > fromRow;
  const tip = middle(toRow) - (down ? 5 : -5);
  const back = down ? -5 : 5;
  const x = toX + 4;
  return `M${x} ${tip}l-3 ${back}h6z`;
}
