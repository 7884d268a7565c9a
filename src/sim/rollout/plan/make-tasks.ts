import { findModel } from '#model/catalogue/find-model.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { type CrewNeed, type TaskStep, type TaskTemplate, taskSteps } from '#model/rollout/task-template.ts';
import type { PlanOutline } from './plan-outline.ts';
import { draftOf, TaskBook, type TaskDraft } from './task-draft.ts';
import { inPlanOrder, isOfKind, type TaskTarget, targetsOf } from './task-targets.ts';

/** A rollout of more tasks than this is refused. */
export const taskLimit = 50_000;

/** Mountings that only a bucket truck reaches. */
const truckMountings: ReadonlySet<string> = new Set(['pole', 'lamp', 'signal']);

/** The tasks that the templates make, with the precedence that they ask for; cutover comes later. */
export function makeTasks(outline: PlanOutline): Outcome<TaskBook> {
  const book = new TaskBook();
  const made: { readonly template: TaskTemplate; readonly target: TaskTarget; readonly draft: TaskDraft }[] = [];
  const costs = new CostSplitter(outline);
  const vehicles = vehicleIds(outline);
  for (const step of taskSteps) {
    for (const template of outline.templates) {
      if (template.step !== step) continue;
      for (const target of targetsOf(template, outline)) {
        if (book.drafts.size >= taskLimit) return tooMany();
        const draft = draftOf({
          id: freeId(book, `${step}:${target.key}`, template.id),
          name: target.name,
          step,
          phase: target.phase,
          group: target.group,
          devices: target.devices,
          key: taskSteps.indexOf(step),
          duration: template.duration,
          calendar: template.calendar,
          needs: needsOf(template, target, outline, vehicles),
          cost: template.cost + costs.take(template, target),
          failureChance: template.failureChance,
          reworkShare: template.reworkShare,
        });
        book.add(draft);
        made.push({ template, target, draft });
      }
    }
  }
  if (!addMissing(outline, book)) return tooMany();
  costs.takeRest(book);
  for (const { template, target, draft } of made) {
    if (template.step === 'retire') continue;
    for (const device of target.waitsWith) {
      for (const id of waitsFor(outline, book, template.after, device)) if (id !== draft.id) draft.after.add(id);
    }
    if (template.step === 'accept' && template.failureChance > 0 && target.devices.length === 1)
      draft.reworkOf =
        book.of('commission', target.devices[0]).find((id) => book.get(id)?.devices.length === 1) ?? null;
  }
  linkNodes(outline, book, made);
  return success(book);
}

function tooMany<T>(): Outcome<T> {
  const sentence = `This rollout has more than ${taskLimit.toLocaleString('en')} tasks; switch off kinds of work, or make them per group.`;
  return failure('rollout-too-many-tasks', sentence, 'taskTemplates');
}

/** `step:target`; where two templates make the same, the later one's own id is added. */
function freeId(book: TaskBook, id: string, templateId: string): string {
  let free = book.get(id) === undefined ? id : `${id}/${templateId}`;
  for (let count = 2; book.get(free) !== undefined; count += 1) free = `${id}/${templateId}~${count}`;
  return free;
}

function vehicleIds({ crews }: Pick<PlanOutline, 'crews'>): ReadonlySet<string> {
  return new Set(crews.flatMap(({ id, kind }) => (kind === 'vehicle' ? [id] : [])));
}

/** A crew that is named twice is needed for both; vehicles are held only where a device hangs high. */
function needsOf(
  template: TaskTemplate,
  target: TaskTarget,
  { devices }: PlanOutline,
  vehicles: ReadonlySet<string>,
): readonly CrewNeed[] {
  const high = target.devices.some((number) => truckMountings.has(devices[number].device.mounting.kind));
  const units = new Map<string, number>();
  for (const need of template.needs) {
    if (!high && template.per === 'device' && vehicles.has(need.crew)) continue;
    units.set(need.crew, (units.get(need.crew) ?? 0) + need.units);
  }
  return [...units].map(([crew, count]) => ({ crew, units: count }));
}

/** Every device to be built goes live at a moment, and every old unit goes dark at one, also where no kind of work says so. */
function addMissing(outline: PlanOutline, book: TaskBook): boolean {
  const moment = (step: TaskStep, word: string, number: number, group: number | null): boolean => {
    if (book.of(step, number).length > 0) return true;
    if (book.drafts.size >= taskLimit) return false;
    const { device } = outline.devices[number];
    const phase = group === null ? null : outline.groups[group].phase;
    const id = freeId(book, `${step}:${device.id}`, 'moment');
    const name = `${word} ${device.name}`;
    const draft = draftOf({ id, name, step, phase, group, devices: [number], key: taskSteps.indexOf(step) });
    book.add(draft);
    if (step === 'accept')
      for (const before of waitsFor(outline, book, ['commission'], number)) draft.after.add(before);
    return true;
  };
  for (const number of inPlanOrder(outline))
    if (!moment('accept', 'Accept', number, outline.groupOf[number])) return false;
  return outline.groups.every(({ legacy }, group) =>
    legacy.every((number) => moment('retire', 'Take down', number, group)),
  );
}

/**
 * Ids of the tasks of these steps that serve a device. A step that the device doesn't go through lets through to what it would
 * have waited for itself.
 */
export function waitsFor(
  { allTemplates, devices }: PlanOutline,
  book: TaskBook,
  steps: readonly TaskStep[],
  device: number,
): readonly string[] {
  const { kind } = devices[device].device;
  const ids: string[] = [];
  const seen = new Set<TaskStep>();
  const open = [...steps];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    const found = book.of(step, device);
    if (found.length > 0) {
      ids.push(...found);
      continue;
    }
    for (const template of allTemplates) {
      if (template.step === step && isOfKind(template, kind)) open.push(...template.after);
    }
  }
  return ids;
}

/** A node waits for the one between it and the centre. */
function linkNodes(
  { nodes }: PlanOutline,
  book: TaskBook,
  made: readonly { readonly template: TaskTemplate; readonly target: TaskTarget; readonly draft: TaskDraft }[],
): void {
  const byNode = new Map<string, TaskDraft[]>(nodes.map(({ record }) => [record.id, []]));
  const atNodes = made.filter(({ template }) => template.per === 'node' && template.step === 'network');
  for (const { target, draft } of atNodes) byNode.get(target.key)?.push(draft);
  for (const { target, draft } of atNodes) {
    for (const before of byNode.get(target.work?.before ?? '') ?? []) {
      if (book.get(before.id) !== undefined) draft.after.add(before.id);
    }
  }
}

/** Gives every price of the catalogue to one task, so that nothing is paid twice or not at all. */
class CostSplitter {
  readonly #outline: PlanOutline;
  readonly #models: readonly (DeviceModel | null)[];
  /** Devices whose price or fixing is with a task, and nodes and feeds. */
  readonly #priced = new Set<number>();
  readonly #fixed = new Set<number>();
  readonly #works = new Set<string>();

  constructor(outline: PlanOutline) {
    this.#outline = outline;
    const { scenario } = outline.job;
    const known = new Map<string, DeviceModel | null>();
    this.#models = outline.devices.map(({ device }) => {
      let model = known.get(device.model);
      if (model === undefined) {
        model = findModel(scenario, device.model);
        known.set(device.model, model);
      }
      return model;
    });
  }

  take({ step, per }: TaskTemplate, target: TaskTarget): number {
    if (step === 'delivery') return this.#sum(target.devices, this.#priced, 'price');
    if (step === 'mount') return this.#sum(target.devices, this.#fixed, 'installation');
    if (target.work === null || (step === 'network') !== (per === 'node') || (step === 'power') !== (per === 'feed'))
      return 0;
    const key = `${per}:${target.key}`;
    if (this.#works.has(key)) return 0;
    this.#works.add(key);
    return target.work.record.price + (target.work.link?.price ?? 0);
  }

  /** What no delivery and no mounting has taken goes with the task at which the device takes its place. */
  takeRest(book: TaskBook): void {
    for (const number of inPlanOrder(this.#outline)) {
      const rest = this.#sum([number], this.#priced, 'price') + this.#sum([number], this.#fixed, 'installation');
      const draft = book.get(book.placing(number)[0] ?? '');
      if (rest > 0 && draft !== undefined) draft.cost += rest;
    }
  }

  #sum(numbers: readonly number[], taken: Set<number>, field: 'price' | 'installation'): number {
    let sum = 0;
    for (const number of numbers) {
      if (taken.has(number) || this.#outline.devices[number].installed) continue;
      taken.add(number);
      sum += this.#models[number]?.[field] ?? 0;
    }
    return sum;
  }
}
