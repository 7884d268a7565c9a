import { Portal } from '@mantine/core';
import { type PointerEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import { ancestors, type GanttRow, type GanttTree, taskRowId, visibleRows } from '#state/gantt/gantt-rows.ts';
import { dayToX, revealDay } from '#state/gantt/time-view.ts';
import { useCommands, useSession } from '../../session-context.tsx';
import { useRowWindow } from '../../table/use-row-window.ts';
import { dayText } from '../rollout-words.ts';
import { DependencyOverlay } from './dependency-overlay.tsx';
import { ganttKeyAction } from './gantt-keys.ts';
import { GanttRowView, ganttRowHeight } from './gantt-row.tsx';
import { RowTip, type TipPlace } from './row-tip.tsx';
import { dragSlack, useBarDrag } from './use-bar-drag.ts';
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
  const commands = useCommands();
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
  useSelectedTask(taskId, tree, open, onOpen, setActiveId);
  // The row that the keys are at comes into sight when it is another one, or when rows above it open.
  useEffect(() => {
    if (activeId !== null) reveal(active);
  }, [activeId, active, reveal]);

  const now = useRef(timeline);
  now.current = timeline;

  const move = useCallback(
    (row: GanttRow, days: number) => {
      if (row.task === null) return;
      const from = dayNumber(notBefore.get(row.task.id) ?? row.task.start.p50 ?? row.task.plannedStart);
      commands.changeTask(row.task.id, { notBefore: isoDate(from + days) });
    },
    [commands, notBefore],
  );
  const drop = useCallback(
    (row: GanttRow, days: number) => {
      if (row.task !== null) commands.changeTask(row.task.id, { notBefore: isoDate(row.span.from + days) });
    },
    [commands],
  );
  const { drag, onBarDown, wasDrag } = useBarDrag(timeline.view.pixelsPerDay, drop);
  const toggle = useCallback(
    (row: GanttRow) => {
      const next = new Set(open);
      if (!next.delete(row.id)) next.add(row.id);
      onOpen(next);
    },
    [open, onOpen],
  );
  const pick = useCallback(
    (row: GanttRow) => {
      if (wasDrag()) return;
      setActiveId(row.id);
      revealWork(row, now.current);
      if (row.task !== null) commands.showRolloutTask(row.task.id);
      else if (row.children.length > 0) toggle(row);
    },
    [commands, toggle, wasDrag],
  );
  const onTip = useCallback((row: GanttRow | null, target: Element | null) => {
    const box = target?.getBoundingClientRect();
    setTip(row === null || box === undefined ? null : { row, left: box.left, top: box.top, bottom: box.bottom });
  }, []);
  const goTo = useCallback(
    (index: number) => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (row === undefined) return;
      setActiveId(row.id);
      revealWork(row, now.current);
      if (row.task !== null) commands.showRolloutTask(row.task.id);
    },
    [rows, commands],
  );

  const rowId = (index: number): string => `${prefix}-row-${index}`;
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
      onKeyDown={(event) => {
        const action = ganttKeyAction(event, rows, active, open);
        if (action === null) return;
        event.preventDefault();
        event.stopPropagation();
        setTip(null);
        switch (action.kind) {
          case 'go':
            goTo(action.index);
            break;
          case 'toggle':
            toggle(action.row);
            break;
          case 'pick':
            pick(action.row);
            break;
          case 'move':
            move(action.row, action.days);
            break;
          case 'tell':
            if (tip === null) onTip(action.row, document.getElementById(rowId(active)));
            break;
          case 'free':
            if (action.row.task !== null) commands.changeTask(action.row.task.id, { notBefore: null });
            break;
          case 'leave':
            if (tip === null) commands.showRolloutTask(null);
            break;
          case 'zoom':
            timeline.zoom(action.factor);
            break;
          case 'nothing':
            break;
        }
      }}
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

/** Brings a row's bar into sight where none of it is. */
function revealWork({ span }: GanttRow, { view, show }: Timeline): void {
  const right = dayToX(view, span.until);
  if (right > 0 && dayToX(view, span.from) < view.width) return;
  const wish = revealDay(view, span.from);
  if (wish !== null) show(wish);
}

function dragText(tree: GanttTree, taskId: string, days: number): string {
  const from = tree.rows.get(taskRowId(taskId))?.span.from;
  return from === undefined || days === 0 ? 'As it is' : `Not before ${dayText(isoDate(from + days))}`;
}

/** A task that was selected elsewhere is opened and brought into sight. */
function useSelectedTask(
  taskId: string | null,
  tree: GanttTree,
  open: ReadonlySet<string>,
  onOpen: (open: ReadonlySet<string>) => void,
  setActiveId: (id: string) => void,
): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (taskId === last.current) return;
    last.current = taskId;
    if (taskId === null || !tree.rows.has(taskRowId(taskId))) return;
    const closed = ancestors(tree, taskRowId(taskId)).filter((id) => !open.has(id));
    if (closed.length > 0) onOpen(new Set([...open, ...closed]));
    setActiveId(taskRowId(taskId));
  }, [taskId, tree, open, onOpen, setActiveId]);
}

/** Drags the stretch of time that is shown, where a press meets no bar. */
function startPan(event: PointerEvent<HTMLElement>, pan: (pixels: number) => void): void {
  const { target } = event;
  if (event.button !== 0 || !(target instanceof Element) || target.closest('.gantt-track') === null) return;
  const start = event.clientX;
  let last = start;
  let panned = false;
  const onMove = (at: globalThis.PointerEvent): void => {
    panned ||= Math.abs(at.clientX - start) >= dragSlack;
    if (!panned) return;
    pan(last - at.clientX);
    last = at.clientX;
  };
  const end = (): void => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    if (!panned) return;
    // The click that ends it would pick the row.
    const swallow = (click: globalThis.MouseEvent): void => click.stopPropagation();
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, true));
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
