import { describe, expect, test } from 'vitest';
import { graphOf } from '../../../../test/fixtures/drive-sketch.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { prismTable } from '../../../../test/fixtures/random-city.ts';
import { carStreet } from '../../../../test/fixtures/road-sketch.ts';
import { laneTargets } from '../../targets/lane-targets.ts';
import { arcsOfStreets, arcUnits, countingUnit, readsUnder, UnitReader } from './unit-reads.ts';

/** Four lanes west to east through a junction in the middle, a one-way side street, and a footpath. */
const streets = [
  carStreet('main', [0, 0, 50, 0, 100, 0], { lanes: 4, widthMeters: 14 }),
  carStreet('side', [50, 0, 50, 60], { oneway: true, lanes: 1 }),
  carStreet('path', [0, 5, 100, 5], { car: false }),
];
const graph = graphOf(streets);
const lanes = finished(laneTargets({ streets, prisms: prismTable([]), buildings: [], terrain: null }));
if (!lanes.ok) throw new Error(lanes.problem.sentence);
const samples = lanes.value;
const reader = new UnitReader(graph, samples);

/** Samples within a box, by the way they go: the chance where the unit reads. */
function coverage(chance: (x: number, y: number, eastward: boolean, northward: boolean) => number) {
  const index: number[] = [];
  const day: number[] = [];
  for (let sample = 0; sample < samples.count; sample += 1) {
    const [x, y] = [samples.xyz[3 * sample], samples.xyz[3 * sample + 1]];
    const value = chance(x, y, samples.direction[2 * sample] > 0.5, samples.direction[2 * sample + 1] > 0.5);
    if (value <= 0) continue;
    index.push(sample);
    day.push(value);
  }
  return reader.readsOf(
    {
      id: 'unit',
      laneIndex: Uint32Array.from(index),
      laneByDay: Float64Array.from(day),
      laneByNight: Float64Array.from(day, (value) => value / 2),
      position: [1, 2, 3],
    },
    'Unit',
  );
}

const [west, east] = [0, 2];

describe('what a unit reads on arcs', () => {
  test('is the mean over the lanes of a direction of the best on each', () => {
    // The two eastward lanes lie south of the middle, at y = −1.75 and −5.25.
    const both = coverage((x, y, eastward) => (eastward && x < 40 ? (y < -3.5 ? 0.9 - x / 1000 : 0.5 - x / 1000) : 0));
    expect(Array.from(both.arcs)).toEqual([west]);
    expect(both.day[0]).toBeCloseTo((0.899 + 0.499) / 2, 9);
    expect(both.night[0]).toBeCloseTo((0.899 + 0.499) / 4, 9);
    const one = coverage((x, y, eastward) => (eastward && x > 60 && y < -3.5 ? 0.8 : 0));
    expect(Array.from(one.arcs)).toEqual([east]);
    expect(one.day[0]).toBeCloseTo(0.4, 12);
    expect(one).toMatchObject({ deviceId: 'unit', name: 'Unit', x: 1, y: 2 });
  });

  test('tells directions and stretches apart', () => {
    const all = coverage((_x, _y, eastward, northward) => (northward ? 0.3 : eastward ? 0.6 : 0.2));
    const side = arcsOfStreets(graph, new Set(['side']));
    expect(Array.from(all.arcs)).toEqual([0, 1, 2, 3, ...side]);
    expect(Array.from(all.day)).toEqual([0.6, 0.2, 0.6, 0.2, 0.3]);
    expect(side).toHaveLength(1);
  });

  test('is nothing where it reads no lane', () => {
    expect(coverage(() => 0).arcs).toHaveLength(0);
  });

  test('holds by night for the night, else for the day', () => {
    const unit = coverage((x, _y, eastward) => (eastward && x < 40 ? 0.8 : 0));
    expect(readsUnder(unit, 'night')[0]).toBeCloseTo(0.4, 12);
    expect(readsUnder(unit, 'fog')).toBe(readsUnder(unit, 'day'));
  });

  test('is listed by arc in the order of the units', () => {
    const units = [countingUnit('a', [2, 0]), countingUnit('b', [0])];
    const table = arcUnits(6, units);
    expect(Array.from(table.start)).toEqual([0, 2, 2, 3, 3, 3, 3]);
    expect(Array.from(table.unit)).toEqual([0, 1, 0]);
    expect(Array.from(table.day)).toEqual([1, 1, 1]);
  });
});
