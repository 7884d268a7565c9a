import { CalendarClock } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { Scenario } from '#model/scenario.ts';
import { momentOfDate } from '#state/gantt/date-steps.ts';
import { ganttTree } from '#state/gantt/gantt-rows.ts';
import { type TimeDomain, timeDomain } from '#state/gantt/time-view.ts';
import type { Work } from '#state/rollout-state.ts';
import { useCommands, useSession } from '../../session-context.tsx';
import type { OtherVariant } from './band-panel.tsx';
import { hasWork } from './has-work.ts';
import { StripHead } from './strip-head.tsx';
import { TimelineBody } from './timeline-body.tsx';

/** The rollout over time: work, dates, gaps and bands on one axis. */
export function RolloutStrip() {
  const scenario = useSession((state) => state.scenario);
  const run = useSession((state) => state.rollout.run);
  const [tall, setTall] = useState(false);
  if (scenario === null) return null;
  return (
    <section className="rollout-strip" aria-label="Rollout over time" data-tall={tall || undefined}>
      {run.result === null ? (
        <>
          <StripHead scenario={scenario} tall={tall} onTall={setTall} onZoom={null} />
          <EmptyTimeline scenario={scenario} run={run} />
        </>
      ) : (
        <FilledStrip scenario={scenario} report={run.result} tall={tall} onTall={setTall} />
      )}
    </section>
  );
}

interface FilledStripProps {
  readonly scenario: Scenario;
  readonly report: RolloutReport;
  readonly tall: boolean;
  readonly onTall: (tall: boolean) => void;
}

function FilledStrip({ scenario, report, tall, onTall }: FilledStripProps) {
  const other = useOtherVariant();
  const date = useSession((state) => state.rollout.date) ?? report.start;
  const moment = momentOfDate(date);
  const otherReport = other?.report ?? null;
  const domain = useMemo(
    () => domainOf(otherReport === null ? [report] : [report, otherReport]),
    [report, otherReport],
  );
  const tree = useMemo(() => ganttTree(report), [report]);
  return <TimelineBody {...{ scenario, report, other, date, moment, domain, tree, tall, onTall }} />;
}

function domainOf(reports: readonly RolloutReport[]): TimeDomain {
  const days = reports.flatMap(({ start, dates, finish, plannedFinish }) =>
    [start, dates.at(-1) ?? start, finish.p90 ?? start, plannedFinish].map(dayNumber),
  );
  // Not Math.min(...): the lists are short, but a report read from elsewhere need not be.
  return timeDomain(
    days.reduce((least, day) => Math.min(least, day), Infinity),
    days.reduce((most, day) => Math.max(most, day), -Infinity),
  );
}

/** The variant that is held against the shown one, once it has a report. */
function useOtherVariant(): OtherVariant | null {
  const comparison = useSession((state) => state.rollout.comparison);
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  return useMemo(() => {
    const { variantId, run } = comparison;
    if (run.status === 'idle' || run.result === null) return null;
    const nameOf = (id: string | null): string =>
      id === null ? 'The plan itself' : (variants.find((variant) => variant.id === id)?.name ?? id);
    return { report: run.result, name: nameOf(variantId), own: nameOf(active) };
  }, [comparison, variants, active]);
}

interface EmptyTimelineProps {
  readonly scenario: Scenario;
  readonly run: Work<RolloutReport>;
}

function EmptyTimeline({ scenario, run }: EmptyTimelineProps) {
  const commands = useCommands();
  const work = hasWork(scenario);
  return (
    <div className="timeline-empty">
      <CalendarClock size={20} strokeWidth={1.5} aria-hidden />
      <p role="status">{emptyText(work, scenario.phases.length, run)}</p>
      {!work && (
        <button type="button" className="button" onClick={() => commands.setMode('plan')}>
          Go to Plan
        </button>
      )}
    </div>
  );
}

function emptyText(work: boolean, phases: number, run: Work<RolloutReport>): string {
  if (run.status === 'computing')
    return 'The first runs are being worked out. Dates appear here and sharpen as more runs come in.';
  if (run.status === 'failed') return 'The rollout could not be worked out. The notice says what stands in its way.';
  if (!work) return 'There is nothing to build yet. Place devices that are planned, or mark old ones to be taken down.';
  return phases === 0
    ? 'The plan has no phases, so everything is built as one. Run it to see when each device goes live.'
    : 'Run the rollout to see when each phase goes live, what it costs by when, and which gaps open on the way.';
}
