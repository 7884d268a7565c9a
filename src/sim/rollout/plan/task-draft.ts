import type { CrewNeed, Duration, TaskCalendar, TaskStep } from '#model/rollout/task-template.ts';

/** A task before it is numbered: it refers to others by id. */
export interface TaskDraft {
  readonly id: string;
  name: string;
  readonly step: TaskStep | null;
  readonly phase: number | null;
  readonly group: number | null;
  /** Numbers of the devices that it serves. */
  readonly devices: readonly number[];
  duration: Duration;
  calendar: TaskCalendar;
  needs: readonly CrewNeed[];
  readonly after: Set<string>;
  /** ISO date; null: no sooner than its phase. */
  notBefore: string | null;
  failureChance: number;
  reworkShare: number;
  reworkOf: string | null;
  cost: number;
  rentPerDay: number;
  rentUntil: string | null;
  /** Place among the tasks of its turn, lowest first: that of its step in `taskSteps`, or between two. */
  key: number;
  /** Left out: what waits for it waits for what it waits for. */
  out: boolean;
  /** Where it comes from in the plan, for problems; null: made. */
  readonly place: string | null;
}

/** Nothing to do: a moment that others wait for. */
export const noWork: Duration = { kind: 'fixed', days: 0 };

/** A draft that waits for nothing, needs nobody and costs nothing, where `parts` don't say otherwise. */
export function draftOf(
  parts: Pick<TaskDraft, 'id' | 'name' | 'step' | 'phase' | 'group' | 'devices' | 'key'> &
    Partial<Pick<TaskDraft, 'duration' | 'calendar' | 'needs' | 'cost' | 'place' | 'failureChance' | 'reworkShare'>>,
): TaskDraft {
  return {
    duration: noWork,
    calendar: 'work',
    needs: [],
    after: new Set(),
    notBefore: null,
    failureChance: 0,
    reworkShare: 0,
    reworkOf: null,
    cost: 0,
    rentPerDay: 0,
    rentUntil: null,
    out: false,
    place: null,
    ...parts,
  };
}

/** Leaves the moment, takes away the work. */
export function withoutWork(draft: TaskDraft): void {
  draft.duration = noWork;
  draft.needs = [];
  draft.failureChance = 0;
  draft.reworkOf = null;
  draft.cost = 0;
  draft.rentPerDay = 0;
  draft.rentUntil = null;
}

/** All tasks of a rollout while they are made, by id and by the devices that they serve. */
export class TaskBook {
  readonly drafts = new Map<string, TaskDraft>();
  readonly #byStep = new Map<TaskStep, Map<number, string[]>>();

  add(draft: TaskDraft): void {
    this.drafts.set(draft.id, draft);
    if (draft.step === null) return;
    let byDevice = this.#byStep.get(draft.step);
    if (byDevice === undefined) {
      byDevice = new Map();
      this.#byStep.set(draft.step, byDevice);
    }
    for (const device of draft.devices) {
      const ids = byDevice.get(device);
      if (ids === undefined) byDevice.set(device, [draft.id]);
      else ids.push(draft.id);
    }
  }

  get(id: string): TaskDraft | undefined {
    return this.drafts.get(id);
  }

  /** Ids of the tasks of a step that serve a device. */
  of(step: TaskStep, device: number): readonly string[] {
    return this.#byStep.get(step)?.get(device) ?? [];
  }

  /** Tasks at which a device takes its place: mounted, else the first that is done to it. */
  placing(device: number): readonly string[] {
    for (const step of ['mount', 'commission', 'accept'] as const) {
      const ids = this.of(step, device);
      if (ids.length > 0) return ids;
    }
    return [];
  }
}
