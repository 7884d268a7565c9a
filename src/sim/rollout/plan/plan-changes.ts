import { failure, type Outcome, success } from '#model/result.ts';
import type { RolloutTask } from '#model/rollout/rollout-records.ts';
import { taskSteps } from '#model/rollout/task-template.ts';
import { addNotes } from './add-notes.ts';
import { taskLimit } from './make-tasks.ts';
import type { PlanOutline } from './plan-outline.ts';
import { draftOf, noWork, type TaskBook, type TaskDraft, withoutWork } from './task-draft.ts';

/** Steps whose moment remains when their work is left out: a device is mounted, goes live, goes dark. */
const eventSteps: ReadonlySet<string> = new Set(['mount', 'accept', 'retire']);

/** Makes the changes that the plan itself asks for, and adds its own tasks. */
export function applyPlanTasks(outline: PlanOutline, book: TaskBook): Outcome<null> {
  const { tasks, phases } = outline.job.scenario;
  const deviceNumbers = new Map(outline.devices.map(({ device }, number) => [device.id, number]));
  const phaseNumbers = new Map(phases.map(({ id }, number) => [id, number]));
  const lost = new Set<string>();
  const strangers: string[] = [];
  for (const [index, task] of tasks.entries()) {
    const made = book.get(task.id);
    if (made !== undefined && !made.out) change(made, task);
    else if (made !== undefined || isMadeId(task.id)) lost.add(task.id);
    else if (!task.skip) {
      if (book.drafts.size >= taskLimit) {
        const limit = taskLimit.toLocaleString('en');
        return failure('rollout-too-many-tasks', `This rollout has more than ${limit} tasks.`, `tasks[${index}]`);
      }
      const phase = task.phase === null ? null : phaseNumbers.get(task.phase);
      if (phase === undefined) {
        const sentence = `The task ${task.name || task.id} refers to the phase “${task.phase}”, which this plan does not have.`;
        return failure('missing-reference', sentence, `tasks[${index}].phase`);
      }
      const devices: number[] = [];
      for (const id of new Set(task.deviceIds)) {
        const number = deviceNumbers.get(id);
        if (number !== undefined && outline.devices[number].built) devices.push(number);
        else
          strangers.push(
            `The task ${task.name || task.id} names ${id}, which is not a device to be built; it is left out there.`,
          );
      }
      book.add(ownTask(task, phase, devices, `tasks[${index}]`));
    }
  }
  addNotes(outline.notes, strangers, 'Devices that tasks name and that are not to be built');
  const sentences = [...lost].map(
    (id) => `The plan changes the task “${id}”, which this rollout doesn’t have; the change is left out.`,
  );
  addNotes(outline.notes, sentences, 'Changes of tasks that this rollout doesn’t have');
  return linkPlanTasks(outline, book);
}

function linkPlanTasks(outline: PlanOutline, book: TaskBook): Outcome<null> {
  const { tasks } = outline.job.scenario;
  const records = new Set(tasks.map(({ id }) => id));
  const passed: string[] = [];
  for (const [index, task] of tasks.entries()) {
    const draft = book.get(task.id);
    if (draft === undefined || draft.out) continue;
    for (const [place, id] of task.after.entries()) {
      if (book.get(id) !== undefined) {
        draft.after.add(id);
        continue;
      }
      // Stand-ins and old units come and go with the policy; records of the plan may be left out on purpose.
      if (records.has(id) || /^(temporary|retire|accepted|done):/.test(id)) {
        passed.push(`${draft.name} is to wait for “${id}”, which this rollout doesn’t have; it doesn’t wait for it.`);
        continue;
      }
      const sentence = `${draft.name} is to wait for “${id}”, but there is no such task.`;
      return failure('rollout-unknown-task', sentence, `tasks[${index}].after[${place}]`);
    }
  }
  addNotes(outline.notes, passed, 'Tasks that others are to wait for and that this rollout doesn’t have');
  return success(null);
}

function isMadeId(id: string): boolean {
  const step = id.slice(0, Math.max(0, id.indexOf(':')));
  return step === 'done' || step === 'accepted' || taskSteps.some((known) => known === step);
}

function change(draft: TaskDraft, task: RolloutTask): void {
  if (task.name !== '') draft.name = task.name;
  if (task.duration !== null) draft.duration = task.duration;
  if (task.calendar !== null) draft.calendar = task.calendar;
  if (task.needs !== null) draft.needs = merged(task.needs);
  if (task.cost !== null) draft.cost = task.cost;
  draft.notBefore = task.notBefore;
  if (!task.skip) return;
  if (draft.step === null || eventSteps.has(draft.step)) withoutWork(draft);
  else draft.out = true;
}

function ownTask(task: RolloutTask, phase: number | null, devices: readonly number[], place: string): TaskDraft {
  const draft = draftOf({
    id: task.id,
    name: task.name || task.id,
    step: null,
    phase,
    group: null,
    devices,
    key: -1,
    duration: task.duration ?? noWork,
    calendar: task.calendar ?? 'work',
    needs: merged(task.needs ?? []),
    cost: task.cost ?? 0,
    place,
  });
  draft.notBefore = task.notBefore;
  return draft;
}

function merged(needs: NonNullable<RolloutTask['needs']>): NonNullable<RolloutTask['needs']> {
  const units = new Map<string, number>();
  for (const { crew, units: count } of needs) units.set(crew, (units.get(crew) ?? 0) + count);
  return [...units].map(([crew, count]) => ({ crew, units: count }));
}
