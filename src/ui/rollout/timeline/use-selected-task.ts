import { useEffect, useRef } from 'react';
import { ancestors, type GanttTree, taskRowId } from '#state/gantt/gantt-rows.ts';

/** A task that was selected elsewhere is opened and brought into sight. */
export function useSelectedTask(
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
