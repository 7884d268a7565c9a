import type { DeviceCoverage } from '#model/results/coverage-bits.ts';

/** Every buffer of what devices cover once, for handing them over: conditions and empty results share them. */
export function deviceBuffers(covered: readonly DeviceCoverage[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const device of covered) {
    for (const { bits } of device.ground) buffers.add(bits.buffer);
    buffers.add(device.facadeIndex.buffer).add(device.facadeClass.buffer);
    buffers.add(device.laneIndex.buffer).add(device.laneByDay.buffer).add(device.laneByNight.buffer);
    buffers.add(device.portalIndex.buffer).add(device.portalClass.buffer);
  }
  return [...buffers];
}
