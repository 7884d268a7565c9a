import type { OrderResult } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutQuestion } from '#model/rollout/rollout-question.ts';
import type { RolloutSettings, RolloutTask } from '#model/rollout/rollout-records.ts';
import type { RolloutDialog, TimeScale } from './rollout-state.ts';

/** What a user can do in Rollout mode; part of all commands of the session. */
export interface RolloutCommands {
  /** Starts the rollout's runs, or does them anew; the last report stays while newer ones sharpen. */
  runRollout(): void;
  /** Stops whatever Rollout mode is working out. */
  stopRollout(): void;
  setRolloutQuestion(change: Partial<RolloutQuestion>): void;
  /** Changes calendars, weather, money or cutover of the plan, as one undo step. */
  setRolloutSettings(change: Partial<RolloutSettings>): void;
  /** Moves the twin to a date, which is held within the report. */
  setRolloutDate(date: string): void;
  playRollout(playing: boolean): void;
  setRolloutView(change: {
    readonly scale?: TimeScale;
    readonly paint?: 'date' | 'chance';
    readonly goalId?: string | null;
    readonly dialog?: RolloutDialog | null;
  }): void;
  /** Marks a task and its devices; null: none. */
  showRolloutTask(id: string | null): void;
  /** Flies to the place of a cutover gap and moves to the day it is deepest. */
  showCutoverGap(id: string | null): void;
  /** Changes one task of the plan (by its id); null takes all changes of it back. */
  changeTask(id: string, change: Partial<Omit<RolloutTask, 'id'>> | null): void;
  /** Holds the cutover policies against each other. */
  comparePolicies(): void;
  /** Searches a better order of the site groups. */
  searchOrder(): void;
  /** Makes one of the orders found the plan's own, as one undo step. */
  takeOrder(rule: OrderResult['rule']): void;
  /** Works out security gaps month by month. */
  scoreMonths(): void;
  /** Runs another variant (null: the plan itself) with the same random numbers, side by side. */
  compareRollout(variantId: string | null): void;
  endRolloutComparison(): void;
  /** Saves tables, a calendar or the whole report as a file. */
  exportRollout(what: 'csv' | 'calendar' | 'json'): void;
  /** Reads a task list (CSV) into the plan, as one undo step. */
  importTaskList(file: File): void;
}
