import { Portal } from '@mantine/core';
import { useCallback, useEffect, useId, useMemo, useState } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import { type GanttTree, taskRowId, visibleRows } from '#state/gantt/gantt-rows.ts';
import { useSession } from '../../session-context.tsx';
import { useRowWindow } from '../../table/use-row-window.ts';
import { dayText } from '../rollout-words.ts';
import { DependencyOverlay } from './dependency-overlay.tsx';
import { GanttRowView, ganttRowHeight } from './gantt-row.tsx';
import { RowTip, type TipPlace } from './row-tip.tsx';
import { startPan } from './start-pan.ts';
import { useGanttActions } from './use-gantt-actions.ts';
import { useSelectedTask } from './use-selected-task.ts';
import type { Timeline } from './use-timeline.ts';

interface GanttChartProps {
  readonly report: RolloutReport;
  readonly tree: GanttTree;
  readonly timeline: Timeline;
  /** End of the shown date. */
  readonly moment: number;
  /** Rows that are open. */
  readonly open: ReadonlySet<string>;
  readonly onOpen: (open: ReadonlySet<string>) => void;
}

/** Work as bars over time: a tree of phases' stages, site groups and tasks, drawn only where it is in sight. */
export function GanttChart({ report, tree, timeline, moment, open, onOpen }: GanttChartProps) {
  const taskId = useSession((state) => state.rollout.taskId);
  const ownTasks = useSession((state) => state.scenario?.tasks);
  const prefix = useId();
  const rows = useMemo(() => visibleRows(tree, open), [tree, open]);
  const { scroller, window: shown, onScroll, reveal } = useRowWindow(rows.length, ganttRowHeight, 0);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [tip, setTip] = useState<TipPlace | null>(null);
  const notBefore = useMemo(
    () => new Map(ownTasks?.flatMap(({ id, notBefore: date }) => (date === null ? [] : [[id, date] as const]))),
    [ownTasks],
  );
  const active = Math.max(
    0,
    rows.findIndex(({ id }) => id === activeId),
  );
  const rowId = useCallback((index: number): string => `${prefix}-row-${index}`, [prefix]);
  useSelectedTask(taskId, tree, open, onOpen, setActiveId);
  // The row that the keys are at comes into sight when it is another one, or when rows above it open.
  useEffect(() => {
    if (activeId !== null) reveal(active);
  }, [activeId, active, reveal]);

  const { drag, onBarDown, toggle, pick, onTip, onKeyDown } = useGanttActions({
    rows,
    active,
    open,
    notBefore,
    timeline,
    tip,
    rowId,
    onOpen,
    onActive: setActiveId,
    onTip: setTip,
  });
  return (
    <div
      ref={scroller}
      className="gantt"
      role="treegrid"
      aria-label="Work of the rollout"
      aria-rowcount={rows.length}
      aria-colcount={2}
      aria-activedescendant={rows.length === 0 ? undefined : rowId(active)}
      tabIndex={0}
      onScroll={() => {
        onScroll();
        setTip(null);
      }}
      onBlur={() => setTip(null)}
      onFocus={() => {
        if (activeId === null) setActiveId(rows[0]?.id ?? null);
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => startPan(event, timeline.pan)}
    >
      <div className="gantt-rows" style={{ height: rows.length * ganttRowHeight }}>
        {rows.slice(shown.first, shown.end).map((row, offset) => {
          const index = shown.first + offset;
          const date = row.task === null ? undefined : notBefore.get(row.task.id);
          return (
            <GanttRowView
              key={row.id}
              {...{ row, index, report, moment, onTip, onBarDown }}
              id={rowId(index)}
              view={timeline.view}
              open={open.has(row.id)}
              active={index === active}
              selected={row.task !== null && row.task.id === taskId}
              notBefore={date === undefined ? null : dayNumber(date)}
              shift={drag !== null && drag.taskId === row.task?.id ? drag.days : 0}
              onToggle={toggle}
              onPick={pick}
            />
          );
        })}
        <DependencyOverlay tree={tree} rows={rows} taskId={taskId} view={timeline.view} />
      </div>
      {drag !== null ? (
        <p className="drag-note" style={{ left: drag.x, top: drag.y }} role="status">
          {dragText(tree, drag.taskId, drag.days)}
        </p>
      ) : (
        tip !== null && (
          // Out of the chart, which would lay its neighbours over it.
          <Portal>
            <RowTip place={tip} report={report} />
          </Portal>
        )
      )}
    </div>
  );
}

function dragText(tree: GanttTree, taskId: string, days: number): string {
  const from = tree.rows.get(taskRowId(taskId))?.span.from;
  return from === undefined || days === 0 ? 'As it is' : `Not before ${dayText(isoDate(from + days))}`;
}
