import { CalendarRange } from 'lucide-react';
import type { MonthlyGaps } from '#model/results/rollout/rollout-choices.ts';
import { formatCount } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { scoreText } from '../simulate/gap-text.ts';
import { monthText } from './rollout-words.ts';
import { WorkNote, WorkProgress } from './work-status.tsx';

/** How the plan could be beaten in each month of its building. */
export function MonthlySection({ date }: { readonly date: string }) {
  const commands = useCommands();
  const monthly = useSession((state) => state.rollout.monthly);
  const { result } = monthly;
  return (
    <Section title="Security gaps by month" aside={result?.site?.name}>
      {result !== null && <MonthlyTable result={result} date={date} />}
      <div className="section-body">
        <WorkNote work={monthly} again="Work out again" onAgain={() => commands.scoreMonths()} />
        {monthly.status === 'computing' ? (
          <WorkProgress work={monthly} label="Security gaps are worked out month by month" />
        ) : (
          result === null && (
            <>
              <p className="hint closing-hint">
                The scores of Simulate mode with the devices that are live on the first day of each month (P50).
              </p>
              <button type="button" className="button wide" onClick={() => commands.scoreMonths()}>
                <CalendarRange size={14} strokeWidth={1.75} aria-hidden />
                Work out month by month
              </button>
            </>
          )
        )}
      </div>
    </Section>
  );
}

function MonthlyTable({ result, date }: { readonly result: MonthlyGaps; readonly date: string }) {
  const units = useSession((state) => state.units);
  const index = monthIndex(result.dates, date);
  if (result.series.length === 0 || index === null) {
    return <p className="section-body hint">There is nothing to score: no site, no way in and no trips.</p>;
  }
  return (
    <table className="result-table monthly-table">
      <caption>
        {monthText(result.dates[index] ?? null)}, first day · {formatCount(result.sets, 'different state')} of the city
        worked out
      </caption>
      <thead>
        <tr>
          <th scope="col">Score</th>
          <th scope="col">Over the months</th>
          <th scope="col">Then</th>
        </tr>
      </thead>
      <tbody>
        {result.series.map(({ id, label, unit, better, values }) => (
          <tr key={id}>
            <th scope="row" title={`${better === 'more' ? 'More' : 'Less'} is better`}>
              {label}
            </th>
            <td>
              <Sparkline
                values={values}
                index={index}
                label={`${label}: ${scoreText({ value: firstValue(values), unit }, units)} at first, ${scoreText({ value: lastValue(values), unit }, units)} in the end`}
              />
            </td>
            <td>{scoreText({ value: values[index] ?? null, unit }, units)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Place of the last month that has begun by a date; the first before that, null without months. */
export function monthIndex(dates: readonly string[], date: string): number | null {
  if (dates.length === 0) return null;
  let index = 0;
  for (let at = 0; at < dates.length; at += 1) if ((dates[at] ?? '') <= date) index = at;
  return index;
}

function firstValue(values: readonly (number | null)[]): number | null {
  return values.find((value) => value !== null) ?? null;
}

function lastValue(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

const width = 80;
const height = 18;

interface SparklineProps {
  readonly values: readonly (number | null)[];
  /** Value that is marked. */
  readonly index: number;
  readonly label: string;
}

/** Values in a row as a small line; months without one leave a hole. */
function Sparkline({ values, index, label }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const x = (at: number): number => 2 + (at / Math.max(1, values.length - 1)) * (width - 4);
  const y = (value: number): number => (span === 0 ? height / 2 : 2 + (1 - (value - low) / span) * (height - 4));
  const marked = values[index] ?? null;
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {stretches(values).map((stretch) => (
        <polyline
          key={stretch[0]?.[0]}
          points={stretch.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        />
      ))}
      {marked !== null && <circle cx={x(index)} cy={y(marked)} r={2} />}
    </svg>
  );
}

/** Values with their places, cut where one is missing. */
export function stretches(
  values: readonly (number | null)[],
): readonly (readonly (readonly [at: number, value: number])[])[] {
  const cut: (readonly [number, number])[][] = [];
  let open: (readonly [number, number])[] | null = null;
  values.forEach((value, at) => {
    if (value === null) {
      open = null;
      return;
    }
    if (open === null) {
      open = [];
      cut.push(open);
    }
    open.push([at, value]);
  });
  return cut;
}
