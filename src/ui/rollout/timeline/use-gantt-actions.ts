import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import type { GanttRow } from '#state/gantt/gantt-rows.ts';
import { dayToX, revealDay } from '#state/gantt/time-view.ts';
import { useCommands } from '../../session-context.tsx';
import { ganttKeyAction } from './gantt-keys.ts';
import type { TipPlace } from './row-tip.tsx';
import { type BarDrag, useBarDrag } from './use-bar-drag.ts';
import type { Timeline } from './use-timeline.ts';

interface GanttParts {
  /** In sight, from top to bottom. */
  readonly rows: readonly GanttRow[];
  /** Place of the row that the keys are at. */
  readonly active: number;
  readonly open: ReadonlySet<string>;
  /** ISO dates that the plan lets tasks begin on at the earliest, by task id. */
  readonly notBefore: ReadonlyMap<string, string>;
  readonly timeline: Timeline;
  readonly tip: TipPlace | null;
  readonly rowId: (index: number) => string;
  readonly onOpen: (open: ReadonlySet<string>) => void;
  readonly onActive: (id: string) => void;
  readonly onTip: (tip: TipPlace | null) => void;
}

interface GanttActions {
  readonly drag: BarDrag | null;
  readonly onBarDown: (row: GanttRow, event: PointerEvent<HTMLElement>) => void;
  readonly toggle: (row: GanttRow) => void;
  readonly pick: (row: GanttRow) => void;
  readonly onTip: (row: GanttRow | null, target: Element | null) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What can be done in the chart by pointer and by keys. Callbacks that rows get stay the same where they can. */
export function useGanttActions(parts: GanttParts): GanttActions {
  const { rows, active, open, notBefore, timeline, tip, rowId, onOpen, onActive, onTip: setTip } = parts;
  const commands = useCommands();
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
      onActive(row.id);
      revealWork(row, now.current);
      if (row.task !== null) commands.showRolloutTask(row.task.id);
      else if (row.children.length > 0) toggle(row);
    },
    [commands, toggle, wasDrag, onActive],
  );
  const onTip = useCallback(
    (row: GanttRow | null, target: Element | null) => {
      const box = target?.getBoundingClientRect();
      setTip(row === null || box === undefined ? null : { row, left: box.left, top: box.top, bottom: box.bottom });
    },
    [setTip],
  );
  const goTo = useCallback(
    (index: number) => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (row === undefined) return;
      onActive(row.id);
      revealWork(row, now.current);
      if (row.task !== null) commands.showRolloutTask(row.task.id);
    },
    [rows, commands, onActive],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = ganttKeyAction(event, rows, active, open);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    setTip(null);
    switch (action.kind) {
      case 'go':
        return goTo(action.index);
      case 'toggle':
        return toggle(action.row);
      case 'pick':
        return pick(action.row);
      case 'move':
        return move(action.row, action.days);
      case 'tell':
        if (tip === null) onTip(action.row, document.getElementById(rowId(active)));
        return;
      case 'free':
        if (action.row.task !== null) commands.changeTask(action.row.task.id, { notBefore: null });
        return;
      case 'leave':
        if (tip === null) commands.showRolloutTask(null);
        return;
      case 'zoom':
        return timeline.zoom(action.factor);
      case 'nothing':
        return;
    }
  };
  return { drag, onBarDown, toggle, pick, onTip, onKeyDown };
}

/** Brings a row's bar into sight where none of it is. */
function revealWork({ span }: GanttRow, { view, show }: Timeline): void {
  const right = dayToX(view, span.until);
  if (right > 0 && dayToX(view, span.from) < view.width) return;
  const wish = revealDay(view, span.from);
  if (wish !== null) show(wish);
}
