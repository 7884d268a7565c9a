import type { SimulationStep } from '../../simulation-step.ts';
import type { Project, Schedule } from '../project.ts';
import { crossedList } from './crossed-list.ts';
import { type Candidate, OrderBoard } from './order-board.ts';
import { Population } from './population.ts';
import { type RandomWhole, seededNumbers } from './seeded-numbers.ts';

export interface ImprovedScheduleSettings {
  /** Schedules made at most, the planner's own and those that run back from the end included; a little more to end a round. */
  readonly schedules: number;
  readonly seed: number;
}

/** Tasks placed between two steps. */
const stepTasks = 3000;
/** Orders that are bred from; fewer where few schedules may be made. */
const mostOrders = 60;
const leastOrders = 4;
const schedulesPerOrder = 10;
/** Children without a better schedule, per order of the population, until another population is bred. */
const patiencePerOrder = 40;
/** One task in so many is put elsewhere by chance in each child. */
const moveOneIn = 20;
/** Random shares are told in so many parts. */
const parts = 1 << 20;

/**
 * A schedule that ends no later than {@link plannedSchedule}: genetic search over the orders in which tasks are placed, each child
 * justified from the end and back (after Hartmann 1998 and Valls, Ballestín and Quintanilla 2005 and 2008). Groups keep their turns (see
 * {@link turnTable}); only what the planner's order leaves free is moved. Among schedules that end at once, that one is kept whose
 * devices go live earlier in sum. Never worse than the planner's own, and what serial generation makes in the order of its starts.
 *
 * @param work ticks of work of each task
 */
export function* improvedScheduleSteps(
  project: Project,
  work: Int32Array,
  { schedules, seed }: ImprovedScheduleSettings,
): Generator<SimulationStep, Schedule, void> {
  const board = new OrderBoard(project, work);
  if (board.count < 2) return board.bestSchedule();
  const random = seededNumbers(seed);
  const tail = tailOf(project, work);
  const least = board.leastEnd();
  const size = Math.min(mostOrders, Math.max(leastOrders, Math.floor(schedules / schedulesPerOrder)));
  const isDone = () => board.made >= schedules || (!board.hasLive && board.best.value.end <= least);
  let population = new Population(size);
  let [told, idle] = [0, 0];
  while (!isDone()) {
    if ((board.made - told) * board.count >= stepTasks) {
      told = board.made;
      yield { step: 'Seeking the planned schedule', fraction: Math.min(1, board.made / schedules) };
    }
    if (population.length < size) {
      population.add(population.length === 0 ? board.justified(board.best) : seedling(board, tail, random));
      continue;
    }
    const added = population.add(child(board, population, random));
    idle = added === 0 ? 0 : idle + 1;
    if (idle < patiencePerOrder * size) continue;
    idle = 0;
    population = new Population(size);
  }
  return board.bestSchedule();
}

/** By what waits longest for each task, more or less. */
function seedling(board: OrderBoard, tail: Float64Array, random: RandomWhole): Candidate {
  const spread = (0.2 + (0.8 * random(parts)) / parts) * tail.reduce((most, length) => Math.max(most, length), 1);
  return board.justified(board.ofRanks(tail.map((length) => (spread * random(parts)) / parts - length)));
}

function child(board: OrderBoard, population: Population, random: RandomWhole): Candidate {
  const list = crossedList(population.pick(random).list, population.pick(random).list, random);
  const ranks = new Float64Array(list.length);
  for (let place = 0; place < list.length; place += 1)
    ranks[list[place]] = random(moveOneIn) === 0 ? random(list.length + 1) - 0.5 : place;
  return board.justified(board.ofRanks(ranks));
}

/** Per task, the longest chain of work from its beginning to the end, in ticks. */
function tailOf({ tasks }: Project, work: Int32Array): Float64Array {
  const tail = new Float64Array(tasks.length);
  for (let task = tasks.length - 1; task >= 0; task -= 1) {
    tail[task] += work[task];
    for (const before of tasks[task].after) tail[before] = Math.max(tail[before], tail[task]);
  }
  return tail;
}
