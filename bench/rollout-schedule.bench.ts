/**
 * The planned schedule against PSPLIB (Kolisch and Sprecher 1996): each instance as a project, the best of so many schedules against the
 * shortest time known; and the time that one schedule takes as projects grow. Every schedule is held against the instance's definition.
 *
 * Targets, printed and not asserted: mean deviation from the optimum at most 0.1 % on j30 and 0.5 % on j60 with 50,000
 * schedules; 2 ms for a schedule of 1,000 tasks. The exit code is 1 where some schedule is none.
 *
 * `npm run bench -- rollout-schedule`, or `node bench/rollout-schedule.bench.ts [schedules]`.
 */

import type { Project } from '#sim/rollout/project.ts';
import { improvedScheduleSteps } from '#sim/rollout/schedule/improved-schedule.ts';
import { Scheduler } from '#sim/rollout/schedule/scheduler.ts';
import { instanceProblem, psplibProject, readPsplib } from '../test/fixtures/psplib.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';
import { someCrew, someProject } from '../test/fixtures/schedule-project.ts';
import { threadTime, timed } from './timed-steps.ts';

const schedules = Number(process.argv[2] ?? 50_000);

function benchSet(set: 'j30' | 'j60'): boolean {
  const all = readPsplib(set);
  let [deviation, fromBest, optimal, milliseconds, longest, wrong] = [0, 0, 0, 0, 0, 0];
  const late: string[] = [];
  for (const instance of all) {
    const { project, work } = psplibProject(instance);
    const run = timed(improvedScheduleSteps(project, work, { schedules, seed: 1 }));
    const { start, end } = run.value;
    milliseconds += run.milliseconds;
    longest = Math.max(longest, run.longest);
    deviation += end / instance.optimum - 1;
    fromBest += end / instance.bestKnown - 1;
    if (end <= instance.bestKnown) optimal += 1;
    else late.push(`${instance.name} ${end} (${instance.bestKnown})`);
    const problem = instanceProblem(instance, start);
    if (problem === null) continue;
    wrong += 1;
    console.log(`${instance.name}: ${problem}`);
  }
  const share = (sum: number) => `${((100 * sum) / all.length).toFixed(3)} %`;
  console.log(
    `${set}, ${schedules} schedules: ${share(deviation)} above the optimum or lower bound, ${share(fromBest)} above the best known; ${optimal} of ${all.length} reach it; ${(milliseconds / all.length).toFixed(0)} ms an instance, longest step ${longest.toFixed(0)} ms`,
  );
  console.log(`  later than the best known: ${late.join(', ') || 'none'}`);
  return wrong === 0;
}

/** Groups of eight tasks in a chain on four crews, with weekends and weather. */
function growingProject(count: number): { project: Project; work: Int32Array } {
  const random = seededNumbers(5);
  const tasks = Array.from({ length: count }, (_, task) => ({
    calendar: (['work', 'outdoor', 'elapsed'] as const)[Math.floor(3 * random())],
    needs: [{ crew: Math.floor(4 * random()), units: 1 }],
    after: task % 8 === 0 ? [] : [task - 1],
    group: Math.floor(task / 8),
  }));
  const horizonDays = 7305;
  const crews = [2, 1, 3, 2].map((units, number) => someCrew(number, units, { until: horizonDays }));
  const project = someProject(tasks, { crews, horizonDays, weather: new Float64Array(horizonDays).fill(0.15) });
  return { project, work: Int32Array.from({ length: count }, () => 1 + Math.floor(24 * random())) };
}

function benchGrowth(): void {
  console.log('tasks | one schedule, ms | days');
  for (const count of [125, 250, 500, 1000, 2000, 4000]) {
    const { project, work } = growingProject(count);
    const scheduler = new Scheduler(project, work);
    const list = Int32Array.from(work.keys());
    let end = 0;
    for (let k = 0; k < 20; k += 1) end = scheduler.schedule(list).end;
    const start = threadTime();
    const times = 50;
    for (let k = 0; k < times; k += 1) scheduler.schedule(list);
    console.log(`${count} | ${((threadTime() - start) / times).toFixed(2)} | ${(end / 8).toFixed(0)}`);
  }
}

benchGrowth();
const right = [benchSet('j30'), benchSet('j60')];
if (right.includes(false)) process.exitCode = 1;
