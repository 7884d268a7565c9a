import { expect, test } from 'vitest';
import { houseMesh, meshTable } from '../../../test/fixtures/mesh-city.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { windowOfBox } from './bits.ts';
import { positionRemark } from './position-remark.ts';
import { prepareVisibility } from './visibility-scene.ts';

const bounds = { minX: -128, minY: -128, maxX: 128, maxY: 128 };
const hall = { rings: [box(-40, -40, 40, 40)], base: 0, top: 10 };
const scene = prepareVisibility(sceneOf([hall], { bounds }), plainSettings);

test('in the middle of a large flat roof everything is hidden by it, and the planner is told', () => {
  // 3 m above the roof, 40 m from every edge: the ray over the edge lands 112 m beyond it, outside the range of 100 m.
  expect(positionRemark(scene, 0, 0, 13, 100)).toBe(
    'The roof of building solid/0 hides everything below; move the camera to the roof’s edge.',
  );
});

test('at the edge, high above, or beside the building there is nothing to remark', () => {
  expect(positionRemark(scene, 39.5, 0, 13, 100)).toBeNull();
  expect(positionRemark(scene, 0, 0, 60, 100)).toBeNull();
  expect(positionRemark(scene, 60, 0, 13, 100)).toBeNull();
});

test('only the cells in the picture count', () => {
  const window = windowOfBox(scene.grid, -100, -20, -50, 20);
  const behind = { window, bits: new Uint32Array(window.rows * window.words).fill(0xffffffff) };
  // At the east edge looking west over the whole roof.
  expect(positionRemark(scene, 39.5, 0, 13, 100, behind)).toContain('solid/0');
  expect(positionRemark(scene, -39.5, 0, 13, 100, behind)).toBeNull();
  const none = { window, bits: new Uint32Array(window.rows * window.words) };
  expect(positionRemark(scene, 39.5, 0, 13, 100, none)).toBeNull();
});

test('roofs of meshes and decks of bridges are named too', () => {
  const deck = sceneOf([{ ...hall, base: 8, raised: true }], { bounds });
  expect(positionRemark(prepareVisibility(deck, plainSettings), 0, 0, 13, 35)).toContain('solid/0');
  const mesh = houseMesh(0, [[-40, -40, 40, -40, 40, 40, -40, 40]], 0, 8, 10, 'pyramidal');
  const pitched = { ...sceneOf([hall], { bounds }), meshes: meshTable([mesh]) };
  expect(positionRemark(prepareVisibility(pitched, plainSettings), 0, 0, 11, 60)).toContain('solid/0');
});
