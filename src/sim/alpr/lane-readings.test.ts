import { describe, expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { Street } from '#model/city.ts';
import { plainStreet } from '#model/plain-features.ts';
import { laneReadings, lanesReadCount, readLanes, streetSpeeds } from './lane-readings.ts';
import { type LaneSamples, laneTable } from './lane-samples.ts';
import type { PlateOptics } from './plate-reading.ts';
import { plateRules } from './plate-rules.ts';

const rules = plateRules(defaultAssumptions, 'eu');

const street: Street = {
  ...plainStreet,
  id: 'way/1',
  class: 'primary',
  name: 'Harbour Street',
  xy: Float64Array.of(0, -50, 0, 50),
  widthMeters: 7,
  widthSource: 'lanes',
  lanes: 2,
};

/** Samples every 2 m of a two-lane street that runs north: the west lane comes south, the east lane goes north. */
function twoLanes(): LaneSamples {
  const list: { x: number; y: number; way: number; lane: number }[] = [];
  for (let y = -49; y < 50; y += 2) {
    list.push({ x: -1.75, y, way: -1, lane: 0 }, { x: 1.75, y, way: 1, lane: 1 });
  }
  return {
    count: list.length,
    xyz: list.flatMap(({ x, y }) => [x, y, 0.6]),
    direction: list.flatMap(({ way }) => [0, way]),
    street: list.map(() => 0),
    lane: list.map(({ lane }) => lane),
    length: list.map(() => 2),
  };
}

/** Above the street's middle at its south end, looking north. */
const optics: PlateOptics = {
  position: [0, -50, 4],
  right: [1, 0, 0],
  up: [0, 0, 1],
  forward: [0, 1, 0],
  focalPixels: 7166,
  tangentX: 0.268,
  tangentY: 0.151,
  exposureSeconds: 0.0005,
  infraredReachMeters: 15,
};

const all = Uint32Array.from({ length: 100 }, (_, k) => k);
const dark = () => false;

describe('the lanes of samples', () => {
  test('are whole lanes with their length, counted from the right of their own direction', () => {
    const lanes = laneTable(twoLanes());
    expect(lanes.count).toBe(2);
    expect([...lanes.meters]).toEqual([100, 100]);
    expect([...lanes.fromRight]).toEqual([0, 0]);
  });

  test('of one direction count up to the left', () => {
    const samples: LaneSamples = {
      count: 3,
      xyz: [0, 0, 0.6, 3, 0, 0.6, 6, 0, 0.6],
      direction: [0, 1, 0, 1, 0, 1],
      street: [0, 0, 0],
      lane: [0, 1, 2],
      length: [2, 2, 2],
    };
    expect([...laneTable(samples).fromRight]).toEqual([2, 1, 0]);
  });

  test('a lane for both ways counts its metres once', () => {
    const samples: LaneSamples = {
      count: 2,
      xyz: [0, 0, 0.6, 0, 0, 0.6],
      direction: [0, 1, 0, -1],
      street: [0, 0],
      lane: [0, 0],
      length: [2, 2],
    };
    expect([...laneTable(samples).meters]).toEqual([2]);
  });
});

describe('reading lanes', () => {
  const samples = twoLanes();
  const speeds = streetSpeeds([street], rules);
  const read = readLanes(optics, samples, all, rules, speeds, dark);

  test('keeps the samples with P > 0, ascending', () => {
    expect(read.index.length).toBeGreaterThan(0);
    // Nearer than (4 − 0.6) / tan 30° = 5.9 m the angle is too steep, farther than f_px / 200 = 36 m there are too few pixels.
    for (const sample of read.index) {
      const distance = (samples.xyz[3 * sample + 1] ?? 0) + 50;
      expect(distance).toBeGreaterThan(5.8);
      expect(distance).toBeLessThan(35.9);
    }
    expect([...read.index]).toEqual([...read.index].sort((a, b) => a - b));
  });

  test('reads leaving and coming lanes alike from the middle', () => {
    const lanes = laneTable(samples);
    const [coming, leaving] = laneReadings('unit', optics, samples, lanes, read, rules, [street], dark);
    expect(coming.read).toBeCloseTo(leaving.read, 12);
    expect(coming.x).toBe(-1.75);
    expect(coming.streetName).toBe('Harbour Street');
    expect(coming.speedKmh).toBe(50);
    // All factors but recognition and availability are full somewhere between 9.4 m (20°) and 21.9 m (327 px/m).
    expect(coming.read).toBeCloseTo(0.95 * 0.98, 12);
  });

  test('at night ends where the infrared does', () => {
    const nights = [...read.index].filter((_, at) => read.night[at] > 0);
    const farthest = Math.max(...nights.map((sample) => samples.xyz[3 * sample + 1] + 50));
    expect(farthest).toBeLessThan(15);
    expect(farthest).toBeGreaterThan(12);
  });

  test('counts the lanes that are read well enough', () => {
    const lanes = laneTable(samples);
    expect(lanesReadCount(lanes, read, 0.5)).toBe(2);
    expect(lanesReadCount(lanes, read, 0.99)).toBe(0);
  });
});
