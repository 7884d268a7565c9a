import type { GapStep } from '../../gaps/gap-step.ts';
import type { Project, Schedule } from '../project.ts';
import { criticalTasks } from './critical-tasks.ts';
import { unfinishedTasks } from './planned-schedule.ts';
import { Scheduler } from './scheduler.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { listByRank } from './task-table.ts';
import { listInTurn, turnTable } from './turn-table.ts';

export interface ImprovedScheduleSettings {
  /** Schedules made at most, the planner's own included. */
  readonly schedules: number;
  readonly seed: number;
}

/** Tasks placed between two steps. */
const stepTasks = 3000;
/** Moves without a better schedule, per task, until the search begins again beside the best. */
const patiencePerTask = 2;
const leastPatience = 30;
/** Moves at once when it begins again. */
const kick = 4;

/** What is better the lower it is; the first that differs tells. */
type Value = readonly [unfinished: number, end: number, live: number];

/** A schedule, the places of its tasks in its list, and what it is worth. */
interface Candidate {
  readonly schedule: Schedule;
  readonly places: Float64Array;
  readonly value: Value;
}

/**
 * A schedule that ends no later than {@link plannedSchedule}: local search over the orders in which tasks are placed. Groups keep
 * their turns (see {@link turnTable}); what the planner's order leaves free is moved: tasks on the critical path before those that hold
 * their crew, and others by chance. Among schedules that end at once, that one is kept whose devices go live earlier in sum. Never worse
 * than the planner's own, and what serial generation makes in the order of its starts.
 *
 * @param work ticks of work of each task
 */
export function* improvedScheduleSteps(
  project: Project,
  work: Int32Array,
  { schedules, seed }: ImprovedScheduleSettings,
): Generator<GapStep, Schedule, void> {
  const scheduler = new Scheduler(project, work);
  const { count } = scheduler.table;
  const rank = Float64Array.from(project.tasks, (task) => task.rank);
  const planned = listByRank(scheduler.table, rank);
  const turns = turnTable(project, planned);
  const live = liveTasks(project);
  const random = seededNumbers(seed);

  const candidateOf = (list: Int32Array): Candidate => {
    const schedule = scheduler.schedule(list);
    const places = new Float64Array(count);
    for (let place = 0; place < count; place += 1) places[list[place]] = place;
    return { schedule, places, value: valueOf(project, schedule, live) };
  };
  const moved = (places: Float64Array, task: number, place: number): Float64Array => {
    const ranks = places.slice();
    ranks[task] = place;
    return ranks;
  };
  const someMove = (places: Float64Array): Float64Array => {
    const task = random(count);
    return moved(places, task, random(count + 1) - 0.5);
  };

  let best = candidateOf(planned);
  let current = best;
  let [idle, placed] = [0, 0];
  const patience = Math.max(leastPatience, patiencePerTask * count);
  const rules = count > 1 ? [...startRanks(project, work, best)] : [];
  for (let made = 1; made < schedules && count > 1; made += 1) {
    placed += count;
    if (placed >= stepTasks) {
      placed = 0;
      yield { step: 'Seeking the planned schedule', fraction: made / schedules };
    }
    let ranks = rules.pop();
    const byRule = ranks !== undefined;
    if (ranks === undefined && idle >= patience) {
      idle = 0;
      ranks = best.places;
      for (let move = 0; move < kick; move += 1) ranks = someMove(ranks);
      current = candidateOf(listInTurn(turns, count, ranks));
    } else {
      ranks ??=
        random(2) === 0
          ? someMove(current.places)
          : (criticalMove(project, current, random) ?? someMove(current.places));
      const next = candidateOf(listInTurn(turns, count, ranks));
      if (compare(next.value, current.value) <= 0) current = next;
    }
    idle += byRule ? 0 : 1;
    if (compare(current.value, best.value) >= 0) continue;
    best = current;
    idle = 0;
  }
  return best.schedule;
}

/** Orders to begin from: by the latest start that the end leaves without crews, and by what waits longest for each task. */
function* startRanks({ tasks }: Project, work: Int32Array, planned: Candidate): Generator<Float64Array, void, void> {
  const tail = new Float64Array(tasks.length);
  for (let task = tasks.length - 1; task >= 0; task -= 1) {
    tail[task] += work[task];
    for (const before of tasks[task].after) tail[before] = Math.max(tail[before], tail[task]);
  }
  yield tail.map((length) => -length);
  // The order of the starts brings tasks that were squeezed into gaps before those that they would have to wait for.
  yield Float64Array.from(planned.schedule.start);
}

/** Moves a task of the critical path, with all that it waits for, before that which holds its crew; null: none such. */
function criticalMove(
  project: Project,
  { schedule, places }: Candidate,
  random: (count: number) => number,
): Float64Array | null {
  const critical = criticalTasks(project, schedule);
  const held: number[] = [];
  for (let task = 0; task < critical.length; task += 1) {
    const cause = schedule.cause[task];
    if (critical[task] !== 0 && cause >= 0 && !project.tasks[task].after.includes(cause)) held.push(task);
  }
  if (held.length === 0) return null;
  const task = held[random(held.length)];
  const goal = places[schedule.cause[task]];
  const ranks = places.slice();
  const moving = [task];
  for (let at = 0; at < moving.length; at += 1) {
    const mover = moving[at];
    // Between the holder of the crew and what stands before it, in the order in which they stood.
    ranks[mover] = goal - 1 + (places[mover] + 1) / (places.length + 2);
    for (const before of project.tasks[mover].after)
      if (places[before] > goal && ranks[before] === places[before]) moving.push(before);
  }
  return ranks;
}

/** Per device that goes live, the tasks that must be done for it. */
function liveTasks({ devices, effects }: Project): number[][] {
  const tasks: number[][] = devices.map(() => []);
  for (const { task, device, change } of effects) if (change === 'live') tasks[device].push(task);
  return tasks.filter(({ length }) => length > 0);
}

function valueOf(project: Project, schedule: Schedule, live: readonly (readonly number[])[]): Value {
  let sum = 0;
  for (const tasks of live) {
    let last = 0;
    for (const task of tasks) last = Math.max(last, schedule.finish[task]);
    sum += last;
  }
  return [unfinishedTasks(project, schedule).length, schedule.end, sum];
}

function compare(a: Value, b: Value): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
