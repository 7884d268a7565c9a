import { expect, it } from 'vitest';
import type { PointReading } from '#model/results/coverage-tile.ts';
import { liveReadings, readoutOf } from './readout.ts';

const reading = (deviceId: string, parts: Partial<PointReading>): PointReading => ({
  deviceId,
  seen: true,
  pixelsPerMeter: 100,
  category: 2,
  distanceMeters: 30,
  reason: null,
  hiddenBy: null,
  ...parts,
});

it('puts the densest picture first and sensors without a picture apart', () => {
  const { best, seen, reached } = readoutOf([
    reading('far', { pixelsPerMeter: 40, category: 1 }),
    reading('near', { pixelsPerMeter: 130, category: 3 }),
    reading('ear', { pixelsPerMeter: Number.NaN, category: 0 }),
    reading('coarse', { pixelsPerMeter: 12, category: -1, seen: false, reason: 'too-coarse' }),
  ]);
  expect(best?.deviceId).toBe('near');
  expect(seen.map(({ deviceId }) => deviceId)).toEqual(['near', 'far']);
  expect(reached.map(({ deviceId }) => deviceId)).toEqual(['ear']);
});

it('tells of the two nearest that do not see it, and of none far away', () => {
  const hidden = (id: string, distanceMeters: number) =>
    reading(id, { seen: false, category: -1, distanceMeters, reason: 'hidden' });
  const { best, unseen } = readoutOf([hidden('c', 90), hidden('a', 20), hidden('d', 900), hidden('b', 50)]);
  expect(best).toBeNull();
  expect(unseen.map(({ deviceId }) => deviceId)).toEqual(['a', 'b']);
});

it('leaves out devices that are not live on the date of a rollout', () => {
  const readings = ['live', 'to-come', 'gone', 'unknown'].map((id) => reading(id, {}));
  const statuses = new Map([
    ['live', 'live'],
    ['to-come', 'under-way'],
    ['gone', 'retired'],
  ] as const);
  expect(liveReadings(readings, statuses).map(({ deviceId }) => deviceId)).toEqual(['live', 'unknown']);
});
