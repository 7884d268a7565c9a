import type { City } from '#model/city.ts';
import type { MonthlyGaps, OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { DayBand, GoalBand, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { ToldRollout } from './run-rollout.ts';
import { terminalText } from './terminal-text.ts';
import { aligned, brief, grouped } from './text-table.ts';

/** Rows of a list that are told in a terminal at most. */
const mostRows = 12;

/** A rollout for reading in a terminal: when, what it costs, which gaps open, what holds it up. Ends with a line feed. */
export function rolloutTable({ report, policies, orders, monthly }: ToldRollout, city: City): string {
  const { scenario, scene, runs, question, currency } = report;
  const last = report.dates.length - 1;
  const lines = [
    `${scenario.name} on ${scene.name}`,
    `${grouped(runs)} runs, seed ${question.seed}, from ${report.start}`,
    '',
    `All done: P10 ${day(report.finish.p10)}, P50 ${day(report.finish.p50)}, P90 ${day(report.finish.p90)}; planned ${report.plannedFinish}`,
    `Spent: P50 ${money(report.spent.p50[last] ?? 0, currency)}, P90 ${money(report.spent.p90[last] ?? 0, currency)}`,
    `Goal-days lost: ${brief(report.lostDays.mean)} on average, of them by cutover ${brief(report.cutoverDays.mean)}`,
    '',
    ...phaseLines(report),
    '',
    ...goalLines(report),
    '',
    ...gapLines(report),
    '',
    ...criticalLines(report),
    '',
    ...crewLines(report),
  ];
  if (policies !== null) lines.push('', ...policyLines(policies, currency));
  if (orders !== null) lines.push('', ...orderLines(orders));
  if (monthly !== null) lines.push('', ...monthLines(monthly));
  if (report.notes.length > 0) lines.push('', ...report.notes);
  lines.push(
    '',
    report.watermark,
    `Input ${report.inputHash}`,
    `Runs  ${report.resultHash}`,
    ...city.manifest.attribution,
  );
  return `${lines.map(terminalText).join('\n')}\n`;
}

function day(date: string | null): string {
  return date ?? 'never';
}

function band({ p10, p50, p90 }: DayBand): string[] {
  return [day(p10), day(p50), day(p90)];
}

function money(amount: number, currency: string): string {
  return `${grouped(amount)} ${currency}`;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

function limited(rows: readonly (readonly string[])[], what: string): string[] {
  const told = aligned(rows.slice(0, mostRows + 1), 52);
  const left = rows.length - mostRows - 1;
  return left > 0 ? [...told, `and ${left} more ${what}`] : told;
}

function phaseLines({ phases, currency }: RolloutReport): string[] {
  const rows = phases.map(({ name, devices, finish, due, chanceByDue, cost, budget, chanceInBudget }) => [
    name,
    String(devices),
    ...band(finish),
    due ?? '–',
    percent(chanceByDue),
    money(cost.p50, currency),
    budget === null ? '–' : money(budget, currency),
    percent(chanceInBudget),
  ]);
  const head = ['Phase', 'devices', 'P10', 'P50', 'P90', 'due', 'by then', 'cost P50', 'budget', 'within'];
  return limited([head, ...rows], 'phases');
}

function goalLines({ goals, dates }: RolloutReport): string[] {
  const last = dates.length - 1;
  const value = ({ unit }: GoalBand, number: number | undefined): string =>
    number === undefined ? '–' : `${brief(number)}${unit === 'percent' ? ' %' : ''}`;
  const rows = goals.map((goal) => [
    goal.name,
    value(goal, goal.plan[0]),
    value(goal, goal.p50[last]),
    `${goal.lessIsBetter ? '≤' : '≥'} ${value(goal, goal.target)}`,
    goal.measured ? day(goal.metFrom.p50) : goal.problem,
  ]);
  return limited([['Goal', 'at the start', 'at the end', 'target', 'met from (P50)'], ...rows], 'goals');
}

function gapLines({ gaps }: RolloutReport): string[] {
  if (gaps.length === 0) return ['No cutover gap opens in any run.'];
  const rows = gaps.map(({ groupName, goalName, from, until, depth, lengthDays, probability }) => [
    `${groupName}: ${goalName}`,
    from === null ? '–' : `${from} to ${until}`,
    `${brief(depth.p50)} / ${brief(depth.p90)}`,
    `${brief(lengthDays.p50)} / ${brief(lengthDays.p90)} d`,
    percent(probability),
  ]);
  return limited([['Cutover gap', 'as planned', 'depth P50/P90', 'length P50/P90', 'chance'], ...rows], 'gaps');
}

function criticalLines({ tasks }: RolloutReport): string[] {
  const critical = tasks
    .filter(({ criticality }) => criticality > 0)
    .sort((a, b) => b.criticality - a.criticality || (a.id < b.id ? -1 : 1));
  const rows = critical.map(({ name, criticality, finish }) => [name, percent(criticality), ...band(finish)]);
  return limited([['On the critical path', 'of the runs', 'P10', 'P50', 'P90'], ...rows], 'tasks');
}

function crewLines({ crews }: RolloutReport): string[] {
  const rows = crews
    .filter(({ busy }) => busy !== null)
    .map(({ name, units, busy, waitingDays }) => [name, String(units), percent(busy), brief(waitingDays)]);
  return limited([['Crew', 'units', 'busy', 'days waited for'], ...rows], 'crews');
}

const policyNames = {
  keep: 'Keep the old until accepted',
  swap: 'Swap on the day',
  'remove-first': 'Remove first',
  temporary: 'Temporary units',
} as const;

function policyLines({ policies, runs }: PolicyComparison, currency: string): string[] {
  const rows = policies.map(({ policy, finish, cost, cutoverDays, lostDays, darkDeviceDays }) => [
    policy === null ? 'As planned' : policyNames[policy],
    day(finish.p50),
    money(cost, currency),
    brief(cutoverDays.mean),
    brief(lostDays.mean),
    brief(darkDeviceDays),
  ]);
  const head = [`Cutover (${runs} runs)`, 'done P50', 'cost', 'cutover days', 'goal-days lost', 'dark device-days'];
  return aligned([head, ...rows], 52);
}

const ruleNames = {
  plan: 'The planner’s own',
  district: 'By district',
  risk: 'By risk',
  cost: 'By cost',
  best: 'Best found',
} as const;

function orderLines({ orders, reasons, schedules, horizonDays }: OrderComparison): string[] {
  const rows = orders.map(({ rule, finish, earnedDays, cutoverDays }) => [
    ruleNames[rule],
    day(finish.p50),
    earnedDays.mean.toFixed(1),
    cutoverDays.mean.toFixed(1),
  ]);
  const head = ['Order of the sites', 'done P50', `goal-days earned in ${Math.round(horizonDays)}`, 'cutover days'];
  return [
    ...aligned([head, ...rows], 52),
    `${grouped(schedules)} schedules were looked at.`,
    ...reasons.map(({ sentence }) => `  ${sentence}`),
  ];
}

function monthLines({ site, dates, series }: MonthlyGaps): string[] {
  const rows = dates.map((date, at) => [
    date,
    ...series.map(({ unit, values }) => {
      const value = values[at] ?? null;
      if (value === null) return '–';
      return unit === 'share' ? `${(value * 100).toFixed(1)} %` : brief(value);
    }),
  ]);
  return aligned(
    [[`Security gaps${site === null ? '' : `, ${site.name}`}`, ...series.map(({ label }) => label)], ...rows],
    52,
  );
}
