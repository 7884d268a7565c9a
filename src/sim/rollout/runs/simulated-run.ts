import type { Schedule } from '../project.ts';

/** A task that was found wanting so often, less one, is taken as it is after the last attempt. */
export const mostAttempts = 5;

/**
 * One run. Its arrays are the simulator's own and change with the next run. A task that can never begin in this run (its crew has left,
 * or the horizon would be passed) has the end of the horizon as its start and finish, as in a planned schedule.
 */
export interface SimulatedRun extends Schedule {
  readonly number: number;
  /** Ticks of work of each task's first attempt. */
  readonly work: Int32Array;
  /** How often each task was done: 0 is never. */
  readonly attempts: Int32Array;
  /** Money for each task: its own and day rates, over all attempts. */
  readonly spent: Float64Array;
  /** By crew: working ticks of its units held, and ticks that tasks which were ready waited for it. */
  readonly crewHeld: Float64Array;
  readonly crewWaiting: Float64Array;
}

/** A run that is being played. */
export type OpenRun = { -readonly [K in keyof SimulatedRun]: SimulatedRun[K] };

/** Room for the runs of a project. */
export function emptyRun(tasks: number, crews: number): OpenRun {
  return {
    number: 0,
    start: new Int32Array(tasks),
    finish: new Int32Array(tasks),
    cause: new Int32Array(tasks),
    cost: 0,
    end: 0,
    work: new Int32Array(tasks),
    attempts: new Int32Array(tasks),
    spent: new Float64Array(tasks),
    crewHeld: new Float64Array(crews),
    crewWaiting: new Float64Array(crews),
  };
}
