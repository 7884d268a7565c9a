import type { Assumptions } from '#model/assumptions.ts';
import type { Barrier, Crossing, Portal, Street } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { GapScene } from '#model/gap-scene.ts';
import type { CoverageScene, Surroundings } from '#model/results/coverage-bits.ts';

/** What the ground that people walk on is made of. A city's coverage scene with its barriers and crossings is one. */
export interface WalkScene extends Pick<CoverageScene, 'bounds' | 'cell' | 'prisms' | 'buildingIds'> {
  readonly surroundings?: Pick<Surroundings, 'buildings' | 'streets' | 'areas' | 'portals'>;
  readonly barriers: GapScene['barriers'];
  readonly crossings: GapScene['crossings'];
}

/** A scene's lists, empty where it was loaded without surroundings. */
export interface WalkLists {
  readonly streets: readonly Street[];
  readonly portals: readonly Portal[];
  readonly barriers: readonly Barrier[];
  readonly crossings: readonly Crossing[];
}

export function walkLists({ surroundings, barriers, crossings }: WalkScene): WalkLists {
  return { streets: surroundings?.streets ?? [], portals: surroundings?.portals ?? [], barriers, crossings };
}

export type DelayAssumptions = Pick<
  Assumptions,
  'fenceDelaySeconds' | 'wallDelaySeconds' | 'hedgeDelaySeconds' | 'gateDelaySeconds'
>;

/** The study area, and what keeps people off. */
export interface WalkOptions {
  /** Middle of the study area, local metres, and how far it reaches to each side. */
  readonly x: number;
  readonly y: number;
  readonly reachMeters: number;
  readonly assumptions: DelayAssumptions;
  /** Ids of gates that an access unit locks: they are passed by force only. See {@link lockedPortals}. */
  readonly lockedPortals: ReadonlySet<string>;
}

/** Ids of the portals that a device of the plan locks; retired ones don't. */
export function lockedPortals(devices: Iterable<Device>): ReadonlySet<string> {
  const locked = new Set<string>();
  for (const device of devices) {
    if (device.kind !== 'access' || device.portalId === null || device.state === 'retired') continue;
    if (device.functions.includes('lock')) locked.add(device.portalId);
  }
  return locked;
}

/** Seconds that it takes to overcome a barrier, by its kind. */
export function barrierDelay({ kind }: Pick<Barrier, 'kind'>, assumptions: DelayAssumptions): number {
  switch (kind) {
    case 'wall':
    case 'city_wall':
    case 'retaining_wall':
      return assumptions.wallDelaySeconds;
    case 'hedge':
      return assumptions.hedgeDelaySeconds;
    case 'fence':
    case 'guard_rail':
    case 'other':
      return assumptions.fenceDelaySeconds;
  }
}

/** Lower than this a barrier is stepped over, metres: assumption. */
export const steppedOverMeters = 0.5;

/** A street that people can be on, at ground level, on a bridge or in a passage. */
export function isWalked({ foot, tunnel, passage }: Street): boolean {
  return foot && (!tunnel || passage);
}

/** A street whose carriageway is no ground for people: motorways, and trunk roads where walking is forbidden; not over- or underneath. */
export function isClosedRoad(street: Street): boolean {
  const { foot, bridge, tunnel } = street;
  return (street.class === 'motorway' || (street.class === 'trunk' && !foot)) && !bridge && !tunnel;
}
