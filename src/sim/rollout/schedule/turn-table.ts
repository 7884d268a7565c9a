import type { Project } from '../project.ts';
import { listByRank, type TaskTable, tableOf } from './task-table.ts';

/**
 * The planner's order between groups, as precedence of lists: of the tasks that want the same crew (or, where money is short, that want
 * money), those of one group stay before those of another whose turn is later. Tasks of one group, and tasks of no group, may change
 * places. After the tasks stand nodes without work that bar the way from one turn to the next.
 *
 * @param list the planner's order, none before one that it waits for
 */
export function turnTable({ tasks, crews, funding }: Project, list: Int32Array): TaskTable {
  const after = tasks.map((task) => [...task.after]);
  const bar = (wants: (task: number) => boolean) => {
    let [turn, previous]: [number[], number | null] = [[], null];
    let group: number | null = null;
    for (const task of list) {
      const own = tasks[task].group;
      if (own === null || !wants(task)) continue;
      if (own !== group && turn.length > 0) {
        after.push(turn);
        previous = after.length - 1;
        turn = [];
      }
      group = own;
      if (previous !== null) after[task].push(previous);
      turn.push(task);
    }
  };
  for (const number of crews.keys()) bar((task) => tasks[task].needs.some(({ crew }) => crew === number));
  if (funding.length > 0) bar((task) => tasks[task].cost > 0);
  return tableOf(after, []);
}

/** All tasks in the order of their ranks, as far as precedence and turns allow. */
export function listInTurn(turns: TaskTable, count: number, rank: ArrayLike<number>): Int32Array {
  // Bars rank before all tasks: nothing waits for them longer than it must.
  const all = new Float64Array(turns.count).fill(Number.NEGATIVE_INFINITY);
  all.set(rank);
  return listByRank(turns, all).filter((node) => node < count);
}
