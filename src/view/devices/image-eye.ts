import { fisheyeHalfAngleDegrees, type Head, type OpticalDevice } from '#model/device.ts';
import type { Projection } from '#model/sensor.ts';
import { dot, type Vector } from '../controls/view-rays.ts';

/** One imager of a device as it is drawn: where it stands, how it looks, what its image holds. Local frame. */
export interface ImageEye {
  readonly origin: Vector;
  readonly forward: Vector;
  /** To the right and to the top of the image. */
  readonly right: Vector;
  readonly up: Vector;
  readonly projection: Projection;
  /** Rectilinear: tangents of half the horizontal and vertical fields of view. */
  readonly tangentX: number;
  readonly tangentY: number;
  /** Equidistant: angle from the axis at which the image circle ends, radians. */
  readonly halfAngle: number;
  /** Density at one metre: f_px / Z for a rectilinear lens, tangential density f_px·θ / (s·sin θ) for a fisheye. */
  readonly focalPixels: number;
}

/** Where an imager looks and with which lens; presets of a PTZ replace the device's own. */
export type Aim = Pick<OpticalDevice, 'headingDegrees' | 'tiltDegrees' | 'focalLengthMillimeters'>;

const radians = Math.PI / 180;
const oneHead: readonly Head[] = [{ headingDegrees: 0, tiltDegrees: 0 }];

/**
 * All imagers of a device: one for each head of a multi-sensor camera, else one. They share the optical centre.
 *
 * @param groundZ height of the ground below the device
 */
export function imageEyes(device: OpticalDevice, groundZ: number, aim: Aim = device): ImageEye[] {
  const heads = device.kind === 'camera' && device.heads.length > 0 ? device.heads : oneHead;
  return heads.map((head) => imageEye(device, groundZ, aim, head));
}

/** The device's own axis, without the turns of its heads. */
export function mainEye(device: OpticalDevice, groundZ: number, aim: Aim = device): ImageEye {
  return imageEye(device, groundZ, aim, oneHead[0]);
}

function imageEye(device: OpticalDevice, groundZ: number, aim: Aim, head: Head): ImageEye {
  const { sensor } = device;
  const heading = (aim.headingDegrees + head.headingDegrees) * radians;
  const tilt = (aim.tiltDegrees + head.tiltDegrees) * radians;
  const roll = device.rollDegrees * radians;
  const [sinHeading, cosHeading, sinTilt, cosTilt] = [
    Math.sin(heading),
    Math.cos(heading),
    Math.sin(tilt),
    Math.cos(tilt),
  ];
  const level: Vector = [cosHeading, -sinHeading, 0];
  const upright: Vector = [sinHeading * sinTilt, cosHeading * sinTilt, cosTilt];
  const equidistant = isFisheye(device);
  const tall = equidistant && sensor.heightMillimeters < sensor.widthMillimeters;
  const pixels = tall ? sensor.heightPixels : sensor.widthPixels;
  const millimeters = tall ? sensor.heightMillimeters : sensor.widthMillimeters;
  const { focalLengthMillimeters } = aim;
  return {
    origin: [device.x, device.y, groundZ + device.heightMeters],
    forward: [sinHeading * cosTilt, cosHeading * cosTilt, -sinTilt],
    // Clockwise seen from behind: the right side of the image goes down.
    right: mix(level, Math.cos(roll), upright, -Math.sin(roll)),
    up: mix(level, Math.sin(roll), upright, Math.cos(roll)),
    projection: equidistant ? 'equidistant' : 'rectilinear',
    tangentX: sensor.widthMillimeters / (2 * focalLengthMillimeters),
    tangentY: sensor.heightMillimeters / (2 * focalLengthMillimeters),
    halfAngle: fisheyeHalfAngleDegrees({ sensor, focalLengthMillimeters }) * radians,
    focalPixels: (pixels * focalLengthMillimeters) / millimeters,
  };
}

export function isFisheye(device: OpticalDevice): boolean {
  return device.kind === 'camera' && device.projection === 'equidistant';
}

function mix(a: Vector, ka: number, b: Vector, kb: number): Vector {
  return [a[0] * ka + b[0] * kb, a[1] * ka + b[1] * kb, a[2] * ka + b[2] * kb];
}

/** A point in an image: from −1 (left, bottom) to 1 (right, top) where the image shows it. */
export interface ImagePoint {
  readonly u: number;
  readonly v: number;
  /** px/m on the plane that the map's categories are of; see {@link ImageEye.focalPixels}. */
  readonly pixelsPerMeter: number;
}

/**
 * Where a point of the city lies in the image; null behind a rectilinear lens. A fisheye's u and v are r / R of the image
 * circle, r = f·θ.
 */
export function projectToImage(eye: ImageEye, point: Vector): ImagePoint | null {
  const d: Vector = [point[0] - eye.origin[0], point[1] - eye.origin[1], point[2] - eye.origin[2]];
  const [x, y, z] = [dot(d, eye.right), dot(d, eye.up), dot(d, eye.forward)];
  if (eye.projection === 'rectilinear') {
    if (z <= 1e-6) return null;
    return { u: x / (z * eye.tangentX), v: y / (z * eye.tangentY), pixelsPerMeter: eye.focalPixels / z };
  }
  const off = Math.hypot(x, y);
  const distance = Math.hypot(off, z);
  const theta = Math.atan2(off, z);
  const share = off < 1e-9 ? 0 : theta / (eye.halfAngle * off);
  return {
    u: x * share,
    v: y * share,
    pixelsPerMeter: off < 1e-9 ? eye.focalPixels / distance : (eye.focalPixels * theta) / off,
  };
}

/** Whether the image holds a point: the rectangle of a rectilinear lens, the circle of a fisheye. */
export function isInImage(eye: ImageEye, { u, v }: ImagePoint): boolean {
  return eye.projection === 'rectilinear' ? Math.abs(u) <= 1 && Math.abs(v) <= 1 : u * u + v * v <= 1;
}

/** Unit direction through a point of the image; the inverse of {@link projectToImage}. */
export function imageRay(eye: ImageEye, u: number, v: number): Vector {
  let [x, y, z] = [u * eye.tangentX, v * eye.tangentY, 1];
  if (eye.projection === 'equidistant') {
    const off = Math.hypot(u, v);
    const theta = off * eye.halfAngle;
    const across = off === 0 ? 0 : Math.sin(theta) / off;
    [x, y, z] = [u * across, v * across, Math.cos(theta)];
  }
  const length = Math.hypot(x, y, z);
  const part = (i: number) => (x * eye.right[i] + y * eye.up[i] + z * eye.forward[i]) / length;
  return [part(0), part(1), part(2)];
}
