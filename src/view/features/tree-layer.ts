import { CylinderGeometry, Group, IcosahedronGeometry, MeshLambertMaterial, type Vector3 } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City, Tree } from '#model/city.ts';
import { unitHash } from '../buildings/building-mesh.ts';
import { withSingleTapShadow } from '../render/single-tap-shadow.ts';
import type { CityPalette } from '../theme.ts';
import { createInstanceField, type InstanceField } from './instance-field.ts';

/** Middle and half axes of a drawn crown: as wide as the source says, somewhat taller than wide. */
export function crownOf(
  tree: Tree,
  groundZ: number,
): { readonly z: number; readonly radius: number; readonly halfHeight: number } {
  const radius = tree.crownRadiusMeters;
  const halfHeight = Math.min(radius * 1.15, tree.heightMeters / 2);
  return { z: groundZ + Math.max(halfHeight, tree.heightMeters - halfHeight), radius, halfHeight };
}

/** Nearer than the first, crowns are round and have trunks; beyond the second they are drawn with 20 triangles; metres. */
const roundWithin = 260;
const plainBeyond = 1100;

export interface TreeLayer {
  readonly group: Group;
  setCity(city: City): void;
  setPalette(palette: CityPalette): void;
  /** True when something has changed that casts shadows. */
  prepareFrame(eye: Vector3, reach: number): boolean;
  dispose(): void;
}

export function createTreeLayer(): TreeLayer {
  const group = new Group();
  const material = withSingleTapShadow(new MeshLambertMaterial());
  const trunkMaterial = withSingleTapShadow(new MeshLambertMaterial());
  const crowns = [2, 1, 0].map((detail) => new IcosahedronGeometry(1, detail));
  const trunk = new CylinderGeometry(0.14, 0.2, 1, 7, 1, true).rotateX(Math.PI / 2).translate(0, 0, 0.5);
  let field: InstanceField | null = null;
  let drawn: Pick<City, 'trees' | 'terrain'> | null = null;

  const fieldOf = ({ trees, terrain }: City): InstanceField =>
    createInstanceField({
      points: trees,
      levels: [
        { from: 0, to: roundWithin, shape: 0, geometry: crowns[0], material, castsShadow: true },
        { from: roundWithin, to: plainBeyond, shape: 0, geometry: crowns[1], material, castsShadow: true },
        {
          from: plainBeyond,
          to: Number.POSITIVE_INFINITY,
          shape: 0,
          geometry: crowns[2],
          material,
          castsShadow: false,
        },
        { from: 0, to: roundWithin, shape: 1, geometry: trunk, material: trunkMaterial, castsShadow: true },
      ],
      matrixOf: [
        (item, matrix) => {
          const tree = trees[item];
          const { z, radius, halfHeight } = crownOf(tree, groundHeight(terrain, tree.x, tree.y));
          const size = 0.94 + 0.12 * unitHash(item);
          matrix.makeScale(radius * size, radius * size, halfHeight * size).setPosition(tree.x, tree.y, z);
        },
        (item, matrix) => {
          const tree = trees[item];
          const groundZ = groundHeight(terrain, tree.x, tree.y);
          matrix.makeScale(1, 1, crownOf(tree, groundZ).z - groundZ).setPosition(tree.x, tree.y, groundZ);
        },
      ],
    });

  return {
    group,
    setCity(city) {
      if (drawn?.trees === city.trees && drawn.terrain === city.terrain) return;
      drawn = city;
      field?.dispose();
      field = fieldOf(city);
      group.add(field.group);
    },
    setPalette(palette) {
      material.color.set(palette.tree);
      trunkMaterial.color.set(palette.trunk);
    },
    prepareFrame: (eye, reach) => field?.prepareFrame(eye, reach) ?? false,
    dispose() {
      field?.dispose();
      for (const item of [...crowns, trunk, material, trunkMaterial]) item.dispose();
    },
  };
}
