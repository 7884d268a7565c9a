import type { Sensor } from '#model/sensor.ts';

/** Pixels of an image, and what was assumed to know them; empty where they are told. */
export interface ToldPixels {
  readonly width: number;
  readonly height: number;
  readonly assumption: string;
}

/** Usual pixel counts by what the trade calls them, megapixels. */
const usualPixels: readonly (readonly [megapixels: number, width: number, height: number])[] = [
  [0.3, 640, 480],
  [0.9, 1280, 720],
  [1.3, 1280, 960],
  [2.1, 1920, 1080],
  [3.1, 2048, 1536],
  [3.7, 2560, 1440],
  [4.1, 2688, 1520],
  [5, 2592, 1944],
  [6.3, 3072, 2048],
  [8.3, 3840, 2160],
  [12, 4000, 3000],
];

const mostPixels = 40_000;

/** From width and height, else from `2592x1944` in the label, else the usual count for the megapixels; null: not told. */
export function pixelsOf(label: string, width: string, height: string, megapixels: string): ToldPixels | null {
  const told = [Number(width), Number(height)];
  if (width !== '' && height !== '' && told.every(isPixels)) return { width: told[0], height: told[1], assumption: '' };
  const inLabel = /(\d{2,5})\s*[x×*]\s*(\d{2,5})/i.exec(label.slice(0, 200));
  if (inLabel !== null) {
    const [across, down] = [Number(inLabel[1]), Number(inLabel[2])];
    if (isPixels(across) && isPixels(down)) return { width: across, height: down, assumption: '' };
  }
  const wanted = Number.parseFloat(megapixels);
  const nearest = usualPixels.find(([count]) => Math.abs(count - wanted) <= 0.11 * count);
  if (nearest === undefined) return null;
  const [, across, down] = nearest;
  return { width: across, height: down, assumption: `${across} × ${down} for ${wanted} megapixels is an assumption` };
}

function isPixels(count: number): boolean {
  return Number.isInteger(count) && count >= 16 && count <= mostPixels;
}

/**
 * Sensor of an optical format. Its diagonal is about 16 mm an inch from 1/2″ up and 18 mm below; a thermal imager's pixels are as
 * large as its text tells (`12 um`), else 12 µm. Without a format 1/2.8″ stands; with a lens reckoned from a field of view only
 * the ratio of the two matters.
 */
export function sensorOf(
  { width, height }: ToldPixels,
  text: string,
): { readonly sensor: Sensor; readonly assumption: string } {
  const cut = text.slice(0, 200);
  const pitch = /(\d{1,2}(?:\.\d+)?)\s*(?:µm|μm|um|micron)/i.exec(cut);
  if (pitch !== null && Number(pitch[1]) > 0)
    return { sensor: sensorWith(width, height, Number(pitch[1]) / 1000), assumption: '' };
  const format = /\b(\d)\s*\/\s*(\d(?:\.\d{1,2})?)\s*(?:\\?["″”]|inch|in\b|-)/i.exec(cut);
  const inches = format === null ? (/\b1\s*["″”]/.test(cut) ? 1 : Number.NaN) : Number(format[1]) / Number(format[2]);
  const known = inches > 0.05 && inches < 4;
  const size = known ? inches : 1 / 2.8;
  const diagonal = size * (size >= 0.5 ? 16 : 18);
  return {
    sensor: sensorWith(width, height, diagonal / Math.hypot(width, height)),
    assumption: known ? '' : 'A sensor of 1/2.8″ is an assumption',
  };
}

function sensorWith(width: number, height: number, pixelMillimeters: number): Sensor {
  const size = (pixels: number) => Math.round(pixels * pixelMillimeters * 10_000) / 10_000;
  return { widthPixels: width, heightPixels: height, widthMillimeters: size(width), heightMillimeters: size(height) };
}
