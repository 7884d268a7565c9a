import type { Street } from '#model/city.ts';
import type { LaneReading } from '#model/results/plan-summary.ts';
import type { LaneSamples, LaneTable } from './lane-samples.ts';
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
  lanes: LaneTable,
  read: LanesRead,
  rules: PlateRules,
  streets: readonly Street[],
  lit: (x: number, y: number) => boolean,
): LaneReading[] {
  const speeds = streetSpeeds(streets, rules);
  return bestOfLanes(lanes, read).map(({ lane, at, night }) => {
    const plate = plateOf(samples, read.index[at], speeds);
    const reading = readPlate(optics, plate, rules, lit(plate.x, plate.y));
    const street = streets[lanes.street[lane]];
    return laneReading(deviceId, street, lanes.fromRight[lane], plate, reading, read.day[at], night);
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

/** The place in `read` of a lane's best sample by day, and the best by night. */
interface BestOfLane {
  readonly lane: number;
  at: number;
  night: number;
}

function bestOfLanes({ laneOfSample }: LaneTable, { index, day, night }: LanesRead): BestOfLane[] {
  const best = new Map<number, BestOfLane>();
  for (let at = 0; at < index.length; at += 1) {
    const lane = laneOfSample[index[at]];
    const known = best.get(lane);
    if (known === undefined) {
      best.set(lane, { lane, at, night: night[at] });
      continue;
    }
    if (day[at] > day[known.at]) known.at = at;
    if (night[at] > known.night) known.night = night[at];
  }
  return [...best.values()].sort((a, b) => a.lane - b.lane);
}

/** Number of lanes on which some sample is read with at least this probability by day. */
export function lanesReadCount(lanes: LaneTable, { index, day }: LanesRead, probability: number): number {
  const read = new Set<number>();
  for (let at = 0; at < index.length; at += 1) if (day[at] >= probability) read.add(lanes.laneOfSample[index[at]]);
  return read.size;
}
