import { findModel } from '#model/catalogue/find-model.ts';
import type { Outcome } from '#model/result.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { Crew } from '#model/rollout/rollout-records.ts';
import type { Project, ProjectCrew, ProjectDevice, ProjectGroup, ProjectTask } from '../project.ts';
import { checkProject } from './check-project.ts';
import { addCutover } from './cutover-tasks.ts';
import { deviceEffects } from './device-effects.ts';
import { groupOrderBy } from './group-order.ts';
import { planOutline } from './make-outline.ts';
import { makeTasks } from './make-tasks.ts';
import { numberTasks } from './number-tasks.ts';
import { linkPhases } from './phase-links.ts';
import { horizonDays } from './plan-calendar.ts';
import { applyPlanTasks } from './plan-changes.ts';
import type { PlanOutline } from './plan-outline.ts';
import { reorderProject } from './reorder-project.ts';

/**
 * A plan as a scheduling problem. `groupOrder` are ids of groups (`phase/group`) in the turn in which they are to be taken, instead
 * of the question's rule; only phases named in the question change their order, all where it names none. What could never be done
 * is found here: a {@link Outcome} with a sentence that names the tasks.
 */
export function planProject(
  job: RolloutJob,
  scene: CoverageScene,
  options: { readonly groupOrder?: readonly string[] } = {},
): Outcome<Project> {
  const outlined = planOutline(job, scene);
  if (!outlined.ok) return outlined;
  const outline = outlined.value;
  const made = makeTasks(outline);
  if (!made.ok) return made;
  const book = made.value;
  addCutover(outline, book);
  const changed = applyPlanTasks(outline, book);
  if (!changed.ok) return changed;
  linkPhases(outline, book);
  const numbered = numberTasks(outline, book);
  if (!numbered.ok) return numbered;
  const planned = assembled(outline, numbered.value);
  const prices = outline.devices.map(({ device, built, installed }) =>
    built && !installed ? (findModel(job.scenario, device.model)?.price ?? 0) : 0,
  );
  const order = options.groupOrder ?? groupOrderBy(job.question.order, planned, prices);
  const project = reorderProject(planned, openGroups(job, planned, order));
  return checkProject(project, job.scenario.budget.currency);
}

/** Of an order, the groups of phases whose order is open. */
function openGroups(
  { question }: RolloutJob,
  { groups, phases }: Project,
  order: readonly string[],
): readonly string[] {
  if (question.phases.length === 0) return order;
  const open = new Set(question.phases);
  const phaseOf = new Map(groups.map(({ id, phase }) => [id, phase === null ? null : phases[phase].id]));
  return order.filter((id) => open.has(phaseOf.get(id) ?? ''));
}

function assembled(outline: PlanOutline, tasks: readonly ProjectTask[]): Project {
  const { job, calendar, notes } = outline;
  const { scenario } = job;
  return {
    startDay: calendar.startDay,
    horizonDays,
    tasks,
    crews: outline.crews.map((crew) => projectCrew(crew, calendar.startDay)),
    devices: projectDevices(outline),
    groups: projectGroups(outline),
    phases: scenario.phases.map(({ id, name, end, budget }) => ({
      id,
      name,
      dueDay: end === null ? null : dayNumber(end) - calendar.startDay,
      budget,
    })),
    effects: deviceEffects(outline, tasks),
    workdays: calendar.workdays,
    weather: calendar.weather,
    funding: fundingFrom(scenario.rollout.funding, calendar.startDay),
    notes: [...notes],
  };
}

function projectCrew({ id, name, kind, units, from, until, dayRate }: Crew, startDay: number): ProjectCrew {
  const first = from === null ? 0 : dayNumber(from) - startDay;
  const end = until === null ? horizonDays : dayNumber(until) - startDay + 1;
  return {
    id,
    name,
    kind,
    units,
    from: Math.min(horizonDays, Math.max(0, first)),
    until: Math.min(horizonDays, Math.max(0, end)),
    dayRate,
  };
}

function projectDevices({ devices, groupOf, retiringGroupOf, replacedBy }: PlanOutline): readonly ProjectDevice[] {
  return devices.map(({ device, liveAtStart, phase, retiredIn }, number) => ({
    id: device.id,
    liveAtStart,
    legacy: retiredIn !== null,
    phase: liveAtStart ? (retiredIn ?? phase) : phase,
    group: groupOf[number] ?? retiringGroupOf[number],
    replacedBy: replacedBy[number],
  }));
}

function projectGroups({ groups }: PlanOutline): readonly ProjectGroup[] {
  const counts = new Map<number | null, number>();
  return groups.map(({ id, name, phase, record, siteId, district, policy, devices, legacy, x, y }) => {
    const turn = counts.get(phase) ?? 0;
    counts.set(phase, turn + 1);
    const recordId = record?.id ?? null;
    return { id, name, phase, recordId, siteId, district, turn, policy, devices, legacy, x, y };
  });
}

/** Amounts of one day together; what comes before the start may be spent at the start. */
function fundingFrom(
  records: readonly { readonly from: string; readonly amount: number }[],
  startDay: number,
): readonly { readonly day: number; readonly total: number }[] {
  const days = records
    .map(({ from, amount }) => ({ day: Math.max(0, dayNumber(from) - startDay), amount }))
    .filter(({ day }) => day < horizonDays)
    .sort((a, b) => a.day - b.day);
  const steps: { day: number; total: number }[] = [];
  let total = 0;
  for (const { day, amount } of days) {
    total += amount;
    const last = steps.at(-1);
    if (last?.day === day) last.total = total;
    else steps.push({ day, total });
  }
  // Funding that all comes too late is still a limit.
  return records.length > 0 && steps.length === 0 ? [{ day: 0, total: 0 }] : steps;
}
