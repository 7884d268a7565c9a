import { ChevronRight, CornerDownRight } from 'lucide-react';
import { memo, type PointerEvent } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { GanttRow } from '#state/gantt/gantt-rows.ts';
import { barAt } from '#state/gantt/gantt-spans.ts';
import { dayToX, type TimeView } from '#state/gantt/time-view.ts';
import { rowName, rowText } from './timeline-words.ts';

export const ganttRowHeight = 18;

interface GanttRowViewProps {
  readonly row: GanttRow;
  /** From 0, of all rows in sight. */
  readonly index: number;
  readonly id: string;
  readonly report: RolloutReport;
  readonly view: TimeView;
  /** End of the shown date. */
  readonly moment: number;
  readonly open: boolean;
  /** Where the keys are. */
  readonly active: boolean;
  readonly selected: boolean;
  /** First day of a “not before” that the plan has for it. */
  readonly notBefore: number | null;
  /** Days by which it is being dragged. */
  readonly shift: number;
  readonly onToggle: (row: GanttRow) => void;
  readonly onPick: (row: GanttRow) => void;
  readonly onTip: (row: GanttRow | null, target: Element | null) => void;
  readonly onBarDown: (row: GanttRow, event: PointerEvent<HTMLElement>) => void;
}

/** One row: its name, and when it is done. */
export const GanttRowView = memo(function GanttRowView(props: GanttRowViewProps) {
  const { row, index, id, report, moment, open, active, selected, onToggle, onPick, onTip } = props;
  const { status } = barAt(row.span, moment);
  const expandable = row.children.length > 0;
  const name = rowName(row);
  return (
    <div
      id={id}
      className="gantt-row"
      role="row"
      aria-level={row.level}
      aria-rowindex={index + 1}
      aria-expanded={expandable ? open : undefined}
      aria-selected={selected}
      data-active={active || undefined}
      data-kind={row.kind}
      style={{ top: index * ganttRowHeight }}
      onClick={() => onPick(row)}
    >
      <div
        role="gridcell"
        className="gantt-name"
        style={{ paddingLeft: 16 + (row.level - 1) * 14 }}
        onPointerEnter={(event) => onTip(row, event.currentTarget)}
        onPointerLeave={() => onTip(null, null)}
      >
        <span className="gantt-phase" aria-hidden>
          {row.level === 1 ? (row.phaseNumber ?? '–') : ''}
        </span>
        {expandable ? (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className="gantt-twisty"
            data-open={open || undefined}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(row);
            }}
          >
            <ChevronRight size={12} strokeWidth={2} />
          </button>
        ) : (
          <span className="gantt-twisty">
            {row.level > 1 && <CornerDownRight size={10} strokeWidth={1.5} aria-hidden />}
          </span>
        )}
        <span className="ellipsis">{name}</span>
      </div>
      <div className="gantt-track" role="gridcell" aria-label={rowText(row, report, status)}>
        <Bar {...props} />
      </div>
    </div>
  );
});

/** Bars are not drawn farther beyond the edges, CSS pixels. */
const margin = 60;

function Bar({ row, view, moment, selected, notBefore, shift, onTip, onBarDown }: GanttRowViewProps) {
  const { span, stage, task } = row;
  const at = (day: number): number => Math.max(-margin, Math.min(view.width + margin, dayToX(view, day)));
  const { status, doneUntil } = barAt(span, moment);
  const left = at(span.from + shift);
  const right = Math.max(left + 3, at(span.until + shift));
  const late = span.late === null ? view.width + margin : at(span.late + shift);
  return (
    <>
      {late > right + 2 && (
        <span
          className="gantt-whisker"
          data-open={span.late === null || undefined}
          style={{ left: right, width: late - right }}
        />
      )}
      <span
        className="gantt-bar"
        data-status={status}
        data-tone={stage === 'retire' ? 'retire' : undefined}
        data-uncertain={!span.certain || undefined}
        data-selected={selected || undefined}
        data-draggable={task !== null || undefined}
        data-dragging={shift !== 0 || undefined}
        style={{ left, width: right - left }}
        onPointerEnter={(event) => onTip(row, event.currentTarget)}
        onPointerLeave={() => onTip(null, null)}
        onPointerDown={task === null ? undefined : (event) => onBarDown(row, event)}
      >
        {status === 'under-way' && (
          <span className="done" style={{ width: Math.max(0, at(doneUntil + shift) - left) }} />
        )}
      </span>
      {row.critical.map((stretch) => {
        const from = at(stretch.from + shift);
        return (
          <span
            key={stretch.from}
            className="gantt-critical"
            style={{ left: from, width: Math.max(3, at(stretch.until + shift) - from) }}
          />
        );
      })}
      {dayToX(view, span.until) < 0 && dayToX(view, span.late ?? span.until) < 0 && (
        <span className="gantt-beyond">◂</span>
      )}
      {dayToX(view, span.from) > view.width && (
        <span className="gantt-beyond" data-side="right">
          ▸
        </span>
      )}
      {row.due !== null && (
        <span
          className="gantt-due"
          data-late={(row.due.chance ?? 1) < 0.5 || undefined}
          style={{ left: at(row.due.until) }}
        />
      )}
      {notBefore !== null && task !== null && <span className="gantt-not-before" style={{ left: at(notBefore) }} />}
    </>
  );
}
