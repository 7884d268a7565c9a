/**
 * Runs of rollouts without coverage: devices in three phases, five tasks each, in groups of eight with a survey and a permit, with
 * shared crews, weather and failed acceptance. Growth with devices (and so tasks) and with runs.
 *
 * Times are of this thread. Target, printed and not asserted: 1 ms a run with 1,000 tasks.
 */
import { type Project, type ProjectTask, ticksPerDay } from '#sim/rollout/project.ts';
import { durationTicks } from '#sim/rollout/runs/durations.ts';
import { createSimulator } from '#sim/rollout/runs/simulator.ts';
import { plannedSchedule } from '#sim/rollout/schedule/planned-schedule.ts';
import { someCrew, someProject, someTask } from '../test/fixtures/schedule-project.ts';

const groupSize = 8;
const [survey, permits, mounting, truck, commissioning] = [0, 1, 2, 3, 4];

function groupTasks(first: number, group: number, devices: number): ProjectTask[] {
  const phase = group % 3;
  const tasks: ProjectTask[] = [];
  const add = (fields: Partial<ProjectTask>): number => {
    const number = first + tasks.length;
    tasks.push(someTask(number, { phase, group, rank: phase * 1_000_000 + number, ...fields }));
    return number;
  };
  const surveyed = add({
    ...{ calendar: 'work', needs: [{ crew: survey, units: 1 }] },
    duration: { kind: 'triangular', low: 1, mode: 2, high: 4 },
  });
  const permit = add({
    ...{ after: [surveyed], needs: [{ crew: permits, units: 1 }] },
    duration: { kind: 'lognormal', p50: 20, p90: 45 },
  });
  for (let device = 0; device < devices; device += 1) {
    const delivered = add({ duration: { kind: 'triangular', low: 42, mode: 63, high: 112 } });
    const mounted = add({
      ...{ after: [permit, delivered], calendar: 'outdoor', cost: 900 },
      needs: [
        { crew: mounting, units: 1 },
        { crew: truck, units: 1 },
      ],
      duration: { kind: 'pert', low: 0.25, mode: 0.5, high: 1.5 },
    });
    const commissioned = add({
      ...{ after: [mounted], calendar: 'work', needs: [{ crew: commissioning, units: 1 }] },
      duration: { kind: 'pert', low: 0.25, mode: 0.5, high: 1 },
    });
    const accepted = add({
      ...{ after: [commissioned], calendar: 'work', failureChance: 0.1, reworkShare: 0.5, reworkOf: mounted },
      duration: { kind: 'triangular', low: 0.125, mode: 0.25, high: 1 },
    });
    add({ after: [accepted], calendar: 'work', duration: { kind: 'fixed', days: 0.25 } });
  }
  return tasks;
}

function projectOf(devices: number): Project {
  const tasks: ProjectTask[] = [];
  for (let group = 0, left = devices; left > 0; group += 1, left -= groupSize)
    tasks.push(...groupTasks(tasks.length, group, Math.min(groupSize, left)));
  const horizonDays = 7305;
  const units = [2, 6, 3, 2, 2];
  return someProject(tasks, {
    horizonDays,
    crews: units.map((unit, number) => someCrew(number, unit, { until: horizonDays, dayRate: 800 })),
    weather: new Float64Array(horizonDays).fill(0.15),
  });
}

function bench(devices: number, runs: number): void {
  const project = projectOf(devices);
  const work = Int32Array.from(project.tasks, ({ duration }) => durationTicks(duration, 0.5));
  const planned = plannedSchedule(project, work);
  const simulator = createSimulator(project, planned, 1);
  simulator.run(0);
  const before = process.cpuUsage();
  let ends = 0;
  for (let run = 0; run < runs; run += 1) ends += simulator.run(run).end;
  const used = process.cpuUsage(before);
  const milliseconds = (used.user + used.system) / 1000;
  const days = (tick: number): string => (tick / ticksPerDay).toFixed(0);
  process.stdout.write(
    `${devices} devices, ${project.tasks.length} tasks, ${runs} runs: ${milliseconds.toFixed(0)} ms, ` +
      `${(milliseconds / runs).toFixed(3)} ms a run; planned ${days(planned.end)} days, mean ${days(ends / runs)}\n`,
  );
}

for (const devices of [25, 50, 100, 200, 400, 800]) bench(devices, 200);
for (const runs of [100, 1000]) bench(200, runs);
