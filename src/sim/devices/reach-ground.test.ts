import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { Street } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { plainStreet } from '#model/plain-features.ts';
import { networkNodeSchema } from '#model/plan-records.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { fillRings, keepWithin, patchCells, patchContains, patchOfGrid } from './cell-raster.ts';
import { gatewaysInReach } from './radio-reach.ts';
import { acousticGround, airGround, carGround, radarGround, radioGround } from './reach-ground.ts';
import { phoneGround, phoneStreetMeters, stretchesWithin, walkNetwork } from './walking-reach.ts';

const grid = createCellGrid({ minX: -300, minY: -300, maxX: 300, maxY: 300 }, 1);
const everywhere = new Uint32Array(grid.rows * grid.words).fill(0xffffffff);
const on = { grid, ground: everywhere };

function street(id: string, xy: readonly number[], parts: Partial<Street> = {}): Street {
  return {
    ...plainStreet,
    id,
    class: 'residential',
    name: null,
    xy: Float64Array.from(xy),
    widthMeters: 6,
    ...parts,
  };
}

function device(fields: Record<string, unknown>): Device {
  return deviceSchema.parse({ id: 'd', name: 'D', x: 0, y: 0, heightMeters: 4, ...fields });
}

function reach(fields: Record<string, unknown>, streets: readonly Street[] = []): GroundBits {
  const own = device(fields);
  switch (own.kind) {
    case 'acoustic':
      return acousticGround(on, own);
    case 'air':
      return airGround(on, own, defaultAssumptions);
    case 'radar':
      return radarGround(on, own, carGround(on, streets));
    case 'phone':
      return phoneGround(on, walkNetwork(streets), own.x, own.y, defaultAssumptions.phoneWalkMeters);
    default:
      throw new Error('covers no ground');
  }
}

function has(ground: GroundBits, x: number, y: number): boolean {
  return patchContains(grid, { window: ground, bits: ground.bits }, x, y);
}

/** Cells of the grid whose centres pass a test. */
function counted(inside: (x: number, y: number) => boolean): number {
  let cells = 0;
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      if (inside(grid.firstColumn + column + 0.5, grid.firstRow + row + 0.5)) cells += 1;
    }
  }
  return cells;
}

describe('discs', () => {
  test('a shot is heard within the range, on all cells whose centres lie there', () => {
    const ground = reach({ kind: 'acoustic', rangeMeters: 100 });
    expect(ground.cells[0]).toBe(counted((x, y) => x * x + y * y <= 10_000));
    // π r² within the rim's rounding.
    expect(ground.cells[0] / (Math.PI * 10_000)).toBeCloseTo(1, 2);
  });

  test('an air station stands for the disc of its siting scale', () => {
    const ground = reach({ kind: 'air', sitingScale: 'micro' });
    expect(ground.cells[0]).toBe(counted((x, y) => x * x + y * y <= defaultAssumptions.airMicroMeters ** 2));
  });

  test('are cut to the ground', () => {
    const square = patchOfGrid(grid);
    fillRings(grid, square, [[0, 0, 50, 0, 50, 50, 0, 50]]);
    const station = { ...device({ kind: 'air', sitingScale: 'middle' }), kind: 'air', sitingScale: 'middle' } as const;
    expect(airGround({ grid, ground: square.bits }, station, defaultAssumptions).cells).toEqual([2500]);
  });

  test('a gateway’s radio reaches as far as it says, and not without a radio', () => {
    const node = networkNodeSchema.parse({ id: 'n', name: 'N', kind: 'gateway', x: 0, y: 0, radioReachMeters: 40 });
    expect(radioGround(on, node).cells[0]).toBe(counted((x, y) => x * x + y * y <= 1600));
    expect(radioGround(on, { ...node, radioReachMeters: 0 }).cells).toEqual([0]);
    expect(gatewaysInReach([node, { ...node, x: 30 }, { ...node, radioReachMeters: 0 }], 35, 0)).toBe(2);
    expect(gatewaysInReach([node, { ...node, x: 30 }], -39, 0)).toBe(1);
  });
});

describe('a traffic radar', () => {
  const road = street('way/1', [-200, 20, 200, 20], { widthMeters: 10 });

  test('looks at the carriageway between near and far, within its field', () => {
    const ground = reach({ kind: 'radar', headingDegrees: 0, fieldDegrees: 90, nearMeters: 1.8, farMeters: 76 }, [
      road,
    ]);
    const expected = counted((x, y) => Math.abs(y - 20) <= 5 && Math.abs(x) <= y && x * x + y * y <= 76 * 76);
    expect(ground.cells[0]).toBe(expected);
  });

  test('sees nothing nearer than its near range, and no path that cars may not use', () => {
    const near = reach({ kind: 'radar', headingDegrees: 0, fieldDegrees: 120, nearMeters: 24, farMeters: 76 }, [road]);
    expect(has(near, 0.5, 20.5)).toBe(false);
    expect(has(near, 20.5, 20.5)).toBe(true);
    const path = street('way/2', [-200, 20, 200, 20], { car: false });
    expect(reach({ kind: 'radar', headingDegrees: 0 }, [path]).cells).toEqual([0]);
  });

  test('with a field beyond 180° leaves out what lies behind', () => {
    const around = street('way/3', [-100, 0, 100, 0], { widthMeters: 200 });
    const ground = reach({ kind: 'radar', headingDegrees: 90, fieldDegrees: 270, nearMeters: 0, farMeters: 50 }, [
      around,
    ]);
    // All but the quarter to the west.
    const expected = counted((x, y) => x * x + y * y <= 2500 && !(x < 0 && Math.abs(y) < -x));
    expect(ground.cells[0]).toBe(expected);
  });

  test('turned by 90° sees as many cells of a turned road', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 360 }), (turns, field) => {
        const turned = [
          [-200, 20, 200, 20],
          [20, 200, 20, -200],
          [200, -20, -200, -20],
          [-20, -200, -20, 200],
        ][turns];
        const settings = { kind: 'radar', fieldDegrees: field, nearMeters: 2, farMeters: 70 };
        const plain = reach({ ...settings, headingDegrees: 0 }, [road]);
        const other = reach({ ...settings, headingDegrees: 90 * turns }, [
          street('way/1', turned, { widthMeters: 10 }),
        ]);
        expect(Math.abs(other.cells[0] - plain.cells[0])).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60, seed: 2 },
    );
  });
});

describe('walking to an emergency phone', () => {
  // A cross: 100 m arms to the west and east, and a way north from the middle.
  const streets = [
    street('way/1', [-200, 0, 0, 0]),
    street('way/2', [0, 0, 200, 0]),
    street('way/3', [0, 0, 0, 200]),
    street('way/4', [50, 100, 150, 100]),
  ];
  const meters = (x: number, y: number, distance: number) =>
    stretchesWithin(walkNetwork(streets), x, y, distance).reduce((sum, { xy }) => {
      let length = sum;
      for (let at = 2; at < xy.length; at += 2) {
        length += Math.sqrt((xy[at] - xy[at - 2]) ** 2 + (xy[at + 1] - xy[at - 1]) ** 2);
      }
      return length;
    }, 0);

  test('at the crossing each arm is reached as far as one walks', () => {
    expect(meters(0, 0, 150)).toBeCloseTo(450, 9);
  });

  test('the way from the phone to the street is walked too', () => {
    expect(meters(0, -20, 150)).toBeCloseTo(390, 9);
    expect(meters(-100, 10, 60)).toBeCloseTo(100, 9);
  });

  test('a phone far from every street is reached from none', () => {
    expect(meters(0, -phoneStreetMeters - 1, 150)).toBe(0);
    expect(meters(0, -20, 15)).toBe(0);
  });

  test('streets that are not joined are not reached, however near', () => {
    const found = stretchesWithin(walkNetwork(streets), 0, 0, 150).map(({ street: { id } }) => id);
    expect(found).not.toContain('way/4');
  });

  test('covers the street’s ground and 2 m to each side, and no other', () => {
    const ground = reach({ kind: 'phone' }, streets);
    expect(has(ground, 100.5, 4.5)).toBe(true);
    expect(has(ground, 100.5, 5.5)).toBe(false);
    expect(has(ground, 160.5, 0.5)).toBe(false);
    expect(has(ground, 0.5, 140.5)).toBe(true);
  });

  test('never shrinks when one walks farther', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -150, max: 150 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 150 }),
        (x, near, more) => {
          expect(meters(x, 0, near + more)).toBeGreaterThanOrEqual(meters(x, 0, near) - 1e-9);
        },
      ),
      { seed: 4 },
    );
  });
});

describe('polygons as cells', () => {
  test('side by side share no cell and leave none out', () => {
    const corner = fc.integer({ min: -200, max: 200 });
    fc.assert(
      fc.property(corner, corner, fc.integer({ min: -100, max: 100 }), (x, y, lean) => {
        const left = patchOfGrid(grid);
        const right = patchOfGrid(grid);
        fillRings(grid, left, [[-250, -250, x, -250, x + lean / 7, y / 3, x, 250, -250, 250]]);
        fillRings(grid, right, [[x, -250, 250, -250, 250, 250, x, 250, x + lean / 7, y / 3]]);
        const both = left.bits.map((word, at) => word & right.bits[at]);
        expect(both.every((word) => word === 0)).toBe(true);
        expect(patchCells(left) + patchCells(right)).toBe(500 * 500);
      }),
      { numRuns: 50, seed: 9 },
    );
  });

  test('leave their holes out', () => {
    const patch = patchOfGrid(grid);
    const outer = [0, 0, 20, 0, 20, 20, 0, 20];
    const hole = [5, 5, 5, 15, 15, 15, 15, 5];
    fillRings(grid, patch, [outer, hole]);
    expect(patchCells(patch)).toBe(300);
    expect(patchContains(grid, patch, 10, 10)).toBe(false);
    keepWithin(grid, patch, new Uint32Array(grid.rows * grid.words));
    expect(patchCells(patch)).toBe(0);
  });

  test('that reach beyond the grid are cut at its border', () => {
    const patch = patchOfGrid(grid);
    fillRings(grid, patch, [[-1e5, -1e5, 1e5, -1e5, 1e5, 1e5, -1e5, 1e5]]);
    expect(patchCells(patch)).toBe(grid.columns * grid.rows);
  });
});
