import { taskSteps } from '#model/rollout/task-template.ts';
import type { PlanOutline } from './plan-outline.ts';
import { draftOf, type TaskBook, type TaskDraft } from './task-draft.ts';

/** Makes all tasks of a phase wait for all tasks of the phases that it comes after, through one moment per phase. */
export function linkPhases({ job, phaseTurns }: PlanOutline, book: TaskBook): void {
  const { phases } = job.scenario;
  const awaited = new Set(phases.flatMap(({ after }) => after));
  const moments = new Map<string, TaskDraft>();
  const key = taskSteps.length;
  const turns = [...phases.keys()].sort((a, b) => phaseTurns[a] - phaseTurns[b]);
  for (const phase of turns) {
    const { id, name, after } = phases[phase];
    const tasks = [...book.drafts.values()].filter((draft) => draft.phase === phase && !draft.out);
    const before = after.flatMap((other) => moments.get(other) ?? []);
    for (const draft of tasks) {
      const isFirst = ![...draft.after].some((other) => book.get(other)?.phase === phase);
      if (isFirst) for (const moment of before) draft.after.add(moment.id);
    }
    if (!awaited.has(id)) continue;
    const moment = draftOf({
      id: `done:${id}`,
      name: `${name}: done`,
      step: null,
      phase,
      group: null,
      devices: [],
      key,
    });
    for (const draft of [...tasks, ...before]) moment.after.add(draft.id);
    moments.set(id, moment);
    book.add(moment);
  }
}
