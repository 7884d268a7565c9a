import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import type { Demand, Mount, Street } from '#model/city.ts';
import type { Camera } from '#model/device.ts';
import type { CoverageScene, GroundBits, PlanFrame } from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { sceneOf } from '../../../test/fixtures/random-city.ts';
import { fillRings, patchOfGrid } from '../devices/cell-raster.ts';
import { createGoalScene } from '../goals/goal-scene.ts';
import { regionWord } from '../goals/scope-regions.ts';
import { type BitWindow, countSet } from '../visibility/bits.ts';
import { createGroundCells } from '../visibility/ground-cells.ts';
import { createSolids } from '../visibility/solids.ts';
import { cellsOfSpot, findBlindSpots, type SpotInput, type SpotRequest } from './blind-spots.ts';
import { bitsOfPart, connectedParts, holdsCell, middleCell } from './connected-cells.ts';
import { type ProposalInput, proposeCover } from './cover-proposals.ts';

const bounds = { minX: 0, minY: 0, maxX: 200, maxY: 200 };
const grid = createCellGrid(bounds, 1);

function finished<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const street = (id: string, name: string | null, xy: readonly number[], widthMeters = 10): Street => ({
  ...{ id, class: 'primary', name, xy: Float64Array.from(xy), widthMeters, widthSource: 'default', lanes: null },
  ...{ oneway: false, car: true, bicycle: true, foot: true, sidewalk: null, passage: false, bridge: false },
  ...{ tunnel: false, layer: 0, lit: null, maxSpeedKmh: null },
});

interface SceneParts {
  readonly streets?: readonly Street[];
  readonly demand?: readonly Demand[];
  readonly mounts?: readonly Mount[];
  readonly panels?: FacadePanels | null;
}

function sceneWith({ streets = [], demand = [], mounts = [], panels = null }: SceneParts) {
  const source: CoverageScene = {
    ...sceneOf([], { bounds }),
    surroundings: {
      buildingUses: [],
      buildings: [],
      areas: [],
      portals: [],
      sites: [],
      zones: [],
      streets,
      demand,
      mounts,
    },
  };
  const ground = createGroundCells(grid, bounds, createSolids(source.prisms, [], null));
  return createGoalScene(
    { grid, ground },
    source,
    () => panels,
    () => null,
  );
}

function planWith(parts: Partial<Scenario> = {}): PlanFrame {
  const scene = { id: 's', name: 'S', origin: { longitude: 0, latitude: 0, heightMeters: 0 } };
  return { ...emptyScenario({ id: 'p', name: 'P', scene }), ...parts };
}

/** A rectangle that is seen, in all classes up to `reached`. */
function seenRectangle(minX: number, minY: number, maxX: number, maxY: number, reached = 7) {
  const patch = patchOfGrid(grid);
  fillRings(grid, patch, [[minX, minY, maxX, minY, maxX, maxY, minX, maxY]]);
  return {
    wordAtLeast: (index: number, count: number, row: number, word: number) =>
      index < reached && count === 1 ? regionWord(patch, row, word) : 0,
  };
}

const reading = (parts: Partial<PointReading>): PointReading => ({
  ...{ deviceId: '', seen: false, pixelsPerMeter: Number.NaN, category: -1, distanceMeters: 1 },
  ...{ reason: 'out-of-view', hiddenBy: null },
  ...parts,
});

const request: SpotRequest = { category: 0, regionId: null, leastSquareMeters: 4, limit: 20 };

function input(parts: SceneParts, rest: Partial<SpotInput> = {}): SpotInput {
  return {
    scene: sceneWith(parts),
    frame: planWith(),
    density: seenRectangle(0, 0, 0, 0),
    cameras: [],
    read: () => reading({}),
    ...rest,
  };
}

describe('parts of a bitset', () => {
  const patchOf = (rows: readonly string[]): BitWindow => {
    const bits = new Uint32Array(2 * rows.length);
    rows.forEach((text, row) => {
      text.split('').forEach((cell, column) => {
        if (cell === '#') bits[2 * row + (column >> 5)] |= 1 << (column & 31);
      });
    });
    return { window: { firstRow: 0, rows: rows.length, firstWord: 0, words: 2 }, bits };
  };

  test('hang together over sides, not over corners', () => {
    const parts = connectedParts(patchOf(['##..##', '#....#', '.####.', '......', '#']));
    expect(parts.map(({ cells }) => cells)).toEqual([3, 3, 4, 1]);
    expect(middleCell(parts[2])).toEqual([2, 3]);
  });

  test('are joined by what comes later', () => {
    expect(connectedParts(patchOf(['#.#.#', '#.#.#', '#####'])).map(({ cells }) => cells)).toEqual([11]);
    expect(connectedParts(patchOf(['#####', '#...#', '#.#.#', '#...#', '#####'])).map(({ cells }) => cells)).toEqual([
      16, 1,
    ]);
  });

  test('agree with a flood from cell to cell', () => {
    const row = fc.array(fc.boolean(), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (cells) => {
        const patch = patchOf(cells.map((line) => line.map((cell) => (cell ? '#' : '.')).join('')));
        const parts = connectedParts(patch);
        expect(parts.reduce((sum, part) => sum + part.cells, 0)).toBe(countSet(patch.bits));
        const sizes = floodSizes(cells);
        expect(parts.map((part) => part.cells).sort((a, b) => a - b)).toEqual(sizes);
        for (const part of parts) {
          expect(countSet(bitsOfPart(part).bits)).toBe(part.cells);
          expect(holdsCell(part, ...middleCell(part))).toBe(true);
        }
      }),
      { numRuns: 60, seed: 6 },
    );
  });
});

function floodSizes(cells: readonly (readonly boolean[])[]): number[] {
  const seen = new Set<string>();
  const sizes: number[] = [];
  cells.forEach((line, row) => {
    line.forEach((_, column) => {
      const stack = [[row, column]];
      let size = 0;
      for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        const [r, c] = at;
        const key = `${r} ${c}`;
        if (cells[r]?.[c] !== true || seen.has(key)) continue;
        seen.add(key);
        size += 1;
        stack.push([r + 1, c], [r - 1, c], [r, c + 1], [r, c - 1]);
      }
      if (size > 0) sizes.push(size);
    });
  });
  return sizes.sort((a, b) => a - b);
}

describe('blind spots', () => {
  const streets = [street('way/1', 'Harbour Street', [50, 100, 150, 100])];

  test('are what nobody sees of a street', () => {
    const spots = finished(findBlindSpots(input({ streets }, { density: seenRectangle(0, 0, 90, 200) }), request));
    expect(spots).toHaveLength(1);
    expect(spots[0]).toMatchObject({ place: 'Harbour Street', reason: 'no-device', deviceId: null, hiddenBy: null });
    // 60 m × 10 m and half a disc at the end.
    expect(spots[0].squareMeters / (600 + 12.5 * Math.PI)).toBeCloseTo(1, 1);
    expect(Math.abs(spots[0].x - 121)).toBeLessThan(3);
    expect(Math.abs(spots[0].y - 100)).toBeLessThan(1);
  });

  test('at a category are larger where it is seen less well', () => {
    const density = seenRectangle(0, 0, 90, 200, 3);
    const at = (category: number) =>
      finished(findBlindSpots(input({ streets }, { density }), { ...request, category }))[0].squareMeters;
    expect(at(3)).toBeGreaterThan(at(2) + 350);
    expect(at(2)).toBe(at(0));
  });

  test('in two parts are two, smaller ones than asked for are left out', () => {
    const density = seenRectangle(60, 0, 120, 200);
    const spots = (leastSquareMeters: number) =>
      finished(findBlindSpots(input({ streets }, { density }), { ...request, leastSquareMeters }));
    expect(spots(4)).toHaveLength(2);
    expect(spots(200)).toHaveLength(1);
    expect(finished(findBlindSpots(input({ streets }, { density }), { ...request, limit: 1 }))).toEqual(spots(200));
  });

  test('of a long street come in stretches of at most 100 m', () => {
    const long = [street('way/1', null, [10, 20, 190, 20, 190, 180])];
    const spots = finished(findBlindSpots(input({ streets: long }), request));
    expect(spots).toHaveLength(4);
    expect(spots[0].place).toBe('primary way/1');
  });

  test('count ground that two streets share once', () => {
    const crossing = [...streets, street('way/2', 'Mill Lane', [100, 50, 100, 150])];
    const spots = finished(findBlindSpots(input({ streets: crossing }), { ...request, leastSquareMeters: 0 }));
    const whole = spots.reduce((sum, { squareMeters }) => sum + squareMeters, 0);
    expect(whole / (2000 + 50 * Math.PI - 100)).toBeCloseTo(1, 1);
  });

  test('weigh by the demand near them', () => {
    const two = [street('way/1', 'Quiet', [20, 20, 80, 20]), street('way/2', 'Busy', [20, 120, 60, 120])];
    const place = (id: string, x: number, y: number, weight: number): Demand => ({
      ...{ id, kind: 'pedestrian', x, y, rings: [], weight, unit: 'people/h' },
    });
    const demand = [place('d1', 40, 120, 300), place('d2', 150, 150, 100)];
    const spots = finished(findBlindSpots(input({ streets: two, demand }), request));
    expect(spots.map((spot) => spot.place)).toEqual(['Busy', 'Quiet']);
    // The busy place weighs 300 by a mean of 200: 1 + 1.5.
    expect(spots[0].weight / spots[0].squareMeters).toBeCloseTo(2.5, 12);
    expect(spots[1].weight).toBe(spots[1].squareMeters);
  });

  test('tell why by the nearest camera that has them in its picture', () => {
    const cameras = [
      { id: 'turned', x: 110, y: 100 },
      { id: 'behind', x: 140, y: 100 },
      { id: 'far', x: 300, y: 100 },
    ];
    const read = (id: string) =>
      id === 'behind' ? reading({ reason: 'hidden', hiddenBy: 'way/7' }) : reading({ reason: 'out-of-view' });
    const why = (own: typeof cameras, readOwn = read) =>
      finished(findBlindSpots(input({ streets }, { cameras: own, read: readOwn }), request))[0];
    expect(why(cameras)).toMatchObject({ reason: 'hidden', hiddenBy: 'way/7', deviceId: 'behind' });
    expect(why(cameras.slice(0, 1))).toMatchObject({ reason: 'out-of-view', deviceId: 'turned' });
    expect(why(cameras.slice(2))).toMatchObject({ reason: 'no-device', deviceId: null });
    const coarse = () => reading({ seen: true, category: 0, reason: null });
    const better = finished(
      findBlindSpots(input({ streets }, { cameras, read: coarse }), { ...request, category: 2 }),
    )[0];
    expect(better).toMatchObject({ reason: 'too-coarse', deviceId: 'turned' });
  });

  test('are looked for in one zone where one is asked for', () => {
    const zones = [
      { id: 'z', name: 'Yard', kind: 'interest' as const, rings: [[0, 0, 20, 0, 20, 20, 0, 20]], notes: '' },
    ];
    const own = input({ streets }, { frame: planWith({ zones }) });
    const spots = finished(findBlindSpots(own, { ...request, regionId: 'z' }));
    expect(spots.map(({ place, squareMeters }) => [place, squareMeters])).toEqual([['Yard', 400]]);
    expect(finished(findBlindSpots(own, { ...request, regionId: 'unknown' }))).toEqual([]);
  });

  test('are found again by their middle', () => {
    const own = input({ streets }, { density: seenRectangle(60, 0, 120, 200) });
    for (const spot of finished(findBlindSpots(own, request))) {
      const cells = cellsOfSpot(own, spot, request);
      expect(cells === null ? 0 : countSet(cells.bits)).toBe(spot.squareMeters);
    }
    expect(cellsOfSpot({ ...own, density: seenRectangle(0, 0, 200, 200) }, { x: 55.5, y: 100.5 }, request)).toBeNull();
  });
});

describe('what would cover a blind spot', () => {
  const streets = [street('way/1', 'Harbour Street', [80, 100, 110, 100])];
  const mount = (id: string, x: number, y: number): Mount => ({ id, kind: 'lamp', x, y, heightMeters: 5 });

  /** A camera that sees 20 m far within its horizontal field, whatever stands there. */
  function cover(camera: Camera): GroundBits {
    const half = camera.sensor.widthMillimeters / (2 * camera.focalLengthMillimeters);
    const patch = patchOfGrid(grid);
    const [fx, fy] = [sineOfDegrees(camera.headingDegrees), cosineOfDegrees(camera.headingDegrees)];
    for (let row = 0; row < grid.rows; row += 1) {
      for (let column = 0; column < grid.columns; column += 1) {
        const [dx, dy] = [column + 0.5 - camera.x, row + 0.5 - camera.y];
        const ahead = dx * fx + dy * fy;
        const aside = Math.abs(dx * fy - dy * fx);
        if (ahead <= 0 || ahead > 20 || aside > half * ahead) continue;
        patch.bits[row * grid.words + (column >> 5)] |= 1 << (column & 31);
      }
    }
    return { ...patch.window, bits: patch.bits, cells: [countSet(patch.bits)] };
  }

  function proposals(parts: SceneParts, rest: Partial<ProposalInput> = {}) {
    const own: ProposalInput = { ...input({ streets, ...parts }), devices: [], cover, ...rest };
    const [spot] = finished(findBlindSpots(own, request));
    return { own, spot, list: finished(proposeCover(own, spot, request)) };
  }

  test('is tried on free mounts, the largest gain first', () => {
    const { list, spot } = proposals({
      mounts: [mount('near', 95, 112), mount('far', 95, 130), mount('beyond', 95, 180)],
    });
    expect(list.length).toBeGreaterThan(0);
    expect(list[0].mountId).toBe('near');
    expect(list.map(({ mountId }) => mountId)).not.toContain('beyond');
    expect(list.every(({ gainSquareMeters }, k) => k === 0 || gainSquareMeters <= list[k - 1].gainSquareMeters)).toBe(
      true,
    );
    expect(list[0].gainSquareMeters).toBeLessThanOrEqual(spot.squareMeters);
    expect(list[0].heightMeters).toBeLessThanOrEqual(5);
    expect(list[0].price).toBeGreaterThan(0);
  });

  test('has the gain that its camera really has', () => {
    const { own, spot, list } = proposals({ mounts: [mount('near', 95, 112)] });
    const cells = cellsOfSpot(own, spot, request);
    if (cells === null) throw new Error('no spot');
    const [best] = list;
    const model = findModel(null, best.model);
    if (model?.kind !== 'camera') throw new Error('no camera');
    const { x, y, headingDegrees, focalLengthMillimeters } = best;
    const ground = cover({ ...({} as Camera), x, y, headingDegrees, focalLengthMillimeters, sensor: model.sensor });
    const shared = cells.bits.map((word, at) => {
      const row = cells.window.firstRow + Math.floor(at / cells.window.words);
      return word & ground.bits[row * grid.words + cells.window.firstWord + (at % cells.window.words)];
    });
    expect(best.gainSquareMeters).toBe(countSet(shared));
  });

  test('leaves mounts alone that carry a device', () => {
    const mounts = [mount('near', 95, 112)];
    const taken = {
      ...({} as Camera),
      x: 0,
      y: 0,
      state: 'live',
      mounting: { kind: 'lamp', featureId: 'near' },
    } as const;
    expect(proposals({ mounts }, { devices: [taken] }).list).toEqual([]);
    const beside = { ...taken, x: 95.2, y: 112, mounting: { kind: 'free', featureId: null } } as const;
    expect(proposals({ mounts }, { devices: [beside] }).list).toEqual([]);
    expect(proposals({ mounts }, { devices: [{ ...taken, state: 'retired' }] }).list).toHaveLength(1);
  });

  test('looks away from walls', () => {
    const panels: FacadePanels = {
      ...{ count: 2, center: Float64Array.of(95, 112, 4, 95, 85, 4), normal: Float64Array.of(0, -1, 0, -1) },
      ...{ width: Float32Array.of(3, 3), height: Float32Array.of(3, 3) },
      ...{ building: Uint32Array.of(0, 0), residential: Uint8Array.of(0, 0) },
    };
    // The second wall turns its back to the street.
    const { list } = proposals({ panels });
    expect(list).toHaveLength(1);
    expect(list[0].y).toBeCloseTo(111.9, 2);
    expect(Math.abs(list[0].headingDegrees - 180)).toBeLessThan(90);
  });

  test('is nothing where no camera may stand', () => {
    expect(proposals({ mounts: [mount('near', 95, 112)] }, { cover: () => null }).list).toEqual([]);
    expect(proposals({}).list).toEqual([]);
  });
});
