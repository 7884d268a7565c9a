import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  FrontSide,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  Ray,
  type Vector3,
} from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { CityPalette } from '../theme.ts';
import { prismsByTile, type TileGrid, tileCorner } from '../tile-grid.ts';
import { runToEnd, type WorkQueue } from '../work-queue.ts';
import { createBuildingMaterial } from './building-material.ts';
import { buildBuildingMesh, memberOfTriangle } from './building-mesh.ts';
import type { BuildingMesh } from './mesh-writer.ts';
import { meshesByBuilding, tileKey } from './tile-key.ts';

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
  /** Grows with every tile that is built or built anew; what was cast on an earlier count is out of date. */
  builtTiles(): number;
  /** Another edition of the same city: only tiles whose solids differ are built anew, and stay as they are until then. */
  setCity(city: City): ChangedTiles;
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

/** Tiles of the grid whose solids have changed. */
export type ChangedTiles = readonly number[];

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
  readonly originX: number;
  readonly originY: number;
  /** Of the solids that the tile is to show; null until it is first needed. */
  key: string | null;
  members: readonly number[];
  drawn: DrawnTile | null;
}

interface DrawnTile {
  readonly key: string | null;
  readonly city: City;
  readonly members: readonly number[];
  readonly mesh: Mesh<BufferGeometry>;
  readonly edges: LineSegments<BufferGeometry>;
  readonly data: BuildingMesh;
  bvh: MeshBVH | null;
}

/** Buildings of a city, one mesh and one set of lines a tile, built in slices; nearest to `centre` first. */
export function createBuildingLayer(
  firstCity: City,
  grid: TileGrid,
  work: WorkQueue,
  centre: readonly [number, number],
): BuildingLayer {
  const group = new Group();
  const { material, setPalette } = createBuildingMaterial();
  const lineMaterial = new LineBasicMaterial({ transparent: true });
  const picked = createPickedBuilding();
  group.add(picked.group);
  const tiles = new Map<number, Tile>();
  const ray = new Ray();
  let city = firstCity;
  let meshOfBuilding = meshesByBuilding(city);
  let built = 0;
  let pickedId: string | null = null;

  const meshOf = (members: readonly number[], originX: number, originY: number) =>
    buildBuildingMesh({
      prisms: city.prisms,
      meshes: city.meshes,
      meshOfBuilding,
      buildings: city.buildings,
      members,
      originX,
      originY,
      groundHeight: (x, y) => groundHeight(firstCity.terrain, x, y),
    });

  const discard = (tile: Tile): void => {
    if (tile.drawn === null) return;
    for (const object of [tile.drawn.mesh, tile.drawn.edges]) {
      object.removeFromParent();
      object.geometry.dispose();
    }
    tile.drawn = null;
  };

  const show = (tile: Tile, data: BuildingMesh, of: Pick<DrawnTile, 'key' | 'city' | 'members'>): void => {
    discard(tile);
    built += 1;
    if (data.indices.length === 0) return;
    const mesh = new Mesh(buildingGeometry(data), material);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    const edgeGeometry = new BufferGeometry();
    edgeGeometry.setAttribute('position', new BufferAttribute(data.edges, 3));
    edgeGeometry.boundingSphere = mesh.geometry.boundingSphere;
    const edges = new LineSegments(edgeGeometry, lineMaterial);
    for (const object of [mesh, edges]) {
      object.position.set(tile.originX, tile.originY, 0);
      object.matrixAutoUpdate = false;
      object.updateMatrix();
      group.add(object);
    }
    tile.drawn = { ...of, mesh, edges, data, bvh: null };
  };

  const ask = (index: number, tile: Tile): void => {
    const { originX, originY, members } = tile;
    const distance = Math.hypot(originX + grid.size / 2 - centre[0], originY + grid.size / 2 - centre[1]);
    const asked = city;
    const meshes = meshOfBuilding;
    work.add(`buildings/${index}`, distance, function* () {
      tile.key ??= tileKey(asked, members, meshes);
      const of = { key: tile.key, city: asked, members };
      yield;
      show(tile, yield* meshOf(members, originX, originY), of);
      yield;
      // After all that is drawn: so that the first pointing at a tile need not wait for its index.
      work.add(`${indexJobs}${index}`, indexPriority + distance, function* () {
        if (tile.drawn !== null) tile.drawn.bvh ??= indexTriangles(tile.drawn.mesh.geometry);
        yield;
      });
    });
  };

  const takeMembers = (): number[] => {
    const changed: number[] = [];
    prismsByTile(grid, city.prisms).forEach((members, index) => {
      const tile = tiles.get(index);
      if (members.length === 0 && tile === undefined) return;
      // At first nothing is known, and nothing to compare with.
      const key = tile === undefined ? null : tileKey(city, members, meshOfBuilding);
      if (tile !== undefined && tile.key === key) {
        tile.members = members;
        if (tile.drawn?.key === key) tile.drawn = { ...tile.drawn, city, members };
        return;
      }
      const [originX, originY] = tileCorner(grid, index);
      const next: Tile = tile ?? { originX, originY, key, members, drawn: null };
      Object.assign(next, { key, members });
      tiles.set(index, next);
      changed.push(index);
      ask(index, next);
    });
    return changed;
  };
  takeMembers();

  const highlight = (): void => {
    const members: number[] = [];
    for (let prism = 0; prism < city.prisms.count && pickedId !== null; prism += 1) {
      if (city.buildings[city.prisms.building[prism]]?.id === pickedId) members.push(prism);
    }
    picked.show(members.length === 0 ? null : runToEnd(meshOf(members, 0, 0)));
  };

  /** Row of the present city that a drawn triangle belongs to; null where its building is gone. */
  const prismOf = ({ city: drawnCity, members, data }: DrawnTile, triangle: number): number | null => {
    const row = members[memberOfTriangle(data, triangle)];
    if (drawnCity === city) return row;
    const { id } = drawnCity.buildings[drawnCity.prisms.building[row]];
    const index = city.prisms.building.findIndex((building) => city.buildings[building]?.id === id);
    return index < 0 ? null : index;
  };

  return {
    group,
    builtTiles: () => built,
    setCity(next) {
      if (next.prisms === city.prisms && next.buildings === city.buildings && next.meshes === city.meshes) return [];
      city = next;
      meshOfBuilding = meshesByBuilding(city);
      const changed = takeMembers();
      highlight();
      return changed;
    },
    setPalette(palette) {
      setPalette(palette);
      lineMaterial.color.set(palette.edge);
      lineMaterial.opacity = palette.edgeOpacity;
      picked.setColor(palette.accent);
    },
    setVisible(visible) {
      group.visible = visible;
    },
    setPicked(buildingId) {
      if (buildingId === pickedId) return;
      pickedId = buildingId;
      highlight();
    },
    prepareFrame(eye) {
      const reach = edgeReachMeters + grid.size;
      for (const { drawn, originX, originY } of tiles.values()) {
        if (drawn === null) continue;
        const away = Math.hypot(eye.x - originX - grid.size / 2, eye.y - originY - grid.size / 2, eye.z);
        drawn.edges.visible = away < reach;
      }
    },
    raycast(origin, direction, far, bothSides = false) {
      let nearest: SolidHit | null = null;
      for (const { drawn, originX, originY } of tiles.values()) {
        if (drawn === null) continue;
        ray.origin.set(origin.x - originX, origin.y - originY, origin.z);
        ray.direction.copy(direction);
        const box = drawn.mesh.geometry.boundingBox;
        if (box !== null && !ray.intersectsBox(box)) continue;
        drawn.bvh ??= indexTriangles(drawn.mesh.geometry);
        const hit = drawn.bvh.raycastFirst(ray, bothSides ? DoubleSide : FrontSide, 0, nearest?.distance ?? far);
        if (hit?.faceIndex === null || hit?.faceIndex === undefined || !hit.face) continue;
        const prism = prismOf(drawn, hit.faceIndex);
        if (prism === null) continue;
        const { normal } = hit.face;
        nearest = {
          prism,
          distance: hit.distance,
          x: hit.point.x + originX,
          y: hit.point.y + originY,
          z: hit.point.z,
          normal: [normal.x, normal.y, normal.z],
        };
      }
      return nearest;
    },
    dispose() {
      work.drop('buildings/');
      for (const tile of tiles.values()) discard(tile);
      picked.dispose();
      for (const item of [material, lineMaterial]) item.dispose();
    },
  };
}

function buildingGeometry(data: BuildingMesh): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(data.positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(data.normals, 4, true));
  geometry.setAttribute('shade', new BufferAttribute(data.shades, 4, true));
  geometry.setIndex(new BufferAttribute(data.indices, 1));
  geometry.computeBoundingBox();
  geometry.computeBoundingSphere();
  return geometry;
}

/** A building in the accent: its edges, and a tint over its faces. */
function createPickedBuilding() {
  const group = new Group();
  const lineMaterial = new LineBasicMaterial({ fog: false });
  const tintMaterial = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.16,
    depthWrite: false,
    fog: false,
    polygonOffset: true,
    polygonOffsetFactor: -1,
    polygonOffsetUnits: -2,
  });
  const lines = new LineSegments(new BufferGeometry(), lineMaterial);
  const tint = new Mesh(new BufferGeometry(), tintMaterial);
  lines.renderOrder = 3;
  tint.renderOrder = 2;
  group.visible = false;
  group.add(tint, lines);
  return {
    group,
    setColor(color: string) {
      lineMaterial.color.set(color);
      tintMaterial.color.set(color);
    },
    show(data: BuildingMesh | null) {
      group.visible = data !== null;
      for (const { geometry } of [lines, tint]) geometry.dispose();
      if (data === null) return;
      lines.geometry = new BufferGeometry();
      lines.geometry.setAttribute('position', new BufferAttribute(data.edges, 3));
      tint.geometry = new BufferGeometry();
      tint.geometry.setAttribute('position', new BufferAttribute(data.positions, 3));
      tint.geometry.setIndex(new BufferAttribute(data.indices, 1));
    },
    dispose() {
      for (const { geometry } of [lines, tint]) geometry.dispose();
      lineMaterial.dispose();
      tintMaterial.dispose();
    },
  };
}
