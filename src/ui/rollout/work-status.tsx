import { Progress } from '@mantine/core';
import { Square } from 'lucide-react';
import type { Work } from '#state/rollout-state.ts';
import { formatNumber } from '../format.ts';
import { useCommands } from '../session-context.tsx';

interface WorkProgressProps {
  readonly work: Work<unknown>;
  /** What is worked out, for those who do not see the bar. */
  readonly label: string;
}

/** What is being done, how far it is, and how to stop it. */
export function WorkProgress({ work, label }: WorkProgressProps) {
  const commands = useCommands();
  return (
    <div className="work-progress">
      <p className="run-facts">
        <span className="ellipsis" role="status">
          {work.step === '' ? label : work.step}
        </span>
        <span>{formatNumber(Math.floor(work.fraction * 100))} %</span>
      </p>
      <Progress value={work.fraction * 100} size={6} radius={3} color="accent" aria-label={label} />
      <button type="button" className="button wide" onClick={() => commands.stopRollout()}>
        <Square size={14} strokeWidth={1.75} aria-hidden />
        Stop
      </button>
    </div>
  );
}

interface WorkNoteProps {
  readonly work: Work<unknown>;
  /** Does it anew. */
  readonly again: string;
  readonly onAgain: () => void;
}

/** Says that a result is out of date or could not be worked out; nothing where it stands. */
export function WorkNote({ work, again, onAgain }: WorkNoteProps) {
  if (work.status !== 'stale' && work.status !== 'failed') return null;
  return (
    <p className="hint work-note" role="status">
      {work.status === 'stale' ? 'Out of date: the plan has changed since. ' : 'It could not be worked out. '}
      <button type="button" className="link-button" onClick={onAgain}>
        {again}
      </button>
    </p>
  );
}
