/** Numbers for people: units always shown, one decimal unless the quantity needs another, a real minus sign. */

export type Units = 'metric' | 'us';

/** International foot, exactly 0.3048 m. */
export const metersPerFoot = 0.3048;

const formatters = new Map<number, Intl.NumberFormat>();

/** Grouped by thousands with a fixed number of decimals; “–” for what is no number. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return '–';
  let formatter = formatters.get(decimals);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formatters.set(decimals, formatter);
  }
  const text = formatter.format(value);
  return (/^-[0.,]*$/.test(text) ? text.slice(1) : text).replace('-', '−');
}

export function lengthUnit(units: Units): string {
  return units === 'us' ? 'ft' : 'm';
}

export function areaUnit(units: Units): string {
  return units === 'us' ? 'ft²' : 'm²';
}

export function densityUnit(units: Units): string {
  return units === 'us' ? 'px/ft' : 'px/m';
}

/** Metres as a number in the chosen unit. */
export function fromMeters(meters: number, units: Units): number {
  return units === 'us' ? meters / metersPerFoot : meters;
}

/** A number in the chosen unit as metres. */
export function toMeters(value: number, units: Units): number {
  return units === 'us' ? value * metersPerFoot : value;
}

/** Pixels per metre as a number in the chosen unit. */
export function fromPixelsPerMeter(density: number, units: Units): number {
  return units === 'us' ? density * metersPerFoot : density;
}

export function formatLength(meters: number, units: Units, decimals = 1): string {
  return `${formatNumber(fromMeters(meters, units), decimals)} ${lengthUnit(units)}`;
}

/** Square metres without the unit, for columns that name it. */
export function formatAreaNumber(squareMeters: number, units: Units): string {
  return formatNumber(units === 'us' ? squareMeters / (metersPerFoot * metersPerFoot) : squareMeters);
}

export function formatArea(squareMeters: number, units: Units): string {
  return `${formatAreaNumber(squareMeters, units)} ${areaUnit(units)}`;
}

/** Density without the unit: whole numbers stay whole, as the standard writes them. */
export function formatDensityNumber(pixelsPerMeter: number, units: Units): string {
  const value = fromPixelsPerMeter(pixelsPerMeter, units);
  return formatNumber(value, Number.isInteger(value) || value >= 100 ? 0 : 1);
}

export function formatDensity(pixelsPerMeter: number, units: Units): string {
  return `${formatDensityNumber(pixelsPerMeter, units)} ${densityUnit(units)}`;
}

export function formatDegrees(degrees: number): string {
  return `${formatNumber(degrees, 1)}°`;
}

/** 0 to 1 as a percentage; below one per cent with a second decimal. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.00005) return '< 0.01 %';
  return `${formatNumber(share * 100, share > 0 && share < 0.00995 ? 2 : 1)} %`;
}

/** `1 camera`, `3 cameras`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/** First and last digits of a hash, enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}

/** When something was saved, relative to now: `just now`, `12 min ago`, `3 h ago`, else the date. */
export function formatAge(savedAt: number, now: number): string {
  const minutes = Math.floor((now - savedAt) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return new Date(savedAt).toISOString().slice(0, 10);
}
