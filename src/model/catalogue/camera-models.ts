import { type DeviceModel, deviceModelSchema } from '../device-model.ts';
import type { Sensor } from '../sensor.ts';
import {
  fisheyeFocalLength,
  sensor4k,
  sensor4mp,
  sensor6mp,
  sensor12mp,
  sensor20mp,
  sensor1080p,
  sensorThermalLarge,
  sensorThermalSmall,
} from './sensors.ts';
import { usual } from './usual.ts';

interface Format {
  readonly label: string;
  readonly sensor: Sensor;
  readonly sensorFormat: string;
  readonly powerWatts: number;
  readonly price: number;
}

const format1080p: Format = {
  label: '1080p',
  sensor: sensor1080p,
  sensorFormat: '1/2.8″',
  powerWatts: 7,
  price: 350,
};
const format4mp: Format = { label: '4 MP', sensor: sensor4mp, sensorFormat: '1/2.9″', powerWatts: 8, price: 450 };
const format4k: Format = { label: '4K', sensor: sensor4k, sensorFormat: '1/1.8″', powerWatts: 9, price: 600 };

/** What cameras of every form have in common unless they say otherwise. */
const common = {
  kind: 'camera',
  source: usual,
  installation: 900,
  yearly: 120,
  mtbfHours: 80_000,
  mttrHours: 48,
  mountHeightMeters: 4,
  infraredReachMeters: 30,
} as const;

function slug(label: string): string {
  return label.toLowerCase().replaceAll(' ', '');
}

function lens(minimum: number, maximum: number, placed: number) {
  return { focalLengthMinimum: minimum, focalLengthMaximum: maximum, focalLength: placed };
}

function fixed({ label, sensor, sensorFormat, powerWatts, price }: Format, focalLength: number): DeviceModel {
  return deviceModelSchema.parse({
    ...common,
    form: 'fixed',
    id: `fixed-${slug(label)}-${focalLength}mm`,
    name: `Fixed ${label}, ${focalLength} mm`,
    sensor,
    sensorFormat,
    ...lens(focalLength, focalLength, focalLength),
    price,
    powerWatts,
  });
}

function varifocal(format: Format, minimum: number, maximum: number, infraredReachMeters: number): DeviceModel {
  const { label, sensor, sensorFormat, powerWatts, price } = format;
  return deviceModelSchema.parse({
    ...common,
    form: 'varifocal',
    id: `varifocal-${slug(label)}-${minimum}-${maximum}mm`,
    name: `Varifocal ${label}, ${minimum} to ${maximum} mm`,
    sensor,
    sensorFormat,
    ...lens(minimum, maximum, minimum),
    price: price + 250,
    powerWatts: powerWatts + 3,
    infraredReachMeters,
  });
}

function ptz(format: Format, zoom: number, minimum: number, maximum: number, price: number, powerWatts: number) {
  return deviceModelSchema.parse({
    ...common,
    form: 'ptz',
    id: `ptz-${slug(format.label)}-${zoom}x`,
    name: `PTZ ${format.label}, ${zoom}×`,
    sensor: format.sensor,
    sensorFormat: format.sensorFormat,
    ...lens(minimum, maximum, minimum),
    price,
    installation: 1500,
    yearly: 350,
    powerWatts,
    infraredReachMeters: 150,
    // Gears and slip rings wear.
    mtbfHours: 40_000,
    mountHeightMeters: 8,
    tiltDegrees: 20,
  });
}

function fisheye(label: string, sensor: Sensor, sensorFormat: string, price: number): DeviceModel {
  const focal = fisheyeFocalLength(sensor);
  return deviceModelSchema.parse({
    ...common,
    form: 'fisheye',
    projection: 'equidistant',
    id: `fisheye-${slug(label)}`,
    name: `Fisheye ${label}, 180°`,
    sensor,
    sensorFormat,
    ...lens(focal, focal, focal),
    price,
    powerWatts: 12,
    infraredReachMeters: 15,
    // Looks straight down.
    tiltDegrees: 90,
  });
}

/** Heads side by side, evenly around the camera's heading, each `stepDegrees` from the next. */
function multiSensor(degrees: number, count: number, focalLength: number, price: number): DeviceModel {
  const step = degrees / count;
  return deviceModelSchema.parse({
    ...common,
    form: 'multi-sensor',
    id: `multi-${count}x4mp-${degrees}`,
    name: `Multi-sensor ${count} × 4 MP, ${degrees}°`,
    sensor: sensor4mp,
    sensorFormat: '1/2.9″',
    ...lens(focalLength, focalLength, focalLength),
    heads: Array.from({ length: count }, (_, head) => ({
      headingDegrees: (head - (count - 1) / 2) * step,
      tiltDegrees: 0,
    })),
    price,
    installation: 1200,
    yearly: 250,
    powerWatts: 24,
    mountHeightMeters: 6,
    tiltDegrees: 15,
  });
}

function thermal(sensor: Sensor, focalLength: number, price: number): DeviceModel {
  const size = `${sensor.widthPixels} × ${sensor.heightPixels}`;
  return deviceModelSchema.parse({
    ...common,
    form: 'thermal',
    id: `thermal-${sensor.widthPixels}-${focalLength}mm`,
    name: `Thermal ${size}, ${focalLength} mm`,
    sensor,
    sensorFormat: '12 µm',
    ...lens(focalLength, focalLength, focalLength),
    price,
    yearly: 200,
    powerWatts: 8,
    infraredReachMeters: 0,
    tiltDegrees: 8,
  });
}

/** Lens and pixels fill the lanes' width with EU plates at about 25 m; the plan tells what is really read. */
function alpr(lanes: number, sensor: Sensor, sensorFormat: string, focalLength: number, price: number): DeviceModel {
  return deviceModelSchema.parse({
    ...common,
    kind: 'alpr',
    id: `alpr-${lanes}-lane`,
    name: `ALPR, ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`,
    lanes,
    sensor,
    sensorFormat,
    ...lens(focalLength / 2, focalLength * 2, focalLength),
    framesPerSecond: 25,
    price,
    installation: 2500,
    yearly: 600,
    powerWatts: lanes > 2 ? 36 : 22,
    mtbfHours: 60_000,
    mountHeightMeters: 6,
    tiltDegrees: 12,
    infraredReachMeters: 35,
  });
}

/** The four that plans of earlier versions name come first. */
export const cameraModels: readonly DeviceModel[] = [
  fixed(format4k, 4),
  fixed(format4k, 8),
  fixed(format4k, 12),
  fixed(format1080p, 2.8),
  fixed(format1080p, 6),
  fixed(format4mp, 2.8),
  fixed(format4mp, 6),
  varifocal(format1080p, 2.8, 12, 40),
  varifocal(format4mp, 2.7, 13.5, 50),
  varifocal(format4k, 3.9, 10, 50),
  varifocal(format4k, 10, 50, 80),
  ptz(format1080p, 30, 4.5, 135, 2200, 24),
  // Rectilinear fields of 59.3° to 2.1°.
  ptz(format4k, 31, 6.75, 209.25, 4200, 45),
  fisheye('6 MP', sensor6mp, '1/1.8″', 700),
  fisheye('12 MP', sensor12mp, '1/1.7″', 950),
  // Heads of 50.5°, 98.3° and 96.5° overlap by a few degrees.
  multiSensor(180, 4, 5.7, 1900),
  multiSensor(270, 3, 2.325, 1700),
  multiSensor(360, 4, 2.4, 2000),
  thermal(sensorThermalSmall, 4, 2000),
  thermal(sensorThermalSmall, 13, 2400),
  thermal(sensorThermalLarge, 9, 4500),
  thermal(sensorThermalLarge, 25, 5500),
];

export const alprModels: readonly DeviceModel[] = [
  alpr(1, sensor1080p, '1/2.8″', 26, 3500),
  alpr(2, sensor4mp, '1/2.9″', 19, 5000),
  alpr(3, sensor4k, '1/1.8″', 18, 7000),
  alpr(4, sensor20mp, '1″', 23, 9500),
];
