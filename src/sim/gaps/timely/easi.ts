import { normalDistribution } from './normal-distribution.ts';

/** One task of an intruder: it takes time, and may be detected. */
export interface EasiTask {
  /** Mean and standard deviation, seconds. */
  readonly seconds: number;
  readonly spreadSeconds: number;
  /** Chance that it is detected, and that the alarm then reaches the responders. */
  readonly detection: number;
  readonly communication: number;
}

/** Response force time: from the alarm to the interruption, mean and standard deviation, seconds. */
export interface EasiResponse {
  readonly seconds: number;
  readonly spreadSeconds: number;
}

export interface EasiOptions {
  /** Where in a task it is detected. */
  readonly detectionAt: 'begin' | 'middle' | 'end';
  /** `tasks`: the variance of what remains is the sum of the remaining tasks' variances; `share`: a share of its mean. */
  readonly spread: { readonly model: 'tasks' } | { readonly model: 'share'; readonly share: number };
}

export interface EasiDetection {
  /** Delay left after the detection: mean and standard deviation, seconds. */
  readonly remainingSeconds: number;
  readonly remainingSpreadSeconds: number;
  /** P(R | A): chance that the response comes within it. */
  readonly response: number;
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

/**
 * Estimate of Adversary Sequence Interruption (Bennett, Sandia 1977; Garcia, Design and Evaluation of Physical Protection Systems):
 * P_I = Σ P(R|A_i) · P(C_i) · P(D_i) · Π_{j<i} (1 − P(D_j)) with P(R|A) = Φ((T_R − RFT) / √(σ_R² + σ_RFT²)).
 */
export function easi(tasks: readonly EasiTask[], response: EasiResponse, options: EasiOptions = usualEasi): EasiResult {
  const detections = tasks.map((_, index) => detectionOf(tasks, index, response, options));
  let undetected = 1;
  let interruption = 0;
  let criticalTask = -1;
  for (const [index, { detection, communication }] of tasks.entries()) {
    const { remainingSeconds, response: arrives } = detections[index];
    interruption += arrives * communication * detection * undetected;
    undetected *= 1 - detection;
    if (detection > 0 && remainingSeconds > response.seconds) criticalTask = index;
  }
  return { interruption: Math.min(1, interruption), detections, criticalTask };
}

function detectionOf(
  tasks: readonly EasiTask[],
  index: number,
  response: EasiResponse,
  { detectionAt, spread }: EasiOptions,
): EasiDetection {
  const own = detectionAt === 'begin' ? 1 : detectionAt === 'middle' ? 0.5 : 0;
  let seconds = own * tasks[index].seconds;
  let variance = own * own * tasks[index].spreadSeconds * tasks[index].spreadSeconds;
  for (const task of tasks.slice(index + 1)) {
    seconds += task.seconds;
    variance += task.spreadSeconds * task.spreadSeconds;
  }
  const deviation = spread.model === 'share' ? spread.share * seconds : Math.sqrt(variance);
  const whole = Math.sqrt(deviation * deviation + response.spreadSeconds * response.spreadSeconds);
  const margin = seconds - response.seconds;
  const arrives = whole > 0 ? normalDistribution(margin / whole) : margin > 0 ? 1 : 0;
  return { remainingSeconds: seconds, remainingSpreadSeconds: deviation, response: arrives };
}
