import { type KeyboardEvent, useMemo, useState } from 'react';
import type { CutoverGap } from '#model/results/rollout/rollout-report.ts';
import { gapMarks } from '#state/gantt/gap-lanes.ts';
import { dayToX, type TimeView } from '#state/gantt/time-view.ts';
import { useCommands, useSession } from '../../session-context.tsx';
import { gapText } from './timeline-words.ts';

export const gapLanes = 2;
const laneHeight = 9;

interface GapLaneProps {
  readonly gaps: readonly CutoverGap[];
  readonly view: TimeView;
}

/** Cutover gaps of the planned schedule as intervals; each shows its place and its worst day. */
export function GapLane({ gaps, view }: GapLaneProps) {
  const commands = useCommands();
  const shown = useSession((state) => state.rollout.gapId);
  const marks = useMemo(() => gapMarks(gaps, gapLanes), [gaps]);
  const [reached, setReached] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined || marks.length === 0) return;
    event.preventDefault();
    const next = (reached + step + marks.length) % marks.length;
    setReached(next);
    const buttons = event.currentTarget.querySelectorAll('button');
    buttons[next]?.focus();
  };
  return (
    <div className="gap-lane" role="group" aria-label="Cutover gaps, as planned" onKeyDown={onKeyDown}>
      {marks.map(({ gaps: [worst, ...others], from, until, lane }, index) => {
        // Kept in the page where it is out of sight, so that the keys can reach it.
        const held = (day: number): number => Math.max(-20, Math.min(dayToX(view, day), view.width + 20));
        const left = held(from);
        const width = Math.max(6, held(until) - left);
        const text = gapText([worst, ...others], from, until);
        return (
          <button
            key={`${worst.groupId} ${from}`}
            type="button"
            className="gap-mark"
            tabIndex={index === Math.min(reached, marks.length - 1) ? 0 : -1}
            title={text}
            aria-label={text}
            aria-pressed={worst.id === shown || others.some(({ id }) => id === shown)}
            style={{ left, width, top: lane * laneHeight }}
            onFocus={() => setReached(index)}
            onClick={() => commands.showCutoverGap(worst.id)}
          />
        );
      })}
    </div>
  );
}
