import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { AngularCover } from './angular-cover.ts';

const direction = (degrees: number) =>
  [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)] as const;

test('what one shadow covers hides only what lies between its tangents and farther off', () => {
  fc.assert(
    fc.property(
      uniform(-360, 360),
      uniform(0.01, 179),
      uniform(-200, 200),
      uniform(0.01, 179),
      uniform(1, 99),
      (start, width, otherStart, otherWidth, distance) => {
        const cover = new AngularCover();
        cover.reset();
        cover.add(...direction(start), ...direction(start + width), 50);
        if (!cover.hides(...direction(start + otherStart), ...direction(start + otherStart + otherWidth), distance))
          return;
        expect(distance).toBeGreaterThan(50);
        const from = otherStart - 360 * Math.round(otherStart / 360);
        expect(from).toBeGreaterThanOrEqual(-1e-6);
        expect(from + otherWidth).toBeLessThanOrEqual(width + 1e-6);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a wide shadow hides a narrow thing behind its middle, whichever way it looks', () => {
  for (let heading = 0; heading < 360; heading += 7) {
    const cover = new AngularCover();
    cover.reset();
    cover.add(...direction(heading - 20), ...direction(heading + 20), 50);
    expect(cover.hides(...direction(heading - 10), ...direction(heading + 10), 51)).toBe(true);
    expect(cover.hides(...direction(heading - 10), ...direction(heading + 10), 50)).toBe(false);
    expect(cover.hides(...direction(heading + 10), ...direction(heading + 25), 51)).toBe(false);
  }
});

test('two shadows side by side hide what lies behind both', () => {
  const cover = new AngularCover();
  cover.reset();
  cover.add(...direction(0), ...direction(30), 50);
  cover.add(...direction(29), ...direction(60), 80);
  expect(cover.hides(...direction(10), ...direction(50), 81)).toBe(true);
  expect(cover.hides(...direction(10), ...direction(50), 60)).toBe(false);
});

test('with a sector nothing that touches it is hidden, and all that lies well outside it is', () => {
  fc.assert(
    fc.property(
      uniform(-360, 360),
      uniform(0.5, 170),
      uniform(0, 360),
      uniform(0.1, 170),
      uniform(0, 99),
      (start, width, otherStart, otherWidth, distance) => {
        const cover = new AngularCover();
        const [rightX, rightY] = direction(start);
        const [leftX, leftY] = direction(start + width);
        cover.reset({ rightX, rightY, leftX, leftY });
        const [r, l] = [direction(start + otherStart), direction(start + otherStart + otherWidth)];
        const touches = otherStart <= width || otherStart + otherWidth >= 360;
        // A bin is at most 2.2° wide.
        const isApart = otherStart > width + 2.3 && otherStart + otherWidth < 360 - 2.3;
        if (touches) expect(cover.hides(...r, ...l, distance)).toBe(false);
        if (isApart) expect(cover.hides(...r, ...l, distance)).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});
