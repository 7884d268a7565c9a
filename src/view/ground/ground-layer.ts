import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  Frustum,
  Group,
  LinearMipmapLinearFilter,
  Matrix4,
  Mesh,
  MeshLambertMaterial,
  type PerspectiveCamera,
  SRGBColorSpace,
  Texture,
} from 'three';
import type { City } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { type CoveragePaint, coverageFragmentBody, coverageFragmentHeader } from '../coverage/coverage-shader.ts';
import { takeSingleShadowTap } from '../render/single-tap-shadow.ts';
import type { CityPalette } from '../theme.ts';
import { type TileGrid, tileCorner } from '../tile-grid.ts';
import type { WorkQueue } from '../work-queue.ts';
import { contactMarginMeters } from './contact-shadow.ts';
import { type GroundLayers, paintGround, prepareGroundLayers } from './paint-ground.ts';
import { buildTerrainMesh, terrainStride } from './terrain-mesh.ts';

/**
 * The ground: every tile coarsely at once, and near the camera a tree of ever smaller squares with finer paint.
 * Painted squares beyond {@link maximumFineSquares} are forgotten, least recently drawn first.
 */
export interface GroundLayer {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  setStreets(visible: boolean): void;
  /** Another edition of the same city: only squares that it changes are painted anew, and stay as they are until then. */
  setCity(city: City, changed: readonly Bounds[]): void;
  /** Chooses the squares to draw and asks for finer ones. `pixelsPerMeter` is the screen's at one metre from the eye. */
  prepareFrame(camera: PerspectiveCamera, pixelsPerMeter: number): void;
  /** After the context was lost: what was painted is gone, and everything is painted anew. */
  restore(): void;
  dispose(): void;
}

const coarsePixels = 256;
const finePixels = 512;
/** 512² texels with mipmaps are 1.4 MB: 130 squares are 182 MB at most; 80 coarse tiles add 28 MB. */
export const maximumFineSquares = 130;
const smallestSquareMeters = 32;
/** A square is divided where the screen shows more than this many pixels a texel. */
const divideBeyond = 1.3;

interface Square {
  readonly key: string;
  readonly originX: number;
  readonly originY: number;
  readonly size: number;
  readonly pixels: number;
  mesh: Mesh<BufferGeometry, MeshLambertMaterial> | null;
  children: readonly Square[] | null;
  /** The paint is of this edition; −1 while there is none. */
  painted: number;
  asked: number;
  lowest: number;
  highest: number;
  lastDrawn: number;
  /** What it shows has changed since it was painted. */
  outdated: boolean;
}

export function createGroundLayer(city: City, grid: TileGrid, work: WorkQueue, coverage: CoveragePaint): GroundLayer {
  const group = new Group();
  let layers: GroundLayers | null = null;
  const stride = terrainStride(city.terrain, grid.size, grid.columns * grid.rows);
  const smallest = Math.max(smallestSquareMeters, (city.terrain?.spacing ?? 1) * stride);
  const roots = Array.from({ length: grid.columns * grid.rows }, (_, index) => {
    const [x, y] = tileCorner(grid, index);
    return createSquare(x, y, grid.size, coarsePixels);
  });
  const fine = new Set<Square>();
  let palette: CityPalette | null = null;
  let streets = true;
  let edition = 0;
  let frame = 0;
  let eye: readonly [number, number, number] = [0, 0, 0];
  const frustum = new Frustum();
  const matrix = new Matrix4();
  const box = new Box3();

  const ask = (square: Square, priority: number): void => {
    if (square.asked === edition || palette === null || layers === null) return;
    square.asked = edition;
    work.add(square.key, priority, () => paint(square, edition));
  };

  function* paint(square: Square, of: number): Generator<void, void> {
    if (palette === null || layers === null) return;
    if (square.mesh === null) build(square);
    yield;
    const canvas = new OffscreenCanvas(square.pixels, square.pixels);
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    const tile = {
      originX: square.originX,
      originY: square.originY,
      size: square.size,
      pixels: square.pixels,
      showStreets: streets,
    };
    yield* paintGround(context, layers, tile, palette.ground);
    // Forgotten while it was painted: it came out of sight.
    if (square.mesh === null) return;
    const bitmap = canvas.transferToImageBitmap();
    const texture = new Texture(bitmap);
    texture.colorSpace = SRGBColorSpace;
    texture.flipY = false;
    texture.anisotropy = 8;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.generateMipmaps = true;
    texture.needsUpdate = true;
    texture.onUpdate = () => bitmap.close();
    const { material } = square.mesh;
    material.map?.dispose();
    material.map = texture;
    square.painted = of;
    square.outdated = false;
  }

  const build = (square: Square): void => {
    const data = buildTerrainMesh(city.terrain, square.originX, square.originY, square.size, stride);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(data.positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(data.normals, 3));
    geometry.setAttribute('uv', new BufferAttribute(data.uvs, 2));
    geometry.setIndex(new BufferAttribute(data.indices, 1));
    geometry.computeBoundingSphere();
    const mesh = new Mesh(geometry, createGroundMaterial(coverage));
    mesh.receiveShadow = true;
    mesh.castShadow = city.terrain !== null;
    mesh.position.set(square.originX, square.originY, 0);
    mesh.updateMatrixWorld();
    square.mesh = mesh;
    square.lowest = data.lowest;
    square.highest = data.highest;
    if (square.pixels === finePixels) fine.add(square);
  };

  const distanceTo = (square: Square): number => {
    const dx = Math.max(square.originX - eye[0], 0, eye[0] - square.originX - square.size);
    const dy = Math.max(square.originY - eye[1], 0, eye[1] - square.originY - square.size);
    const dz = Math.max(square.lowest - eye[2], 0, eye[2] - square.highest);
    return Math.max(1, Math.hypot(dx, dy, dz));
  };

  const inView = (square: Square): boolean => {
    box.min.set(square.originX, square.originY, square.lowest);
    box.max.set(square.originX + square.size, square.originY + square.size, square.highest);
    return frustum.intersectsBox(box);
  };

  const draw = (square: Square): void => {
    square.lastDrawn = frame;
    if (square.mesh === null) return;
    if (square.mesh.parent === null) group.add(square.mesh);
  };

  const choose = (square: Square, pixelsPerMeter: number): void => {
    if (square.mesh === null || square.painted < 0) {
      ask(square, distanceTo(square));
      return;
    }
    if (square.painted !== edition || square.outdated) ask(square, distanceTo(square));
    const distance = distanceTo(square);
    const wanted = pixelsPerMeter / distance;
    if (!inView(square)) {
      // Coarse is good enough for what is out of sight but may throw a shadow into it.
      draw(square);
      return;
    }
    if (square.size <= smallest || wanted <= (square.pixels / square.size) * divideBeyond) {
      draw(square);
      return;
    }
    square.children ??= divide(square);
    // After a change of colours fine squares wait until their paint is as new as this one's.
    if (
      square.children.every((child) => child.painted >= 0 && (child.painted === edition || square.painted !== edition))
    ) {
      square.lastDrawn = frame;
      for (const child of square.children) choose(child, pixelsPerMeter);
      return;
    }
    for (const child of square.children) if (child.painted !== edition || child.outdated) ask(child, distance + 1);
    draw(square);
  };

  const forget = (): void => {
    if (fine.size <= maximumFineSquares) return;
    const oldest = [...fine].filter((square) => square.lastDrawn < frame - 1).sort((a, b) => a.lastDrawn - b.lastDrawn);
    for (const square of oldest.slice(0, fine.size - maximumFineSquares)) release(square);
  };

  const release = (square: Square): void => {
    if (square.mesh === null) return;
    square.mesh.removeFromParent();
    square.mesh.material.map?.dispose();
    square.mesh.material.dispose();
    square.mesh.geometry.dispose();
    square.mesh = null;
    square.painted = -1;
    square.asked = -1;
    fine.delete(square);
  };

  const repaint = (): void => {
    edition += 1;
    work.drop('ground/');
  };

  const prepare = (next: City, changed: readonly Bounds[]): void => {
    work.add('prepare/ground', -1, function* () {
      const before = layers;
      layers = yield* prepareGroundLayers(next, before);
      pending = [];
      if (before !== null) outdate(before.city, next, changed);
    });
  };

  /** Marks what has to be painted anew. */
  const outdate = (before: City, next: City, changed: readonly Bounds[]): void => {
    const all = (['streets', 'areas', 'crossings', 'mounts'] as const).some((layer) => before[layer] !== next[layer]);
    const visit = (square: Square): void => {
      const { originX, originY, size } = square;
      const touched = (box: Bounds) =>
        originX - contactMarginMeters < box.maxX &&
        originX + size + contactMarginMeters > box.minX &&
        originY - contactMarginMeters < box.maxY &&
        originY + size + contactMarginMeters > box.minY;
      if (!all && !changed.some(touched)) return;
      square.outdated = square.painted >= 0;
      square.asked = -1;
      for (const child of square.children ?? []) visit(child);
    };
    for (const root of roots) visit(root);
  };
  let pending: readonly Bounds[] = [];
  prepare(city, []);

  return {
    group,
    setCity(next, changed) {
      // An edition that was still being prepared is dropped: what it changed is added to this one's.
      pending = layers?.city === undefined ? [] : [...pending, ...changed];
      prepare(next, pending);
    },
    setPalette(next) {
      if (palette === next) return;
      palette = next;
      repaint();
    },
    setStreets(visible) {
      if (streets === visible) return;
      streets = visible;
      repaint();
    },
    prepareFrame(camera, pixelsPerMeter) {
      frame += 1;
      eye = [camera.position.x, camera.position.y, camera.position.z];
      frustum.setFromProjectionMatrix(matrix.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse));
      for (const mesh of [...group.children]) mesh.removeFromParent();
      for (const root of roots) choose(root, pixelsPerMeter);
      forget();
    },
    restore() {
      repaint();
      for (const square of [...fine, ...roots]) release(square);
    },
    dispose() {
      work.drop('ground/');
      work.drop('prepare/ground');
      for (const square of [...fine, ...roots]) release(square);
    },
  };
}

function createSquare(originX: number, originY: number, size: number, pixels: number): Square {
  return {
    key: `ground/${originX}/${originY}/${size}`,
    originX,
    originY,
    size,
    pixels,
    mesh: null,
    children: null,
    painted: -1,
    asked: -1,
    lowest: 0,
    highest: 0,
    lastDrawn: 0,
    outdated: false,
  };
}

function divide({ originX, originY, size }: Square): readonly Square[] {
  const half = size / 2;
  return [0, 1, 2, 3].map((i) => createSquare(originX + (i % 2) * half, originY + (i >> 1) * half, half, finePixels));
}

function createGroundMaterial(coverage: CoveragePaint): MeshLambertMaterial {
  const material = new MeshLambertMaterial();
  material.onBeforeCompile = (shader) => {
    takeSingleShadowTap(shader);
    Object.assign(shader.uniforms, coverage.uniforms);
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', 'varying vec2 vGround;\nvoid main() {')
      .replace(
        '#include <begin_vertex>',
        '#include <begin_vertex>\n\tvGround = ( modelMatrix * vec4( transformed, 1.0 ) ).xy;',
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('void main() {', `${coverageFragmentHeader}\nvoid main() {`)
      .replace('#include <dithering_fragment>', `#include <dithering_fragment>\n${coverageFragmentBody}`);
  };
  material.customProgramCacheKey = () => 'ground';
  return material;
}
