import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import { defaultAssumptions } from '#model/assumptions.ts';
import { defaultGapQuestion, type GapQuestion } from '#model/gap-question.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import type { RoadReader } from '#model/results/gaps/cordon.ts';
import { type VehicleApproachResult, vehicleApproachResultSchema } from '#model/results/gaps/vehicle-approach.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import {
  anyRoadGrid,
  arcsOf,
  carStreet,
  type RoadSketch,
  roadSketch,
  sitePlaceAt,
  sketchConnectivity,
} from '../../../../test/fixtures/road-sketch.ts';
import { buildDriveGraph } from '../traffic/drive-graph.ts';
import { DrivePlaces, placeAtEnd } from '../traffic/drive-places.ts';
import { DriveSearch, secondsOf } from '../traffic/drive-search.ts';
import type { DriveWatcher } from './drive-watch.ts';
import { lineLength } from './road-lines.ts';
import { vehicleApproachSteps } from './vehicle-approach-steps.ts';

type Readers = ReadonlyMap<number, readonly RoadReader[]>;

/** 10 m/s. */
const assumptions = { ...defaultAssumptions, driveSpeed: 1, plateSpeedKmh: 36 };

interface Options {
  readonly readers?: Readers;
  readonly watchers?: readonly DriveWatcher[];
  readonly question?: Partial<GapQuestion>;
  readonly at?: readonly [number, number];
}

function outcomeOf(sketch: RoadSketch, { readers = new Map(), watchers = [], question = {}, at = [0, 0] }: Options) {
  const graph = buildDriveGraph(sketch.network, sketch.streets, assumptions);
  return finished(
    vehicleApproachSteps({
      graph,
      readers,
      watchers,
      connectivity: sketchConnectivity,
      bounds: sketch.bounds,
      grid: createCellGrid(sketch.bounds, 1),
      sites: [sitePlaceAt(...at, 50)],
      question: { ...defaultGapQuestion, travel: 'car', ...question },
      assumptions,
      categories: 7,
      portal: null,
    }),
  );
}

function approachOf(sketch: RoadSketch, options: Options = {}): VehicleApproachResult {
  const result = outcomeOf(sketch, options);
  if (result.kind !== 'vehicle-approach') throw new Error(result.reason);
  return vehicleApproachResultSchema.parse(result);
}

/** A camera that sees a box of the square of 2 × `half` metres, with one class. */
function watcher(id: string, half: number, box: readonly [number, number, number, number], seen: number): DriveWatcher {
  const grid = createCellGrid({ minX: -half, minY: -half, maxX: half, maxY: half }, 1);
  const bits = new Uint32Array(7 * grid.rows * grid.words);
  const cells = new Array<number>(7).fill(0);
  for (let k = 0; k < seen; k += 1) {
    for (let y = box[1]; y < box[3]; y += 1) {
      for (let x = box[0]; x < box[2]; x += 1) {
        const [column, row] = [x - grid.firstColumn, y - grid.firstRow];
        bits[(k * grid.rows + row) * grid.words + (column >> 5)] |= 1 << (column & 31);
        cells[k] += 1;
      }
    }
  }
  const ground: GroundBits = { firstRow: 0, rows: grid.rows, firstWord: 0, words: grid.words, bits, cells };
  return { id, layer: 'density', ground };
}

/** Two ways from the west edge to the site at the origin: straight, and around over the north. */
const twoWays = roadSketch(
  [
    carStreet('west', [-300, 0, -200, 0]),
    carStreet('straight', [-200, 0, -50, 0, 0, 0]),
    carStreet('around', [-200, 0, -200, 100, 0, 100, 0, 0]),
  ],
  300,
);

describe('a drive of two ways', () => {
  test('is the fastest where nothing watches', () => {
    const { best, fastest, entries, others, endMeters } = approachOf(twoWays);
    expect(best).toEqual(fastest);
    expect([best.lengthMeters, best.seconds, best.unobserved, best.unwatchedShare]).toEqual([300, 30, 1, 1]);
    expect(best.xy).toEqual([-300, 0, -200, 0, -50, 0, 0, 0]);
    expect(best.entry).toEqual({ x: -300, y: 0, name: 'west street' });
    expect([entries, others.length, endMeters]).toEqual([1, 0, 0]);
    expect(best.weakest).toMatchObject({ fromMeters: 0, toMeters: 300, place: { x: -150, y: 0 } });
  });

  test('goes around a camera, and around none where both ways are watched', () => {
    const camera = watcher('cam', 300, [-150, -10, -100, 10], 1);
    const { best, fastest } = approachOf(twoWays, { watchers: [camera] });
    expect([best.lengthMeters, best.unobserved]).toEqual([500, 1]);
    // 50 m at 10 m/s at the lowest rate, 0.02 per second.
    expect(fastest.unobserved).toBeCloseTo(Math.exp(-0.02 * 5), 12);
    expect(fastest.devices).toEqual([
      {
        deviceId: 'cam',
        seconds: expect.closeTo(5, 9) as number,
        exposure: expect.closeTo(0.1, 9) as number,
        unobservedWithout: 1,
      },
    ]);
    expect(fastest.stretches.map(({ fromMeters, toMeters, deviceIds }) => [fromMeters, toMeters, deviceIds])).toEqual([
      [0, expect.closeTo(150, 9), []],
      [expect.closeTo(150, 9), expect.closeTo(200, 9), ['cam']],
      [expect.closeTo(200, 9), 300, []],
    ]);
    expect(fastest.secondsByClass[1]).toBeCloseTo(5, 9);
    const stronger = watcher('other', 300, [-150, 90, -100, 110], 6);
    expect(approachOf(twoWays, { watchers: [camera, stronger] }).best.lengthMeters).toBe(300);
  });

  test('goes around an ALPR unit', () => {
    const [arc] = arcsOf(twoWays, 'straight', false);
    const { best, fastest } = approachOf(twoWays, { readers: new Map([[arc, [{ deviceId: 'u', read: 0.9 }]]]) });
    expect([best.lengthMeters, best.unobserved]).toEqual([500, 1]);
    expect(fastest.unobserved).toBeCloseTo(0.1, 12);
    expect(fastest.reads).toEqual([{ deviceId: 'u', atMeters: 200, read: 0.9 }]);
  });

  test('begins at a chosen place', () => {
    const { best } = approachOf(twoWays, { question: { from: { x: -100, y: 5 } } });
    expect([best.entry, best.seconds]).toEqual([{ x: -100, y: 0, name: 'straight street' }, 10]);
  });

  test('begins where the study area does', () => {
    const { best } = approachOf(twoWays, { question: { reachMeters: 250 } });
    expect(best.entry.x).toBe(-300);
    expect(approachOf(twoWays, { question: { reachMeters: 150 } }).best.entry.x).toBe(-200);
  });
});

test('a site that no street reaches is told in a sentence', () => {
  const far = outcomeOf(twoWays, { at: [250, -290], question: { siteId: 'site' } });
  expect(far.kind).toBe('vehicle-approach');
  const lone = roadSketch([carStreet('lone', [-50, 0, 50, 0])], 300);
  expect(outcomeOf(lone, {})).toEqual({
    kind: 'empty',
    reason: 'No street leads from outside the study area to lone street, the nearest street to The site.',
  });
  expect(outcomeOf(lone, { question: { siteId: 'none' } }).kind).toBe('empty');
});

test('where no street reaches the edge, drives come from ends of streets far away', () => {
  const { best, notes } = approachOf(roadSketch([carStreet('a', [-50, 0, 0, 0, 600, 0])], 3000), {});
  expect([best.entry, best.seconds]).toEqual([{ x: 600, y: 0, name: 'a street' }, 60]);
  expect(notes[0]).toMatch(/ends of streets at least 500 m away/);
});

describe('on any streets', () => {
  const box = fc.tuple(fc.integer({ min: -200, max: 150 }), fc.integer({ min: -200, max: 150 }));
  const cameras = fc.array(fc.tuple(box, fc.integer({ min: 1, max: 7 })), { maxLength: 3 });
  const units = fc.array(fc.tuple(fc.integer({ min: 0, max: 79 }), fc.double({ min: 0.05, max: 1, noNaN: true })), {
    maxLength: 6,
  });
  const watchersOf = (list: readonly (readonly [readonly [number, number], number])[]) =>
    list.map(([[x, y], seen], at) => watcher(`c${at}`, 200, [x, y, x + 50, y + 50], seen));
  const readersOf = (list: readonly (readonly [number, number])[]): Map<number, readonly RoadReader[]> =>
    new Map(list.map(([arc, read], at) => [arc, [{ deviceId: `u${at % 3}`, read }]]));

  test('the drive without devices is as fast as the drive graph’s own search', () => {
    fc.assert(
      fc.property(anyRoadGrid, (sketch) => {
        const result = outcomeOf(sketch, {});
        if (result.kind !== 'vehicle-approach') return;
        const graph = buildDriveGraph(sketch.network, sketch.streets, assumptions);
        const trees = placesAt(graph, result.end).map((place) => new DriveSearch(graph).to(place));
        let least = Infinity;
        for (const drive of [result.best, ...result.others]) {
          const entry = entryPlace(sketch, graph, drive.xy);
          const from = Math.min(...trees.map((tree) => secondsOf(graph, tree, entry)));
          expect(drive.seconds).toBeGreaterThanOrEqual(from - 0.01);
          least = Math.min(least, from);
          expect(lineLength(drive.xy)).toBeCloseTo(drive.lengthMeters, 9);
          expect(drive.seconds).toBeCloseTo(drive.lengthMeters / 10, 2);
        }
        if (trees.length === 1) expect(result.best.seconds).toBeCloseTo(least, 2);
        expect(result.best).toEqual(result.fastest);
      }),
      { numRuns: 300, seed: 21 },
    );
  });

  test('one more device never raises the chance of staying unobserved', () => {
    fc.assert(
      fc.property(anyRoadGrid, cameras, units, fc.integer({ min: 0, max: 79 }), (sketch, seen, list, arc) => {
        const before = outcomeOf(sketch, { watchers: watchersOf(seen.slice(1)), readers: readersOf(list) });
        if (before.kind !== 'vehicle-approach') return;
        const readers = readersOf(list);
        readers.set(arc, [...(readers.get(arc) ?? []), { deviceId: 'more', read: 0.5 }]);
        const after = approachOf(sketch, { watchers: watchersOf(seen.slice(1)), readers });
        expect(after.best.unobserved).toBeLessThanOrEqual(before.best.unobserved * (1 + 1e-5) + 1e-12);
        if (seen.length === 0) return;
        const watched = approachOf(sketch, { watchers: watchersOf([...seen.slice(1), seen[0]]), readers });
        expect(watched.best.unobserved).toBeLessThanOrEqual(after.best.unobserved * (1 + 1e-5) + 1e-12);
        expect(watched.best.unobserved).toBeGreaterThanOrEqual(watched.fastest.unobserved * (1 - 1e-5) - 1e-12);
      }),
      { numRuns: 300, seed: 22 },
    );
  });
});

/** Places on all streets that meet at a point, and the nearest one. */
function placesAt(graph: ReturnType<typeof buildDriveGraph>, { x, y }: { readonly x: number; readonly y: number }) {
  const nearest = new DrivePlaces(graph).nearest(x, y, 1);
  const places = nearest === null ? [] : [nearest];
  for (let edge = 0; edge < graph.network.edgeCount; edge += 1) {
    for (const fraction of [0, 1] as const) {
      const place = placeAtEnd(graph, edge, fraction);
      if (place.x === x && place.y === y) places.push(place);
    }
  }
  return places;
}

function entryPlace({ network }: RoadSketch, graph: ReturnType<typeof buildDriveGraph>, xy: readonly number[]) {
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    for (const fraction of [0, 1] as const) {
      const place = placeAtEnd(graph, edge, fraction);
      const other = placeAtEnd(graph, edge, fraction === 0 ? 1 : 0);
      const along = (xy[2] - xy[0]) * (other.x - xy[0]) + (xy[3] - xy[1]) * (other.y - xy[1]);
      if (place.x === xy[0] && place.y === xy[1] && along > 0) return place;
    }
  }
  throw new Error('a drive begins at no junction');
}
