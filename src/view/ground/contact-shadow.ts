/**
 * Contact shadow of buildings on the ground: footprints blurred narrowly and widely. Blurred here rather than with the
 * canvas's `filter`, which not every browser has.
 */

/** Standard deviations of the two blurs, metres. */
export const contactBlurMeters = { near: 2.2, wide: 7.3 } as const;

/** Room around a tile within which buildings still darken it, metres. */
export const contactMarginMeters = 24;

/**
 * Gaussian blur of a square mask by three box passes (W. M. Wells 1986); 0 beyond the border. Yields between passes, so that the
 * page answers meanwhile.
 *
 * @param mask side × side values, left as they are
 * @param deviation standard deviation in pixels
 */
export function* blurMask(mask: Float32Array, side: number, deviation: number): Generator<void, Float32Array> {
  const result = Float32Array.from(mask);
  // Three boxes of width 2r + 1 have the variance ((2r + 1)² − 1) / 4.
  const radius = Math.max(0, Math.round((Math.sqrt(4 * deviation * deviation + 1) - 1) / 2));
  if (radius === 0) return result;
  const rows = new Float32Array(mask.length);
  for (let pass = 0; pass < 3; pass += 1) {
    boxRows(result, rows, side, radius);
    yield;
    boxColumns(rows, result, side, radius);
    yield;
  }
  return result;
}

function boxRows(from: Float32Array, to: Float32Array, side: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  for (let row = 0; row < side; row += 1) {
    const start = row * side;
    let sum = 0;
    for (let i = 0; i < Math.min(radius, side); i += 1) sum += from[start + i];
    for (let i = 0; i < side; i += 1) {
      if (i + radius < side) sum += from[start + i + radius];
      if (i - radius - 1 >= 0) sum -= from[start + i - radius - 1];
      to[start + i] = sum * scale;
    }
  }
}

function boxColumns(from: Float32Array, to: Float32Array, side: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const sums = new Float32Array(side);
  for (let row = 0; row < Math.min(radius, side); row += 1) {
    for (let i = 0; i < side; i += 1) sums[i] += from[row * side + i];
  }
  for (let row = 0; row < side; row += 1) {
    if (row + radius < side) addRow(sums, from, (row + radius) * side, 1);
    if (row - radius - 1 >= 0) addRow(sums, from, (row - radius - 1) * side, -1);
    const start = row * side;
    for (let i = 0; i < side; i += 1) to[start + i] = sums[i] * scale;
  }
}

function addRow(sums: Float32Array, from: Float32Array, start: number, sign: 1 | -1): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] += sign * from[start + i];
}

/** Opacity, 0 … 255, of both shadows over one another. */
export function contactOpacity(
  near: Float32Array,
  wide: Float32Array,
  nearOpacity: number,
  wideOpacity: number,
): Uint8ClampedArray {
  const result = new Uint8ClampedArray(near.length);
  for (let i = 0; i < near.length; i += 1)
    result[i] = 255 * (1 - (1 - nearOpacity * near[i]) * (1 - wideOpacity * wide[i]));
  return result;
}
