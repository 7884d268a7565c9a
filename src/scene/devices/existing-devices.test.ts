import { describe, expect, test } from 'vitest';
import type { City, Mount, SurveillanceNode } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { sceneVersion } from '#model/scene.ts';
import { devicesOfSurveillance } from './existing-devices.ts';

/** A house of 20 × 10 m with its south-west corner at the origin, 9 m high. */
function city(mounts: readonly Mount[] = [], longitude = 10): City {
  return {
    ...emptyLayers,
    mounts,
    manifest: {
      format: 'sightline-scene',
      version: sceneVersion,
      id: 'city',
      name: 'City',
      invented: true,
      origin: { longitude, latitude: 54, heightMeters: 0 },
      bounds: { minX: -100, minY: -100, maxX: 100, maxY: 100 },
      attribution: [],
      sources: [],
      statistics: {},
      layers: [],
    },
    buildings: [
      {
        id: 'way/1',
        name: null,
        structure: 'building',
        use: 'yes',
        isPart: false,
        outlineId: null,
        heightSource: 'height',
        heightMeters: 9,
        minHeightMeters: 0,
        roofShape: null,
        roofHeightMeters: 0,
        roofDirectionDegrees: null,
        source: 0,
      },
    ],
    prisms: {
      count: 1,
      building: Uint32Array.of(0),
      ringStart: Uint32Array.of(0, 1),
      vertexStart: Uint32Array.of(0, 4),
      xy: Float64Array.of(0, 0, 20, 0, 20, 10, 0, 10),
      baseZ: Float64Array.of(0),
      topZ: Float64Array.of(9),
      raised: Uint8Array.of(0),
    },
  };
}

function node(tags: Readonly<Record<string, string>>, x = 50, y = 50): SurveillanceNode {
  return { id: 'node/7', x, y, tags: { man_made: 'surveillance', ...tags } };
}

function devices(tags: Readonly<Record<string, string>>, x?: number, y?: number) {
  return devicesOfSurveillance(city(), [node(tags, x, y)]);
}

describe('surveillance that stands already', () => {
  test('keeps its id, is no part of what is planned, and looks where it is told', () => {
    const { devices: all } = devices({
      'surveillance:type': 'camera',
      'camera:type': 'fixed',
      'camera:mount': 'pole',
      'camera:direction': 'NE',
      height: '5 m',
      operator: 'City',
    });
    expect(all).toMatchObject([
      {
        id: 'node/7',
        kind: 'camera',
        state: 'existing',
        sourceId: 'node/7',
        headingDegrees: 45,
        heightMeters: 5,
        mounting: { kind: 'pole', featureId: null },
        notes: 'operator: City',
      },
    ]);
  });

  test('has the field of its range of bearings, not a cone around their difference', () => {
    const [camera] = devices({ 'camera:type': 'fixed', direction: '239-284' }).devices;
    expect(camera.headingDegrees).toBe(261.5);
    const { sensor, focalLengthMillimeters } = camera as Extract<typeof camera, { kind: 'camera' }>;
    const field = 2 * Math.atan(sensor.widthMillimeters / 2 / focalLengthMillimeters) * (180 / Math.PI);
    expect(field).toBeCloseTo(45, 9);
  });

  test('is one camera with heads for a list of bearings, and one ALPR unit a bearing', () => {
    const [camera, ...more] = devices({ direction: '90;180', 'camera:type': 'fixed' }).devices;
    expect(more).toEqual([]);
    expect(camera).toMatchObject({
      headingDegrees: 90,
      heads: [
        { headingDegrees: 0, tiltDegrees: 0 },
        { headingDegrees: 90, tiltDegrees: 0 },
      ],
    });
    const units = devices({ direction: '90;180', 'surveillance:type': 'ALPR' }).devices;
    expect(units.map(({ id, kind, headingDegrees }) => [id, kind, headingDegrees])).toEqual([
      ['node/7', 'alpr', 90],
      ['node/7#2', 'alpr', 180],
    ]);
  });

  test('reads plates as long as those of its continent', () => {
    const alpr = node({ 'surveillance:type': 'ALPR', direction: '0' });
    expect(devicesOfSurveillance(city([], -83), [alpr]).devices[0]).toMatchObject({ plates: 'us' });
    expect(devicesOfSurveillance(city([], 24), [alpr]).devices[0]).toMatchObject({ plates: 'eu' });
  });

  test('hangs on the wall beside it and faces away from it, where nothing is told', () => {
    const { devices: all, notes } = devices({}, 10, -1);
    expect(all[0]).toMatchObject({
      headingDegrees: 180,
      x: 10,
      y: -0.25,
      mounting: { kind: 'wall', featureId: 'way/1' },
    });
    expect(notes.filter(({ kind }) => kind === 'guessed').every(({ ids }) => ids.includes('node/7'))).toBe(true);
    expect(notes.map(({ sentence }) => sentence)).toContain('Its direction is not told; it faces away from its wall.');
  });

  test('is moved out of a building that it stands in', () => {
    const { devices: all, notes } = devices({}, 10, 8);
    expect(all[0]).toMatchObject({ x: 10, y: 10.25, headingDegrees: 0 });
    expect(notes.find(({ kind }) => kind === 'repaired')?.ids).toEqual(['node/7']);
  });

  test('hangs below an overhang, not in it', () => {
    const house = city();
    const prisms = { ...house.prisms, baseZ: Float64Array.of(3), raised: Uint8Array.of(1) };
    const under = (underside: number) =>
      devicesOfSurveillance({ ...house, prisms: { ...prisms, baseZ: Float64Array.of(underside) } }, [node({}, 10, 5)]);
    expect(under(3).devices[0]?.heightMeters).toBeCloseTo(2.7, 9);
    expect(under(9).devices[0]?.heightMeters).toBe(4);
    expect(under(2).devices).toEqual([]);
  });

  test('hangs on the pole that it stands at', () => {
    const lamp: Mount = { id: 'node/8', kind: 'lamp', x: 51, y: 50, heightMeters: 6 };
    const { devices: all } = devicesOfSurveillance(city([lamp]), [node({})]);
    expect(all[0].mounting).toEqual({ kind: 'lamp', featureId: 'node/8' });
  });

  test('looks all around as a dome without a bearing, and pans as a PTZ', () => {
    expect(devices({ 'camera:type': 'dome' }).devices[0]).toMatchObject({ projection: 'equidistant', tiltDegrees: 90 });
    expect(devices({ 'camera:type': 'dome', direction: 'S' }).devices[0]).toMatchObject({ projection: 'rectilinear' });
    expect(devices({ 'camera:type': 'panning', direction: 'S' }).devices[0].model).toBe('ptz-1080p-30x');
  });

  test('is no guard and nothing indoors', () => {
    expect(devices({ 'surveillance:type': 'guard' }).devices).toEqual([]);
    expect(devices({ surveillance: 'indoor' }).notes[0]).toMatchObject({ kind: 'ignored', ids: ['node/7'] });
  });

  test.each(['constructor', '1e400', '-5', 'up;down', ''.padEnd(5000, '9;')])(
    'survives a direction and a height of “%.20s”',
    (text) => {
      const { devices: all } = devices({ direction: text, height: text, 'camera:angle': text });
      expect(all.length).toBe(1);
    },
  );
});
