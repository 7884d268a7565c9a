import {
  type BufferGeometry,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  type Material,
  Matrix4,
  type Vector3,
} from 'three';
import { createPointGrid, type PointGrid } from './point-grid.ts';

/** Something drawn many times, at one level of detail. */
export interface InstanceLevel {
  /** Drawn where the cell is at least `from` and less than `to` metres from the eye. */
  readonly from: number;
  readonly to: number;
  /** Which of the field's shapes: the `matrixOf` it is placed by. */
  readonly shape: number;
  readonly geometry: BufferGeometry;
  readonly material: Material;
  readonly castsShadow: boolean;
}

export interface InstanceFieldInput {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly levels: readonly InstanceLevel[];
  /** Writes where item `item` stands. */
  readonly matrixOf: readonly ((item: number, matrix: Matrix4) => void)[];
}

/**
 * Any number of trees or lamps in one draw call a level: each frame it is found out which cells belong to which level, and
 * only when that has changed are the levels filled anew.
 */
export interface InstanceField {
  readonly group: Group;
  readonly grid: PointGrid;
  /** `reach`: nothing is drawn beyond, metres from the eye. True when something has changed that casts shadows. */
  prepareFrame(eye: Vector3, reach: number): boolean;
  dispose(): void;
}

export function createInstanceField({ points, levels, matrixOf }: InstanceFieldInput): InstanceField {
  const grid = createPointGrid(points);
  const cells = grid.columns * grid.rows;
  const group = new Group();
  const meshes = levels.map((level) => {
    const mesh = new InstancedMesh(level.geometry, level.material, 0);
    mesh.frustumCulled = false;
    mesh.castShadow = level.castsShadow;
    mesh.receiveShadow = true;
    mesh.visible = false;
    group.add(mesh);
    return mesh;
  });
  /** Matrices by shape and cell, made when first needed. */
  const placed: (Float32Array | undefined)[][] = matrixOf.map(() => new Array<undefined>(cells).fill(undefined));
  const bounds = [...new Set(levels.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  /** Cell → number of bounds that it lies beyond; 255 out of reach. */
  let bands = new Uint8Array(cells).fill(254);
  let spare = new Uint8Array(cells);
  const matrix = new Matrix4();

  const matrices = (shape: number, cell: number): Float32Array => {
    const kept = placed[shape][cell];
    if (kept !== undefined) return kept;
    const first = grid.start[cell];
    const made = new Float32Array(16 * (grid.start[cell + 1] - first));
    for (let i = first; i < grid.start[cell + 1]; i += 1) {
      matrixOf[shape](grid.items[i], matrix);
      matrix.toArray(made, 16 * (i - first));
    }
    placed[shape][cell] = made;
    return made;
  };

  const bandOf = (cell: number, eye: Vector3, reach: number): number => {
    const west = grid.originX + (cell % grid.columns) * grid.cellMeters;
    const south = grid.originY + Math.floor(cell / grid.columns) * grid.cellMeters;
    const dx = Math.max(west - eye.x, 0, eye.x - west - grid.cellMeters);
    const dy = Math.max(south - eye.y, 0, eye.y - south - grid.cellMeters);
    const distance = Math.hypot(dx, dy, eye.z);
    if (distance > reach) return 255;
    let band = 0;
    while (band < bounds.length && distance >= bounds[band]) band += 1;
    return band;
  };

  const fill = (mesh: InstancedMesh, level: InstanceLevel): void => {
    const from = bounds.indexOf(level.from);
    const to = bounds.indexOf(level.to);
    let count = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      if (bands[cell] > from && bands[cell] <= to) count += grid.start[cell + 1] - grid.start[cell];
    }
    mesh.visible = count > 0;
    mesh.count = count;
    if (count === 0) return;
    if (mesh.instanceMatrix.count < count) {
      // Lets go of the buffer on the graphics card, which cannot grow.
      mesh.dispose();
      mesh.instanceMatrix = new InstancedBufferAttribute(new Float32Array(16 * Math.ceil(count * 1.3)), 16);
    }
    let at = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      if (!(bands[cell] > from && bands[cell] <= to)) continue;
      const part = matrices(level.shape, cell);
      mesh.instanceMatrix.array.set(part, at);
      at += part.length;
    }
    mesh.instanceMatrix.clearUpdateRanges();
    mesh.instanceMatrix.addUpdateRange(0, at);
    mesh.instanceMatrix.needsUpdate = true;
  };

  return {
    group,
    grid,
    prepareFrame(eye, reach) {
      let changed = false;
      for (let cell = 0; cell < cells; cell += 1) {
        const band = grid.start[cell] === grid.start[cell + 1] ? 255 : bandOf(cell, eye, reach);
        spare[cell] = band;
        if (band !== bands[cell]) changed = true;
      }
      if (!changed) return false;
      [bands, spare] = [spare, bands];
      levels.forEach((level, i) => fill(meshes[i], level));
      return true;
    },
    dispose() {
      for (const mesh of meshes) mesh.dispose();
      group.removeFromParent();
    },
  };
}
