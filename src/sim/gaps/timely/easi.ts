import { normalDistribution } from './normal-distribution.ts';

/** One task of an intruder: it takes time, and may be detected. */
export interface EasiTask {
  /** Mean and standard deviation, seconds. */
  readonly seconds: number;
  readonly spreadSeconds: number;
  /** Chance that it is detected, and that the alarm then reaches the responders. */
  readonly detection: number;
  readonly communication: number;
  /** Where within the task it is detected if it is; absent: where {@link EasiOptions.detectionAt} says. */
  readonly moments?: readonly EasiMoment[];
}

/** A moment of a task at which it may be detected. */
export interface EasiMoment {
  /** Share of the task's time that is over by then, 0 to 1. */
  readonly passed: number;
  /** Share of the task's detections that happen then; all of a task's add up to 1. */
  readonly share: number;
}

/** Response force time: from the alarm to the interruption, mean and standard deviation, seconds. */
export interface EasiResponse {
  readonly seconds: number;
  readonly spreadSeconds: number;
}

export interface EasiOptions {
  /** Where in a task without moments it is detected. */
  readonly detectionAt: 'begin' | 'middle' | 'end';
  /** `tasks`: the variance of what remains is the sum of the remaining tasks' variances; `share`: a share of its mean. */
  readonly spread: { readonly model: 'tasks' } | { readonly model: 'share'; readonly share: number };
}

export interface EasiDetection {
  /** Delay left after the detection: mean and standard deviation, seconds; of a task with moments their means. */
  readonly remainingSeconds: number;
  readonly remainingSpreadSeconds: number;
  /** P(R | A): chance that the response comes within it. */
  readonly response: number;
  /** Delay left after the earliest detection, seconds. */
  readonly mostSeconds: number;
}

export interface EasiResult {
  /** P_I: chance that the intruder is interrupted. */
  readonly interruption: number;
  /** Parallel to the tasks. */
  readonly detections: readonly EasiDetection[];
  /** Critical detection point: the last task after whose detection more delay is left than the response takes; −1: none. */
  readonly criticalTask: number;
}

export const usualEasi: EasiOptions = { detectionAt: 'begin', spread: { model: 'tasks' } };

/** Share of a task's time that is over where it is detected. */
export const passedAt = { begin: 0, middle: 0.5, end: 1 } as const;

/**
 * Estimate of Adversary Sequence Interruption (Bennett, Sandia 1977; Garcia, Design and Evaluation of Physical Protection Systems):
 * P_I = Σ P(R|A_i) · P(C_i) · P(D_i) · Π_{j<i} (1 − P(D_j)) with P(R|A) = Φ((T_R − RFT) / √(σ_R² + σ_RFT²)). Of a task with
 * moments P(R|A_i) is the mean over them. The time that is left of a begun task spreads as the whole task does, relative to its mean.
 */
export function easi(tasks: readonly EasiTask[], response: EasiResponse, options: EasiOptions = usualEasi): EasiResult {
  const detections: EasiDetection[] = [];
  const later = { seconds: 0, variance: 0 };
  for (const task of tasks.toReversed()) {
    detections.unshift(detectionOf(task, later, response, options));
    later.seconds += task.seconds;
    later.variance += task.spreadSeconds * task.spreadSeconds;
  }
  let undetected = 1;
  let interruption = 0;
  let criticalTask = -1;
  for (const [index, { detection, communication }] of tasks.entries()) {
    const { mostSeconds, response: arrives } = detections[index];
    interruption += arrives * communication * detection * undetected;
    undetected *= 1 - detection;
    if (detection > 0 && mostSeconds > response.seconds) criticalTask = index;
  }
  return { interruption: Math.min(1, interruption), detections, criticalTask };
}

function detectionOf(
  task: EasiTask,
  later: { readonly seconds: number; readonly variance: number },
  response: EasiResponse,
  { detectionAt, spread }: EasiOptions,
): EasiDetection {
  const moments = task.moments ?? [{ passed: passedAt[detectionAt], share: 1 }];
  const sum = { remainingSeconds: 0, remainingSpreadSeconds: 0, response: 0, mostSeconds: 0 };
  for (const { passed, share } of moments) {
    const left = 1 - passed;
    const seconds = left * task.seconds + later.seconds;
    const own = left * task.spreadSeconds;
    const deviation = spread.model === 'share' ? spread.share * seconds : Math.sqrt(own * own + later.variance);
    sum.remainingSeconds += share * seconds;
    sum.remainingSpreadSeconds += share * deviation;
    sum.response += share * arrivalChance(seconds, deviation, response);
    sum.mostSeconds = Math.max(sum.mostSeconds, seconds);
  }
  return { ...sum, response: Math.min(1, sum.response) };
}

/** Chance that a response takes no longer than the delay that is left; both are normally distributed and independent. */
function arrivalChance(seconds: number, deviation: number, response: EasiResponse): number {
  const margin = seconds - response.seconds;
  const whole = Math.sqrt(deviation * deviation + response.spreadSeconds * response.spreadSeconds);
  return whole > 0 ? normalDistribution(margin / whole) : margin > 0 ? 1 : 0;
}
