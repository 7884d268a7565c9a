import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { AvailabilityMetric, AvailabilityPart, AvailabilityResult } from '#model/results/gaps/availability.ts';
import type { FailureMetric } from '#model/results/gaps/failures.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { FailureMeter } from './failure-meter.ts';
import { LossMemory } from './loss-memory.ts';
import { partAvailabilities } from './part-availability.ts';
import { PlanDependencies } from './plan-parts.ts';

/** Moments that are drawn. */
export const availabilitySamples = 200;
const step = 'Drawing moments by chance';
/** Streams of neighbouring samples are so far apart that none repeats another. */
const streamStep = 0x9e37_79b9;
/** The generator's first numbers still resemble its seed. */
const warmUp = 24;

/**
 * The plan at moments drawn by chance: each part is at work with its availability, independent of the others, and takes with it
 * what hangs on it. Every moment has a random stream of its own, so that the result hangs on the seed alone.
 */
export function* availabilitySteps(
  scenario: Scenario,
  meter: FailureMeter,
  seed: number,
  samples: number = availabilitySamples,
): Generator<SimulationStep, AvailabilityResult, void> {
  const parts = partAvailabilities(scenario);
  const dependencies = new PlanDependencies(scenario);
  const devices = scenario.devices.filter(({ state }) => state !== 'retired').length;
  const losses = new LossMemory(meter);
  const rows: (readonly (number | null)[])[] = [];
  let atWork = 0;
  let least = devices;
  for (let sample = 0; sample < samples; sample += 1) {
    // A cut of the grid that is drawn outlasts the backup.
    const { devices: down, backedUp: dark } = dependencies.lostWith(failedAt(parts, seed, sample));
    const lost = [...down, ...dark].sort();
    atWork += devices - lost.length;
    least = Math.min(least, devices - lost.length);
    rows.push(yield* losses.without(lost, step, sample / samples));
    yield { step, fraction: (sample + 1) / samples };
  }
  return {
    kind: 'availability',
    seed,
    samples,
    metrics: meter.metrics.map((metric, at) =>
      spreadOf(
        metric,
        rows.map((row) => row[at]),
      ),
    ),
    parts: parts.toSorted((a, b) => a.availability - b.availability || (a.id < b.id ? -1 : 1)),
    meanDevices: atWork / samples,
    leastDevices: least,
    devices,
    notes: [
      `${samples} moments drawn with seed ${seed}; parts fail independently of each other.`,
      ...(parts.some(({ source }) => source === 'assumption')
        ? ['Parts without figures of their own fail as often as the plan’s assumptions say.']
        : []),
      ...(scenario.powerFeeds.some(({ backupHours }) => backupHours > 0)
        ? ['A power cut counts where it outlasts the feed’s backup; cuts last exponentially long.']
        : []),
    ],
  };
}

/** Parts that are down at a moment: part k is drawn by the k-th number of the moment's stream. */
function failedAt(parts: readonly AvailabilityPart[], seed: number, sample: number): readonly AvailabilityPart[] {
  const random = xoroshiro128plus((Math.imul(sample + 1, streamStep) ^ seed) | 0);
  for (let k = 0; k < warmUp; k += 1) random.next();
  return parts.filter(({ availability }) => (random.next() >>> 0) / 4_294_967_296 >= availability);
}

/** Mean and percentiles over the moments. */
function spreadOf(metric: FailureMetric, values: readonly (number | null)[]): AvailabilityMetric {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const { target, better } = metric;
  const met = (value: number) => (better === 'more' ? value >= (target ?? 0) : value <= (target ?? 0));
  return {
    ...metric,
    mean: sorted.length === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    p10: percentile(sorted, 0.1),
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    metShare: target === null || sorted.length === 0 ? null : sorted.filter(met).length / sorted.length,
  };
}

/** Nearest rank; null of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
