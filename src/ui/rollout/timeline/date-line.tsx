import type { KeyboardEvent, PointerEvent } from 'react';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import { clampDate, type DateStep, dateAtMoment, momentOfDate, stepDate } from '#state/gantt/date-steps.ts';
import { dayToX, type TimeView, xToDay } from '#state/gantt/time-view.ts';
import { useCommands } from '../../session-context.tsx';
import { dayText } from '../rollout-words.ts';

interface DateLineProps {
  readonly view: TimeView;
  readonly date: string;
  readonly first: string;
  readonly last: string;
}

const steps: Readonly<Record<string, readonly [step: DateStep, count: number]>> = {
  ArrowRight: ['day', 1],
  ArrowUp: ['day', 1],
  ArrowLeft: ['day', -1],
  ArrowDown: ['day', -1],
  PageUp: ['month', 1],
  PageDown: ['month', -1],
};

/** Half of the tag's width, CSS pixels: it stays within the plot. */
const half = 40;

/** The date that everything shows, as a line with a tag to drag; it stands at the end of its day. */
export function DateLine({ view, date, first, last }: DateLineProps) {
  const commands = useCommands();
  const x = dayToX(view, momentOfDate(date));
  const inSight = x >= -0.5 && x <= view.width + 0.5;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyDate(event, date, first, last);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    commands.setRolloutDate(next);
  };
  return (
    <div className="timeline-date" data-outside={!inSight || undefined}>
      {inSight && <span className="line" style={{ left: x }} aria-hidden />}
      <div
        className="tag"
        role="slider"
        tabIndex={0}
        aria-label="Date"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={dayNumber(last) - dayNumber(first)}
        aria-valuenow={dayNumber(date) - dayNumber(first)}
        aria-valuetext={dayText(date)}
        style={{ left: Math.max(half - 8, Math.min(view.width - half + 12, x)) }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => startDateDrag(event, view, first, last, (next) => commands.setRolloutDate(next))}
      >
        {dayText(date)}
      </div>
    </div>
  );
}

function keyDate(event: KeyboardEvent, date: string, first: string, last: string): string | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  if (event.key === 'Home') return first;
  if (event.key === 'End') return last;
  const found = steps[event.key];
  if (found === undefined) return null;
  const [step, count] = found;
  return clampDate(stepDate(date, event.shiftKey && step === 'day' ? 'week' : step, count), first, last);
}

/** Moves the date with the pointer until it is let go. The plot is found from the element that was pressed. */
export function startDateDrag(
  event: PointerEvent<HTMLElement>,
  view: TimeView,
  first: string,
  last: string,
  onDate: (date: string) => void,
): void {
  if (event.button !== 0) return;
  const target = event.currentTarget;
  const plot = target.closest('[data-plot]');
  if (plot === null) return;
  event.preventDefault();
  target.focus();
  const move = (at: globalThis.PointerEvent | PointerEvent): void => {
    const { left } = plot.getBoundingClientRect();
    onDate(clampDate(dateAtMoment(xToDay(view, at.clientX - left)), first, last));
  };
  target.setPointerCapture(event.pointerId);
  const stop = (): void => {
    target.removeEventListener('pointermove', move);
    target.removeEventListener('pointerup', stop);
    target.removeEventListener('pointercancel', stop);
  };
  target.addEventListener('pointermove', move);
  target.addEventListener('pointerup', stop);
  target.addEventListener('pointercancel', stop);
  move(event);
}
