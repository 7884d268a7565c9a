import type { GoalBand, RolloutReport, ValueBand } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { Scenario } from '#model/scenario.ts';
import { type ChartColumns, chartColumns, type DatedBand, highest, niceTop } from '#state/gantt/chart-series.ts';
import type { Stretch } from '#state/gantt/gantt-spans.ts';
import { formatNumber } from '../../format.ts';
import { formatMoney } from '../../text/amounts.ts';
import { bandAt, shortMoney } from '../rollout-facts.ts';

/** What the chart below the timeline shows. */

export const chartTabs = [
  { id: 'goals', label: 'Goals' },
  { id: 'devices', label: 'Devices' },
  { id: 'cost', label: 'Cost' },
] as const;
export type ChartTab = (typeof chartTabs)[number]['id'];

/** `main`: accent; `second`: the other quantity of the same plan; `other`: another variant. */
export type ChartTone = 'main' | 'second' | 'other';

export interface ChartLine {
  readonly name: string;
  readonly tone: ChartTone;
  readonly dated: DatedBand;
}

/** A limit: one value from each moment on, to the next. */
export interface ChartLevel {
  readonly label: string;
  readonly steps: readonly { readonly from: number; readonly value: number }[];
}

export interface ChartContent {
  readonly lines: readonly ChartLine[];
  readonly columns: ChartColumns;
  readonly levels: readonly ChartLevel[];
  /** Stretches of cutover gaps of what is shown. */
  readonly gaps: readonly Stretch[];
  /** The axis goes from 0 to here. */
  readonly top: number;
  readonly ticks: readonly number[];
  /** For the axis and for readings. */
  readonly short: (value: number) => string;
  readonly long: (value: number) => string;
}

export interface ChartQuestion {
  readonly tab: ChartTab;
  readonly goalId: string | null;
  readonly report: RolloutReport;
  /** Another variant, with its name and that of the plan shown. */
  readonly other: { readonly report: RolloutReport; readonly name: string; readonly own: string } | null;
  readonly scenario: Pick<Scenario, 'budget' | 'phases' | 'rollout'>;
}

/** Null: there is nothing to draw, as {@link missingText} says. */
export function chartContent(question: ChartQuestion): ChartContent | null {
  switch (question.tab) {
    case 'goals':
      return goalContent(question);
    case 'devices':
      return deviceContent(question);
    case 'cost':
      return costContent(question);
  }
}

/** Why a chart has nothing to draw. */
export function missingText({ tab, goalId, report }: ChartQuestion): string {
  if (tab !== 'goals') return 'There are no dates to draw.';
  const goal = report.goals.find(({ id }) => id === goalId);
  if (goal !== undefined && !goal.measured) return goal.problem || 'This goal cannot be measured.';
  return report.goals.length === 0
    ? 'The plan has no goals, so there is nothing to follow. Add one in Plan mode.'
    : 'None of the goals can be measured.';
}

function goalContent(question: ChartQuestion): ChartContent | null {
  const { goalId, report, other } = question;
  const goal = report.goals.find(({ id }) => id === goalId);
  const bandOf = (of: RolloutReport): ValueBand | null => {
    if (goal === undefined) return of.score;
    const same = of.goals.find(({ id }) => id === goal.id);
    return same?.measured === true ? same : null;
  };
  const band = bandOf(report);
  if (band === null || band.p50.length === 0) return null;
  const name = goal?.name ?? 'Score';
  const lines = withOther({ name, tone: 'main', dated: { dates: report.dates, band } }, other, bandOf);
  const unit = goal?.unit ?? 'score';
  const levels: ChartLevel[] =
    goal === undefined
      ? []
      : [
          {
            label: `target ${goal.lessIsBetter ? '≤' : '≥'} ${valueText(unit, report.currency, false)(goal.target)}`,
            steps: [{ from: -Infinity, value: goal.target }],
          },
        ];
  const gaps = goal === undefined ? [] : report.gaps.filter((gap) => gap.goalId === goal.id).flatMap(gapStretch);
  return content(lines, levels, gaps, unit, report.currency);
}

function deviceContent({ report, other }: ChartQuestion): ChartContent | null {
  if (report.dates.length === 0) return null;
  const live = withOther(
    { name: 'Live', tone: 'main', dated: { dates: report.dates, band: report.live } },
    other,
    (of) => of.live,
  );
  const lines: readonly ChartLine[] =
    other === null
      ? [...live, { name: 'Installed', tone: 'second', dated: { dates: report.dates, band: report.installed } }]
      : live;
  return content(lines, [], [], 'count', report.currency);
}

function costContent({ report, other, scenario }: ChartQuestion): ChartContent | null {
  if (report.dates.length === 0) return null;
  const line: ChartLine = { name: 'Spent', tone: 'main', dated: { dates: report.dates, band: report.spent } };
  const lines = withOther(line, other, (of) => of.spent);
  return content(lines, moneyLevels(scenario), [], 'money', report.currency);
}

/** Money that is there: funding grows step by step; a budget stands from the start. */
function moneyLevels({ rollout, budget, phases }: ChartQuestion['scenario']): readonly ChartLevel[] {
  if (rollout.funding.length > 0) {
    let sum = 0;
    const steps = [...rollout.funding]
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
      .map(({ from, amount }) => {
        sum += amount;
        return { from: dayNumber(from), value: sum };
      });
    return [{ label: 'funding', steps: [{ from: -Infinity, value: 0 }, ...steps] }];
  }
  const ofPhases = phases.flatMap((phase) => phase.budget ?? []);
  const whole = budget.capital ?? (ofPhases.length === 0 ? null : ofPhases.reduce((sum, value) => sum + value, 0));
  return whole === null ? [] : [{ label: 'budget', steps: [{ from: -Infinity, value: whole }] }];
}

function withOther(
  own: ChartLine,
  other: ChartQuestion['other'],
  bandOf: (report: RolloutReport) => ValueBand | null,
): readonly ChartLine[] {
  const band = other === null ? null : bandOf(other.report);
  if (other === null || band === null || band.p50.length === 0) return [own];
  return [
    { ...own, name: other.own },
    { name: other.name, tone: 'other', dated: { dates: other.report.dates, band } },
  ];
}

type Unit = GoalBand['unit'] | 'score' | 'count';

function content(
  lines: readonly ChartLine[],
  levels: readonly ChartLevel[],
  gaps: readonly Stretch[],
  unit: Unit,
  currency: string,
): ChartContent {
  const columns = chartColumns(lines.map(({ dated }) => dated));
  const limits = levels.flatMap(({ steps }) => steps.map(({ value }) => value));
  const most = highest(columns, limits);
  const top = axisTop(unit, most);
  return {
    lines,
    columns,
    levels,
    gaps,
    top,
    ticks: [0, top / 2, top],
    short: valueText(unit, currency, true),
    long: valueText(unit, currency, false),
  };
}

function axisTop(unit: Unit, most: number): number {
  if ((unit === 'percent' || unit === 'score') && most <= 100) return 100;
  const top = niceTop(most);
  // Half of a device is none.
  return unit === 'count' ? Math.max(2, Math.ceil(top / 2) * 2) : top;
}

function valueText(unit: Unit, currency: string, short: boolean): (value: number) => string {
  switch (unit) {
    case 'percent':
      return (value) => `${formatNumber(value, short || Number.isInteger(value) ? 0 : 1)} %`;
    case 'score':
      return (value) => formatNumber(value, short || Number.isInteger(value) ? 0 : 1);
    case 'count':
      return (value) => formatNumber(value, Number.isInteger(value) ? 0 : 1);
    case 'money':
      return (value) => (short ? shortMoney(value, currency) : formatMoney(value, currency));
    case 'mbps':
      return (value) => `${formatNumber(value, short ? 0 : 1)} Mbit/s`;
  }
}

function gapStretch(gap: RolloutReport['gaps'][number]): readonly Stretch[] {
  if (gap.from === null || gap.until === null) return [];
  return [{ from: dayNumber(gap.from), until: dayNumber(gap.until) + 1 }];
}

/** A reading of a line at a date: `P50 56 %`, `P10 38 % – P90 74 %`. Null before its first date. */
export function lineReading(
  line: ChartLine,
  date: string,
  long: (value: number) => string,
): { readonly middle: string; readonly range: string } | null {
  const [first] = line.dated.dates;
  if (first === undefined || date < first) return null;
  const values = bandAt(line.dated, line.dated.band, date);
  if (values === null) return null;
  return { middle: long(values.p50), range: `${long(values.p10)} – ${long(values.p90)}` };
}
