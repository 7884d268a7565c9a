import { expect, test } from 'vitest';
import { deviceSchema } from '#model/device.ts';
import { plainBuilding, plainStreet } from '#model/plain-features.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import { houseMesh, meshTable } from '../../../test/fixtures/mesh-city.ts';
import { box, sceneOf, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { CoverageEngine } from './coverage-engine.ts';
import { firstPaint } from './ground-painter.ts';

const bounds = { minX: -300, minY: -300, maxX: 300, maxY: 300 };
/** Sees 213 m to the north. */
const camera = cameraWith({ heightMeters: 4, focalLengthMillimeters: 8, infraredReachMeters: 30 });

function loaded(scene: CoverageScene = sceneOf([], { bounds })): CoverageEngine {
  const engine = new CoverageEngine();
  engine.load(scene, { ...plainSettings, fogVisibilityMeters: 60 });
  return engine;
}

function reason(engine: CoverageEngine, x: number, y: number): string {
  const [reading] = engine.inspect(x, y);
  if (reading.seen) return `seen ${reading.category}`;
  return reading.hiddenBy === null ? String(reading.reason) : `${reading.reason} by ${reading.hiddenBy}`;
}

test('why a camera does not see a point: view, density, light, fog', () => {
  const engine = loaded();
  engine.change({ revision: 1, put: [camera], removed: [] });
  const at = () => [50, 190, 240, -20].map((y) => reason(engine, 0, y));
  expect(at()).toEqual(['seen 2', 'seen 0', 'too-coarse', 'out-of-view']);
  engine.paint(2, { ...firstPaint, condition: 'night' });
  expect(at()).toEqual(['too-dark', 'too-dark', 'too-coarse', 'out-of-view']);
  engine.paint(3, { ...firstPaint, condition: 'fog' });
  expect(at()).toEqual(['seen 2', 'too-foggy', 'too-coarse', 'out-of-view']);
});

test('what hides is the first solid on the line, be it a building, a passage’s upper floors or a tree', () => {
  const engine = new CoverageEngine();
  const wide = { ...camera, focalLengthMillimeters: 3 };
  const scene: CoverageScene = {
    ...sceneOf(
      [
        { rings: [box(-5, 40, 5, 50)], base: 0, top: 20 },
        { rings: [box(-5, 20, 5, 30)], base: 0, top: 3 },
        { rings: [box(20, 20, 40, 30)], base: 1, top: 9 },
      ],
      { bounds },
    ),
    trees: [{ id: 'tree', x: -40, y: 40, heightMeters: 12, crownRadiusMeters: 6 }],
  };
  const raised = { ...scene, prisms: { ...scene.prisms, raised: Uint8Array.of(0, 0, 1) } };
  engine.load(raised, { ...plainSettings, treeCrowns: 'opaque' });
  engine.change({ revision: 1, put: [wide], removed: [] });
  expect(reason(engine, 0, 35)).toBe('hidden by solid/1');
  // Over the low roof at 3.1 m, into the high house.
  expect(reason(engine, 0, 79)).toBe('hidden by solid/0');
  expect(reason(engine, 0, 45)).toBe('hidden by solid/0');
  expect(reason(engine, 40, 50)).toBe('hidden by solid/2');
  engine.change({ revision: 2, put: [{ ...wide, heightMeters: 15, tiltDegrees: 4 }], removed: [] });
  expect(reason(engine, 0, 79)).toBe('hidden by solid/0');
  expect(reason(engine, -55, 55)).toBe('hidden by tree');
});

test('a building that hides by its surfaces is named', () => {
  const prism = { rings: [box(-8, 20, 8, 30)], base: 0, top: 9 };
  const scene: CoverageScene = {
    ...sceneOf([prism], { bounds }),
    meshes: meshTable([houseMesh(0, [box(-8, 20, 8, 30).flat()], 0, 6, 9, 'gabled')]),
  };
  const engine = loaded(scene);
  engine.change({ revision: 1, put: [camera], removed: [] });
  expect(reason(engine, 0, 60)).toBe('hidden by solid/0');
});

test('a hill hides as terrain', () => {
  const terrain = terrainOfFunction(bounds, 8, (_, y) => (y > 40 && y < 80 ? 20 : 0));
  const engine = loaded({ ...sceneOf([], { bounds }), terrain });
  engine.change({ revision: 1, put: [camera], removed: [] });
  expect(reason(engine, 0, 120)).toBe('hidden by terrain');
});

test('a refused or retired camera reads nothing; a reach is read by its cells; access control is not asked', () => {
  const engine = loaded();
  const at = { x: 0, y: 0, heightMeters: 4 };
  const devices = [
    { ...camera, id: 'outside', x: 5000 },
    { ...camera, id: 'retired', state: 'retired' as const },
    deviceSchema.parse({ kind: 'acoustic', id: 'ear', name: 'Ear', ...at, rangeMeters: 100 }),
    deviceSchema.parse({ kind: 'access', id: 'door', name: 'Door', ...at }),
  ];
  engine.change({ revision: 1, put: devices, removed: [] });
  const readings = (y: number) => engine.inspect(0, y).map(({ deviceId, seen, reason: why }) => [deviceId, seen, why]);
  expect(readings(99)).toEqual([
    ['outside', false, 'refused'],
    ['retired', false, 'refused'],
    ['ear', true, null],
  ]);
  expect(readings(102)[2]).toEqual(['ear', false, 'out-of-range']);
});

test('doors, panels and lanes of a street are seen from where they are', () => {
  const house = { rings: [box(-10, 30, 10, 45)], base: 0, top: 9 };
  const bare = sceneOf([house], { bounds });
  const scene: CoverageScene = {
    ...bare,
    surroundings: {
      buildingUses: ['apartments'],
      buildings: [{ ...plainBuilding, id: 'solid/0' }],
      streets: [
        { ...plainStreet, id: 'street', class: 'primary', xy: Float64Array.of(60, -200, 60, 200), widthMeters: 7 },
      ],
      areas: [],
      portals: [30, 45].map((y) => ({
        id: `door ${y}`,
        kind: 'entrance',
        x: 0,
        y,
        name: null,
        address: null,
        buildingId: 'solid/0',
        barrierId: null,
      })),
      sites: [],
      zones: [],
      mounts: [],
      demand: [],
    },
  };
  const engine = loaded(scene);
  const panels = engine.facades();
  if (panels === null) throw new Error('the house has facades');
  const alpr = deviceSchema.parse({
    kind: 'alpr',
    id: 'alpr',
    name: 'Plates',
    sensor: camera.sensor,
    x: 60,
    y: -60,
    heightMeters: 5,
    tiltDegrees: 8,
    focalLengthMillimeters: 16,
    exposureSeconds: 0.0002,
  });
  const first = engine.change({ revision: 1, put: [camera, alpr], removed: [] });
  const seenNow = [...(first.facades?.index ?? [])];
  expect(seenNow.length).toBeGreaterThan(10);
  expect(seenNow.every((panel) => panels.normal[2 * panel + 1] === -1 && panels.residential[panel] === 1)).toBe(true);
  // 30 m off, 142 px/m: Perceive.
  expect(first.facades?.classes.every((best) => best === 4)).toBe(true);
  const [seen] = engine.compute([camera]);
  expect([[...seen.portalIndex], [...seen.portalClass]]).toEqual([[0], [4]]);
  const lanes = first.devices.find(({ id }) => id === 'alpr');
  expect(lanes?.lanesRead).toBeGreaterThanOrEqual(1);
  const turned = engine.change({ revision: 2, put: [{ ...camera, headingDegrees: 180 }], removed: [] });
  expect([...(turned.facades?.index ?? [])]).toEqual(seenNow);
  expect(turned.facades?.classes.every((best) => best === 0)).toBe(true);
  const again = engine.change({ revision: 3, put: [{ ...camera, headingDegrees: 180, tiltDegrees: 1 }], removed: [] });
  expect(again.facades).toBeNull();
});
