import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  FrontSide,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  Ray,
  type Vector3,
} from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { CityPalette } from '../theme.ts';
import { prismsByTile, type TileGrid, tileCorner } from '../tile-grid.ts';
import type { WorkQueue } from '../work-queue.ts';
import { createBuildingMaterial } from './building-material.ts';
import { type BuildingMesh, buildBuildingMesh, prismOfTriangle } from './building-mesh.ts';

/** Where a ray meets a building first; local metres. */
export interface SolidHit {
  readonly prism: number;
  readonly distance: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Outward normal of the face. */
  readonly normal: readonly [number, number, number];
}

export interface BuildingLayer {
  readonly group: Group;
  /** Tiles that are built; what was cast on fewer of them is out of date. */
  builtTiles(): number;
  setPalette(palette: CityPalette): void;
  setVisible(visible: boolean): void;
  /** Outlines a building in the accent; null for none. */
  setPicked(buildingId: string | null): void;
  /** Hides edge lines of tiles far from the camera. */
  prepareFrame(eye: Vector3): void;
  /**
   * First face along a ray, within `far` metres; tiles that are not built yet are passed by. Faces seen from inside a
   * building count only with `bothSides`.
   */
  raycast(origin: Vector3, direction: Vector3, far: number, bothSides?: boolean): SolidHit | null;
  dispose(): void;
}

/** Edge lines of tiles farther than this are less than a hair and cost a draw call, metres. */
const edgeReachMeters = 1600;

/** Priority beyond that of anything drawn. */
const indexPriority = 1e9;
const indexJobs = 'buildings/index/';

/** Jobs of the queue that change nothing in the picture. */
export function isUnseenWork(key: string): boolean {
  return key.startsWith(indexJobs);
}

/** The order of triangles stays, so that a triangle still tells its prism. */
function indexTriangles(geometry: BufferGeometry): MeshBVH {
  return new MeshBVH(geometry, { indirect: true });
}

interface Tile {
  readonly mesh: Mesh<BufferGeometry>;
  readonly edges: LineSegments<BufferGeometry>;
  readonly data: BuildingMesh;
  readonly originX: number;
  readonly originY: number;
  bvh: MeshBVH | null;
}

/** Buildings of a city, one mesh and one set of lines a tile, built in slices; nearest to `centre` first. */
export function createBuildingLayer(
  city: City,
  grid: TileGrid,
  work: WorkQueue,
  centre: readonly [number, number],
): BuildingLayer {
  const group = new Group();
  const { material, setPalette } = createBuildingMaterial();
  const lineMaterial = new LineBasicMaterial({ transparent: true });
  const pickedMaterial = new LineBasicMaterial({ fog: false });
  const picked = new LineSegments(new BufferGeometry(), pickedMaterial);
  picked.visible = false;
  picked.renderOrder = 3;
  group.add(picked);
  const tiles: Tile[] = [];
  const ray = new Ray();

  const meshOf = (members: readonly number[], originX: number, originY: number): BuildingMesh =>
    buildBuildingMesh({
      prisms: city.prisms,
      buildings: city.buildings,
      members,
      originX,
      originY,
      groundHeight: (x, y) => groundHeight(city.terrain, x, y),
    });

  const addTile = (members: readonly number[], index: number): Tile => {
    const [originX, originY] = tileCorner(grid, index);
    const data = meshOf(members, originX, originY);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(data.positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(data.normals, 4, true));
    geometry.setAttribute('shade', new BufferAttribute(data.shades, 4, true));
    geometry.setIndex(new BufferAttribute(data.indices, 1));
    geometry.computeBoundingBox();
    geometry.computeBoundingSphere();
    const mesh = new Mesh(geometry, material);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    const edgeGeometry = new BufferGeometry();
    edgeGeometry.setAttribute('position', new BufferAttribute(data.edges, 3));
    edgeGeometry.boundingSphere = geometry.boundingSphere;
    const edges = new LineSegments(edgeGeometry, lineMaterial);
    for (const object of [mesh, edges]) {
      object.position.set(originX, originY, 0);
      object.updateMatrixWorld();
      group.add(object);
    }
    const tile: Tile = { mesh, edges, data, originX, originY, bvh: null };
    tiles.push(tile);
    return tile;
  };

  prismsByTile(grid, city.prisms).forEach((members, index) => {
    if (members.length === 0) return;
    const [x, y] = tileCorner(grid, index);
    const distance = Math.hypot(x + grid.size / 2 - centre[0], y + grid.size / 2 - centre[1]);
    work.add(`buildings/${index}`, distance, function* () {
      const tile = addTile(members, index);
      yield;
      // After all that is drawn: so that the first pointing at a tile need not wait for its index.
      work.add(`${indexJobs}${index}`, indexPriority + distance, function* () {
        tile.bvh ??= indexTriangles(tile.mesh.geometry);
        yield;
      });
    });
  });

  return {
    group,
    builtTiles: () => tiles.length,
    setPalette(palette) {
      setPalette(palette);
      lineMaterial.color.set(palette.edge);
      lineMaterial.opacity = palette.edgeOpacity;
      pickedMaterial.color.set(palette.accent);
    },
    setVisible(visible) {
      group.visible = visible;
    },
    setPicked(buildingId) {
      const members: number[] = [];
      for (let prism = 0; prism < city.prisms.count && buildingId !== null; prism += 1) {
        if (city.buildings[city.prisms.building[prism]]?.id === buildingId) members.push(prism);
      }
      picked.visible = members.length > 0;
      const { edges } = meshOf(members, 0, 0);
      picked.geometry.dispose();
      picked.geometry.setAttribute('position', new BufferAttribute(edges, 3));
      picked.geometry.computeBoundingSphere();
    },
    prepareFrame(eye) {
      for (const { edges, originX, originY } of tiles) {
        const reach = edgeReachMeters + grid.size;
        edges.visible = Math.hypot(eye.x - originX - grid.size / 2, eye.y - originY - grid.size / 2, eye.z) < reach;
      }
    },
    raycast(origin, direction, far, bothSides = false) {
      let nearest: SolidHit | null = null;
      for (const tile of tiles) {
        ray.origin.set(origin.x - tile.originX, origin.y - tile.originY, origin.z);
        ray.direction.copy(direction);
        const box = tile.mesh.geometry.boundingBox;
        if (box !== null && !ray.intersectsBox(box)) continue;
        tile.bvh ??= indexTriangles(tile.mesh.geometry);
        const hit = tile.bvh.raycastFirst(ray, bothSides ? DoubleSide : FrontSide, 0, nearest?.distance ?? far);
        if (
          hit === null ||
          hit.faceIndex === null ||
          hit.faceIndex === undefined ||
          hit.face === null ||
          hit.face === undefined
        )
          continue;
        const { normal } = hit.face;
        nearest = {
          prism: prismOfTriangle(tile.data, hit.faceIndex),
          distance: hit.distance,
          x: hit.point.x + tile.originX,
          y: hit.point.y + tile.originY,
          z: hit.point.z,
          normal: [normal.x, normal.y, normal.z],
        };
      }
      return nearest;
    },
    dispose() {
      work.drop('buildings/');
      for (const { mesh, edges } of tiles) {
        mesh.geometry.dispose();
        edges.geometry.dispose();
      }
      picked.geometry.dispose();
      for (const item of [material, lineMaterial, pickedMaterial]) item.dispose();
    },
  };
}
