/**
 * Angle of the vector (x, y) from the x axis towards the y axis, degrees in (−180, 180]; 0 for the null vector. Only + − × ÷ √, so
 * that every engine gives the same bits (`Math.atan2` may differ between engines). Within 1e-13° of the true angle; exact on the
 * axes. With (north, east) it is a heading.
 */
export function degreesOfVector(y: number, x: number): number {
  const ay = Math.abs(y);
  const ax = Math.abs(x);
  if (ax === 0 && ay === 0) return 0;
  const first = ay <= ax ? smallAngle(ay / ax) : 90 - smallAngle(ax / ay);
  const upper = x < 0 ? 180 - first : first;
  return y < 0 ? 0 - upper : upper;
}

/** Angle whose tangent this is, degrees in [−90, 90]. */
export function degreesOfTangent(tangent: number): number {
  return tangent === Infinity ? 90 : tangent === -Infinity ? -90 : degreesOfVector(tangent, 1);
}

const degreesPerRadian = 180 / 3.141592653589793;

/** Tangents from 0 to 1: halved twice (tan(a/2) = t / (1 + √(1 + t²))), then the series about 0; its rest is below 1e-20. */
function smallAngle(tangent: number): number {
  const half = tangent / (1 + Math.sqrt(1 + tangent * tangent));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const q = quarter * quarter;
  let sum = 0;
  for (let odd = 27; odd >= 1; odd -= 2) sum = 1 / odd - q * sum;
  return 4 * quarter * sum * degreesPerRadian;
}
