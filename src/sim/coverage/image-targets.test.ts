import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import { seededNumbers } from '../../../test/fixtures/random-city.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { facesCentre } from '../targets/seen-targets.ts';
import type { TargetPoints } from '../targets/target-points.ts';
import { cameraPose } from './camera-pose.ts';
import { boundTargets, targetsInImage } from './image-targets.ts';
import { pixelDensity } from './pixel-density.ts';

const random = seededNumbers(5);
const count = 4000;
const targets: TargetPoints = {
  count,
  xyz: Float64Array.from({ length: 3 * count }, (_, at) => (at % 3 === 2 ? 30 * random() : 600 * random() - 300)),
  normals: Float32Array.from({ length: 3 * count }, (_, at) => (at % 3 === 0 ? 1 : 0)),
};
const index = boundTargets(targets);

test('targets in the image are all that face it at the density, for any aim and lens', () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.record({
        x: uniform(-200, 200),
        y: uniform(-200, 200),
        headingDegrees: uniform(0, 360),
        tiltDegrees: uniform(-60, 90),
        rollDegrees: uniform(-180, 180),
        focalLengthMillimeters: uniform(1.5, 30),
        projection: fc.constantFrom('rectilinear' as const, 'equidistant' as const),
      }),
      (parts) => {
        const pose = cameraPose(cameraWith(parts), null);
        const [ox, oy, oz] = pose.position;
        const expected: number[] = [];
        for (let target = 0; target < count; target += 1) {
          const at = 3 * target;
          const density = pixelDensity(pose, targets.xyz[at] - ox, targets.xyz[at + 1] - oy, targets.xyz[at + 2] - oz);
          if (density >= 20 && facesCentre(targets, target, ox, oy, oz)) expected.push(target);
        }
        found += expected.length;
        expect(targetsInImage(index, pose, 20).sort((a, b) => a - b)).toEqual(expected);
      },
    ),
    { numRuns: 150, seed: 20261124 },
  );
  expect(found).toBeGreaterThan(500);
});
