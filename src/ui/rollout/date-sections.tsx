import { X } from 'lucide-react';
import { type RolloutStatus, rolloutStatuses } from '#model/results/rollout/rollout-moment.ts';
import type { CutoverGap, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { formatCount, formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { ListSection } from '../simulate/result-parts.tsx';
import { amountText } from '../text/goal-text.ts';
import { countStatuses, criticalTasks } from './rollout-facts.ts';
import { chanceText, dayCount, daysText, dayText, policyWords, statusNames } from './rollout-words.ts';

/** Rows of long lists that are shown. */
const listed = 6;

interface DateSectionProps {
  readonly report: RolloutReport;
  readonly date: string;
}

/** Devices by their state on the shown date. */
export function DevicesThatDay({ report, date }: DateSectionProps) {
  const counts = countStatuses(report, date);
  return (
    <Section title="Devices that day">
      <dl className="status-list">
        {rolloutStatuses.map((status) => (
          <div key={status}>
            <dt>
              <StatusMark status={status} />
              {statusNames[status]}
            </dt>
            <dd>{formatNumber(counts[status])}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** The mark that a state has on the map and the timeline. */
export function StatusMark({ status }: { readonly status: RolloutStatus }) {
  return (
    <span className="status-mark" data-status={status} aria-hidden>
      {status === 'retired' && <X size={8} strokeWidth={2.5} />}
    </span>
  );
}

/** Where goals lack on the way what the old units gave them. */
export function CutoverGaps({ report }: { readonly report: RolloutReport }) {
  const commands = useCommands();
  const gapId = useSession((state) => state.rollout.gapId);
  const gaps = report.gaps.filter(({ probability }) => probability > 0);
  const several = new Set(gaps.map(({ goalId }) => goalId)).size > 1;
  return (
    <ListSection
      title="Cutover gaps"
      aside="chance · P90 days"
      empty="No gap opens while old units give way to new ones."
    >
      {[
        ...gaps.slice(0, listed).map((gap) => (
          <li key={gap.id}>
            <button
              type="button"
              className="result-row"
              aria-pressed={gap.id === gapId}
              title={gapHint(gap, report.currency)}
              onClick={() => commands.showCutoverGap(gap.id === gapId ? null : gap.id)}
            >
              <span className="grow two-lines">
                <span className="ellipsis">{gap.groupName}</span>
                {several && <span className="ellipsis muted">{gap.goalName}</span>}
              </span>
              <span className="row-second">{chanceText(gap.probability)}</span>
              <span className="row-value days">{dayCount(gap.lengthDays.p90)}</span>
            </button>
          </li>
        )),
        ...(gaps.length > listed
          ? [
              <li key="more" className="result-row hint">
                {formatCount(gaps.length - listed, 'more gap')} on the timeline and in the export.
              </li>,
            ]
          : []),
      ]}
    </ListSection>
  );
}

function gapHint(gap: CutoverGap, currency: string): string {
  const depth = amountText(Math.round(gap.depth.p90 * 10) / 10, gap.unit, currency);
  const planned =
    gap.from === null
      ? 'None opens in the planned schedule.'
      : `Planned from ${dayText(gap.from)} to ${dayText(gap.until)}.`;
  return `${gap.goalName} lacks up to ${depth} (P90) of what the old units gave it, for ${daysText(gap.lengthDays.p90)} or less in nine of ten runs; it opens in ${chanceText(gap.probability)} of the runs. ${planned} Cutover: ${policyWords[gap.policy].name.toLowerCase()}.`;
}

/** What sets the end, and in how many of the runs. */
export function CriticalPath({ report }: { readonly report: RolloutReport }) {
  const commands = useCommands();
  const tasks = criticalTasks(report, listed);
  return (
    <ListSection title="On the critical path" aside="share of runs" empty="No task sets the end.">
      {tasks.map(({ id, name, criticality }) => (
        <li key={id}>
          <button type="button" className="result-row" title={name} onClick={() => commands.showRolloutTask(id)}>
            <span className="grow ellipsis">{name}</span>
            <span className="critical-bar" aria-hidden>
              <span style={{ width: `${criticality * 100}%` }} />
            </span>
            <span className="row-value share">{chanceText(criticality)}</span>
          </button>
        </li>
      ))}
    </ListSection>
  );
}
