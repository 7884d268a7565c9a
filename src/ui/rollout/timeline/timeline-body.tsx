import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import type { GanttTree } from '#state/gantt/gantt-rows.ts';
import { isWhole, type TimeDomain } from '#state/gantt/time-view.ts';
import { IconButton } from '../../icon-button.tsx';
import { useCommands } from '../../session-context.tsx';
import { BandPanel, type OtherVariant } from './band-panel.tsx';
import { DateLine, startDateDrag } from './date-line.tsx';
import { GanttChart } from './gantt-chart.tsx';
import { GapLane } from './gap-lane.tsx';
import { StripHead } from './strip-head.tsx';
import { TimeAxis, TimeGrid } from './time-axis.tsx';
import { type Timeline, useTimeline } from './use-timeline.ts';

const chartHeight = { usual: 92, tall: 140 } as const;

interface TimelineBodyProps {
  readonly scenario: Scenario;
  readonly report: RolloutReport;
  readonly other: OtherVariant | null;
  readonly date: string;
  readonly moment: number;
  readonly domain: TimeDomain;
  readonly tree: GanttTree;
  readonly tall: boolean;
  readonly onTall: (tall: boolean) => void;
}

/** Head and chart of a report; everything stands on one time axis. */
export function TimelineBody(props: TimelineBodyProps) {
  const { scenario, report, other, date, moment, domain, tree, tall, onTall } = props;
  const commands = useCommands();
  const timeline = useTimeline(domain, moment);
  const { view } = timeline;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const body = useWheel(timeline);
  const first = report.dates[0] ?? report.start;
  const last = report.dates.at(-1) ?? first;
  const placed = report.gaps.some((gap) => gap.from !== null);
  return (
    <>
      <StripHead {...{ scenario, tall, onTall }} onZoom={timeline.zoom} />
      <div ref={body} className="timeline">
        <div className="timeline-under">
          <TimeGrid view={view} settings={scenario.rollout} />
        </div>
        <div className="timeline-corner">
          <span>Work</span>
          <IconButton
            icon={open.size > 0 ? ChevronsDownUp : ChevronsUpDown}
            size={14}
            label={open.size > 0 ? 'Close all rows' : 'Open all stages'}
            onClick={() => setOpen(open.size > 0 ? new Set() : new Set(tree.roots.map(({ id }) => id)))}
          />
        </div>
        <div
          className="timeline-axis"
          data-plot
          ref={timeline.plot}
          onPointerDown={(event) => {
            if (event.target instanceof Element && event.target.closest('[role="slider"]') === null) {
              startDateDrag(event, view, first, last, (next) => commands.setRolloutDate(next));
            }
          }}
        >
          <TimeAxis view={view} />
        </div>
        {report.gaps.length > 0 && (
          <>
            <p className="timeline-lane-name" title={unplacedText(report)}>
              Cutover gaps
            </p>
            <div className="timeline-lane">
              {placed ? <GapLane gaps={report.gaps} view={view} /> : <p className="hint">{unplacedText(report)}</p>}
            </div>
          </>
        )}
        {tree.roots.length === 0 ? (
          <p className="timeline-note no-work">Nothing has to be done: all devices of this plan are in place.</p>
        ) : (
          <GanttChart {...{ report, tree, timeline, moment, open }} onOpen={setOpen} />
        )}
        <BandPanel
          {...{ report, other, scenario, view, date, moment }}
          height={tall ? chartHeight.tall : chartHeight.usual}
        />
        <div className="timeline-over" data-plot>
          <DateLine {...{ view, date, first, last }} />
        </div>
        <TimeScroll timeline={timeline} />
      </div>
    </>
  );
}

/** Gaps that have no interval, because the planned schedule doesn't open them. */
function unplacedText({ gaps }: RolloutReport): string {
  const unplaced = gaps.filter((gap) => gap.from === null).length;
  if (unplaced === 0) return 'When coverage is missing between the old units and the new ones, as planned';
  return `${unplaced} more ${unplaced === 1 ? 'opens' : 'open'} only in some of the runs, not in the plan`;
}

/** Wheel with Ctrl zooms around the pointer, sideways or with Shift it pans. */
function useWheel(timeline: Timeline) {
  const body = useRef<HTMLDivElement>(null);
  const now = useRef(timeline);
  now.current = timeline;
  useEffect(() => {
    const { current } = body;
    if (current === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const { plot, pan, zoom } = now.current;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const left = plot.current?.getBoundingClientRect().left ?? 0;
        zoom(1.0022 ** -event.deltaY, event.clientX - left);
        return;
      }
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      event.preventDefault();
      pan(sideways);
    };
    // React listens passively, and then the browser zooms the whole page.
    current.addEventListener('wheel', onWheel, { passive: false });
    return () => current.removeEventListener('wheel', onWheel);
  }, []);
  return body;
}

/** A scroll bar for the shown stretch; none while all of it is in sight. */
function TimeScroll({ timeline }: { readonly timeline: Timeline }) {
  const { view, domain, show } = timeline;
  const bar = useRef<HTMLDivElement>(null);
  const left = Math.round((view.fromDay - domain.from) * view.pixelsPerDay);
  useLayoutEffect(() => {
    const { current } = bar;
    if (current !== null && Math.abs(current.scrollLeft - left) > 1) current.scrollLeft = left;
  }, [left]);
  if (isWhole(view, domain)) return null;
  return (
    <div
      ref={bar}
      className="time-scroll"
      tabIndex={-1}
      onScroll={(event) => {
        const { scrollLeft } = event.currentTarget;
        if (Math.abs(scrollLeft - left) <= 1) return;
        show({ fromDay: domain.from + scrollLeft / view.pixelsPerDay, pixelsPerDay: view.pixelsPerDay });
      }}
    >
      <div style={{ width: (domain.until - domain.from) * view.pixelsPerDay }} />
    </div>
  );
}
