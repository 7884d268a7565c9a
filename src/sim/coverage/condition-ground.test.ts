import { describe, expect, test } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import type { Street } from '#model/city.ts';
import { plainStreet } from '#model/plain-features.ts';
import type { CoverageScene, CoverageSettings, Surroundings } from '#model/results/coverage-bits.ts';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import { randomCity, sceneOf } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { createDeviceContext, type DeviceContext } from './device-context.ts';
import { coverDevice } from './device-coverage.ts';
import { groundWord } from './ground-bits.ts';
import { createLitCells } from './lit-cells.ts';

const bounds = { minX: -160, minY: -160, maxX: 160, maxY: 160 };
const nothing: Surroundings = {
  buildingUses: [],
  buildings: [],
  streets: [],
  areas: [],
  portals: [],
  sites: [],
  zones: [],
  mounts: [],
  demand: [],
};
const lamp = { id: 'lamp', kind: 'lamp', x: 0.5, y: 100.5, heightMeters: 6 } as const;
const all: CoverageSettings = { ...plainSettings, conditions: ['day', 'night', 'fog'], fogVisibilityMeters: 60 };
/** Looks north, far. */
const camera = cameraWith({ heightMeters: 4, tiltDegrees: 1, focalLengthMillimeters: 8, infraredReachMeters: 30 });

function isCovered(context: DeviceContext, condition: number, x: number, y: number, device = camera): boolean {
  const ground = coverDevice(context, device).ground[condition];
  const column = Math.floor(x / context.scene.grid.cell) - context.scene.grid.firstColumn;
  const row = Math.floor(y / context.scene.grid.cell) - context.scene.grid.firstRow;
  return ((groundWord(ground, 0, row, column >> 5) >>> (column & 31)) & 1) === 1;
}

describe('a camera that sees 150 m by day, with 30 m of infrared light and a lamp at 100 m', () => {
  const scene: CoverageScene = { ...sceneOf([], { bounds }), surroundings: { ...nothing, mounts: [lamp] } };
  const context = createDeviceContext(scene, all);
  const at = (condition: number) =>
    [20.5, 29.5, 30.5, 70.5, 85.5, 86.5, 99.5, 115.5, 116.5, 150.5].map((y) => isCovered(context, condition, 0.5, y));

  test('sees all of it by day', () => {
    expect(at(0).every(Boolean)).toBe(true);
  });

  test('sees by night what its light reaches, by slant, and what is within 15 m of the lamp', () => {
    expect(at(1)).toEqual([true, true, false, false, true, true, true, true, false, false]);
  });

  test('sees in fog as far as one sees', () => {
    expect(at(2)).toEqual([true, true, true, false, false, false, false, false, false, false]);
  });
});

test('thermal cameras need no light and see three times as far in fog', () => {
  const context = createDeviceContext(sceneOf([], { bounds }), all);
  const thermal = { ...camera, spectrum: 'thermal' as const };
  const [day, night] = coverDevice(context, thermal).ground;
  expect(night).toBe(day);
  expect([59.5, 150.5].map((y) => isCovered(context, 2, 0.5, y, thermal))).toEqual([true, true]);
  const dense = createDeviceContext(sceneOf([], { bounds }), { ...all, fogVisibilityMeters: 20 });
  expect([58.5, 61.5].map((y) => isCovered(dense, 2, 0.5, y, thermal))).toEqual([true, false]);
});

test('on any ground what is covered in a condition is what is covered by day and near enough or lit, cell by cell', () => {
  for (const relief of [0, 20]) {
    const city = randomCity(15, { side: 220, relief });
    const scene: CoverageScene = { ...city, surroundings: { ...nothing, mounts: [{ ...lamp, y: 60 }] } };
    const context = createDeviceContext(scene, { ...all, fogVisibilityMeters: 80 });
    const device = { ...camera, heightMeters: 40, tiltDegrees: 30, infraredReachMeters: 70 };
    const { ground, position } = coverDevice(context, device);
    const { grid } = context.scene;
    const bit = (k: number, row: number, column: number) =>
      (groundWord(ground[k], 0, row, column >> 5) >>> (column & 31)) & 1;
    const counts = [0, 0, 0];
    let wrong = 0;
    for (let row = 0; row < grid.rows; row += 1) {
      for (let column = 0; column < grid.columns; column += 1) {
        const x = (grid.firstColumn + column + 0.5) * grid.cell;
        const y = (grid.firstRow + row + 0.5) * grid.cell;
        const height = city.terrain === null ? 1.6 : context.scene.targetHeight + heightAt(context, x, y);
        const slant = Math.hypot(x - position[0], y - position[1], height - position[2]);
        const isLit = Math.hypot(x - 0.5, y - 60) <= 15;
        const day = bit(0, row, column) === 1;
        if ((bit(1, row, column) === 1) !== (day && (slant <= 70 || isLit))) wrong += 1;
        if ((bit(2, row, column) === 1) !== (day && slant <= 80)) wrong += 1;
        for (let k = 0; k < 3; k += 1) counts[k] += bit(k, row, column);
      }
    }
    expect(counts[0]).toBeGreaterThan(counts[1]);
    expect(wrong).toBe(0);
    expect(counts[1]).toBeGreaterThan(100);
    expect(counts[2]).toBeGreaterThan(100);
  }
});

function heightAt({ source }: DeviceContext, x: number, y: number): number {
  return groundHeight(source.terrain, x, y);
}

test('lit ground is that of lamps and of streets that are called lit, not of others or of tunnels', () => {
  const street = (id: string, y: number, parts: Partial<Street>): Street => {
    return { ...plainStreet, id, class: 'residential', xy: Float64Array.of(-20, y, 20, y), widthMeters: 6, ...parts };
  };
  const streets = [
    street('lit', 40, { lit: true }),
    street('dark', 80, { lit: false }),
    street('unknown', 100, { lit: null }),
    street('tunnel', 120, { lit: true, tunnel: true }),
  ];
  const context = createDeviceContext(
    { ...sceneOf([], { bounds }), surroundings: { ...nothing, streets, mounts: [{ ...lamp, kind: 'pole', y: 0 }] } },
    plainSettings,
  );
  expect([36.5, 43.5, 44.5, 35.5].map((y) => context.isLit(0.5, y))).toEqual([true, true, false, false]);
  expect([80.5, 100.5, 120.5, 0.5].map((y) => context.isLit(0.5, y))).toEqual([false, false, false, false]);
  expect(context.isLit(5000, 5000)).toBe(false);
  expect(createLitCells(context.scene.grid, null, 15).every((word) => word === 0)).toBe(true);
});
