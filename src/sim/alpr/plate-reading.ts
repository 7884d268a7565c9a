import { degreesOfVector } from '#geo/arctangent.ts';
import type { PlateFactors } from '#model/results/plan-summary.ts';
import { fallingFactor, motionBlur, type PlateRules, risingFactor } from './plate-rules.ts';

type Vector = readonly [x: number, y: number, z: number];

/** An ALPR unit's camera: a rectilinear lens. Axes are unit vectors, `position` the optical centre, local metres. */
export interface PlateOptics {
  readonly position: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly forward: Vector;
  /** Focal length in pixels. */
  readonly focalPixels: number;
  /** Tangents of half the fields of view. */
  readonly tangentX: number;
  readonly tangentY: number;
  readonly exposureSeconds: number;
  /** Its own light reaches so far, slant metres; 0: it has none. */
  readonly infraredReachMeters: number;
}

/** A plate in space, upright, square to the direction of travel (unit vector in plan). */
export interface Plate {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly directionX: number;
  readonly directionY: number;
  readonly speedKmh: number;
}

/** How a plate stands to a unit. Angles in degrees, distances in metres. */
export interface PlateView {
  /** Of a vehicle that comes towards the unit the front plate is read, of one that leaves it the rear plate. */
  readonly plate: 'front' | 'rear';
  readonly distanceMeters: number;
  /** ‖J·a‖: pixels per metre along the plate's own horizontal axis a; NaN behind the camera. */
  readonly pixelsPerMeter: number;
  /** Between the plate's normal and the line of sight in plan, and that line's angle to the horizontal. */
  readonly horizontalDegrees: number;
  readonly verticalDegrees: number;
  /** cos ι = cos δ · cos ψ. */
  readonly incidenceDegrees: number;
  readonly blurPixels: number;
}

/** Reading by day and by night; sight is taken as free. */
export interface PlateReading {
  readonly view: PlateView;
  readonly day: PlateFactors;
  readonly night: PlateFactors;
}

/**
 * Pixels per metre along the horizontal axis square to the direction of travel, ‖J·a‖ with J the Jacobian of u = f·X/Z,
 * v = f·Y/Z; NaN where the plate is not before the camera.
 */
export function platePixelsPerMeter(optics: PlateOptics, plate: Plate): number {
  const { right, up, forward, position, focalPixels } = optics;
  const dx = plate.x - position[0];
  const dy = plate.y - position[1];
  const dz = plate.z - position[2];
  const depth = forward[0] * dx + forward[1] * dy + forward[2] * dz;
  if (!(depth > 0)) return NaN;
  const across = right[0] * dx + right[1] * dy + right[2] * dz;
  const above = up[0] * dx + up[1] * dy + up[2] * dz;
  const ax = -plate.directionY;
  const ay = plate.directionX;
  const along = forward[0] * ax + forward[1] * ay;
  const u = right[0] * ax + right[1] * ay - (across / depth) * along;
  const v = up[0] * ax + up[1] * ay - (above / depth) * along;
  return (focalPixels / depth) * Math.sqrt(u * u + v * v);
}

/** No plate is read at a greater depth along the optical axis, metres: there the largest ‖J·a‖ is `pixelsNone`. */
export function greatestPlateDepth(optics: PlateOptics, rules: PlateRules): number {
  const { tangentX, tangentY, focalPixels } = optics;
  return (focalPixels * Math.sqrt(1 + tangentX * tangentX + tangentY * tangentY)) / rules.pixelsNone;
}

/** How a plate stands to a unit, whatever hides it. */
export function viewPlate(optics: PlateOptics, plate: Plate): PlateView {
  const [cx, cy, cz] = optics.position;
  const dx = cx - plate.x;
  const dy = cy - plate.y;
  const dz = cz - plate.z;
  const ahead = dx * plate.directionX + dy * plate.directionY;
  const aside = dx * -plate.directionY + dy * plate.directionX;
  const flat = Math.sqrt(dx * dx + dy * dy);
  const distance = Math.sqrt(flat * flat + dz * dz);
  const front = ahead >= 0;
  const horizontal = degreesOfVector(Math.abs(aside), Math.abs(ahead));
  const vertical = degreesOfVector(Math.abs(dz), flat);
  const facing = Math.abs(ahead);
  const incidence = degreesOfVector(Math.sqrt(aside * aside + dz * dz), facing);
  const pixelsPerMeter = platePixelsPerMeter(optics, plate);
  const sineAlpha = distance === 0 ? 0 : Math.sqrt(aside * aside + dz * dz) / distance;
  return {
    plate: front ? 'front' : 'rear',
    distanceMeters: distance,
    pixelsPerMeter,
    horizontalDegrees: horizontal,
    verticalDegrees: vertical,
    incidenceDegrees: incidence,
    blurPixels: motionBlur(pixelsPerMeter, plate.speedKmh, optics.exposureSeconds, sineAlpha),
  };
}

/** Every factor of P_read for a plate that nothing hides; `lit`: street lights reach it. */
export function readPlate(optics: PlateOptics, plate: Plate, rules: PlateRules, lit: boolean): PlateReading {
  const view = viewPlate(optics, plate);
  const worstAngle = Math.max(view.horizontalDegrees, view.verticalDegrees);
  const day: PlateFactors = {
    sight: 1,
    pixels: risingFactor(view.pixelsPerMeter, rules.pixelsNone, rules.pixelsFull),
    angle: fallingFactor(worstAngle, rules.angleFull, rules.angleNone),
    blur: fallingFactor(view.blurPixels, rules.blurFull, rules.blurNone),
    light: 1,
    recognition: rules.recognition,
    availability: rules.availability,
  };
  const light = lit || view.distanceMeters <= optics.infraredReachMeters ? 1 : 0;
  return { view, day, night: { ...day, light } };
}

/** P_read = sight · pixels · angle · blur · light · recognition · availability. */
export function readProbability(factors: PlateFactors): number {
  const { sight, pixels, angle, blur, light, recognition, availability } = factors;
  return sight * pixels * angle * blur * light * recognition * availability;
}
