import type { Project } from '../project.ts';

/** What a schedule needs to know of the tasks, by number. Lists of all tasks stand one after the other: those of task t from `first[t]` until before `first[t + 1]`. */
export interface TaskTable {
  readonly count: number;
  /** Tasks before and after each. */
  readonly firstBefore: Int32Array;
  readonly before: Int32Array;
  readonly firstAfter: Int32Array;
  readonly after: Int32Array;
  readonly firstNeed: Int32Array;
  readonly crew: Int32Array;
  readonly units: Int32Array;
}

export function taskTable({ tasks }: Project): TaskTable {
  return tableOf(
    tasks.map(({ after }) => after),
    tasks.map(({ needs }) => needs),
  );
}

/** Of what each task waits for and, where it matters, of what it needs. */
export function tableOf(
  befores: readonly (readonly number[])[],
  needs: readonly (readonly { readonly crew: number; readonly units: number }[])[],
): TaskTable {
  const afters: number[][] = befores.map(() => []);
  for (const [task, list] of befores.entries()) for (const before of list) afters[before].push(task);
  return {
    count: befores.length,
    firstBefore: firstOf(befores),
    before: Int32Array.from(befores.flat()),
    firstAfter: firstOf(afters),
    after: Int32Array.from(afters.flat()),
    firstNeed: firstOf(needs),
    crew: Int32Array.from(needs.flat(), ({ crew }) => crew),
    units: Int32Array.from(needs.flat(), ({ units }) => units),
  };
}

function firstOf(lists: readonly (readonly unknown[])[]): Int32Array {
  const first = new Int32Array(lists.length + 1);
  for (const [task, { length }] of lists.entries()) first[task + 1] = first[task] + length;
  return first;
}

/**
 * Tasks in an order in which none stands before one that it waits for: of those that wait for nothing more, the one with the lowest
 * rank goes first; of equal ranks, the lower number.
 */
export function listByRank({ count, firstBefore, firstAfter, after }: TaskTable, rank: ArrayLike<number>): Int32Array {
  const waiting = new Int32Array(count);
  const heap = new Int32Array(count);
  let size = 0;
  const isBefore = (a: number, b: number) => rank[a] < rank[b] || (rank[a] === rank[b] && a < b);
  const push = (task: number) => {
    let at = size;
    size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(task, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = task;
  };
  const pop = () => {
    const first = heap[0];
    size -= 1;
    const task = heap[size];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) child += 1;
      if (!isBefore(heap[child], task)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = task;
    return first;
  };
  for (let task = 0; task < count; task += 1) {
    waiting[task] = firstBefore[task + 1] - firstBefore[task];
    if (waiting[task] === 0) push(task);
  }
  const list = new Int32Array(count);
  let length = 0;
  while (size > 0) {
    const task = pop();
    list[length] = task;
    length += 1;
    for (let at = firstAfter[task]; at < firstAfter[task + 1]; at += 1) {
      const next = after[at];
      waiting[next] -= 1;
      if (waiting[next] === 0) push(next);
    }
  }
  if (length < count) throw new RangeError('Tasks wait for each other in a circle.');
  return list;
}
