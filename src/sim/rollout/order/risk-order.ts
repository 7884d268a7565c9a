import type { CoverageMeter } from '../coverage-timeline.ts';
import { scoreHead } from '../goal-shares.ts';
import type { Project } from '../project.ts';
import { ticksPerDay } from '../project.ts';
import { medianWork } from '../schedule/median-schedule.ts';

/**
 * Ids of groups (`phase/group`) phase by phase, those first that earn most score of the goals per device-day of work: with all that
 * came before them live, and what they take down dark. What two groups see is counted for the first of them. A group's device-days
 * are the P50 days of all its own tasks; what earns the same stays in the planner's turn.
 */
export function riskOrder(project: Project, meter: CoverageMeter): readonly string[] {
  const { groups, phases } = project;
  const score = scoreHead(meter.heads);
  const days = groupDays(project);
  const order: string[] = [];
  meter.reset();
  for (const phase of [...phases.keys(), null]) {
    const open = [...groups.keys()]
      .filter((group) => groups[group].phase === phase)
      .sort((a, b) => groups[a].turn - groups[b].turn || a - b);
    while (open.length > 0) {
      let [best, most] = [0, Number.NEGATIVE_INFINITY];
      for (const [place, group] of open.entries()) {
        const gain = score < 0 ? 0 : gainOf(meter, project, group, score) / days[group];
        if (gain > most) [best, most] = [place, gain];
      }
      const [group] = open.splice(best, 1);
      change(meter, project, group, true);
      order.push(groups[group].id);
    }
  }
  return order;
}

/** Points of the score that a group adds to what is live; the meter is left as it was. */
function gainOf(meter: CoverageMeter, project: Project, group: number, score: number): number {
  const before = meter.values[score];
  change(meter, project, group, true);
  const gain = meter.values[score] - before;
  change(meter, project, group, false);
  return gain;
}

function change(meter: CoverageMeter, { groups, devices }: Project, group: number, done: boolean): void {
  const { devices: built, legacy } = groups[group];
  for (const device of built) if (!devices[device].liveAtStart) meter.set(device, done);
  for (const device of legacy) meter.set(device, !done);
}

/** P50 days of work by group; at least one tick each. */
function groupDays(project: Project): Float64Array {
  const work = medianWork(project);
  const days = new Float64Array(project.groups.length).fill(1 / ticksPerDay);
  project.tasks.forEach(({ group, needs }, task) => {
    if (group !== null && needs.length > 0) days[group] += work[task] / ticksPerDay;
  });
  return days;
}
