import type { Sensor } from '#model/sensor.ts';

/**
 * Generic fixed cameras, no makes. Pixel counts are the common video formats; sensor sizes and lenses are usual values
 * for the class and not from a data sheet: an assumption, marked so wherever they are shown.
 */
export interface CameraModel {
  /** What stands in a camera's `model`. */
  readonly id: string;
  readonly name: string;
  readonly sensor: Sensor;
  readonly sensorFormat: string;
  readonly focalLengthMillimeters: number;
}

/** 3840 × 2160 on a 1/1.8″ sensor of 16:9, pixels of 2.0 µm: assumption. */
const sensor4k: Sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };
/** 1920 × 1080 on a 1/2.8″ sensor of 16:9, pixels of 2.9 µm: assumption. */
const sensor1080p: Sensor = {
  widthPixels: 1920,
  heightPixels: 1080,
  widthMillimeters: 5.568,
  heightMillimeters: 3.132,
};

function fixed(format: '4K' | '1080p', focalLengthMillimeters: number): CameraModel {
  return {
    id: `fixed-${format.toLowerCase()}-${focalLengthMillimeters}mm`,
    name: `Fixed ${format}, ${focalLengthMillimeters} mm`,
    sensor: format === '4K' ? sensor4k : sensor1080p,
    sensorFormat: format === '4K' ? '1/1.8″' : '1/2.8″',
    focalLengthMillimeters,
  };
}

export const cameraModels: readonly CameraModel[] = [
  fixed('4K', 4),
  fixed('4K', 8),
  fixed('4K', 12),
  fixed('1080p', 2.8),
];

export const defaultCameraModel: CameraModel = fixed('4K', 4);

/** The model a camera was placed from, or null when it is from elsewhere. */
export function cameraModel(id: string): CameraModel | null {
  return cameraModels.find((model) => model.id === id) ?? null;
}
