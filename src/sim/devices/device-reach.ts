import type { Assumptions } from '#model/assumptions.ts';
import type { Device } from '#model/device.ts';
import type { GroundBits, Surroundings } from '#model/results/coverage-bits.ts';
import { acousticGround, airGround, carGround, type ReachGround, radarGround } from './reach-ground.ts';
import { phoneGround, type WalkNetwork, walkNetwork } from './walking-reach.ts';

/** What the reach of devices without a picture is worked out from; streets are prepared when first asked for. */
export interface ReachContext {
  readonly on: ReachGround;
  readonly assumptions: Assumptions;
  readonly cars: () => Uint32Array;
  readonly walk: () => WalkNetwork;
}

export function createReachContext(
  on: ReachGround,
  surroundings: Pick<Surroundings, 'streets'> | null,
  assumptions: Assumptions,
): ReachContext {
  const streets = surroundings?.streets ?? [];
  let cars: Uint32Array | null = null;
  let walk: WalkNetwork | null = null;
  return {
    on,
    assumptions,
    cars: () => {
      cars ??= carGround(on, streets);
      return cars;
    },
    walk: () => {
      walk ??= walkNetwork(streets);
      return walk;
    },
  };
}

/**
 * The ground that a device without a picture reaches, in one class; the same by day, at night and in fog. Null for devices
 * that cover none: access control covers portals, a street-light controller its lamp (its radio is the gateways' affair, see
 * `radioGround`). The device stands in the scene at (x, y).
 */
export function deviceReach(context: ReachContext, device: Device): GroundBits | null {
  const { on, assumptions } = context;
  switch (device.kind) {
    case 'acoustic':
      return acousticGround(on, device);
    case 'radar':
      return radarGround(on, device, context.cars());
    case 'air':
      return airGround(on, device, assumptions);
    case 'phone':
      return phoneGround(on, context.walk(), device.x, device.y, assumptions.phoneWalkMeters);
    case 'camera':
    case 'alpr':
    case 'access':
    case 'light':
      return null;
  }
}
