import { type CategorySetId, categorySets } from '#model/pixel-density.ts';

/** International foot. */
const metersPerFoot = 0.3048;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function lengthText(meters: number, units: 'metric' | 'us'): string {
  const value = units === 'us' ? meters / metersPerFoot : meters;
  return `${(Math.abs(value) < 10 && !Number.isInteger(value) ? oneDecimal : whole).format(value)} ${units === 'us' ? 'ft' : 'm'}`;
}

/** A difference of heights with its sign: “+2.4 m”, “−0.8 m”. */
export function signedLengthText(meters: number, units: 'metric' | 'us'): string {
  const value = Math.round((units === 'us' ? meters / metersPerFoot : meters) * 10) / 10;
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  return `${sign}${oneDecimal.format(Math.abs(value))} ${units === 'us' ? 'ft' : 'm'}`;
}

export function areaText(squareMeters: number, units: 'metric' | 'us'): string {
  return units === 'us'
    ? `${whole.format(squareMeters / metersPerFoot ** 2)} ft²`
    : `${squareMeters < 10 ? oneDecimal.format(squareMeters) : whole.format(squareMeters)} m²`;
}

/**
 * “80 px/m · Discern”; the density is rounded down, so that it never names more than there is. Without a set (thermal pictures,
 * plates) no category holds, and none is named.
 */
export function densityText(pixelsPerMeter: number, set: CategorySetId | null, units: 'metric' | 'us'): string {
  const density =
    units === 'us'
      ? `${oneDecimal.format(Math.floor(pixelsPerMeter * metersPerFoot * 10) / 10)} px/ft`
      : `${whole.format(Math.floor(pixelsPerMeter))} px/m`;
  if (set === null) return density;
  const { categories } = categorySets[set];
  const reached = categories.filter((category) => pixelsPerMeter >= category.pixelsPerMeter);
  return `${density} · ${reached.at(-1)?.name ?? `below ${categories[0].name}`}`;
}

/** Longest round length that fits: 1, 2 or 5 times a power of ten, in metres or feet. */
export function roundLength(
  metersPerPixel: number,
  mostPixels: number,
  units: 'metric' | 'us',
): { readonly pixels: number; readonly text: string } {
  const unit = units === 'us' ? metersPerFoot : 1;
  const most = (metersPerPixel * mostPixels) / unit;
  const power = 10 ** Math.floor(Math.log10(most));
  const value = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most * (1 + 1e-9)) ?? power;
  const text =
    units === 'metric' && value >= 1000
      ? `${whole.format(value / 1000)} km`
      : `${value < 1 ? String(value) : whole.format(value)} ${units === 'us' ? 'ft' : 'm'}`;
  return { pixels: (value * unit) / metersPerPixel, text };
}
