import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import {
  greatestPlateDepth,
  type Plate,
  type PlateOptics,
  platePixelsPerMeter,
  readPlate,
  readProbability,
  viewPlate,
} from './plate-reading.ts';
import {
  fallingFactor,
  lanesAcross,
  longestExposure,
  milestoneShutterSeconds,
  motionBlur,
  plateRules,
  plateWidthMeters,
  risingFactor,
  strokeMeters,
} from './plate-rules.ts';

const us = plateRules(defaultAssumptions, 'us');
const eu = plateRules(defaultAssumptions, 'eu');
const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);

/** A 3840-pixel unit at (x, y, z) that looks along a heading, so far down, with f_px 7166 (30°). */
function unit(x: number, y: number, z: number, heading: number, tilt = 0): PlateOptics {
  return {
    position: [x, y, z],
    right: [cosine(heading), -sine(heading), 0],
    up: [sine(tilt) * sine(heading), sine(tilt) * cosine(heading), cosine(tilt)],
    forward: [cosine(tilt) * sine(heading), cosine(tilt) * cosine(heading), -sine(tilt)],
    focalPixels: 7166,
    tangentX: 0.268,
    tangentY: 0.151,
    exposureSeconds: 0.001,
    infraredReachMeters: 25,
  };
}

/** A vehicle at (0, y) that drives north. */
const plateAt = (y: number, parts: Partial<Plate> = {}): Plate => ({
  x: 0,
  y,
  z: 0.6,
  directionX: 0,
  directionY: 1,
  speedKmh: 50,
  ...parts,
});

describe('the vectors of the domain', () => {
  test('plates need 427 px/m for 130 px on 12 in, and 327 px/m for 170 px on 520 mm', () => {
    expect(130 / plateWidthMeters.us).toBeCloseTo(us.pixelsFull, 0);
    expect(170 / plateWidthMeters.eu).toBeCloseTo(eu.pixelsFull, 0);
  });

  test('the densities below which nothing is read are 2 px a stroke', () => {
    expect(2 / strokeMeters.us).toBeCloseTo(us.pixelsNone, 0);
    expect(2 / strokeMeters.eu).toBeCloseTo(eu.pixelsNone, 0);
  });

  test('the exposure that keeps blur within 2 px is 2 / (ppm · v · sin α)', () => {
    // 50 km/h = 13.89 m/s, α 30°: 2 / (427 · 13.89 · 0.5) = 0.674 ms.
    const longest = longestExposure(427, 50, 0.5, 2);
    expect(longest * 1000).toBeCloseTo(0.6744, 3);
    expect(motionBlur(427, 50, longest, 0.5)).toBeCloseTo(2, 12);
  });

  test('Milestone’s shutter gives about 5 px on US plates at 30°, at any speed', () => {
    for (const speed of [30, 50, 130]) {
      expect(motionBlur(427, speed, milestoneShutterSeconds(speed), 0.5)).toBeCloseTo(5.39, 2);
    }
  });

  test('3840 px give about 2.6 US or 3.4 EU lanes of 3.5 m', () => {
    expect(lanesAcross(3840, us.pixelsFull, 3.5)).toBeCloseTo(2.57, 2);
    expect(lanesAcross(3840, eu.pixelsFull, 3.5)).toBeCloseTo(3.36, 2);
  });
});

test('factors are 0 and 1 at their ends and linear between', () => {
  expect(risingFactor(315, 315, 427)).toBe(0);
  expect(risingFactor(371, 315, 427)).toBe(0.5);
  expect(risingFactor(427, 315, 427)).toBe(1);
  expect(fallingFactor(20, 20, 30)).toBe(1);
  expect(fallingFactor(25, 20, 30)).toBe(0.5);
  expect(fallingFactor(30, 20, 30)).toBe(0);
  expect(risingFactor(Number.NaN, 1, 2)).toBe(0);
  expect(fallingFactor(Number.NaN, 1, 2)).toBe(0);
  expect(risingFactor(5, 5, 5)).toBe(1);
  expect(fallingFactor(6, 5, 5)).toBe(0);
});

describe('a plate straight before the unit', () => {
  const optics = unit(0, 20, 0.6, 180);

  test('has f_px / Z', () => {
    expect(platePixelsPerMeter(optics, plateAt(0))).toBeCloseTo(7166 / 20, 9);
  });

  test('is a front plate when it comes and a rear plate when it leaves', () => {
    expect(viewPlate(optics, plateAt(0)).plate).toBe('front');
    expect(viewPlate(optics, plateAt(0, { directionY: -1 })).plate).toBe('rear');
  });

  test('is square to the line of sight, and drives along it without blur', () => {
    const view = viewPlate(optics, plateAt(0));
    expect(view.incidenceDegrees).toBe(0);
    expect(view.blurPixels).toBe(0);
  });

  test('behind the camera has no density and is not read', () => {
    const behind = plateAt(30);
    expect(viewPlate(optics, behind).pixelsPerMeter).toBeNaN();
    expect(readProbability(readPlate(optics, behind, eu, true).day)).toBe(0);
  });
});

describe('angles', () => {
  test('from a height H the distance must be (H − 0.6) / tan δ', () => {
    // 6 m up: 30° at 9.353 m.
    const far = 5.4 / Math.tan(Math.PI / 6);
    const view = viewPlate(unit(0, far, 6, 180, 30), plateAt(0));
    expect(view.verticalDegrees).toBeCloseTo(30, 9);
    expect(view.horizontalDegrees).toBe(0);
    expect(view.incidenceDegrees).toBeCloseTo(30, 9);
  });

  test('from x beside the lane the distance must be x / tan ψ', () => {
    const view = viewPlate(unit(4, 4 / Math.tan(Math.PI / 9), 0.6, 200), plateAt(0));
    expect(view.horizontalDegrees).toBeCloseTo(20, 9);
    expect(view.verticalDegrees).toBe(0);
  });

  test('make the incidence cos ι = cos δ · cos ψ', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 1, max: 60, noNaN: true }),
        fc.double({ min: 0.6, max: 30, noNaN: true }),
        (x, y, z) => {
          const { incidenceDegrees, verticalDegrees, horizontalDegrees } = viewPlate(unit(x, y, z, 180), plateAt(0));
          expect(cosine(incidenceDegrees)).toBeCloseTo(cosine(verticalDegrees) * cosine(horizontalDegrees), 9);
        },
      ),
      { seed: 3 },
    );
  });

  test('count in the worse axis: 25° in both halves the factor', () => {
    const distance = 10;
    const aside = distance * Math.tan((25 * Math.PI) / 180);
    const flat = Math.sqrt(distance * distance + aside * aside);
    const optics = unit(aside, distance, 0.6 + flat * Math.tan((25 * Math.PI) / 180), 205);
    expect(readPlate(optics, plateAt(0), eu, true).day.angle).toBeCloseTo(0.5, 9);
  });

  test('foreshorten the plate: beside the axis its density is f_px / Z times cos ψ where the unit looks at it', () => {
    // The unit looks straight at the plate from ψ = 40°: Z is the distance and the plate's axis is turned by ψ.
    const distance = 15;
    const optics = unit(distance * sine(40), distance * cosine(40), 0.6, 220);
    expect(platePixelsPerMeter(optics, plateAt(0))).toBeCloseTo((7166 / distance) * cosine(40), 9);
  });
});

describe('P_read', () => {
  const optics = unit(0, 18, 0.6, 180);

  test('is p_ocr times availability where all else is well', () => {
    const { day, night } = readPlate(optics, plateAt(0), eu, false);
    expect(readProbability(day)).toBeCloseTo(0.95 * 0.98, 12);
    expect(readProbability(night)).toBeCloseTo(0.95 * 0.98, 12);
  });

  test('is 0 at night beyond the reach of the infrared, unless it is lit', () => {
    const dark = { ...optics, infraredReachMeters: 17.9 };
    expect(readPlate(dark, plateAt(0), eu, false).night.light).toBe(0);
    expect(readPlate(dark, plateAt(0), eu, true).night.light).toBe(1);
    expect(readPlate(dark, plateAt(0), eu, false).day.light).toBe(1);
  });

  test('falls with speed where the plate moves across', () => {
    const aside = { ...unit(5, 14, 4, 200), exposureSeconds: 0.002 };
    const at = (speedKmh: number) => readProbability(readPlate(aside, plateAt(0, { speedKmh }), eu, true).day);
    expect(at(10)).toBeGreaterThan(at(30));
    expect(at(30)).toBeGreaterThan(at(60));
    expect(at(200)).toBe(0);
  });

  test('is 0 for every plate in the picture beyond the greatest depth', () => {
    const depth = greatestPlateDepth(optics, eu) * (1 + 1e-9);
    const share = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 360, noNaN: true }), (u, v, heading) => {
        const plate = {
          x: u * optics.tangentX * depth,
          y: 18 - depth,
          z: 0.6 + v * optics.tangentY * depth,
          directionX: sine(heading),
          directionY: cosine(heading),
          speedKmh: 0,
        };
        expect(readPlate(optics, plate, eu, true).day.pixels).toBe(0);
      }),
      { seed: 11 },
    );
  });

  test('is the same when the world is turned by 90°', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 5, max: 30, noNaN: true }),
        fc.double({ min: 150, max: 210, noNaN: true }),
        (x, y, heading) => {
          const plain = readPlate(unit(x, y, 4, heading, 10), plateAt(0), eu, false).day;
          // (x, y) → (y, −x): headings grow by 90°.
          const turned = unit(y, -x, 4, heading + 90, 10);
          const reading = readPlate(turned, plateAt(0, { directionX: 1, directionY: 0 }), eu, false).day;
          expect(readProbability(reading)).toBeCloseTo(readProbability(plain), 9);
        },
      ),
      { seed: 17 },
    );
  });
});
