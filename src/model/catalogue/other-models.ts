import type { AccessFunction, SitingScale } from '../device.ts';
import { type DeviceModel, deviceModelSchema } from '../device-model.ts';
import { usual } from './usual.ts';

/** Devices without a lens: access control and sensors. Bitrates are what they send on average. */

interface AccessFigures {
  readonly price: number;
  readonly installation: number;
  readonly yearly: number;
  readonly powerWatts: number;
  readonly powerOver: 'poe' | 'mains' | 'none';
  readonly mtbfHours?: number;
}

function access(id: string, name: string, functions: readonly AccessFunction[], figures: AccessFigures): DeviceModel {
  return deviceModelSchema.parse({
    kind: 'access',
    id: `access-${id}`,
    name,
    functions,
    source: usual,
    bitrateMbps: figures.powerOver === 'none' ? 0 : 0.01,
    mtbfHours: 100_000,
    mttrHours: 24,
    mountHeightMeters: 1.2,
    ...figures,
  });
}

const allFunctions = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'] as const;

/** Wired to a controller nearby, which powers them. */
const wired = { powerWatts: 0, powerOver: 'none' } as const;

export const accessModels: readonly DeviceModel[] = [
  access('reader', 'Card reader', ['reader'], {
    price: 250,
    installation: 300,
    yearly: 40,
    powerWatts: 4,
    powerOver: 'poe',
  }),
  access('lock', 'Electric lock', ['lock'], { price: 350, installation: 450, yearly: 40, ...wired }),
  access('contact', 'Door contact', ['contact'], { price: 30, installation: 120, yearly: 10, ...wired }),
  access('exit-button', 'Request-to-exit sensor', ['request-to-exit'], {
    price: 90,
    installation: 150,
    yearly: 10,
    ...wired,
  }),
  access('alarm', 'Door held and forced alarm', ['alarm'], { price: 80, installation: 150, yearly: 20, ...wired }),
  access('door', 'Door set: lock, reader, contact, exit, alarm', allFunctions, {
    price: 900,
    installation: 1100,
    yearly: 120,
    powerWatts: 20,
    powerOver: 'poe',
  }),
  access('turnstile', 'Turnstile', allFunctions, {
    price: 6000,
    installation: 2500,
    yearly: 500,
    powerWatts: 120,
    powerOver: 'mains',
    mtbfHours: 40_000,
  }),
  access('vehicle-gate', 'Vehicle gate', allFunctions, {
    price: 9000,
    installation: 6000,
    yearly: 700,
    powerWatts: 400,
    powerOver: 'mains',
    mtbfHours: 30_000,
  }),
];

function air(sitingScale: SitingScale, name: string, price: number, measures: string): DeviceModel {
  const reference = sitingScale === 'neighbourhood' || sitingScale === 'urban';
  return deviceModelSchema.parse({
    kind: 'air',
    id: `air-${sitingScale}`,
    name,
    sitingScale,
    measures,
    source: usual,
    price,
    installation: reference ? 15_000 : 600,
    yearly: reference ? 12_000 : 400,
    powerWatts: reference ? 1500 : 6,
    powerOver: 'mains',
    bitrateMbps: 0.001,
    mtbfHours: 30_000,
    mttrHours: 72,
    mountHeightMeters: 3,
  });
}

export const sensorModels: readonly DeviceModel[] = [
  deviceModelSchema.parse({
    kind: 'acoustic',
    id: 'acoustic-400m',
    name: 'Acoustic sensor, 400 m',
    rangeMeters: 400,
    source: 'assumption: spacings of about 360 to 510 m are usual for gunshot location',
    price: 3000,
    installation: 1200,
    yearly: 900,
    powerWatts: 6,
    bitrateMbps: 0.05,
    mtbfHours: 60_000,
    mttrHours: 72,
    mountHeightMeters: 8,
  }),
  deviceModelSchema.parse({
    kind: 'radar',
    id: 'radar-side-fire',
    name: 'Traffic radar, side-fire',
    nearMeters: 1.8,
    farMeters: 76,
    fieldDegrees: 90,
    lanes: 22,
    source:
      'SmartSensor HD manual: up to 22 lanes, 1.8 to 76 m; field and the rest assumption: usual values of the class',
    price: 4500,
    installation: 1500,
    yearly: 300,
    powerWatts: 9,
    bitrateMbps: 0.05,
    mtbfHours: 90_000,
    mttrHours: 72,
    mountHeightMeters: 6,
  }),
  deviceModelSchema.parse({
    kind: 'radar',
    id: 'radar-forward',
    name: 'Traffic radar, forward',
    nearMeters: 15,
    farMeters: 150,
    fieldDegrees: 24,
    lanes: 4,
    source: usual,
    price: 3500,
    installation: 1200,
    yearly: 250,
    powerWatts: 9,
    bitrateMbps: 0.05,
    mtbfHours: 90_000,
    mttrHours: 72,
    mountHeightMeters: 6,
  }),
  air('micro', 'Air quality sensor, micro scale', 900, 'NO₂, PM2.5, PM10'),
  air('middle', 'Air quality sensor, middle scale', 2500, 'NO₂, O₃, PM2.5, PM10'),
  air('neighbourhood', 'Air quality station, neighbourhood', 60_000, 'NO₂, O₃, PM2.5, PM10, SO₂'),
  air('urban', 'Air quality station, urban background', 90_000, 'NO₂, O₃, PM2.5, PM10, SO₂, CO'),
  deviceModelSchema.parse({
    kind: 'light',
    id: 'light-controller',
    name: 'Street-light controller',
    radio: 'IoT radio below 1 GHz',
    source: usual,
    price: 90,
    installation: 60,
    yearly: 8,
    powerWatts: 1.5,
    powerOver: 'mains',
    bitrateMbps: 0.0001,
    mtbfHours: 100_000,
    mttrHours: 168,
    mountHeightMeters: 6,
  }),
  deviceModelSchema.parse({
    kind: 'phone',
    id: 'emergency-phone',
    name: 'Emergency phone',
    source: usual,
    price: 2500,
    installation: 1800,
    yearly: 200,
    powerWatts: 10,
    bitrateMbps: 0.1,
    mtbfHours: 80_000,
    mttrHours: 24,
    mountHeightMeters: 1.2,
  }),
];
