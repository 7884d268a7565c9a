/** A span of directions, degrees clockwise from north; `to` is at least `from` and less than 360 more. */
export interface DirectionSpan {
  readonly from: number;
  readonly to: number;
}

const compassWords = [
  ...['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE'],
  ...['S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
];
const longWords: Readonly<Record<string, string>> = { NORTH: 'N', EAST: 'E', SOUTH: 'S', WEST: 'W' };
/** A single direction is drawn this wide, degrees. */
const singleWidth = 40;
/** A mark for more directions than this says nothing. */
const mostSpans = 8;

/**
 * Where a surveillance node looks, from its tag `camera:direction` or `direction`: degrees, a compass word, a range
 * (`239-284`), or several of these with `;` between them. Empty where nothing can be read.
 */
export function surveillanceDirections(tags: Readonly<Record<string, string>>): readonly DirectionSpan[] {
  const text = ['camera:direction', 'direction']
    .map((key) => (Object.hasOwn(tags, key) ? tags[key] : ''))
    .find(Boolean);
  if (text === undefined) return [];
  return text
    .slice(0, 200)
    .split(/[;,]/)
    .slice(0, mostSpans)
    .flatMap((part) => spanOf(part.trim()) ?? []);
}

function spanOf(text: string): DirectionSpan | null {
  const range = /^(-?[^-\s]+)\s*-\s*([^-\s]+)$/.exec(text);
  if (range !== null) {
    const from = degreesOf(range[1]);
    const to = degreesOf(range[2]);
    if (from === null || to === null) return null;
    return { from, to: to < from ? to + 360 : to };
  }
  const middle = degreesOf(text);
  return middle === null ? null : { from: middle - singleWidth / 2, to: middle + singleWidth / 2 };
}

function degreesOf(text: string): number | null {
  const upper = text.toUpperCase();
  const word = compassWords.indexOf(longWords[upper] ?? upper);
  if (word >= 0) return word * 22.5;
  if (!/^-?\d+(\.\d+)?°?$/.test(text)) return null;
  const value = Number.parseFloat(text);
  return Math.abs(value) > 720 ? null : ((value % 360) + 360) % 360;
}
