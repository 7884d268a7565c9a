import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { Crew } from '#model/rollout/rollout-records.ts';
import type { TaskTemplate } from '#model/rollout/task-template.ts';
import type { NetworkWork } from './network-works.ts';
import type { PlanCalendar } from './plan-calendar.ts';
import type { PlanDevice } from './plan-devices.ts';
import type { PlanGroup } from './plan-groups.ts';

/** What the tasks are made from. */
export interface PlanOutline {
  readonly job: RolloutJob;
  readonly calendar: PlanCalendar;
  readonly devices: readonly PlanDevice[];
  /** Phase by phase, each in the planner's turn. */
  readonly groups: readonly PlanGroup[];
  /** Per device the group that builds it, by number; null: none. */
  readonly groupOf: readonly (number | null)[];
  /** Per device the group that takes it down, by number; null: none. */
  readonly retiringGroupOf: readonly (number | null)[];
  /** Per device those that take its place, by number; empty where it stays. */
  readonly replacedBy: readonly (readonly number[])[];
  /** Per phase its place when none comes before one that it waits for; ties as listed. */
  readonly phaseTurns: readonly number[];
  readonly templates: readonly TaskTemplate[];
  /** Also those that are switched off, for what comes after them. */
  readonly allTemplates: readonly TaskTemplate[];
  readonly crews: readonly Crew[];
  readonly nodes: readonly NetworkWork[];
  readonly feeds: readonly NetworkWork[];
  /** Sentences for the report; grows while the plan is read. */
  readonly notes: string[];
}
