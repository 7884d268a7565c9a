import type { GoalBand } from '#model/results/rollout/rollout-report.ts';

/** What a set of live devices achieves, in a form that follows each change in little time. */

/** How a goal or a category is told apart in {@link CoverageMeter.values}. */
export interface MeterHead {
  readonly kind: 'goal' | 'category' | 'score';
  /** Id of the goal, or the category's name. */
  readonly id: string;
  /** For categories: at least so many cameras. */
  readonly devices: number;
  /** Null for what is measured; a sentence where it cannot be. */
  readonly problem: string | null;
  readonly unit: GoalBand['unit'];
  readonly target: number;
  readonly weight: number;
  readonly lessIsBetter: boolean;
  /** What its share is of. */
  readonly whole: number;
}

/**
 * Keeps goals and categories in step with the live devices. Values are in the unit of the goal (per cent for shares) and equal
 * what the coverage engine says of the same devices.
 */
export interface CoverageMeter {
  readonly heads: readonly MeterHead[];
  /** One per head; the meter's own array, which changes with {@link set} and {@link reset}. */
  readonly values: Float64Array;
  /** Groups and goals (places in {@link heads}) in which a cutover gap can open: old units of the group counted for the goal at the start. */
  readonly pairs: readonly { readonly group: number; readonly head: number }[];
  /** Per pair, in the goal's unit: what it lacks now of what the group's old units helped to give it at the start. */
  readonly lacks: Float64Array;
  /** Columns of the city's ground at the painted category: sets of cells that the same devices cover. */
  readonly columns: number;
  /** Tells the columns that have come to be covered or uncovered since the last call (after {@link reset}: those covered at the start). */
  drainColumns(visit: (column: number, covered: boolean) => void): void;
  /** Devices (numbers of the project) counted at the start: those that are live then. */
  reset(): void;
  /** A device begins or ceases to count; a device that is so already is left alone. */
  set(device: number, live: boolean): void;
}
