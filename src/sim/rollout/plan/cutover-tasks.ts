import { type Duration, taskSteps } from '#model/rollout/task-template.ts';
import { waitsFor } from './make-tasks.ts';
import type { PlanGroup } from './plan-groups.ts';
import type { PlanOutline } from './plan-outline.ts';
import { draftOf, type TaskBook, type TaskDraft } from './task-draft.ts';

/**
 * Of time and cost, what taking an old unit down takes when it is done on the way to mounting the new one. Assumption: the crew and
 * the truck are there, half the work is getting there and setting up.
 */
const swapShare = 0.5;

/** Sets when old units go, and what they wait for, by the policy of the group that takes them down. */
export function addCutover(outline: PlanOutline, book: TaskBook): void {
  // What new units wait for before any cutover: a swap waits for the same, and not for other swaps.
  const before = new Map<string, readonly string[]>();
  for (const { id, after } of book.drafts.values()) before.set(id, [...after]);
  for (const [number, group] of outline.groups.entries()) {
    const drafts = new Map<string, TaskDraft>();
    for (const device of group.legacy) {
      for (const id of book.of('retire', device)) {
        const draft = book.get(id);
        if (draft?.group === number) drafts.set(id, draft);
      }
    }
    for (const draft of drafts.values()) addRetirement(outline, book, group, draft, before);
  }
  // Stand-ins are for the policy that asks for them, and for old units that something replaces.
  for (const draft of book.drafts.values()) {
    if (draft.step === 'temporary' && draft.rentUntil === null) draft.out = true;
  }
}

function addRetirement(
  outline: PlanOutline,
  book: TaskBook,
  group: PlanGroup,
  draft: TaskDraft,
  before: ReadonlyMap<string, readonly string[]>,
): void {
  // A unit that is built first is live before it goes.
  for (const device of draft.devices) {
    for (const id of book.of('accept', device)) draft.after.add(id);
  }
  const replacing = [...new Set(draft.devices.flatMap((device) => outline.replacedBy[device]))];
  // What nothing replaces stays until its phase is accepted, unless everything there is cleared first.
  const policy = replacing.length === 0 && group.policy !== 'remove-first' ? 'keep' : group.policy;
  switch (policy) {
    case 'swap':
      swap(book, draft, replacing, before);
      return;
    case 'remove-first':
      removeFirst(outline, book, group, draft, replacing);
      return;
    case 'temporary':
      standIn(outline, book, draft, replacing);
      keep(outline, book, group, draft, replacing);
      return;
    case 'keep':
      keep(outline, book, group, draft, replacing);
  }
}

function keep(
  outline: PlanOutline,
  book: TaskBook,
  group: PlanGroup,
  draft: TaskDraft,
  replacing: readonly number[],
): void {
  if (replacing.length === 0) {
    if (group.phase !== null) draft.after.add(phaseAccepted(outline, book, group.phase));
    return;
  }
  const templates = outline.templates.filter(({ step }) => step === 'retire');
  for (const device of replacing) {
    for (const id of book.of('accept', device)) draft.after.add(id);
    for (const { after } of templates) {
      for (const id of waitsFor(outline, book, after, device)) if (id !== draft.id) draft.after.add(id);
    }
  }
}

/** The moment at which all that a phase builds, and doesn't take down again, is accepted. */
function phaseAccepted({ devices, job }: PlanOutline, book: TaskBook, phase: number): string {
  const { id: phaseId, name } = job.scenario.phases[phase];
  const id = `accepted:${phaseId}`;
  if (book.get(id) !== undefined) return id;
  const key = taskSteps.indexOf('accept') + 0.5;
  const draft = draftOf({ id, name: `${name}: accepted`, step: null, phase, group: null, devices: [], key });
  devices.forEach((device, number) => {
    if (!device.built || device.phase !== phase || device.retiredIn === phase) return;
    for (const before of book.of('accept', number)) draft.after.add(before);
  });
  book.add(draft);
  return id;
}

/** Down on the way to mounting the first of the new units. */
function swap(
  book: TaskBook,
  draft: TaskDraft,
  replacing: readonly number[],
  before: ReadonlyMap<string, readonly string[]>,
): void {
  draft.key = taskSteps.indexOf('mount') - 0.5;
  draft.duration = scaled(draft.duration, swapShare);
  draft.cost *= swapShare;
  const first = book.placing(replacing[0] ?? -1)[0];
  for (const id of before.get(first ?? '') ?? []) draft.after.add(id);
  for (const device of replacing) putBefore(book, draft, book.placing(device));
}

/** Down as soon as there is a permit, before anything is built in the group. */
function removeFirst(
  outline: PlanOutline,
  book: TaskBook,
  group: PlanGroup,
  draft: TaskDraft,
  replacing: readonly number[],
): void {
  draft.key = taskSteps.indexOf('civil') - 0.5;
  const own = new Set(draft.devices);
  const built = group.devices.filter((device) => !own.has(device));
  for (const device of built) {
    for (const id of waitsFor(outline, book, ['permit'], device)) draft.after.add(id);
    putBefore(book, draft, book.of('civil', device));
  }
  for (const device of new Set([...built, ...replacing])) putBefore(book, draft, book.placing(device));
}

/** Stand-ins are there before the new units take their place, and are rented until they are taken down with the old ones. */
function standIn(outline: PlanOutline, book: TaskBook, draft: TaskDraft, replacing: readonly number[]): void {
  const templates = outline.templates.filter(({ step }) => step === 'temporary');
  for (const id of new Set(draft.devices.flatMap((device) => book.of('temporary', device)))) {
    const task = book.get(id);
    if (task === undefined || task.group !== draft.group) continue;
    for (const next of replacing) {
      putBefore(book, task, book.placing(next));
      for (const { after } of templates) {
        for (const before of waitsFor(outline, book, after, next)) if (before !== id) task.after.add(before);
      }
    }
    task.rentPerDay = outline.job.scenario.rollout.temporaryDayRate * task.devices.length;
    task.rentUntil = draft.id;
    draft.after.add(id);
  }
}

function putBefore(book: TaskBook, draft: TaskDraft, ids: readonly string[]): void {
  for (const id of ids) book.get(id)?.after.add(draft.id);
}

export function scaled(duration: Duration, share: number): Duration {
  switch (duration.kind) {
    case 'fixed':
      return { kind: 'fixed', days: duration.days * share };
    case 'lognormal':
      return { kind: 'lognormal', p50: duration.p50 * share, p90: duration.p90 * share };
    case 'triangular':
    case 'pert': {
      const { kind, low, mode, high } = duration;
      return { kind, low: low * share, mode: mode * share, high: high * share };
    }
  }
}
