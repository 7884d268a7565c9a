/** Values of tables: text of a CSV, or what a GeoJSON property holds. */

const unitWords = /^(.*?)\s*(m|metres?|meters?|mm|°|deg|degrees|ft|feet|'|days?)$/i;
const metresPerFoot = 0.3048;
/** No number is longer, and patterns stay quick. */
const longestNumber = 60;

/** A number, or why it is none. Lengths in feet become metres. `commaDecimals`: the table parts its cells by something else. */
export function numberOfCell(value: unknown, commaDecimals: boolean): number | string {
  if (typeof value === 'number') return Number.isFinite(value) ? value : 'is no finite number';
  if (typeof value !== 'string') return 'is no number';
  const trimmed = value.trim();
  if (trimmed.length > longestNumber) return `(${shortened(trimmed)}) is no number`;
  const unit = unitWords.exec(trimmed);
  const digits = unit?.[1] ?? trimmed;
  const plain = commaDecimals && /^[-+]?\d+,\d+$/.test(digits) ? digits.replace(',', '.') : digits;
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(plain)) return `(${shortened(trimmed)}) is no number`;
  const number = Number(plain);
  if (!Number.isFinite(number)) return `(${shortened(trimmed)}) is no finite number`;
  return /^(ft|feet|')$/i.test(unit?.[2] ?? '') ? number * metresPerFoot : number;
}

/** Text of a value; empty for none. Objects and lists become JSON. */
export function textOfCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // Nested deeper than it can be written.
    return '';
  }
}

/** At most 40 characters, for sentences. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
