import { expect, test } from 'vitest';
import type { City } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { boxMesh, meshTable } from '../../../test/fixtures/mesh-city.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';
import { hidingTriangles } from './hiding-triangles.ts';

const scene = sceneOf(
  [
    { rings: [box(0, 0, 4, 4)], base: 0, top: 9 },
    { rings: [box(10, 0, 14, 4)], base: 0, top: 9 },
    { rings: [box(20, 0, 24, 4)], base: 3, top: 9, raised: true },
  ],
  { bounds: { minX: -8, minY: -8, maxX: 32, maxY: 8 } },
);

/** Boxes over the second and third footprint as meshes, the second from 2 m up. */
function cityWith(lowest: number): City {
  const second = boxMesh({ ...scene, prisms: { ...scene.prisms, baseZ: Float64Array.of(0, lowest, 3) } }, 1);
  return { ...emptyLayers, prisms: scene.prisms, meshes: meshTable([second, boxMesh(scene, 2)]) } as unknown as City;
}

function heights(positions: Float32Array): number[] {
  return [...new Set([...positions].filter((_, at) => at % 3 === 2))].toSorted((a, b) => a - b);
}

test('a city without meshes has its prisms alone', () => {
  const { solids, surfaces } = hidingTriangles({ ...cityWith(0), meshes: emptyLayers.meshes });
  expect([...new Set(solids.prismOfTriangle)]).toEqual([0, 1, 2]);
  expect(surfaces.indices).toHaveLength(0);
});

test('prisms end where the mesh of their building begins, raised ones are gone, and the surfaces stand beside', () => {
  const { solids, surfaces } = hidingTriangles(cityWith(2));
  expect([...new Set(solids.prismOfTriangle)]).toEqual([0, 1]);
  expect(heights(solids.positions)).toEqual([0, 2, 9]);
  expect(heights(surfaces.positions)).toEqual([2, 3, 9]);
  expect([...surfaces.firstIndex]).toEqual([0, 36, 72]);
  expect(surfaces.indices).toHaveLength(72);
});

test('a mesh from the ground on leaves nothing of its prism', () => {
  expect([...new Set(hidingTriangles(cityWith(0)).solids.prismOfTriangle)]).toEqual([0]);
});
