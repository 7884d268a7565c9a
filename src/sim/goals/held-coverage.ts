import type { Device } from '#model/device.ts';
import type { DeviceCoverage } from '#model/results/coverage-bits.ts';
import type { LaneTable } from '../alpr/lane-samples.ts';

/** A merged device and what it covers. */
export interface HeldCoverage {
  readonly device: Device;
  readonly coverage: DeviceCoverage;
}

/** Portals that a camera sees at or above a class (1 = lowest category), ascending. */
export function portalsSeen({ portalIndex, portalClass }: DeviceCoverage, least: number): Uint32Array {
  return portalIndex.filter((_, at) => portalClass[at] >= least);
}

/** Facade panels that a camera sees at or above a class (1 = lowest category), ascending. */
export function panelsSeen({ facadeIndex, facadeClass }: DeviceCoverage, least: number): Uint32Array {
  return facadeIndex.filter((_, at) => facadeClass[at] >= least);
}

/** Lanes on which some sample is read with at least this probability, each once, ascending. */
export function lanesRead(
  coverage: DeviceCoverage,
  lanes: LaneTable,
  probability: number,
  night: boolean,
): Uint32Array {
  const read = night ? coverage.laneByNight : coverage.laneByDay;
  const found = new Set<number>();
  for (let at = 0; at < read.length; at += 1) {
    if (read[at] >= probability && read[at] > 0) found.add(lanes.laneOfSample[coverage.laneIndex[at]]);
  }
  return Uint32Array.from(found).sort();
}
