import { expect, it } from 'vitest';
import type { SceneManifest } from '#model/scene.ts';
import { cameraWith, scenarioWith } from '../../test/fixtures/cameras.ts';
import { canCarry } from './carry-plan.ts';

const bounds = { minX: -500, minY: -500, maxX: 500, maxY: 500 };

/** A city of one square kilometre around a place. */
function around(longitude: number, latitude: number): SceneManifest {
  return { bounds, origin: { longitude, latitude, heightMeters: 0 } } as SceneManifest;
}

const here = around(24.94, 60.17);
const plan = scenarioWith([cameraWith({ id: 'C-01' })]);

it('carries a plan to a city that overlaps with its own, seen from either origin', () => {
  // 0.01° of longitude is 556 m at 60.17° north, 0.005° of latitude is 557 m.
  expect(canCarry(plan, here, around(24.95, 60.175))).toBe(true);
  expect(canCarry(plan, around(24.95, 60.175), here)).toBe(true);
});

it('carries no plan to a city beside its own, or to another country', () => {
  expect(canCarry(plan, here, around(24.96, 60.17))).toBe(false);
  expect(canCarry(plan, here, around(24.94, 60.18))).toBe(false);
  expect(canCarry(plan, here, around(-83.05, 42.33))).toBe(false);
});

it('carries corrections without cameras, and no empty plan', () => {
  const sceneEdits = [{ kind: 'remove', id: 'e', layer: 'trees', target: 'tree/1' }] as const;
  expect(canCarry(scenarioWith([], { sceneEdits: [...sceneEdits] }), here, here)).toBe(true);
  expect(canCarry(scenarioWith([]), here, here)).toBe(false);
});
