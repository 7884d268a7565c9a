/** Which way something looks. */
export interface Direction {
  /** Clockwise from north, 0 to 360. */
  readonly headingDegrees: number;
  /** Width of a stated range; null where one bearing is given. */
  readonly fieldDegrees: number | null;
}

const points = ['n', 'nne', 'ne', 'ene', 'e', 'ese', 'se', 'sse', 's', 'ssw', 'sw', 'wsw', 'w', 'wnw', 'nw', 'nnw'];
const wordLetters: Readonly<Record<string, string>> = { north: 'n', east: 'e', south: 's', west: 'w' };

/**
 * Directions as OpenStreetMap has them: a number of degrees, a compass point as letters or words (`NNE`, `northeast`,
 * `north-east`), a list of those parted by `;`, or a range `239-284`, which runs clockwise and is a heading in its middle with a
 * field of its width; `350-10` passes north. Null where any part is none of these.
 */
export function parseDirections(text: string): Direction[] | null {
  const parts = text
    .slice(0, 1000)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0 || parts.length > 16) return null;
  const directions = parts.map(parseDirection);
  return directions.some((direction) => direction === null) ? null : (directions as Direction[]);
}

function parseDirection(part: string): Direction | null {
  const single = parseBearing(part);
  if (single !== null) return { headingDegrees: single, fieldDegrees: null };
  const range = /^([^\s-]+)\s*(?:-|–|to)\s*([^\s-]+)$/i.exec(part);
  if (range === null) return null;
  const from = parseBearing(range[1]);
  const to = parseBearing(range[2]);
  if (from === null || to === null) return null;
  // 0-360 is all around; any other pair of equal bearings is no range.
  const width = range[1] !== range[2] && from === to ? 360 : wrap(to - from);
  return { headingDegrees: wrap(from + width / 2), fieldDegrees: width === 0 ? null : width };
}

/** Degrees in 0 … 360 of a number or a compass point. */
function parseBearing(text: string): number | null {
  const number = /^[-+]?\d{1,4}(?:\.\d{1,10})?\s*(?:°|deg|degrees)?$/i.exec(text);
  if (number !== null) {
    const degrees = Number.parseFloat(text);
    return Math.abs(degrees) <= 3600 ? wrap(degrees) : null;
  }
  const letters = text
    .toLowerCase()
    .replaceAll(/north|east|south|west/g, (word) => wordLetters[word] ?? word)
    .replaceAll(/[\s-]/g, '');
  const point = points.indexOf(letters);
  return point < 0 ? null : point * 22.5;
}

function wrap(degrees: number): number {
  return degrees - 360 * Math.floor(degrees / 360) + 0;
}
