const metersPerFoot = 0.3048;
const metersPerInch = 0.0254;

const number = '(\\d+(?:[.,]\\d+)?|[.,]\\d+)';
const metric = new RegExp(`^${number}\\s*(?:m|met(?:er|re)s?)?\\.?$`, 'i');
const feet = new RegExp(`^${number}\\s*(?:'|’|′|ft|foot|feet)\\.?$`, 'i');
const feetAndInches = new RegExp(`^${number}\\s*(?:'|’|′|ft)\\s*${number}\\s*(?:"|”|″|''|in)$`, 'i');
const inches = new RegExp(`^${number}\\s*(?:"|”|″|in|inch|inches)$`, 'i');

/**
 * A length as OSM writes it, in metres: `12`, `12 m`, `12,5`, `40'`, `40 ft`, `5'6"`. `null` for anything else (negative
 * numbers, ranges, words).
 */
export function parseLengthMeters(text: string): number | null {
  const value = text.trim();
  if (value.length > 40) return null;
  const plain = metric.exec(value);
  if (plain !== null) return toNumber(plain[1]);
  const both = feetAndInches.exec(value);
  if (both !== null) return toNumber(both[1]) * metersPerFoot + toNumber(both[2]) * metersPerInch;
  const foot = feet.exec(value);
  if (foot !== null) return toNumber(foot[1]) * metersPerFoot;
  const inch = inches.exec(value);
  return inch === null ? null : toNumber(inch[1]) * metersPerInch;
}

/** A count of storeys: `3`, `2.5`, `2,5`; of a list (`3;5`) the largest. `null` for anything else. */
export function parseLevels(text: string): number | null {
  if (text.length > 40) return null;
  const counts = text
    .split(';')
    .map((part) => (/^\d+(?:[.,]\d+)?$/.test(part.trim()) ? toNumber(part.trim()) : Number.NaN));
  const most = Math.max(...counts);
  return Number.isFinite(most) ? most : null;
}

/** Speed limit in km/h: `50`, `50 km/h`, `30 mph`; `null` for `none`, `signals`, zones and anything else. */
export function parseSpeedKmh(text: string): number | null {
  const match = /^(\d{1,3}(?:\.\d+)?)\s*(mph|km\/h|kmh|kph)?$/.exec(text.trim());
  if (match === null) return null;
  const speed = Number(match[1]);
  return match[2] === 'mph' ? speed * 1.609344 : speed;
}

function toNumber(text: string): number {
  return Number(text.replace(',', '.'));
}
