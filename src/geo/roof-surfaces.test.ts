import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoofShape, roofShapes } from '#model/city.ts';
import { roofSurfaces } from './roof-surfaces.ts';

const rectangle = [0, 0, 12, 0, 12, 8, 0, 8];
const ell = [0, 0, 20, 0, 20, 8, 8, 8, 8, 18, 0, 18];
const pitched = roofShapes.filter((shape) => shape !== 'flat' && shape !== 'other');

type Roof = NonNullable<ReturnType<typeof roofSurfaces>>;

function roof(rings: number[][], shape: RoofShape, direction: number | null = null): Roof {
  const made = roofSurfaces(rings, 3, 7, shape, direction);
  if (made === null) throw new Error(`no ${shape} roof`);
  return made;
}

/** Area of the plan that triangles facing up cover; none may face down. */
function planArea({ xyz, triangles }: Roof): number {
  let area = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2]];
    const part = ((xyz[b] - xyz[a]) * (xyz[c + 1] - xyz[a + 1]) - (xyz[b + 1] - xyz[a + 1]) * (xyz[c] - xyz[a])) / 2;
    expect(part).toBeGreaterThan(-1e-6);
    area += part;
  }
  return area;
}

/** Height of the roof over a place, by the triangle above it. */
function heightAt({ xyz, triangles }: Roof, x: number, y: number): number {
  let found = -Infinity;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2]];
    const cross = (p: number, q: number) =>
      (xyz[q] - xyz[p]) * (y - xyz[p + 1]) - (xyz[q + 1] - xyz[p + 1]) * (x - xyz[p]);
    const [wc, wa, wb] = [cross(a, b), cross(b, c), cross(c, a)];
    const whole = wa + wb + wc;
    if (whole < 1e-6 || Math.min(wa, wb, wc) < -1e-6 * whole) continue;
    found = Math.max(found, (wa * xyz[a + 2] + wb * xyz[b + 2] + wc * xyz[c + 2]) / whole);
  }
  return found;
}

/** Directed edges that no opposite meets, as text. */
function openEdges({ xyz, triangles }: Roof): string[] {
  const name = (vertex: number) => [...xyz.slice(3 * vertex, 3 * vertex + 3)].join(',');
  const open = new Map<string, number>();
  for (let i = 0; i < triangles.length; i += 3) {
    for (const [j, k] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ]) {
      const [from, to] = [name(triangles[i + j]), name(triangles[i + k])];
      const back = open.get(`${to} ${from}`) ?? 0;
      if (back > 0) open.set(`${to} ${from}`, back - 1);
      else open.set(`${from} ${to}`, (open.get(`${from} ${to}`) ?? 0) + 1);
    }
  }
  return [...open].flatMap(([edge, times]) => Array.from({ length: times }, () => edge)).sort();
}

function eaves(rings: readonly (readonly number[])[]): string[] {
  return rings
    .flatMap((ring) => {
      const count = ring.length / 2;
      return Array.from({ length: count }, (_, i) => {
        const j = (i + 1) % count;
        return `${ring[2 * i]},${ring[2 * i + 1]},3 ${ring[2 * j]},${ring[2 * j + 1]},3`;
      });
    })
    .sort();
}

describe('roof surfaces', () => {
  it('puts the ridge of a gabled roof along the longer side', () => {
    const made = roof([rectangle], 'gabled');
    expect(heightAt(made, 1, 4)).toBeCloseTo(7, 9);
    expect(heightAt(made, 11, 4)).toBeCloseTo(7, 9);
    expect(heightAt(made, 6, 2)).toBeCloseTo(5, 9);
    expect(made.triangles.length / 3).toBe(6);
  });

  it('turns the ridge of a gabled roof square to its direction', () => {
    const made = roof([rectangle], 'gabled', 85);
    expect(heightAt(made, 6, 0.5)).toBeCloseTo(7, 9);
    expect(heightAt(made, 3, 4)).toBeCloseTo(5, 9);
  });

  it('lets a skillion roof fall the way it faces', () => {
    const made = roof([rectangle], 'skillion', 90);
    expect(heightAt(made, 0.003, 4)).toBeCloseTo(6.999, 6);
    expect(heightAt(made, 11.997, 4)).toBeCloseTo(3.001, 6);
  });

  it('gives the ends of a hipped roof the slope of its sides', () => {
    const made = roof([rectangle], 'hipped');
    expect(heightAt(made, 2, 4)).toBeCloseTo(5, 9);
    expect(heightAt(made, 4, 4)).toBeCloseTo(7, 9);
    expect(heightAt(made, 8, 4)).toBeCloseTo(7, 9);
    expect(openEdges(made)).toEqual(eaves([rectangle]));
  });

  it('raises a pyramid to the middle', () => {
    const made = roof([rectangle], 'pyramidal');
    expect(heightAt(made, 6, 4)).toBeCloseTo(7, 9);
    expect(made.triangles.length / 3).toBe(4);
  });

  it('stands half-hipped, gambrel, mansard and round roofs between a gable and a box', () => {
    for (const shape of ['gambrel', 'round'] as const) {
      expect(heightAt(roof([rectangle], shape), 6, 1)).toBeGreaterThan(heightAt(roof([rectangle], 'gabled'), 6, 1));
    }
    expect(heightAt(roof([rectangle], 'half-hipped'), 0.5, 4)).toBeCloseTo(5.5, 9);
    expect(heightAt(roof([rectangle], 'mansard'), 0.8, 4)).toBeGreaterThan(
      heightAt(roof([rectangle], 'hipped'), 0.8, 4),
    );
  });

  it('makes no roof without a rise, nor a dome over a courtyard', () => {
    expect(roofSurfaces([rectangle], 3, 3, 'gabled', null)).toBeNull();
    expect(roofSurfaces([rectangle], 3, 7, 'flat', null)).toBeNull();
    expect(roofSurfaces([rectangle, [4, 3, 4, 5, 8, 5, 8, 3]], 3, 7, 'dome', null)).toBeNull();
    expect(roofSurfaces([rectangle], 3, Number.NaN, 'gabled', null)).toBeNull();
  });

  it.each(pitched)('covers a bent footprint and a courtyard once and closes onto the walls (%s)', (shape) => {
    const yard = [rectangle, [4, 3, 4, 5, 8, 5, 8, 3]];
    for (const [rings, area] of [
      [[ell], 240],
      [yard, 88],
    ] as const) {
      const made = roofSurfaces(rings, 3, 7, shape, null);
      if (made === null) {
        expect(['dome', 'onion']).toContain(shape);
        continue;
      }
      expect(planArea(made)).toBeCloseTo(area, 6);
      expect(openEdges(made)).toEqual(eaves(rings));
    }
  });

  it('covers any star-shaped footprint once, between eaves and ridge, for every shape and direction', () => {
    const star = fc.array(fc.integer({ min: 2048, max: 20480 }), { minLength: 3, maxLength: 14 }).map((radii) =>
      radii.flatMap((radius, i) => {
        const angle = (2 * Math.PI * i) / radii.length;
        return [Math.round(radius * Math.cos(angle)) / 1024, Math.round(radius * Math.sin(angle)) / 1024];
      }),
    );
    fc.assert(
      fc.property(
        star,
        fc.constantFrom(...pitched),
        fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
        (ring, shape, direction) => {
          const made = roofSurfaces([ring], 3, 7, shape, direction);
          if (made === null) return shape === 'dome' || shape === 'onion';
          let area = 0;
          for (let i = 0; i < ring.length; i += 2) {
            const j = (i + 2) % ring.length;
            area += (ring[i] * ring[j + 1] - ring[j] * ring[i + 1]) / 2;
          }
          expect(planArea(made)).toBeCloseTo(area, 4);
          for (let i = 2; i < made.xyz.length; i += 3) {
            expect(made.xyz[i]).toBeGreaterThanOrEqual(3);
            expect(made.xyz[i]).toBeLessThanOrEqual(7);
          }
          expect(openEdges(made)).toEqual(eaves([ring]));
          return true;
        },
      ),
      { numRuns: 300 },
    );
  });
});
