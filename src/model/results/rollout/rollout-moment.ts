import type { RolloutDeviceResult, RolloutReport } from './rollout-report.ts';

/** The city on a date of the P50 plan: each device as half of the runs have it. */

export const rolloutStatuses = ['live', 'under-way', 'planned', 'retired'] as const;
export type RolloutStatus = (typeof rolloutStatuses)[number];

/** State of a device at the end of a day (ISO date). An old unit stays live until it is dark. */
export function statusAt(device: RolloutDeviceResult, date: string): RolloutStatus {
  const { dark, live, underWay, liveAtStart } = device;
  if (dark.p50 !== null && dark.p50 <= date) return 'retired';
  if (liveAtStart || (live.p50 !== null && live.p50 <= date)) return 'live';
  return underWay.p50 !== null && underWay.p50 <= date ? 'under-way' : 'planned';
}

/** State of every device of a report, by id. */
export function statusesAt(report: RolloutReport, date: string): ReadonlyMap<string, RolloutStatus> {
  return new Map(report.devices.map((device) => [device.id, statusAt(device, date)]));
}

/** Ids of the devices that are live, in the order of the report. */
export function liveAt(report: RolloutReport, date: string): readonly string[] {
  return report.devices.filter((device) => statusAt(device, date) === 'live').map(({ id }) => id);
}

/** Place of the last date of the report that is not after a day; 0 before the first. */
export function dateIndex({ dates }: Pick<RolloutReport, 'dates'>, date: string): number {
  let low = 0;
  let high = dates.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((dates[middle] ?? '') <= date) low = middle;
    else high = middle - 1;
  }
  return low;
}
