import { Progress } from '@mantine/core';
import { formatNumber } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

/** What is being done, how far it is, and how to stop it. */
export function TaskCard() {
  const commands = useCommands();
  const task = useSession((state) => state.task);
  if (task === null) return null;
  const percent = task.fraction === null ? null : Math.round(task.fraction * 100);
  return (
    <section className="card task-card" aria-label="Task">
      <p role="status">
        <span>{task.label}</span>
        {percent !== null && <span className="hint">{formatNumber(percent)} %</span>}
      </p>
      <Progress
        // Anew when the share becomes known, or the full bar of unknown length would shrink to it.
        key={percent === null ? 'unknown' : 'known'}
        value={percent ?? 100}
        animated={percent === null}
        size={6}
        radius={3}
        color="accent"
        aria-label={task.label}
        transitionDuration={100}
      />
      {task.cancellable && (
        <button type="button" className="button" onClick={() => commands.cancelTask()}>
          Cancel
        </button>
      )}
    </section>
  );
}
