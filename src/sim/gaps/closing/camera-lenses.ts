import { degreesOfTangent, degreesOfVector } from '#geo/arctangent.ts';
import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { allModels } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import type { Camera } from '#model/device.ts';
import type { CameraModel } from '#model/device-model.ts';
import type { Scenario } from '#model/scenario.ts';
import type { MountPlace } from '../../blind-spots/mount-places.ts';

/** A camera of the catalogue with one focal length. */
export interface CameraLens {
  readonly model: CameraModel;
  /** Millimetres. */
  readonly focalLength: number;
  /** Half the horizontal field, degrees. */
  readonly halfField: number;
  /** Unit and installation, in the plan's currency. */
  readonly price: number;
}

/** Headings that are tried all round. */
const headings = 16;
/** The middle of a person, metres above the ground: pictures are aimed at it. */
const personMiddle = 1;
const leastTilt = 5;
const mostTilt = 60;

/** Fixed and varifocal cameras for visible light, the cheapest first; a varifocal at both ends and in the middle. */
export function cameraLenses(scenario: Pick<Scenario, 'catalogue'>): CameraLens[] {
  const lenses: CameraLens[] = [];
  for (const model of allModels(scenario)) {
    if (model.kind !== 'camera' || (model.form !== 'fixed' && model.form !== 'varifocal')) continue;
    if (model.projection !== 'rectilinear') continue;
    const { focalLengthMinimum: least, focalLengthMaximum: most, sensor, price, installation } = model;
    const focals = new Set([least, Math.round(5 * (least + most)) / 10, most].filter((f) => f >= least && f <= most));
    for (const focalLength of focals) {
      const halfField = degreesOfTangent(sensor.widthMillimeters / (2 * focalLength));
      lenses.push({ model, focalLength, halfField, price: price + installation });
    }
  }
  return lenses.sort(
    (a, b) => a.price - b.price || a.focalLength - b.focalLength || (a.model.id < b.model.id ? -1 : 1),
  );
}

/** Headings, degrees: the one towards a point, and those of the 16 all round that have it in the picture; none into a wall. */
export function headingsTowards(place: MountPlace, x: number, y: number, halfField: number): number[] {
  const aim = (Math.round(degreesOfVector(x - place.x, y - place.y)) + 360) % 360;
  const list = [aim];
  for (let k = 0; k < headings; k += 1) {
    const heading = (360 * k) / headings;
    const turn = Math.abs(((heading - aim + 540) % 360) - 180);
    if (turn <= halfField && heading !== aim) list.push(heading);
  }
  const { normal } = place;
  if (normal === null) return list;
  return list.filter((heading) => normal[0] * sineOfDegrees(heading) + normal[1] * cosineOfDegrees(heading) > 0);
}

/** How high a camera of a model hangs on a place, metres above the ground. */
export function hangingHeight(place: MountPlace, { mountHeightMeters }: CameraModel): number {
  return Math.round(10 * Math.max(0.5, Math.min(mountHeightMeters, place.highestMeters))) / 10;
}

/** A camera on a place, tilted towards a person so many metres away; null where a field is out of its range. */
export function cameraOn(
  place: MountPlace,
  { model, focalLength }: CameraLens,
  headingDegrees: number,
  meters: number,
  id = 'proposal',
): Camera | null {
  const heightMeters = hangingHeight(place, model);
  const tilt = Math.round(degreesOfVector(heightMeters - personMiddle, Math.max(1, meters)));
  const made = deviceOfModel(model, {
    ...{ id, name: model.name, x: place.x, y: place.y, mounting: place.mounting },
    ...{ heightMeters, headingDegrees, focalLengthMillimeters: focalLength },
    tiltDegrees: Math.min(mostTilt, Math.max(leastTilt, tilt)),
  });
  return made.ok && made.value.kind === 'camera' ? made.value : null;
}
