import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  CylinderGeometry,
  Group,
  IcosahedronGeometry,
  InstancedMesh,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  MeshLambertMaterial,
  Points,
  PointsMaterial,
  type Vector3,
} from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City, Mount, Tree } from '#model/city.ts';
import { unitHash } from '../buildings/building-mesh.ts';
import { withSingleTapShadow } from '../render/single-tap-shadow.ts';
import type { CityPalette } from '../theme.ts';
import { type TileGrid, tileIndexAt } from '../tile-grid.ts';

/** Trees, mounts, perimeters of sites and existing surveillance nodes. */
export interface FeatureLayer {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  setVisible(layers: Readonly<Record<'trees' | 'mounts' | 'sites' | 'surveillance', boolean>>): void;
  /** Draws trees near the camera with more care. */
  prepareFrame(eye: Vector3): void;
  dispose(): void;
}

/** Drawn height of a mount whose height the source does not tell, metres: an assumption for the picture only. */
export const assumedMountHeights: Readonly<Record<Mount['kind'], number>> = { lamp: 6, signal: 3.5, pole: 6 };

export function mountHeight(mount: Mount): number {
  return mount.heightMeters ?? assumedMountHeights[mount.kind];
}

/** Middle and half axes of a drawn crown: as wide as the source says, somewhat taller than wide. */
export function crownOf(
  tree: Tree,
  groundZ: number,
): { readonly z: number; readonly radius: number; readonly halfHeight: number } {
  const radius = tree.crownRadiusMeters;
  const halfHeight = Math.min(radius * 1.15, tree.heightMeters / 2);
  return { z: groundZ + Math.max(halfHeight, tree.heightMeters - halfHeight), radius, halfHeight };
}

/** Above the ground, so that lines and dots are not swallowed by it, metres. */
const lineLift = 0.35;
const dotLift = 1.5;
/** Trees nearer than this are drawn with rounder crowns, and with trunks, metres. */
const nearTreesWithin = 180;

export function createFeatureLayer(city: City, grid: TileGrid): FeatureLayer {
  const trees = new Group();
  const mounts = new Group();
  const group = new Group();
  const treeMaterial = withSingleTapShadow(new MeshLambertMaterial());
  const trunkMaterial = withSingleTapShadow(new MeshLambertMaterial());
  const mountMaterial = withSingleTapShadow(new MeshLambertMaterial());
  const siteMaterial = new LineBasicMaterial({ transparent: true, opacity: 0.75 });
  const dotMaterial = new PointsMaterial({ size: 7, sizeAttenuation: false, transparent: true, alphaTest: 0.4 });
  roundDots(dotMaterial);
  const crown = { near: new IcosahedronGeometry(1, 2), far: new IcosahedronGeometry(1, 1) };
  const trunk = new CylinderGeometry(0.14, 0.2, 1, 7, 1, true).rotateX(Math.PI / 2).translate(0, 0, 0.5);
  const pole = new CylinderGeometry(0.07, 0.09, 1, 6, 1, true).rotateX(Math.PI / 2).translate(0, 0, 0.5);
  const head = new BoxGeometry(1, 1, 1);

  const chunked = chunks(city.trees, grid).map((members) => ({
    crowns: crowns(city, members, crown.far, treeMaterial),
    trunks: trunks(city, members, trunk, trunkMaterial),
  }));
  for (const chunk of chunked) trees.add(chunk.crowns, chunk.trunks);
  if (city.mounts.length > 0) mounts.add(...mountMeshes(city, pole, head, mountMaterial));
  const sites = new LineSegments(siteLines(city), siteMaterial);
  const surveillance = new Points(dots(city), dotMaterial);
  group.add(trees, mounts, sites, surveillance);
  group.updateMatrixWorld(true);

  return {
    group,
    setPalette(palette) {
      treeMaterial.color.set(palette.tree);
      trunkMaterial.color.set(palette.trunk);
      mountMaterial.color.set(palette.mount);
      siteMaterial.color.set(palette.site);
      dotMaterial.color.set(palette.surveillance);
    },
    setVisible(layers) {
      trees.visible = layers.trees;
      mounts.visible = layers.mounts;
      sites.visible = layers.sites;
      surveillance.visible = layers.surveillance;
    },
    prepareFrame(eye) {
      for (const { crowns: mesh, trunks: stems } of chunked) {
        if (mesh.boundingSphere === null) continue;
        const near = mesh.boundingSphere.center.distanceTo(eye) - mesh.boundingSphere.radius < nearTreesWithin;
        mesh.geometry = near ? crown.near : crown.far;
        stems.visible = near;
      }
    },
    dispose() {
      for (const child of [...trees.children, ...mounts.children]) if (child instanceof InstancedMesh) child.dispose();
      for (const item of [crown.near, crown.far, trunk, pole, head, sites.geometry, surveillance.geometry])
        item.dispose();
      for (const material of [treeMaterial, trunkMaterial, mountMaterial, siteMaterial, dotMaterial])
        material.dispose();
    },
  };
}

/** Trees by squares of 2 × 2 tiles, so that those out of view are not drawn. */
function chunks(trees: readonly Tree[], grid: TileGrid): Tree[][] {
  const coarse: TileGrid = {
    ...grid,
    size: 2 * grid.size,
    columns: Math.ceil(grid.columns / 2),
    rows: Math.ceil(grid.rows / 2),
  };
  const result = new Map<number, Tree[]>();
  for (const tree of trees) {
    const index = tileIndexAt(coarse, tree.x, tree.y);
    const members = result.get(index);
    if (members === undefined) result.set(index, [tree]);
    else members.push(tree);
  }
  return [...result.values()];
}

function crowns(
  city: City,
  members: readonly Tree[],
  geometry: BufferGeometry,
  material: MeshLambertMaterial,
): InstancedMesh {
  const mesh = new InstancedMesh(geometry, material, members.length);
  const matrix = new Matrix4();
  members.forEach((tree, i) => {
    const { z, radius, halfHeight } = crownOf(tree, groundHeight(city.terrain, tree.x, tree.y));
    const size = 0.94 + 0.12 * unitHash(i);
    matrix.makeScale(radius * size, radius * size, halfHeight * size);
    matrix.setPosition(tree.x, tree.y, z);
    mesh.setMatrixAt(i, matrix);
  });
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  mesh.computeBoundingSphere();
  return mesh;
}

function trunks(
  city: City,
  members: readonly Tree[],
  geometry: BufferGeometry,
  material: MeshLambertMaterial,
): InstancedMesh {
  const mesh = new InstancedMesh(geometry, material, members.length);
  const matrix = new Matrix4();
  members.forEach((tree, i) => {
    const groundZ = groundHeight(city.terrain, tree.x, tree.y);
    const length = crownOf(tree, groundZ).z - groundZ;
    matrix.makeScale(1, 1, length).setPosition(tree.x, tree.y, groundZ);
    mesh.setMatrixAt(i, matrix);
  });
  mesh.visible = false;
  mesh.castShadow = true;
  mesh.computeBoundingSphere();
  return mesh;
}

function mountMeshes(
  city: City,
  pole: BufferGeometry,
  head: BufferGeometry,
  material: MeshLambertMaterial,
): InstancedMesh[] {
  const poles = new InstancedMesh(pole, material, city.mounts.length);
  const heads = new InstancedMesh(head, material, city.mounts.length);
  const matrix = new Matrix4();
  city.mounts.forEach((mount, i) => {
    const z = groundHeight(city.terrain, mount.x, mount.y);
    const height = mountHeight(mount);
    matrix.makeScale(1, 1, height);
    matrix.setPosition(mount.x, mount.y, z);
    poles.setMatrixAt(i, matrix);
    if (mount.kind === 'lamp') matrix.makeScale(0.7, 0.7, 0.16);
    else if (mount.kind === 'signal') matrix.makeScale(0.34, 0.34, 0.95);
    else matrix.makeScale(0.18, 0.18, 0.1);
    matrix.setPosition(mount.x, mount.y, z + height);
    heads.setMatrixAt(i, matrix);
  });
  for (const mesh of [poles, heads]) {
    mesh.castShadow = true;
    mesh.computeBoundingSphere();
  }
  return [poles, heads];
}

function siteLines(city: City): BufferGeometry {
  const positions: number[] = [];
  for (const site of city.sites) {
    for (const ring of site.rings) {
      const count = ring.length / 2;
      for (let i = 0; i < count; i += 1) {
        for (const at of [i, (i + 1) % count]) {
          const x = ring[2 * at];
          const y = ring[2 * at + 1];
          positions.push(x, y, groundHeight(city.terrain, x, y) + lineLift);
        }
      }
    }
  }
  return pointGeometry(positions);
}

function dots(city: City): BufferGeometry {
  return pointGeometry(city.surveillance.flatMap(({ x, y }) => [x, y, groundHeight(city.terrain, x, y) + dotLift]));
}

function pointGeometry(positions: readonly number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  return geometry;
}

/** Draws points as rings, so that they are told from anything filled. */
function roundDots(material: PointsMaterial): void {
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <color_fragment>',
      `float ring = length( gl_PointCoord - 0.5 ) * 2.0;
       diffuseColor.a *= smoothstep( 1.0, 0.82, ring ) * smoothstep( 0.3, 0.48, ring );`,
    );
  };
}
