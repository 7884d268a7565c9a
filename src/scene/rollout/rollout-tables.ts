import { csvText } from '#model/csv-text.ts';
import type { DayBand, RolloutReport, RolloutTaskResult, ValueBand } from '#model/results/rollout/rollout-report.ts';
import type { Duration } from '#model/rollout/task-template.ts';
import { fieldMarks } from './task-columns.ts';

type Row = readonly (string | number | boolean | null)[];

/** A report as tables of comma-separated values: `tasks.csv`, `phases.csv`, `devices.csv`, `bands.csv`, `gaps.csv`, `crews.csv`. */
export function rolloutTables(report: RolloutReport): readonly { readonly name: string; readonly text: string }[] {
  return [
    { name: 'tasks.csv', rows: taskRows(report) },
    { name: 'phases.csv', rows: phaseRows(report) },
    { name: 'devices.csv', rows: deviceRows(report) },
    { name: 'bands.csv', rows: bandRows(report) },
    { name: 'gaps.csv', rows: gapRows(report) },
    { name: 'crews.csv', rows: crewRows(report) },
  ].map(({ name, rows }) => ({ name, text: csvText(rows) }));
}

const bandHeads = (word: string): readonly string[] => [`${word} P10`, `${word} P50`, `${word} P90`];
const bandCells = ({ p10, p50, p90 }: DayBand): Row => [p10, p50, p90];

function taskRows({ tasks, currency }: RolloutReport): readonly Row[] {
  const head = [
    'id',
    'name',
    'step',
    'phase',
    'group',
    'devices',
    'after',
    'crews',
    'calendar',
    'distribution',
    'days',
    'low',
    'mode',
    'high',
    'p50',
    'p90',
    'not before',
    `cost ${currency}`,
    'planned start',
    'planned finish',
    ...bandHeads('start'),
    ...bandHeads('finish'),
    'critical',
    'criticality %',
    'as exported',
  ];
  return [head, ...tasks.map(taskRow)];
}

function taskRow(task: RolloutTaskResult): Row {
  const { id, name, step, phaseId, groupId, deviceIds, after, crews, calendar, notBefore, cost } = task;
  const { duration } = task;
  const cells = { name, phase: phaseId, after, crews, calendar, duration, notBefore, cost };
  return [
    id,
    name,
    step,
    phaseId,
    groupId,
    deviceIds.join('; '),
    after.join('; '),
    crews.map((crew) => (crew.units === 1 ? crew.id : `${crew.id} x${crew.units}`)).join('; '),
    calendar,
    ...durationCells(duration),
    notBefore,
    cost,
    task.plannedStart,
    task.plannedFinish,
    ...bandCells(task.start),
    ...bandCells(task.finish),
    task.critical,
    percent(task.criticality),
    fieldMarks(cells),
  ];
}

/** Distribution, days, low, mode, high, P50, P90. */
function durationCells(duration: Duration): Row {
  switch (duration.kind) {
    case 'fixed':
      return [duration.kind, duration.days, null, null, null, null, null];
    case 'lognormal':
      return [duration.kind, null, null, null, null, duration.p50, duration.p90];
    case 'triangular':
    case 'pert':
      return [duration.kind, null, duration.low, duration.mode, duration.high, null, null];
  }
}

function phaseRows({ phases, currency }: RolloutReport): readonly Row[] {
  const head = [
    'id',
    'name',
    'devices',
    'planned start',
    'planned finish',
    ...bandHeads('start'),
    ...bandHeads('finish'),
    'due',
    'chance by due %',
    `budget ${currency}`,
    `planned cost ${currency}`,
    ...bandHeads('cost').map((word) => `${word} ${currency}`),
    'chance in budget %',
  ];
  const rows = phases.map(
    (phase): Row => [
      phase.id,
      phase.name,
      phase.devices,
      phase.plannedStart,
      phase.plannedFinish,
      ...bandCells(phase.start),
      ...bandCells(phase.finish),
      phase.due,
      percent(phase.chanceByDue),
      phase.budget,
      phase.cost.plan,
      phase.cost.p10,
      phase.cost.p50,
      phase.cost.p90,
      percent(phase.chanceInBudget),
    ],
  );
  return [head, ...rows];
}

function deviceRows({ devices }: RolloutReport): readonly Row[] {
  const head = [
    'id',
    'name',
    'kind',
    'phase',
    'group',
    'live at start',
    'taken down',
    'planned under way',
    'planned live',
    'planned dark',
    ...bandHeads('under way'),
    ...bandHeads('live'),
    ...bandHeads('dark'),
  ];
  const rows = devices.map(
    (device): Row => [
      device.id,
      device.name,
      device.kind,
      device.phaseId,
      device.groupId,
      device.liveAtStart,
      device.legacy,
      device.plannedUnderWay,
      device.plannedLive,
      device.plannedDark,
      ...bandCells(device.underWay),
      ...bandCells(device.live),
      ...bandCells(device.dark),
    ],
  );
  return [head, ...rows];
}

/** One row per date and quantity, so that new quantities add rows and no columns. */
function bandRows(report: RolloutReport): readonly Row[] {
  const { dates, currency } = report;
  const rows: Row[] = [['date', 'quantity', 'id', 'name', 'unit', 'planned', 'P10', 'P50', 'P90']];
  const add = (quantity: string, id: string, name: string, unit: string, band: ValueBand): void => {
    dates.forEach((date, at) => {
      const values = [band.plan[at], band.p10[at], band.p50[at], band.p90[at]];
      rows.push([date, quantity, id, name, unit, ...values.map((value) => value ?? null)]);
    });
  };
  add('installed', '', 'Devices installed', 'devices', report.installed);
  add('live', '', 'Devices live', 'devices', report.live);
  add('spent', '', 'Money spent', currency, report.spent);
  if (report.score !== null) add('score', '', 'Score of the goals', 'of 100', report.score);
  for (const goal of report.goals) {
    if (goal.measured) add('goal', goal.id, goal.name, goal.unit === 'money' ? currency : goal.unit, goal);
  }
  for (const band of report.categories)
    add('category', `${band.category}, ${band.devices}`, categoryName(band), 'percent', band);
  return rows;
}

function categoryName({ category, devices }: RolloutReport['categories'][number]): string {
  return devices === 1 ? `${category} or better` : `${category} or better, ${devices} cameras`;
}

function gapRows({ gaps }: RolloutReport): readonly Row[] {
  const head = [
    'id',
    'group',
    'group name',
    'goal',
    'goal name',
    'unit',
    'cutover',
    'planned from',
    'planned until',
    'planned depth',
    'depth P50',
    'depth P90',
    'planned days',
    'days P50',
    'days P90',
    'days mean',
    'mean lack × days',
    'probability %',
    'old units',
    'x m',
    'y m',
  ];
  const rows = gaps.map(
    (gap): Row => [
      gap.id,
      gap.groupId,
      gap.groupName,
      gap.goalId,
      gap.goalName,
      gap.unit,
      gap.policy,
      gap.from,
      gap.until,
      gap.depth.plan,
      gap.depth.p50,
      gap.depth.p90,
      gap.lengthDays.plan,
      gap.lengthDays.p50,
      gap.lengthDays.p90,
      gap.lengthDays.mean,
      gap.meanLackDays,
      percent(gap.probability),
      gap.legacyIds.join('; '),
      gap.x,
      gap.y,
    ],
  );
  return [head, ...rows];
}

function crewRows({ crews }: RolloutReport): readonly Row[] {
  const rows = crews.map(
    ({ id, name, kind, units, busy, waitingDays }): Row => [id, name, kind, units, percent(busy), waitingDays],
  );
  return [['id', 'name', 'kind', 'units', 'busy %', 'mean days waited for'], ...rows];
}

/** To a thousandth of a per cent. */
function percent(share: number | null): number | null {
  return share === null ? null : Math.round(share * 100_000) / 1000;
}
