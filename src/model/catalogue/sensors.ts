import type { Sensor } from '../sensor.ts';

/** Image sensors of the generic models: common pixel counts on common optical formats. Sizes in mm are assumptions. */

/** 1/2.8″ of 16:9, pixels of 2.9 µm. */
export const sensor1080p: Sensor = {
  widthPixels: 1920,
  heightPixels: 1080,
  widthMillimeters: 5.568,
  heightMillimeters: 3.132,
};

/** 1/2.9″, pixels of 2.0 µm. */
export const sensor4mp: Sensor = {
  widthPixels: 2688,
  heightPixels: 1520,
  widthMillimeters: 5.376,
  heightMillimeters: 3.04,
};

/** 1/1.8″ of 16:9, pixels of 2.0 µm. */
export const sensor4k: Sensor = {
  widthPixels: 3840,
  heightPixels: 2160,
  widthMillimeters: 7.68,
  heightMillimeters: 4.32,
};

/** 1/1.8″ of 3:2, pixels of 2.4 µm. */
export const sensor6mp: Sensor = {
  widthPixels: 3072,
  heightPixels: 2048,
  widthMillimeters: 7.3728,
  heightMillimeters: 4.9152,
};

/** 1/1.7″ of 4:3, pixels of 1.85 µm. */
export const sensor12mp: Sensor = {
  widthPixels: 4000,
  heightPixels: 3000,
  widthMillimeters: 7.4,
  heightMillimeters: 5.55,
};

/** 1″ of 3:2, pixels of 2.4 µm. */
export const sensor20mp: Sensor = {
  widthPixels: 5472,
  heightPixels: 3648,
  widthMillimeters: 13.1328,
  heightMillimeters: 8.7552,
};

/** Uncooled microbolometers with pixels of 12 µm. */
export const sensorThermalSmall: Sensor = {
  widthPixels: 320,
  heightPixels: 240,
  widthMillimeters: 3.84,
  heightMillimeters: 2.88,
};
export const sensorThermalLarge: Sensor = {
  widthPixels: 640,
  heightPixels: 512,
  widthMillimeters: 7.68,
  heightMillimeters: 6.144,
};

/**
 * Focal length with which an equidistant lens fills the sensor's shorter side with a field of 180°: (shorter side / 2) / f = π/2.
 */
export function fisheyeFocalLength({ widthMillimeters, heightMillimeters }: Sensor): number {
  return Math.min(widthMillimeters, heightMillimeters) / Math.PI;
}
