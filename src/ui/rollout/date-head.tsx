import type { GoalBand, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { formatNumber } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { amountText } from '../text/goal-text.ts';
import { bandAt, shownGoal } from './rollout-facts.ts';
import { dayText, monthOfSpan, quantileHint } from './rollout-words.ts';

interface DateHeadProps {
  readonly report: RolloutReport;
  readonly date: string;
}

/** The shown date, and what the chosen goal comes to on it. */
export function DateHead({ report, date }: DateHeadProps) {
  const goalId = useSession((state) => state.rollout.goalId);
  const goal = shownGoal(report, goalId);
  const last = report.dates[report.dates.length - 1] ?? report.plannedFinish;
  const { month, months } = monthOfSpan(date, report.start, last);
  return (
    <header className="date-head">
      <p className="date-line">
        <strong>{dayText(date)}</strong>
        <span className="muted">
          month {formatNumber(month)} of {formatNumber(months)}
        </span>
      </p>
      <GoalSelect report={report} goal={goal} />
      <GoalFigures report={report} goal={goal} date={date} />
    </header>
  );
}

const score = 'score';

function GoalSelect({ report, goal }: { readonly report: RolloutReport; readonly goal: GoalBand | null }) {
  const commands = useCommands();
  if (report.goals.length === 0) {
    return (
      <p className="inspector-text">
        The plan has no goal yet, so that only devices and money are counted.{' '}
        <button type="button" className="link-button" onClick={() => commands.openDialog('goals')}>
          Set goals…
        </button>
      </p>
    );
  }
  return (
    <div className="goal-select">
      <SelectInput
        label="Goal that is shown"
        value={goal === null ? score : `goal:${goal.id}`}
        options={[
          { value: score, label: 'Score of all goals, 0 to 100' },
          ...report.goals.map(({ id, name }) => ({ value: `goal:${id}`, label: name })),
        ]}
        onChange={(value) => commands.setRolloutView({ goalId: value === score ? null : value.slice('goal:'.length) })}
      />
    </div>
  );
}

interface GoalFiguresProps extends DateHeadProps {
  readonly goal: GoalBand | null;
}

function GoalFigures({ report, goal, date }: GoalFiguresProps) {
  const measured = useSession((state) => (goal === null ? undefined : state.rollout.measured.get(goal.id)));
  if (goal !== null && !goal.measured) return <p className="inspector-text">{goal.problem}</p>;
  const band = goal ?? report.score;
  const values = band === null ? null : bandAt(report, band, date);
  if (values === null) return null;
  const text = (value: number): string =>
    goal === null ? formatNumber(value) : amountText(Math.round(value), goal.unit, report.currency);
  return (
    <>
      <p className="date-figure" title={quantileHint}>
        <strong>{text(values.p50)}</strong>
        <span className="muted">P50</span>
        <span className="date-band">
          P10 {text(values.p10)} · P90 {text(values.p90)}
        </span>
      </p>
      {goal !== null && (
        <p className="date-target">
          Target {goal.lessIsBetter ? '≤' : '≥'} {amountText(goal.target, goal.unit, report.currency)}
        </p>
      )}
      {measured !== undefined && measured !== null && (
        <p className="date-target" title="Measured anew with the devices that the map shows live on this date">
          With the devices live that day:{' '}
          {amountText(Math.round(measured * 10) / 10, goal?.unit ?? 'percent', report.currency)}
        </p>
      )}
    </>
  );
}
