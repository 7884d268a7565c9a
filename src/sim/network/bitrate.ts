import type { Assumptions } from '#model/assumptions.ts';
import { type Device, isOptical } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { Sensor } from '#model/sensor.ts';

/**
 * Usual bitrates of video: 2 MP 4, 4 MP 8, 5 MP 10, 8 MP 16 Mbit/s (H.264, 15 fps, medium activity), so 2 Mbit/s a megapixel.
 * Source: usual planning values; no universal figure is right, so models and the activity can be edited.
 */
const mbpsPerMegapixel = 2;
const usualFramesPerSecond = 15;
const h265Share = 0.5;

/** Frames of a device without a catalogue model. */
const unknownVideo = { framesPerSecond: usualFramesPerSecond, codec: 'h264' } as const;

/** Megapixels as they are sold: 1920 × 1080 counts 2, 3840 × 2160 counts 8; below 1.5 as they are. */
export function tradeMegapixels({ widthPixels, heightPixels }: Pick<Sensor, 'widthPixels' | 'heightPixels'>): number {
  const megapixels = (widthPixels * heightPixels) / 1e6;
  return megapixels < 1.5 ? megapixels : Math.round(megapixels);
}

/** Mbit/s of one imager. `activity`: 0.6 low, 1 medium, 1.4 high. */
export function videoBitrateMbps(
  sensor: Pick<Sensor, 'widthPixels' | 'heightPixels'>,
  framesPerSecond: number,
  codec: 'h264' | 'h265',
  activity: number,
): number {
  const rate = mbpsPerMegapixel * tradeMegapixels(sensor) * (framesPerSecond / usualFramesPerSecond);
  return rate * (codec === 'h265' ? h265Share : 1) * activity;
}

/** Mbit/s that a device sends on average: the model's own figure, else for video by pixels, frames and heads, else 0. */
export function deviceBitrateMbps(
  device: Device,
  model: DeviceModel | null,
  assumptions: Pick<Assumptions, 'activityFactor'>,
): number {
  if (model !== null && model.bitrateMbps !== null) return model.bitrateMbps;
  if (!isOptical(device)) return 0;
  const { framesPerSecond, codec } = model?.kind === 'camera' || model?.kind === 'alpr' ? model : unknownVideo;
  const heads = device.kind === 'camera' ? Math.max(1, device.heads.length) : 1;
  return heads * videoBitrateMbps(device.sensor, framesPerSecond, codec, assumptions.activityFactor);
}

/** 1 Mbit/s over a day: 86,400 s / 8 bit / 1,000. */
const gigabytesPerDayAndMbps = 10.8;

/** GB (10⁹ bytes) that recordings of `bitrateMbps` fill when each is kept `days` days. */
export function storageGigabytes(
  bitrateMbps: number,
  days: number,
  { recordingDuty, storageOverhead }: Pick<Assumptions, 'recordingDuty' | 'storageOverhead'>,
): number {
  return bitrateMbps * gigabytesPerDayAndMbps * recordingDuty * (1 + storageOverhead) * days;
}
