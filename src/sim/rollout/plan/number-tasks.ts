import { failure, type Outcome, success } from '#model/result.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import { type ProjectTask, ticksPerDay } from '../project.ts';
import { topologicalOrder } from './phase-turns.ts';
import type { PlanOutline } from './plan-outline.ts';
import type { TaskBook, TaskDraft } from './task-draft.ts';
import { waitingRound } from './waiting-round.ts';

/** Pairs of tasks of which one waits for the other, at most. */
const linkLimit = 2_000_000;

/**
 * Tasks in the planner's order, those that others wait for pulled ahead of these. Fails where tasks wait for each other, or one
 * needs a crew that isn't there.
 */
export function numberTasks(outline: PlanOutline, book: TaskBook): Outcome<readonly ProjectTask[]> {
  const drafts = [...book.drafts.values()].filter(({ out }) => !out);
  const turns = turnsOf(outline, drafts);
  const sorted = drafts
    .map((draft, place) => ({ draft, place, phase: phaseTurn(outline, draft.phase), turn: turns[place] }))
    .sort((a, b) => a.phase - b.phase || a.turn - b.turn || a.draft.key - b.draft.key || a.place - b.place)
    .map(({ draft }) => draft);
  const links = linksOf(sorted, book);
  if (links === null)
    return failure('rollout-too-many-links', 'Too many tasks of this rollout wait for each other.', 'tasks');
  const order = topologicalOrder(links);
  if (!order.ok) {
    const round = order.round.map((number) => sorted[number]);
    const place = round.find((draft) => draft.place !== null)?.place ?? null;
    return failure('rollout-cycle', waitingRound(round.map(({ name }) => name)), place ?? planPlace(outline, round));
  }
  const numbers = new Int32Array(sorted.length);
  order.list.forEach((from, to) => {
    numbers[from] = to;
  });
  const byId = new Map(sorted.map(({ id }, from) => [id, numbers[from]]));
  const crews = new Map(outline.crews.map(({ id }, number) => [id, number]));
  const tasks: ProjectTask[] = [];
  for (const from of order.list) {
    const draft = sorted[from];
    const needs: { readonly crew: number; readonly units: number }[] = [];
    for (const { crew, units } of draft.needs) {
      const number = crews.get(crew);
      if (number === undefined) {
        const sentence = `${draft.name} needs the crew “${crew}”, which this plan does not have.`;
        return failure('rollout-unknown-crew', sentence, draft.place ?? 'crews');
      }
      needs.push({ crew: number, units });
    }
    tasks.push({
      id: draft.id,
      name: draft.name,
      step: draft.step,
      phase: draft.phase,
      group: draft.group,
      devices: draft.devices,
      duration: draft.duration,
      calendar: draft.calendar,
      needs,
      after: [...links[from]].map((before) => numbers[before]).sort((a, b) => a - b),
      release: releaseOf(outline, draft),
      failureChance: draft.failureChance,
      reworkShare: draft.reworkShare,
      reworkOf: draft.reworkOf === null ? null : (byId.get(draft.reworkOf) ?? null),
      cost: draft.cost,
      rentPerDay: draft.rentPerDay,
      rentUntil: draft.rentUntil === null ? null : (byId.get(draft.rentUntil) ?? null),
      rank: tasks.length,
    });
  }
  return success(tasks);
}

/** Where in the plan a round of made tasks may come from. */
function planPlace({ job }: PlanOutline, round: readonly TaskDraft[]): string | null {
  const ids = new Set(round.map(({ id }) => id));
  const index = job.scenario.tasks.findIndex(({ id, after }) => ids.has(id) && after.some((other) => ids.has(other)));
  return index >= 0 ? `tasks[${index}].after` : null;
}

function phaseTurn({ phaseTurns }: PlanOutline, phase: number | null): number {
  return phase === null ? phaseTurns.length : phaseTurns[phase];
}

function releaseOf({ calendar }: PlanOutline, { phase, notBefore }: TaskDraft): number {
  const phaseDay = phase === null ? 0 : calendar.phaseDays[phase];
  const own = notBefore === null ? 0 : dayNumber(notBefore) - calendar.startDay;
  return Math.max(phaseDay, own, 0) * ticksPerDay;
}

/**
 * Group of each draft, else the first of its devices' groups in its phase (the last, for training, which comes after all); groups are
 * numbered in the planner's turn.
 */
function turnsOf({ groups, groupOf }: PlanOutline, drafts: readonly TaskDraft[]): readonly number[] {
  return drafts.map(({ group, devices, phase, step }) => {
    if (group !== null) return group;
    let turn = -1;
    for (const device of devices) {
      const of = groupOf[device];
      if (of === null || groups[of].phase !== phase) continue;
      if (turn < 0 || (step === 'train' ? of > turn : of < turn)) turn = of;
    }
    return turn;
  });
}

/** Per draft the places of those that it waits for, through what is left out; null where there are too many. */
function linksOf(drafts: readonly TaskDraft[], book: TaskBook): readonly (readonly number[])[] | null {
  const places = new Map(drafts.map(({ id }, place) => [id, place]));
  let count = 0;
  const links: number[][] = [];
  for (const draft of drafts) {
    const found = new Set<number>();
    const seen = new Set<string>();
    const open = [...draft.after];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const place = places.get(id);
      if (place !== undefined) found.add(place);
      else open.push(...(book.get(id)?.after ?? []));
    }
    count += found.size;
    if (count > linkLimit) return null;
    links.push([...found].sort((a, b) => a - b));
  }
  return links;
}
