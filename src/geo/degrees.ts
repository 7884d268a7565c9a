/**
 * Sine and cosine of angles in degrees with only + − × ÷, so that every engine gives the same bits (`Math.sin` may differ
 * between engines). Exact at multiples of 90°; elsewhere within 1e-15 for angles up to ±3600°.
 */

const radiansPerDegree = 3.141592653589793 / 180;

/** Taylor polynomials about 0; on [−π/4, π/4] the first term left out is below 1e-17. */
function sineNearZero(radians: number): number {
  const q = radians * radians;
  return (
    radians *
    (1 -
      (q / 6) *
        (1 -
          (q / 20) *
            (1 - (q / 42) * (1 - (q / 72) * (1 - (q / 110) * (1 - (q / 156) * (1 - (q / 210) * (1 - q / 272))))))))
  );
}

function cosineNearZero(radians: number): number {
  const q = radians * radians;
  return (
    1 -
    (q / 2) *
      (1 -
        (q / 12) * (1 - (q / 30) * (1 - (q / 56) * (1 - (q / 90) * (1 - (q / 132) * (1 - (q / 182) * (1 - q / 240)))))))
  );
}

/** Sine of `degrees`. */
export function sineOfDegrees(degrees: number): number {
  const quarter = Math.floor(degrees / 90 + 0.5);
  const radians = (degrees - quarter * 90) * radiansPerDegree;
  const turn = quarter - 4 * Math.floor(quarter / 4);
  if (turn === 0) return sineNearZero(radians);
  if (turn === 1) return cosineNearZero(radians);
  if (turn === 2) return 0 - sineNearZero(radians);
  return 0 - cosineNearZero(radians);
}

/** Cosine of `degrees`. */
export function cosineOfDegrees(degrees: number): number {
  const quarter = Math.floor(degrees / 90 + 0.5);
  const radians = (degrees - quarter * 90) * radiansPerDegree;
  const turn = quarter - 4 * Math.floor(quarter / 4);
  if (turn === 0) return cosineNearZero(radians);
  if (turn === 1) return 0 - sineNearZero(radians);
  if (turn === 2) return 0 - cosineNearZero(radians);
  return sineNearZero(radians);
}
