import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allWays,
  anyDriveSketch,
  anyUnits,
  type DriveSketch,
  evade,
  graphOf,
  placeOn,
  unitsOn,
} from '../../../../test/fixtures/drive-sketch.ts';
import { carStreet } from '../../../../test/fixtures/road-sketch.ts';
import { DriveSearch, wayOf } from './drive-search.ts';
import { exposureOf } from './read-sets.ts';
import { arcsOfStreets, countingUnit, type UnitReads } from './unit-reads.ts';
import { isWay } from './way-search.ts';

const knownUnitChance = 0.05;

function exposureAlong(units: readonly UnitReads[], arcs: readonly number[]): number {
  let sum = 0;
  for (const unit of units) {
    let best = 0;
    unit.arcs.forEach((arc, at) => {
      if (unit.day[at] >= knownUnitChance && arcs.includes(arc)) best = Math.max(best, exposureOf(unit.day[at]));
    });
    sum += best;
  }
  return sum;
}

/** Least exposure, and the least time with it, of all ways within the tolerance. */
function byTrying(sketch: DriveSketch, units: readonly UnitReads[], tolerance: number) {
  const { graph, from, to } = sketch;
  const fastest = wayOf(graph, new DriveSearch(graph).to(to), from);
  if (fastest === null) return null;
  let best = { exposure: Number.POSITIVE_INFINITY, milliseconds: Number.POSITIVE_INFINITY };
  for (const { arcs, milliseconds } of allWays(sketch, Math.floor(fastest.milliseconds * (1 + tolerance)))) {
    const exposure = exposureAlong(units, arcs);
    if (exposure < best.exposure || (exposure === best.exposure && milliseconds < best.milliseconds))
      best = { exposure, milliseconds };
  }
  return best;
}

describe('the evasive driver', () => {
  const block = graphOf([
    carStreet('straight', [0, 0, 100, 0]),
    carStreet('around', [0, 0, 0, 50, 100, 50, 100, 0]),
    carStreet('start', [-100, 0, 0, 0]),
    carStreet('end', [100, 0, 200, 0]),
  ]);
  const [from, to] = [placeOn(block, -100, 0), placeOn(block, 200, 0)];
  const unit = countingUnit('a', arcsOfStreets(block, new Set(['straight'])));
  const around = (units: readonly UnitReads[], tolerance: number) =>
    evade({ graph: block, from, to }, units, tolerance, knownUnitChance);

  test('goes around a unit where the tolerance allows it, and through where it does not', () => {
    expect(around([], 0.5)).toMatchObject({ milliseconds: 30_000, exposure: 0 });
    expect(around([unit], 1 / 3 - 0.001)).toMatchObject({ milliseconds: 30_000, exposure: exposureOf(1) });
    expect(around([unit], 1 / 3 + 0.001)).toMatchObject({ milliseconds: 40_000, exposure: 0 });
  });

  test('counts a unit once that it cannot get around', () => {
    const twice = countingUnit('b', arcsOfStreets(block, new Set(['start', 'end'])));
    expect(around([twice], 0.5)).toMatchObject({ milliseconds: 30_000, exposure: exposureOf(1) });
  });

  test('rather passes early by a surer unit that it has to pass later anyway', () => {
    const graph = graphOf([
      carStreet('start', [-100, 0, 0, 0]),
      carStreet('quick', [0, 0, 100, 0]),
      carStreet('slow', [0, 0, 50, 20, 100, 0]),
      carStreet('middle', [100, 0, 200, 0]),
      carStreet('end', [200, 0, 300, 0]),
    ]);
    const on = (id: string, reads: Readonly<Record<string, number>>): UnitReads => {
      const arcs = [...arcsOfStreets(graph, new Set(Object.keys(reads)))];
      const chances = arcs.map((arc) => reads[graph.streets[graph.network.edgeStreet[arc >>> 1]].id]);
      const day = Float64Array.from(chances);
      return { deviceId: id, name: id, x: 0, y: 0, arcs: Uint32Array.from(arcs), day, night: day };
    };
    const units = [on('weak', { quick: 0.5 }), on('sure', { slow: 0.9, end: 0.9 })];
    const sketch = { graph, from: placeOn(graph, -100, 0), to: placeOn(graph, 300, 0) };
    const way = evade(sketch, units, 0.2, knownUnitChance);
    expect(way?.exposure).toBe(exposureOf(0.9));
    expect(way?.milliseconds).toBeGreaterThan(40_000);
  });

  test('takes the least-read way that trying finds, and of those the fastest', () => {
    let evaded = 0;
    fc.assert(
      fc.property(anyDriveSketch, anyUnits, fc.constantFrom(0, 0.2, 0.6), (sketch, choices, tolerance) => {
        const { graph, from: origin, to: destination } = sketch;
        const units = unitsOn(graph, choices);
        const way = evade(sketch, units, tolerance, knownUnitChance);
        const wanted = byTrying(sketch, units, tolerance);
        if (wanted === null || way === null) {
          expect(way).toBe(wanted);
          return;
        }
        expect({ exposure: way.exposure, milliseconds: way.milliseconds }).toEqual(wanted);
        expect(exposureAlong(units, way.arcs)).toBe(way.exposure);
        expect(isWay(graph, way.arcs)).toBe(true);
        expect(way.cutShort).toBe(false);
        const fastest = wayOf(graph, new DriveSearch(graph).to(destination), origin);
        if (way.milliseconds > (fastest?.milliseconds ?? 0)) evaded += 1;
      }),
      { numRuns: 1500 },
    );
    expect(evaded).toBeGreaterThan(30);
  });

  test('is read no less with another unit', () => {
    fc.assert(
      fc.property(anyDriveSketch, anyUnits, anyUnits, (sketch, some, more) => {
        const exposure = (choices: typeof some) =>
          evade(sketch, unitsOn(sketch.graph, choices), 0.3, knownUnitChance)?.exposure ?? 0;
        expect(exposure([...some, ...more])).toBeGreaterThanOrEqual(exposure(some));
      }),
      { numRuns: 500 },
    );
  });
});
