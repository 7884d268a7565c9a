import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { GanttRow } from '#state/gantt/gantt-rows.ts';

/** A task whose bar is being dragged, and how far. */
export interface BarDrag {
  readonly taskId: string;
  readonly days: number;
  /** Where the pointer is on the page, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** Nearer than this a press is a click, CSS pixels. */
export const dragSlack = 4;

interface BarDragging {
  readonly drag: BarDrag | null;
  readonly onBarDown: (row: GanttRow, event: PointerEvent<HTMLElement>) => void;
  /** True for the click that ends a drag. */
  readonly wasDrag: () => boolean;
}

/** Drags a task by whole days; Escape puts it back. */
export function useBarDrag(pixelsPerDay: number, onDrop: (row: GanttRow, days: number) => void): BarDragging {
  const [drag, setDrag] = useState<BarDrag | null>(null);
  const dragged = useRef(false);
  const cancel = useRef<(() => void) | null>(null);
  useEffect(() => () => cancel.current?.(), []);
  const onBarDown = useCallback(
    (row: GanttRow, event: PointerEvent<HTMLElement>) => {
      dragged.current = false;
      const { task } = row;
      if (event.button !== 0 || task === null) return;
      event.stopPropagation();
      const startX = event.clientX;
      let days = 0;
      const end = (): void => {
        window.removeEventListener('pointermove', onMove);
        window.removeEventListener('pointerup', onUp);
        window.removeEventListener('pointercancel', end);
        window.removeEventListener('keydown', onKey, true);
        cancel.current = null;
        setDrag(null);
      };
      const onMove = (at: globalThis.PointerEvent): void => {
        if (!dragged.current && Math.abs(at.clientX - startX) < dragSlack) return;
        dragged.current = true;
        days = Math.round((at.clientX - startX) / pixelsPerDay);
        setDrag({ taskId: task.id, days, x: at.clientX, y: at.clientY });
      };
      const onUp = (): void => {
        end();
        if (days !== 0) onDrop(row, days);
      };
      const onKey = (key: KeyboardEvent): void => {
        if (key.key !== 'Escape' || !dragged.current) return;
        key.preventDefault();
        key.stopPropagation();
        end();
      };
      cancel.current?.();
      cancel.current = end;
      window.addEventListener('pointermove', onMove);
      window.addEventListener('pointerup', onUp);
      window.addEventListener('pointercancel', end);
      window.addEventListener('keydown', onKey, true);
    },
    [pixelsPerDay, onDrop],
  );
  const wasDrag = useCallback(() => {
    const was = dragged.current;
    dragged.current = false;
    return was;
  }, []);
  return { drag, onBarDown, wasDrag };
}
