import { type DeviceModel, deviceModelSchema } from '../device-model.ts';
import type { Sensor } from '../sensor.ts';

/**
 * Generic models, no makes. Pixel counts are the common video formats; sensor sizes, lenses, prices, power and reliability are
 * usual values for the class and not from a data sheet: assumptions, marked so wherever they are shown.
 */

/** 3840 × 2160 on a 1/1.8″ sensor of 16:9, pixels of 2.0 µm: assumption. */
const sensor4k: Sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };
/** 1920 × 1080 on a 1/2.8″ sensor of 16:9, pixels of 2.9 µm: assumption. */
const sensor1080p: Sensor = {
  widthPixels: 1920,
  heightPixels: 1080,
  widthMillimeters: 5.568,
  heightMillimeters: 3.132,
};

const usual = 'assumption: usual values of the class';

function fixed(format: '4K' | '1080p', focalLength: number): DeviceModel {
  return deviceModelSchema.parse({
    kind: 'camera',
    form: 'fixed',
    id: `fixed-${format.toLowerCase()}-${focalLength}mm`,
    name: `Fixed ${format}, ${focalLength} mm`,
    sensor: format === '4K' ? sensor4k : sensor1080p,
    sensorFormat: format === '4K' ? '1/1.8″' : '1/2.8″',
    focalLength,
    focalLengthMinimum: focalLength,
    focalLengthMaximum: focalLength,
    source: usual,
    price: format === '4K' ? 600 : 350,
    installation: 900,
    yearly: 120,
    powerWatts: format === '4K' ? 9 : 7,
    infraredReachMeters: 30,
    mtbfHours: 80_000,
    mttrHours: 48,
    mountHeightMeters: 4,
  });
}

export const genericModels: readonly DeviceModel[] = [
  fixed('4K', 4),
  fixed('4K', 8),
  fixed('4K', 12),
  fixed('1080p', 2.8),
];
