import { Columns2 } from 'lucide-react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useSession } from '../session-context.tsx';
import { amountText } from '../text/goal-text.ts';
import { bandAt, shortMoney, shownGoal } from './rollout-facts.ts';
import { dayCount, dayText, shiftText } from './rollout-words.ts';

interface ComparisonSectionProps {
  readonly report: RolloutReport;
  readonly date: string;
}

/** Two variants of the plan, run with the same random numbers. */
export function ComparisonSection({ report, date }: ComparisonSectionProps) {
  const { variantId, run } = useSession((state) => state.rollout.comparison);
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  const goalId = useSession((state) => state.rollout.goalId);
  const other = run.result;
  if (run.status === 'idle' || other === null) return null;
  const nameOf = (id: string | null): string =>
    id === null ? 'The plan itself' : (variants.find((variant) => variant.id === id)?.name ?? id);
  return (
    <Section title="Comparison">
      <table className="result-table compare-table rollout-compare">
        <caption>
          <Columns2 size={12} strokeWidth={1.75} aria-hidden /> A: {nameOf(active)}. B: {nameOf(variantId)}. Same random
          numbers.
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            <th scope="col" title={nameOf(active)}>
              A
            </th>
            <th scope="col" title={nameOf(variantId)}>
              B
            </th>
          </tr>
        </thead>
        <tbody>
          {comparedRows(report, other, date, goalId).map(({ label, first, second, hint, better }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{first}</td>
              <td data-tone={better} title={hint}>
                {second}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface ComparedRow {
  readonly label: string;
  readonly first: string;
  readonly second: string;
  readonly hint: string;
  /** How the second is beside the first; undefined where they are the same or cannot be held together. */
  readonly better: 'better' | 'worse' | undefined;
}

/** What the two differ in: ends, cost, days lost, and the shown goal on the date. */
export function comparedRows(
  first: RolloutReport,
  second: RolloutReport,
  date: string,
  goalId: string | null,
): readonly ComparedRow[] {
  const end = (label: string, of: (report: RolloutReport) => string | null): ComparedRow => ({
    label,
    first: dayText(of(first)),
    second: dayText(of(second)),
    hint: `B: ${shiftText(of(first), of(second))}`,
    better: toneOf(of(second), of(first)),
  });
  const amount = (
    label: string,
    of: (report: RolloutReport) => number,
    text: (value: number, report: RolloutReport) => string,
  ): ComparedRow => ({
    label,
    first: text(of(first), first),
    second: text(of(second), second),
    hint: `B − A: ${formatNumber(of(second) - of(first), 1)}`,
    better: text(of(first), first) === text(of(second), second) ? undefined : toneOf(of(second), of(first)),
  });
  return [
    end('Done, P50', ({ finish }) => finish.p50),
    end('Done, P90', ({ finish }) => finish.p90),
    amount(
      'Cost, P50',
      ({ spent }) => spent.p50[spent.p50.length - 1] ?? 0,
      (value, { currency }) => shortMoney(value, currency),
    ),
    amount('Days without goals', ({ lostDays }) => lostDays.mean, dayCount),
    amount('Days of cutover gaps', ({ cutoverDays }) => cutoverDays.mean, dayCount),
    ...goalRow(first, second, date, goalId),
  ];
}

function goalRow(
  first: RolloutReport,
  second: RolloutReport,
  date: string,
  goalId: string | null,
): readonly ComparedRow[] {
  const goal = shownGoal(first, goalId);
  const valueOf = (report: RolloutReport): number | null => {
    const band = goal === null ? report.score : shownGoal(report, goal.id);
    return band === null ? null : (bandAt(report, band, date)?.p50 ?? null);
  };
  const [a, b] = [valueOf(first), valueOf(second)];
  if (a === null && b === null) return [];
  const text = (value: number | null): string =>
    value === null
      ? '–'
      : goal === null
        ? formatNumber(value, 1)
        : amountText(Math.round(value * 10) / 10, goal.unit, first.currency);
  return [
    {
      label: `${goal?.name ?? 'Score'}, P50 on ${dayText(date)}`,
      first: text(a),
      second: text(b),
      hint: 'With the devices live on the shown date in half of the runs',
      better:
        a === null || b === null || text(a) === text(b) ? undefined : toneOf(b, a, !(goal?.lessIsBetter ?? false)),
    },
  ];
}

/** How a value is beside another; less is better unless said otherwise. */
function toneOf<T extends string | number>(value: T | null, other: T | null, more = false): ComparedRow['better'] {
  if (value === null || other === null || value === other) return undefined;
  return value > other === more ? 'better' : 'worse';
}
