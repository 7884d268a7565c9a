import type { DeviceCosts } from '#model/results/plan-costs.ts';

export type PoeClass = Exclude<DeviceCosts['poe'], null | 'over'>;

/** IEEE 802.3af, at and bt (types 3 and 4): watts at the switch's port and at the end of 100 m of cable. */
export const poeClasses: readonly {
  readonly name: PoeClass;
  readonly sourceWatts: number;
  readonly deviceWatts: number;
}[] = [
  { name: 'af', sourceWatts: 15.4, deviceWatts: 12.95 },
  { name: 'at', sourceWatts: 30, deviceWatts: 25.5 },
  { name: 'bt3', sourceWatts: 60, deviceWatts: 51 },
  { name: 'bt4', sourceWatts: 90, deviceWatts: 71.3 },
];

/** Ethernet over copper reaches so far, metres (ISO/IEC 11801). */
export const copperReachMeters = 100;

/** The least class that carries this many watts at the device; `over` where none does. */
export function poeClassOf(deviceWatts: number): PoeClass | 'over' {
  return poeClasses.find((poe) => deviceWatts <= poe.deviceWatts)?.name ?? 'over';
}

/** Watts that a switch sets aside for a device: all that its class may draw at the port; 0 where no class carries it. */
export function poeSourceWatts(poe: DeviceCosts['poe']): number {
  return poeClasses.find(({ name }) => name === poe)?.sourceWatts ?? 0;
}
