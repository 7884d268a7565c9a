import type { City } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { type DemoCamera, demoCameras } from './demo-cameras.ts';
import { PlanPlaces, planDevice } from './plan-places.ts';

/** Height of the observed point, metres: assumption, a standing person's eyes. */
export const planTargetHeight = 1.6;

/** The worked plan on the demo city: cameras on its lamps, signals and walls around the station, the market and a school. */
export function buildDemoPlan(city: City): Scenario {
  const { id, name, origin } = city.manifest;
  const places = new PlanPlaces(city);
  return emptyScenario({
    id: 'havnby-station',
    name: 'Station and market, plan A',
    description:
      'A worked example on an invented city: fixed cameras that overlook the station square, the market square and the streets around a school. Sensor and lenses are usual values for their class (assumption).',
    scene: { id, name, origin },
    devices: demoCameras.map((camera, i) => placedCamera(places, camera, `C-${String(i + 1).padStart(2, '0')}`)),
  });
}

/** A camera of the list with these fields beside. */
export function placedCamera(
  places: PlanPlaces,
  camera: DemoCamera,
  id: string,
  fields: Readonly<Record<string, unknown>> = {},
  catalogue: readonly DeviceModel[] = [],
): Device {
  const foot = places.foot(camera.on, camera.near, camera.height);
  const device = {
    id,
    name: id,
    x: foot.x,
    y: foot.y,
    heightMeters: foot.heightMeters,
    ...places.aim(foot, camera.aim, planTargetHeight),
    mounting: { kind: camera.on, featureId: foot.featureId },
    notes: camera.notes,
    ...fields,
  };
  return planDevice(camera.model ?? `fixed-4k-${camera.focalLength}mm`, device, catalogue);
}
