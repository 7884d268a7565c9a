import fc from 'fast-check';
import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { type Camera, cameraSchema } from '#model/device.ts';
import { imageEyes, imageRay, mainEye, projectToImage } from '../devices/image-eye.ts';
import { distanceLine, distanceText } from './distance-lines.ts';
import { readDistances } from './distances-field.tsx';
import { cubeSides, sidesFor } from './fisheye-pass.ts';
import { lensLayout } from './lens-layout.ts';
import { aimRenderCamera } from './render-camera.ts';

/** 1920 × 1080 at HFOV 90°: f_px 960. */
const camera: Camera = cameraSchema.parse({
  kind: 'camera',
  id: 'C-01',
  name: 'C-01',
  x: 10,
  y: 20,
  heightMeters: 6,
  headingDegrees: 0,
  tiltDegrees: 15,
  sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
  focalLengthMillimeters: 3.2,
});

describe('the picture through a lens', () => {
  it('shows every point where the formulas of the lens put it, at any tilt and roll', () => {
    const angle = fc.integer({ min: -80, max: 80 });
    const part = fc.double({ min: -0.95, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(angle, angle, angle, part, part, (headingDegrees, tiltDegrees, rollDegrees, u, v) => {
        const eye = mainEye({ ...camera, headingDegrees, tiltDegrees, rollDegrees }, 3);
        const ray = imageRay(eye, u, v);
        const drawn = new PerspectiveCamera();
        aimRenderCamera(drawn, eye);
        const at = new Vector3(...eye.origin).addScaledVector(new Vector3(...ray), 40).project(drawn);
        expect(at.x).toBeCloseTo(u, 4);
        expect(at.y).toBeCloseTo(v, 4);
      }),
    );
  });

  it('is put together of sides that cover the whole image circle', () => {
    for (const { right, up, forward } of cubeSides) {
      const cross = [
        right[1] * up[2] - right[2] * up[1],
        right[2] * up[0] - right[0] * up[2],
        right[0] * up[1] - right[1] * up[0],
      ];
      cross.forEach((value, i) => expect(value).toBeCloseTo(forward[i], 12));
    }
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        (halfAngle, r, turn) => {
          const theta = r * halfAngle;
          const d = [Math.sin(theta) * Math.cos(turn), Math.sin(theta) * Math.sin(turn), Math.cos(theta)];
          const best = Math.max(
            ...cubeSides.map(({ forward }) => forward[0] * d[0] + forward[1] * d[1] + forward[2] * d[2]),
          );
          const used = cubeSides
            .slice(0, sidesFor(halfAngle))
            .map(({ forward }) => forward[0] * d[0] + forward[1] * d[1] + forward[2] * d[2]);
          expect(Math.max(...used)).toBeCloseTo(best, 9);
        },
      ),
    );
  });

  it('fits into its room without distortion, heads side by side', () => {
    const one = lensLayout(imageEyes(camera, 0), 288, 164);
    expect([one.width, one.height]).toEqual([288, 162]);
    const heads = [0, 90, 180, 270].map((headingDegrees) => ({ headingDegrees, tiltDegrees: 0 }));
    const four = lensLayout(imageEyes({ ...camera, heads }, 0), 288, 164);
    expect(four.tiles).toHaveLength(4);
    for (const tile of four.tiles) {
      expect(tile.width / tile.height).toBeCloseTo(16 / 9, 1);
      expect(tile.x + tile.width).toBeLessThanOrEqual(288);
      expect(tile.y + tile.height).toBeLessThanOrEqual(164);
    }
    expect(lensLayout(imageEyes({ ...camera, projection: 'equidistant' }, 0), 288, 164).width).toBe(164);
  });
});

describe('distances in the picture', () => {
  const level = () => 0;

  it('have the density of the plane at target height', () => {
    const line = distanceLine(mainEye(camera, 0), 0, 40, 1.6, level);
    const tilt = (15 * Math.PI) / 180;
    expect(line.pixelsPerMeter).toBeCloseTo(960 / (40 * Math.cos(tilt) + 4.4 * Math.sin(tilt)), 9);
    expect(distanceText(line, camera, 'iec-62676-4-2025', 'metric')).toBe('40 m · 24 px/m · Overview');
    expect(distanceText(line, { ...camera, spectrum: 'thermal' }, 'iec-62676-4-2025', 'metric')).toBe('40 m · 24 px/m');
  });

  it('are level lines across the picture, the nearer the lower', () => {
    const lines = [12, 20, 40].map((distance) => distanceLine(mainEye(camera, 0), 0, distance, 1.6, level));
    const heights = lines.map(({ runs }) => runs[0][0][1]);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    for (const { runs } of lines) for (const [, v] of runs[0]) expect(v).toBeCloseTo(runs[0][0][1], 9);
  });

  it('say so where the picture does not hold them', () => {
    const line = distanceLine(mainEye(camera, 0), 0, 1, 1.6, level);
    expect(line.pixelsPerMeter).toBeNull();
    expect(line.runs).toEqual([]);
    expect(distanceText(line, camera, 'iec-62676-4-2025', 'metric')).toBe('1 m · not in the picture');
    expect(projectToImage(mainEye(camera, 0), [10, 10, 6])).toBeNull();
  });

  it('are read from a text, in either unit', () => {
    expect(readDistances('12, 20;40  x -3 1e999', 'metric')).toEqual([12, 20, 40]);
    expect(readDistances('100', 'us')[0]).toBeCloseTo(30.48, 9);
    expect(readDistances('', 'metric')).toEqual([]);
  });
});
