import type { Scenario } from '#model/scenario.ts';
import type { Origin } from '#model/scene.ts';
import { createFrame } from './frame.ts';

/**
 * The same plan in the frame of another origin: positions go through WGS 84, headings keep their value (grid north of
 * two frames within a city differs by less than 0.1°). Returns the plan itself when the frames are the same.
 */
export function reframeScenario(scenario: Scenario, origin: Origin): Scenario {
  const from = scenario.scene.origin;
  if (from.longitude === origin.longitude && from.latitude === origin.latitude) {
    return from.heightMeters === origin.heightMeters ? scenario : { ...scenario, scene: { ...scenario.scene, origin } };
  }
  const source = createFrame(from);
  const target = createFrame(origin);
  const devices = scenario.devices.map((device) => {
    const [longitude, latitude] = source.toGeographic(device.x, device.y);
    const [x, y] = target.toLocal(longitude, latitude);
    return { ...device, x, y };
  });
  return { ...scenario, scene: { ...scenario.scene, origin }, devices };
}
