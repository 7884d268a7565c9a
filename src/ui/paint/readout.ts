import type { PointReading } from '#model/results/coverage-tile.ts';
import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';

/** What is told about a point, in the order in which it is told. */
export interface Readout {
  /** Densest picture of it that reaches a category; null where there is none. */
  readonly best: PointReading | null;
  /** All with a picture of it at a category, the densest first. */
  readonly seen: readonly PointReading[];
  /** All others that cover it: sensors without a picture, nearest first. */
  readonly reached: readonly PointReading[];
  /** Nearest that do not, and could be expected to. */
  readonly unseen: readonly PointReading[];
}

/** Devices told of that do not see the point. */
const unseenCount = 2;
/** Farther than this, nobody asks why a device does not see a point, metres. */
const askedMeters = 150;

export function readoutOf(readings: readonly PointReading[]): Readout {
  const seen = readings
    .filter(({ seen: does, category, pixelsPerMeter }) => does && category >= 0 && Number.isFinite(pixelsPerMeter))
    .sort((a, b) => b.pixelsPerMeter - a.pixelsPerMeter);
  const reached = readings
    .filter(({ seen: does, pixelsPerMeter }) => does && !Number.isFinite(pixelsPerMeter))
    .sort(nearer);
  const unseen = readings
    .filter(({ seen: does, distanceMeters }) => !does && distanceMeters <= askedMeters)
    .sort(nearer)
    .slice(0, unseenCount);
  return { best: seen[0] ?? null, seen, reached, unseen };
}

function nearer(a: PointReading, b: PointReading): number {
  return a.distanceMeters - b.distanceMeters;
}

/** Readings of the devices that are live on the date of Rollout mode; devices that it does not know count as they are. */
export function liveReadings(
  readings: readonly PointReading[],
  statuses: ReadonlyMap<string, RolloutStatus>,
): readonly PointReading[] {
  return readings.filter(({ deviceId }) => (statuses.get(deviceId) ?? 'live') === 'live');
}
