import { describe, expect, test } from 'vitest';
import type { Portal, PortalKind, Site } from '#model/city.ts';
import { planSiteSchema } from '#model/plan-records.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';
import { insideRings, sitePlaces } from './places.ts';
import { portalsOfSites } from './portal-belonging.ts';
import { missingFunctions, neededFunctions, portalState } from './portal-states.ts';

const portal = (
  id: string,
  x: number,
  y: number,
  kind: PortalKind = 'entrance',
  buildingId: string | null = null,
): Portal => ({
  ...{ id, kind, x, y, name: null, address: null },
  buildingId,
  barrierId: null,
});

const bounds = { minX: -200, minY: -200, maxX: 200, maxY: 200 };
const scene: CoverageScene = sceneOf(
  [
    { rings: [box(0, 0, 20, 20)], base: 0, top: 9 },
    { rings: [box(15, 40, 60, 60)], base: 0, top: 9 },
  ],
  { bounds },
);
const square = [[-10, -10, 30, -10, 30, 30, -10, 30]];
const site = (parts: object) => planSiteSchema.parse({ id: 's', name: 'S', kind: 'school', x: 10, y: 10, ...parts });
const members = (portals: readonly Portal[], parts: object, city: readonly Site[] = []) =>
  portalsOfSites(sitePlaces([site(parts)], city), portals, scene).map((list) => [...list]);

describe('portals of a site', () => {
  test('lie within its perimeter or at most 3 m off it', () => {
    const portals = [portal('a', 5, -10), portal('b', 33, 10), portal('c', 33.5, 10), portal('d', 32, 32)];
    expect(members(portals, { rings: square })).toEqual([[0, 1, 3]]);
  });

  test('are those of buildings that stand within it as a whole', () => {
    const portals = [
      portal('a', 100, 100, 'entrance', 'solid/0'),
      portal('b', 100, 100, 'entrance', 'solid/1'),
      portal('c', 100, 100, 'entrance', 'unknown'),
    ];
    expect(members(portals, { rings: square })).toEqual([[0]]);
  });

  test('of a building with parts follow the parts', () => {
    const parts = [
      {
        id: 'solid/0',
        structure: 'building',
        outlineId: 'outline/1',
        roofShape: null,
        roofHeightMeters: 0,
      },
      {
        id: 'solid/1',
        structure: 'building',
        outlineId: null,
        roofShape: null,
        roofHeightMeters: 0,
      },
    ] as const;
    const surroundings = {
      ...{ buildingUses: [], buildings: parts, streets: [], areas: [], portals: [] },
      ...{ sites: [], zones: [], mounts: [], demand: [] },
    };
    const lists = portalsOfSites(
      sitePlaces([site({ rings: square })], []),
      [portal('a', 100, 100, 'entrance', 'outline/1')],
      { ...scene, surroundings },
    );
    expect([...lists[0]]).toEqual([0]);
  });

  test('without a perimeter lie around its place', () => {
    const portals = [portal('a', 62, 10), portal('b', 64, 10)];
    expect(members(portals, {})).toEqual([[0]]);
    expect(members(portals, { radiusMeters: 60 })).toEqual([[0, 1]]);
  });

  test('are the named ones where the plan names some', () => {
    const portals = [portal('a', 5, 5), portal('b', 150, 150)];
    expect(members(portals, { rings: square, portalIds: ['b', 'unknown'] })).toEqual([[1]]);
  });

  test('are no addresses and no bollards', () => {
    const portals = [portal('a', 5, 5, 'address'), portal('b', 5, 5, 'bollard'), portal('c', 5, 5, 'gate')];
    expect(members(portals, { rings: square })).toEqual([[2]]);
  });
});

test('a site of the plan stands for the city’s site that it is, and takes its perimeter', () => {
  const city: Site[] = [
    { id: 'way/1', kind: 'school', name: 'School', x: 0, y: 0, rings: [Float64Array.from(square[0])] },
    { id: 'way/2', kind: 'police', name: null, x: 100, y: 0, rings: [] },
  ];
  const places = sitePlaces([site({ featureId: 'way/1' })], city);
  expect(places.map(({ id, planned }) => [id, planned])).toEqual([
    ['s', true],
    ['way/2', false],
  ]);
  expect(places.map(({ name }) => name)).toEqual(['S', 'police way/2']);
  expect(insideRings(places[0].rings, 0, 0)).toBe(true);
});

describe('locked and monitored', () => {
  const unit = (functions: readonly string[]) =>
    ({ id: functions.join('+'), functions }) as unknown as Parameters<typeof missingFunctions>[1][number];
  const door = portal('d', 0, 0);

  test('takes all elements together', () => {
    for (const left of neededFunctions(door)) {
      const others = neededFunctions(door).filter((wanted) => wanted !== left);
      expect(
        missingFunctions(
          door,
          others.map((wanted) => unit([wanted])),
        ),
      ).toEqual([left]);
    }
    expect(missingFunctions(door, [unit(neededFunctions(door))])).toEqual([]);
  });

  test('an emergency exit needs no reader', () => {
    const exit = portal('e', 0, 0, 'emergency-exit');
    expect(missingFunctions(exit, [unit(['lock', 'contact', 'request-to-exit', 'alarm'])])).toEqual([]);
  });

  test('the state names what is missing', () => {
    const state = portalState(door, [unit(['lock', 'reader'])], 's', 3);
    expect(state).toMatchObject({ monitored: false, siteId: 's', seenClass: 3, deviceIds: ['lock+reader'] });
    expect(state.missing).toEqual(['door contact', 'request to exit', 'held or forced door alarm']);
  });
});
