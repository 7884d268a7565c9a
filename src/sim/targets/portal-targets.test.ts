import { expect, test } from 'vitest';
import type { Portal } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { box, prismTable } from '../../../test/fixtures/random-city.ts';
import { type PortalScene, portalTargets } from './portal-targets.ts';

function door(x: number, y: number, parts: Partial<Portal> = {}): Portal {
  return { id: 'door', kind: 'entrance', x, y, name: null, address: null, buildingId: 'a', barrierId: null, ...parts };
}

/** a from x 0 to 10, b from 10 to 20, both 10 m deep; and a canopy before a's south wall. */
const city: Omit<PortalScene, 'portals'> = {
  ...emptyLayers,
  prisms: prismTable([
    { rings: [box(0, 0, 10, 10)], base: 0, top: 9 },
    { rings: [box(10, 0, 20, 10)], base: 0, top: 9 },
    { rings: [box(0, -4, 10, 0)], base: 3, top: 4, raised: true },
  ]),
  buildings: [
    { id: 'a', outlineId: null },
    { id: 'b', outlineId: 'whole' },
    { id: 'c', outlineId: null },
  ],
};

function targetOf(portal: Portal) {
  const targets = portalTargets({ ...city, portals: [portal] });
  expect(targets.count).toBe(1);
  return {
    at: [...targets.xyz],
    normal: [...targets.normals].map((part) => part + 0),
    onWall: targets.onWall[0],
  };
}

const offset = Math.round(0.3 * 1024) / 1024;

test('a door on a wall has its point 0.3 m before it, 1.2 m up, looking out', () => {
  expect(targetOf(door(4, 0))).toEqual({ at: [4, -offset, 1.2], normal: [0, -1, 0], onWall: 1 });
  expect(targetOf(door(0, 4))).toEqual({ at: [-offset, 4, 1.2], normal: [-1, 0, 0], onWall: 1 });
});

test('a door drawn inside its building is moved to the nearest wall', () => {
  expect(targetOf(door(4, 8.5)).at).toEqual([4, 10 + offset, 1.2]);
});

test('a door at the corner of two buildings belongs to its own', () => {
  expect(targetOf(door(10, 10, { buildingId: 'b' })).normal).toEqual([0, 1, 0]);
  expect(targetOf(door(11, 9)).at).toEqual([10, 10 + offset, 1.2]);
});

test('a door of an outline belongs to the parts that replace it', () => {
  expect(targetOf(door(18, 2, { buildingId: 'whole' })).at).toEqual([18, -offset, 1.2]);
});

test('a door of an unknown building takes a wall within half a metre only', () => {
  expect(targetOf(door(4, 10.25, { buildingId: null })).at).toEqual([4, 10 + offset, 1.2]);
  expect(targetOf(door(4, 11, { buildingId: null }))).toEqual({ at: [4, 11, 1.2], normal: [0, 0, 0], onWall: 0 });
});

test('an address within its building has its point before the nearest wall that stands free', () => {
  // The nearest wall, at x = 10, is shared with b; that at y = 10 is the next.
  expect(targetOf(door(8, 7, { kind: 'address' }))).toEqual({
    at: [8, 10 + offset, 1.2],
    normal: [0, 1, 0],
    onWall: 1,
  });
});

test('gates and doors of buildings that are not there stand where they are, open to all sides', () => {
  const free = { at: [-30, 5, 1.2], normal: [0, 0, 0], onWall: 0 };
  expect(targetOf(door(-30, 5, { kind: 'gate', buildingId: null, barrierId: 'fence' }))).toEqual(free);
  expect(targetOf(door(-30, 5, { buildingId: 'gone' }))).toEqual(free);
  expect(targetOf(door(-30, 5, { kind: 'address', buildingId: null }))).toEqual(free);
});
