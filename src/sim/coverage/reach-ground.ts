import type { Device } from '#model/device.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { acousticGround, airGround, radarGround } from '../devices/reach-ground.ts';
import { phoneGround } from '../devices/walking-reach.ts';
import type { DeviceContext } from './device-context.ts';

/** The ground that a device without a picture reaches; null for those that cover none. */
export function reachGround(context: DeviceContext, device: Device): GroundBits | null {
  const { scene, settings } = context;
  switch (device.kind) {
    case 'acoustic':
      return acousticGround(scene, device);
    case 'air':
      return airGround(scene, device, settings.assumptions);
    case 'radar':
      return radarGround(scene, device, context.cars());
    case 'phone':
      return phoneGround(scene, context.walk(), device.x, device.y, settings.assumptions.phoneWalkMeters);
    default:
      return null;
  }
}
