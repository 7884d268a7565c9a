import type { CellGrid } from '#geo/cell-grid.ts';
import { quantize } from '#geo/quantum.ts';
import type { Camera } from '#model/device.ts';
import { categorySets, type DensityCategory } from '#model/pixel-density.ts';
import type {
  CameraBits,
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
} from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import { VisibilityCache } from '../visibility/visibility-cache.ts';
import {
  isGround,
  prepareVisibility,
  targetZ,
  terrainOf,
  type VisibilityScene,
} from '../visibility/visibility-scene.ts';
import { coverCamera } from './camera-coverage.ts';
import { type CameraPose, cameraPose, depthLimits } from './camera-pose.ts';
import { CoverageLedger } from './coverage-ledger.ts';
import { readPoint } from './point-reading.ts';

/** How far a run of {@link CoverageEngine.computeSteps} is. */
export interface CoverageStep {
  readonly done: number;
  readonly total: number;
}

interface Loaded {
  readonly scene: VisibilityScene;
  readonly categories: readonly DensityCategory[];
  readonly cache: VisibilityCache;
  readonly ledger: CoverageLedger;
  readonly poses: Map<string, CameraPose>;
}

/**
 * Coverage of a plan on one scene, without threads: the worker and the command line call the same methods. All of them
 * throw where {@link load} was not called first.
 */
export class CoverageEngine {
  private loaded: Loaded | null = null;

  /** Prepares a scene; forgets all cameras. Returns the grid that bits and tiles are counted in. */
  load(scene: CoverageScene, settings: CoverageSettings): CellGrid {
    const prepared = prepareVisibility(scene, settings);
    const { categories } = categorySets[settings.categorySet];
    this.loaded = {
      scene: prepared,
      categories,
      cache: new VisibilityCache(prepared),
      ledger: new CoverageLedger(prepared.grid, categories.length),
      poses: new Map(),
    };
    return prepared.grid;
  }

  /** Ground cells of the scene: what areas can be a share of. */
  get groundCells(): number {
    return this.ready().scene.groundCells;
  }

  /** The bitsets of cameras, in their order. Nothing is merged; the caller owns the buffers. */
  compute(cameras: readonly Camera[]): CameraBits[] {
    const steps = this.computeSteps(cameras);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** As {@link compute}, yielding after every camera, so that the caller can show progress and stop. */
  *computeSteps(cameras: readonly Camera[]): Generator<CoverageStep, CameraBits[], void> {
    const { scene, categories, cache } = this.ready();
    const result: CameraBits[] = [];
    for (const camera of cameras) {
      result.push(coverCamera(scene, camera, categories, cache));
      yield { done: result.length, total: cameras.length };
    }
    return result;
  }

  /** Computes the cameras put and merges them. */
  change(change: CoverageChange): CoverageUpdate {
    return this.merge(change.revision, this.compute(change.put), change.put, change.removed);
  }

  /**
   * Merges bitsets computed here or in another worker; `cameras` are the cameras that `put` belongs to, found by id.
   * Keeps the buffers of `put`. A camera that is both removed and put is put.
   */
  merge(
    revision: number,
    put: readonly CameraBits[],
    cameras: readonly Camera[],
    removed: readonly string[],
  ): CoverageUpdate {
    const { scene, ledger, poses } = this.ready();
    for (const id of removed) {
      ledger.remove(id);
      poses.delete(id);
    }
    for (const camera of cameras) poses.set(camera.id, cameraPose(camera, terrainOf(scene)));
    for (const bits of put) ledger.put(bits);
    return { revision, tiles: ledger.takeChangedTiles(), totals: ledger.totals(), cameras: ledger.cameraTotals() };
  }

  /** How each merged camera sees the target over (x, y), which is laid on the 1/1024 m grid. */
  inspect(x: number, y: number): PointReading[] {
    const { scene, ledger, poses, categories } = this.ready();
    const px = quantize(x);
    const py = quantize(y);
    const target = { x: px, y: py, z: targetZ(scene, px, py), open: isGround(scene, px, py) };
    return [...poses].map(([id, pose]) => {
      const refused = (ledger.get(id)?.problem ?? null) !== null;
      return readPoint(scene, id, pose, depthLimits(pose, categories), refused, target);
    });
  }

  /** The merged cameras' bitsets in the order of `ids` (ids without a camera are left out); buffers stay the engine's. */
  snapshot(ids: readonly string[]): { readonly cameras: readonly CameraBits[]; readonly groundCells: number } {
    const { ledger, scene } = this.ready();
    const cameras = ids.map((id) => ledger.get(id)).filter((bits) => bits !== null);
    return { cameras, groundCells: scene.groundCells };
  }

  private ready(): Loaded {
    if (this.loaded === null) throw new Error('CoverageEngine: load a scene first.');
    return this.loaded;
  }
}
