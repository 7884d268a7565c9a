import type { Device } from '#model/device.ts';
import type { DeviceCoverage, PlanFrame } from '#model/results/coverage-bits.ts';
import type { GoalResult } from '#model/results/goals.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { type DeviceChanges, Kept } from './goal-memory.ts';
import type { HeldDevices } from './goal-meters.ts';
import { type GoalMeter, GoalPlan } from './goal-plan.ts';
import type { GoalScene } from './goal-scene.ts';
import { goalResult, scoreOf } from './goal-text.ts';
import { type CountsOf, GroundTallies } from './ground-tally.ts';
import type { HeldCoverage } from './held-coverage.ts';
import { TargetTallies } from './target-tallies.ts';

/** How all goals of a plan stand. */
export interface GoalStanding {
  readonly goals: readonly GoalResult[];
  /** 0 to 100; null without goals. */
  readonly score: number | null;
}

/**
 * The plan's goals, kept in step with the devices: a device's change costs the cells and targets that differ. Counts on the
 * ground come from ledgers (`countsOf`), which are told of every device before or after the board is; it does not matter which.
 */
export class GoalBoard {
  private readonly scene: GoalScene;
  private readonly countsOf: CountsOf;
  private readonly held = new Map<string, HeldCoverage>();
  private readonly kept = new Kept();
  private readonly ground = new GroundTallies();
  private readonly targets = new TargetTallies(this.held);
  private readonly changes: DeviceChanges = { access: 0, light: 0 };
  private frame: PlanFrame | null = null;
  private meters: readonly GoalMeter[] = [];

  constructor(scene: GoalScene, countsOf: CountsOf) {
    this.scene = scene;
    this.countsOf = countsOf;
  }

  /** Takes over goals, places, phases and the rest of a plan that changes no bits. */
  setPlan(frame: PlanFrame): void {
    this.frame = frame;
    const plan = new GoalPlan(this.scene, frame, this.countsOf, this.held, this.kept, this.changes);
    this.meters = frame.goals.map((goal) => plan.meter(goal));
    this.kept.sweep();
    this.ground.ask(plan.ground);
    this.targets.ask(plan.targets);
  }

  /**
   * Goals of a plan put as questions to other counts and other devices than the board's own, with the regions and counters that it
   * has made; nobody may change these counters.
   */
  questions(frame: PlanFrame, countsOf: CountsOf, held: HeldDevices): GoalPlan {
    return new GoalPlan(this.scene, frame, countsOf, held, this.kept, { access: 0, light: 0 });
  }

  /** Adds a device or replaces the one of its id. */
  put(device: Device, coverage: DeviceCoverage): void {
    const before = this.held.get(device.id) ?? null;
    const after = { device, coverage };
    this.targets.change(before, after);
    this.held.set(device.id, after);
    this.note(before?.device);
    this.note(device);
  }

  remove(id: string): void {
    const before = this.held.get(id) ?? null;
    this.targets.change(before, null);
    this.held.delete(id);
    this.note(before?.device);
  }

  private note(device: Device | undefined): void {
    if (device?.kind === 'access') this.changes.access += 1;
    if (device?.kind === 'light') this.changes.light += 1;
  }

  /** Results in the order of the goals. `costs` null: they have not been worked out. */
  standing(costs: PlanCosts | null): GoalStanding {
    const { frame, meters } = this;
    if (frame === null) return { goals: [], score: null };
    const goals = meters.map(({ goal, measure }) => goalResult(goal, measure(costs), frame.budget.currency));
    return { goals, score: scoreOf(frame.goals, goals) };
  }
}
