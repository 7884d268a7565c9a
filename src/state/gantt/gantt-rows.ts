import type { RolloutReport, RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { TaskStep } from '#model/rollout/task-template.ts';
import { criticalStretches, type GanttSpan, type Stretch, spanOfTasks } from './gantt-spans.ts';

/** A rollout as rows: per phase its stages of work, within them site groups, within these single tasks. */

/** Steps that are told together, in the order in which they follow. */
export const stages = ['prepare', 'supply', 'deliver', 'install', 'train', 'retire', 'own'] as const;
export type Stage = (typeof stages)[number];

const stageOfStep: Readonly<Record<TaskStep, Stage>> = {
  survey: 'prepare',
  permit: 'prepare',
  civil: 'supply',
  power: 'supply',
  network: 'supply',
  delivery: 'deliver',
  temporary: 'install',
  mount: 'install',
  commission: 'install',
  accept: 'install',
  train: 'train',
  retire: 'retire',
};

export interface GanttRow {
  /** `stage:P1/prepare`, `group:P1/prepare/P1/G1`, `task:mount:C-01`. */
  readonly id: string;
  readonly kind: 'stage' | 'group' | 'task';
  /** From 1, as trees count. */
  readonly level: number;
  readonly parent: string | null;
  readonly stage: Stage;
  /** Place of the phase in the report, from 1; null: work of no phase. */
  readonly phaseNumber: number | null;
  /** Of a group or task; empty for a stage, whose name are its {@link steps}. */
  readonly name: string;
  /** Steps of a stage that there are, in their usual order. */
  readonly steps: readonly TaskStep[];
  readonly task: RolloutTaskResult | null;
  readonly taskCount: number;
  readonly span: GanttSpan;
  /** Where tasks of it lie on the critical path of the planned schedule. */
  readonly critical: readonly Stretch[];
  /** Its highest share of runs in which a task of it sets the end. */
  readonly criticality: number;
  /** The plan's own end of the phase, at the row of the phase that is done last; days as {@link GanttSpan.until}. */
  readonly due: PhaseDue | null;
  readonly children: readonly GanttRow[];
}

export interface PhaseDue {
  readonly until: number;
  /** Share of the runs in which the phase is done by then; null: not told. */
  readonly chance: number | null;
}

/** Everything of a report, closed or open. */
export interface GanttTree {
  readonly roots: readonly GanttRow[];
  /** By row id. */
  readonly rows: ReadonlyMap<string, GanttRow>;
}

export const taskRowId = (taskId: string): string => `task:${taskId}`;

export function ganttTree(report: Pick<RolloutReport, 'tasks' | 'phases' | 'groups'>): GanttTree {
  const phaseNumbers = new Map(report.phases.map(({ id }, index) => [id, index + 1]));
  const groups = new Map(report.groups.map((group) => [group.id, { name: group.name, turn: group.turn }]));
  const byStage = gather(report.tasks, (task) => `${task.phaseId ?? ''}/${stageOf(task)}`);
  const roots = [...byStage.values()]
    .flatMap((tasks) => stageRow(tasks, phaseNumbers, groups) ?? [])
    .sort(
      (a, b) =>
        (a.phaseNumber ?? Infinity) - (b.phaseNumber ?? Infinity) || stages.indexOf(a.stage) - stages.indexOf(b.stage),
    );
  setDueDays(roots, report.phases);
  const rows = new Map<string, GanttRow>();
  const add = (row: GanttRow): void => {
    rows.set(row.id, row);
    row.children.forEach(add);
  };
  roots.forEach(add);
  return { roots, rows };
}

/** Rows in sight with these rows open, from top to bottom. */
export function visibleRows(tree: GanttTree, open: ReadonlySet<string>): readonly GanttRow[] {
  const shown: GanttRow[] = [];
  const add = (row: GanttRow): void => {
    shown.push(row);
    if (open.has(row.id)) row.children.forEach(add);
  };
  tree.roots.forEach(add);
  return shown;
}

/** Rows that hold a row, the nearest first. */
export function ancestors(tree: GanttTree, id: string): readonly string[] {
  const found: string[] = [];
  for (
    let parent = tree.rows.get(id)?.parent ?? null;
    parent !== null;
    parent = tree.rows.get(parent)?.parent ?? null
  ) {
    found.push(parent);
  }
  return found;
}

/** Due days stand where their phase ends. */
function setDueDays(roots: GanttRow[], phases: RolloutReport['phases']): void {
  for (const [index, { due, chanceByDue }] of phases.entries()) {
    if (due === null) continue;
    let last = -1;
    for (const [place, row] of roots.entries()) {
      if (row.phaseNumber !== index + 1) continue;
      if (last < 0 || row.span.until >= (roots[last]?.span.until ?? -Infinity)) last = place;
    }
    const row = roots[last];
    if (row !== undefined) roots[last] = { ...row, due: { until: dayNumber(due) + 1, chance: chanceByDue } };
  }
}

type Groups = ReadonlyMap<string, { readonly name: string; readonly turn: number }>;

function stageOf({ step }: RolloutTaskResult): Stage {
  return step === null ? 'own' : stageOfStep[step];
}

function stageRow(
  tasks: readonly RolloutTaskResult[],
  phaseNumbers: ReadonlyMap<string, number>,
  groups: Groups,
): GanttRow | null {
  const [first] = tasks;
  if (first === undefined) return null;
  const stage = stageOf(first);
  const id = `stage:${first.phaseId ?? ''}/${stage}`;
  const shared = { stage, phaseNumber: first.phaseId === null ? null : (phaseNumbers.get(first.phaseId) ?? null) };
  const byGroup = gather(tasks, (task) => (task.groupId !== null && groups.has(task.groupId) ? task.groupId : ''));
  const children = [...byGroup.entries()]
    .sort(([a], [b]) => (groups.get(a)?.turn ?? 0) - (groups.get(b)?.turn ?? 0) || compare(a, b))
    .flatMap(([groupId, own]): readonly GanttRow[] => {
      const group = groups.get(groupId);
      if (group === undefined || byGroup.size === 1 || own.length === 1) return taskRows(own, id, 2, shared);
      return [groupRow(`group:${id.slice(6)}/${groupId}`, group.name, own, id, shared)];
    });
  const present = new Set(tasks.map(({ step }) => step));
  const steps = (Object.keys(stageOfStep) as TaskStep[]).filter((step) => present.has(step));
  return { ...summary(tasks), ...shared, id, kind: 'stage', level: 1, parent: null, name: '', steps, children };
}

interface Shared {
  readonly stage: Stage;
  readonly phaseNumber: number | null;
}

function groupRow(
  id: string,
  name: string,
  tasks: readonly RolloutTaskResult[],
  parent: string,
  shared: Shared,
): GanttRow {
  const children = taskRows(tasks, id, 3, shared);
  return { ...summary(tasks), ...shared, id, kind: 'group', level: 2, parent, name, steps: [], children };
}

function taskRows(
  tasks: readonly RolloutTaskResult[],
  parent: string,
  level: number,
  shared: Shared,
): readonly GanttRow[] {
  return [...tasks]
    .sort((a, b) => compare(a.start.p50 ?? a.plannedStart, b.start.p50 ?? b.plannedStart) || compare(a.id, b.id))
    .map((task) => ({
      ...summary([task]),
      ...shared,
      id: taskRowId(task.id),
      kind: 'task',
      level,
      parent,
      name: task.name,
      steps: [],
      task,
      children: [],
    }));
}

function summary(tasks: readonly RolloutTaskResult[]) {
  return {
    task: null,
    due: null,
    taskCount: tasks.length,
    span: spanOfTasks(tasks),
    critical: criticalStretches(tasks),
    criticality: tasks.reduce((most, task) => Math.max(most, task.criticality), 0),
  };
}

function gather<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const sets = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const set = sets.get(name);
    if (set === undefined) sets.set(name, [item]);
    else set.push(item);
  }
  return sets;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
