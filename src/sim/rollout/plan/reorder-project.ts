import type { Project, ProjectTask } from '../project.ts';

/**
 * The same project with its groups (ids `phase/group`) in another turn: within each phase those named come first, as they are
 * named, then the others as they were. Only turns of groups and ranks of tasks change; ids that aren't there are passed over.
 */
export function reorderProject(project: Project, groupOrder: readonly string[]): Project {
  const turns = turnsOf(project, groupOrder);
  const { tasks, phases } = project;
  const count = tasks.length;
  const width = project.groups.length + 1;
  // Phase, turn and number in one number each, so that sorting needs no comparison function.
  const keys = new Float64Array(count);
  for (let task = 0; task < count; task += 1) {
    const phase = tasks[task].phase ?? phases.length;
    keys[task] = (phase * width + taskTurn(project, tasks[task], turns)) * count + task;
  }
  keys.sort();
  const ranks = new Int32Array(count);
  for (let rank = 0; rank < count; rank += 1) ranks[keys[rank] % count] = rank;
  return {
    ...project,
    groups: project.groups.map((group, number) =>
      group.turn === turns[number] ? group : { ...group, turn: turns[number] },
    ),
    tasks: tasks.map((task, number) => (task.rank === ranks[number] ? task : { ...task, rank: ranks[number] })),
  };
}

function turnsOf({ groups }: Project, groupOrder: readonly string[]): readonly number[] {
  const named = new Map<string, number>();
  for (const id of groupOrder) if (!named.has(id)) named.set(id, named.size);
  const order = [...groups.keys()].sort((a, b) => {
    const [first, second] = [named.get(groups[a].id) ?? Infinity, named.get(groups[b].id) ?? Infinity];
    return first === second ? groups[a].turn - groups[b].turn : first < second ? -1 : 1;
  });
  const counts = new Map<number | null, number>();
  const turns = new Array<number>(groups.length).fill(0);
  for (const number of order) {
    const { phase } = groups[number];
    const turn = counts.get(phase) ?? 0;
    counts.set(phase, turn + 1);
    turns[number] = turn;
  }
  return turns;
}

/**
 * From 1: turn of its group, else of the first group of its devices in its phase (of the last, for training, which comes after all);
 * 0 where it has none.
 */
function taskTurn({ devices, groups }: Project, task: ProjectTask, turns: readonly number[]): number {
  if (task.group !== null) return turns[task.group] + 1;
  let turn = -1;
  for (const device of task.devices) {
    const { group } = devices[device];
    if (group === null || groups[group].phase !== task.phase) continue;
    if (turn < 0 || (task.step === 'train' ? turns[group] > turn : turns[group] < turn)) turn = turns[group];
  }
  return turn + 1;
}
