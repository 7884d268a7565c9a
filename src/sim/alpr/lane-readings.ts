import type { Street } from '#model/city.ts';
import type { LaneReading } from '#model/results/plan-summary.ts';
import type { LaneSamples } from './lane-samples.ts';
import { type Plate, type PlateOptics, type PlateReading, readPlate, readProbability } from './plate-reading.ts';
import type { PlateRules } from './plate-rules.ts';

/** Lane samples that a unit reads with P > 0 by day or by night, ascending numbers, and how well. */
export interface LanesRead {
  readonly index: Uint32Array<ArrayBuffer>;
  readonly day: Float64Array<ArrayBuffer>;
  readonly night: Float64Array<ArrayBuffer>;
}

/** Speed on each street: its limit, or the plan's assumption; km/h. */
export function streetSpeeds(streets: readonly Street[], rules: PlateRules): Float64Array {
  return Float64Array.from(streets, ({ maxSpeedKmh }) => maxSpeedKmh ?? rules.speedKmh);
}

/**
 * Reads the samples that the unit has in its picture and that nothing hides (`seen`, ascending numbers). `speeds` by street
 * (see {@link streetSpeeds}); `lit`: do street lights reach the cell under (x, y)?
 */
export function readLanes(
  optics: PlateOptics,
  samples: LaneSamples,
  seen: ArrayLike<number>,
  rules: PlateRules,
  speeds: ArrayLike<number>,
  lit: (x: number, y: number) => boolean,
): LanesRead {
  const index = new Uint32Array(seen.length);
  const day = new Float64Array(seen.length);
  const night = new Float64Array(seen.length);
  let count = 0;
  for (let k = 0; k < seen.length; k += 1) {
    const sample = seen[k];
    const plate = plateOf(samples, sample, speeds);
    const reading = readPlate(optics, plate, rules, lit(plate.x, plate.y));
    const byDay = readProbability(reading.day);
    if (!(byDay > 0)) continue;
    index[count] = sample;
    day[count] = byDay;
    night[count] = readProbability(reading.night);
    count += 1;
  }
  return { index: index.slice(0, count), day: day.slice(0, count), night: night.slice(0, count) };
}

function plateOf(samples: LaneSamples, sample: number, speeds: ArrayLike<number>): Plate {
  const { xyz, direction, street } = samples;
  return {
    x: xyz[3 * sample],
    y: xyz[3 * sample + 1],
    z: xyz[3 * sample + 2],
    directionX: direction[2 * sample],
    directionY: direction[2 * sample + 1],
    speedKmh: speeds[street[sample]],
  };
}

/**
 * The best sample by day of every lane that a unit reads, in the order of the lanes; of equal samples the first. `read` as
 * from {@link readLanes} for the same unit.
 */
export function laneReadings(
  deviceId: string,
  optics: PlateOptics,
  samples: LaneSamples,
  read: LanesRead,
  rules: PlateRules,
  streets: readonly Street[],
  lit: (x: number, y: number) => boolean,
): LaneReading[] {
  const speeds = streetSpeeds(streets, rules);
  return bestOfLanes(samples, read).map(({ at, night }) => {
    const sample = read.index[at];
    const plate = plateOf(samples, sample, speeds);
    const reading = readPlate(optics, plate, rules, lit(plate.x, plate.y));
    const street = streets[samples.street[sample]];
    return laneReading(deviceId, street, samples.lane[sample], plate, reading, read.day[at], night);
  });
}

function laneReading(
  deviceId: string,
  street: Street,
  lane: number,
  plate: Plate,
  { view, day }: PlateReading,
  read: number,
  readAtNight: number,
): LaneReading {
  return {
    streetId: street.id,
    streetName: street.name,
    lane,
    deviceId,
    read,
    readAtNight,
    factors: day,
    distanceMeters: view.distanceMeters,
    pixelsPerMeter: view.pixelsPerMeter,
    incidenceDegrees: view.incidenceDegrees,
    blurPixels: view.blurPixels,
    speedKmh: plate.speedKmh,
    x: plate.x,
    y: plate.y,
  };
}

/** Per lane the place in `read` of its best sample by day, and the best by night. */
function bestOfLanes(samples: LaneSamples, read: LanesRead): { readonly at: number; readonly night: number }[] {
  const best: { at: number; night: number }[] = [];
  const { index, day, night } = read;
  let last: { at: number; night: number } | null = null;
  for (let at = 0; at < index.length; at += 1) {
    if (last === null || !sameLane(samples, index[last.at], index[at])) {
      last = { at, night: night[at] };
      best.push(last);
      continue;
    }
    if (day[at] > day[last.at]) last.at = at;
    if (night[at] > last.night) last.night = night[at];
  }
  return best;
}

/** Do two samples lie on the same lane, in the same direction of the same street? */
export function sameLane(samples: LaneSamples, a: number, b: number): boolean {
  return samples.street[a] === samples.street[b] && samples.lane[a] === samples.lane[b];
}
