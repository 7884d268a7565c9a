import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraSchema } from '#model/device.ts';
import { networkLinkSchema, networkNodeSchema } from '#model/plan-records.ts';
import { networkLines } from './network-lines.ts';
import { spotRadius } from './spot-mark.ts';
import { fillRings } from './zone-fill.ts';

function area(triangles: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < triangles.length; i += 9) {
    const [ax, ay, , bx, by, , cx, cy] = triangles.subarray(i, i + 9);
    sum += Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
  }
  return sum;
}

describe('a filled zone', () => {
  const outer = [0, 0, 100, 0, 100, 60, 0, 60];
  const hole = [20, 20, 20, 40, 60, 40, 60, 20];

  it('has the area of its rings', () => {
    expect(area(fillRings([outer], () => 0, true, 0))).toBeCloseTo(6000, 3);
    expect(area(fillRings([outer, hole], () => 0, true, 0))).toBeCloseTo(5200, 3);
  });

  it('follows the ground in short pieces', () => {
    const hill = (x: number, y: number) => x / 10 + y / 20;
    const triangles = fillRings([outer], hill, false, 0.5);
    expect(area(triangles)).toBeCloseTo(6000, 2);
    for (let i = 0; i < triangles.length; i += 3)
      expect(triangles[i + 2]).toBeCloseTo(hill(triangles[i], triangles[i + 1]) + 0.5, 4);
    for (let i = 0; i < triangles.length; i += 9)
      expect(Math.hypot(triangles[i + 3] - triangles[i], triangles[i + 4] - triangles[i + 1])).toBeLessThan(14.01);
  });

  it('stays within bounds for any ring', () => {
    const coordinate = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 6, maxLength: 40 }), (ring) => {
        const triangles = fillRings([ring.slice(0, ring.length - (ring.length % 2))], () => 0, false, 0);
        expect(triangles.length / 9).toBeLessThanOrEqual(40_000);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the mark of a blind spot', () => {
  it('is as large as the spot, up to a limit', () => {
    expect(spotRadius({ squareMeters: 100 * Math.PI })).toBeCloseTo(10, 9);
    expect(spotRadius({ squareMeters: 42_826 })).toBe(20);
  });
});

describe('lines of the network', () => {
  const node = (id: string, x: number, heightMeters: number) =>
    networkNodeSchema.parse({ id, name: id, kind: 'switch', x, y: 0, heightMeters });
  const link = (id: string, from: string, to: string, medium: 'radio' | 'fibre') =>
    networkLinkSchema.parse({ id, name: id, from, to, medium, capacityMbps: 100 });
  const plan = {
    networkNodes: [node('a', 0, 10), node('b', 100, 20)],
    networkLinks: [link('one', 'a', 'b', 'radio'), link('two', 'a', 'b', 'fibre'), link('lost', 'a', 'c', 'fibre')],
    devices: [
      cameraSchema.parse({
        kind: 'camera',
        id: 'C-01',
        name: 'C-01',
        x: 5,
        y: 5,
        heightMeters: 4,
        tiltDegrees: 10,
        sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5, heightMillimeters: 3 },
        focalLengthMillimeters: 4,
        uplink: 'a',
      }),
    ],
  };
  const check = (problem: string | null) => ({
    id: 'one',
    lengthMeters: 100,
    loadMbps: 1,
    capacityMbps: 100,
    fresnelClear: 0.2,
    worstAtMeters: 50,
    problem,
  });

  it('go from antenna to antenna, or along the ground', () => {
    const { sound, faulty, drops } = networkLines(plan, [check(null)], () => 2);
    expect([sound[0], sound[2]]).toEqual([0, 12]);
    expect(faulty).toHaveLength(0);
    expect([...drops]).toEqual([5, 5, 6, 0, 0, 12]);
    const heights = [...sound].filter((_, i) => i % 3 === 2);
    expect(Math.max(...heights)).toBeLessThanOrEqual(22);
    expect(Math.min(...heights)).toBeCloseTo(2.6, 5);
  });

  it('are apart where the link has a problem', () => {
    const { sound, faulty } = networkLines(plan, [check('The path is cut.')], () => 0);
    expect(faulty.length).toBeGreaterThan(0);
    expect([...sound].filter((_, i) => i % 3 === 2).every((z) => Math.abs(z - 0.6) < 1e-5)).toBe(true);
  });
});
