/**
 * The planned schedule against PSPLIB (Kolisch and Sprecher 1996): each instance as a project, the best of so many schedules against the
 * shortest time known; and the time that one schedule takes as projects grow. Every schedule is held against the instance's definition.
 *
 * Targets, printed and not asserted: mean deviation from the optimum at most 0.1 % on j30 and 0.5 % on j60 with 50,000
 * schedules; 2 ms for a schedule of 1,000 tasks. The exit code is 1 where some schedule is none.
 *
 * `npm run bench -- rollout-schedule`, or `node bench/rollout-schedule.bench.ts [schedules]`.
 */

import { improvedScheduleSteps } from '#sim/rollout/schedule/improved-schedule.ts';
import { instanceProblem, psplibProject, readPsplib } from '../test/fixtures/psplib.ts';
import { timed } from './timed-steps.ts';

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

const right = [benchSet('j30'), benchSet('j60')];
if (right.includes(false)) process.exitCode = 1;
