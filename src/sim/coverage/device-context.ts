import { categorySets } from '#model/pixel-density.ts';
import type { CoverageScene, CoverageSettings, Surroundings } from '#model/results/coverage-bits.ts';
import { carGround } from '../devices/reach-ground.ts';
import { type WalkNetwork, walkNetwork } from '../devices/walking-reach.ts';
import { prepareTargets, type TargetScene } from '../targets/seen-targets.ts';
import { VisibilityCache } from '../visibility/visibility-cache.ts';
import { prepareVisibility, type VisibilityScene } from '../visibility/visibility-scene.ts';
import { createLitCells } from './lit-cells.ts';
import { createTargetSets, type TargetSets } from './target-sets.ts';

/** A scene made ready for devices. What costs time and not every plan needs is made when it is first asked for. */
export interface DeviceContext {
  readonly source: CoverageScene;
  readonly scene: VisibilityScene;
  readonly settings: CoverageSettings;
  readonly surroundings: Surroundings | null;
  /** Densities of the plan's categories, px/m, lowest first. */
  readonly required: readonly number[];
  readonly cache: VisibilityCache;
  readonly sight: () => TargetScene;
  readonly targets: () => TargetSets;
  /** Cells that are lit at night, of the whole grid. */
  readonly lit: () => Uint32Array<ArrayBuffer>;
  /** Carriageways, as a bitset of the whole grid. */
  readonly cars: () => Uint32Array<ArrayBuffer>;
  readonly walk: () => WalkNetwork;
  /** Is the cell under a point lit at night? */
  readonly isLit: (x: number, y: number) => boolean;
}

export function createDeviceContext(source: CoverageScene, settings: CoverageSettings): DeviceContext {
  const scene = prepareVisibility(source, settings);
  const surroundings = source.surroundings ?? null;
  const { grid } = scene;
  const lit = once(() => createLitCells(grid, surroundings, settings.lampReachMeters));
  return {
    source,
    scene,
    settings,
    surroundings,
    required: categorySets[settings.categorySet].categories.map(({ pixelsPerMeter }) => pixelsPerMeter),
    cache: new VisibilityCache(scene),
    sight: once(() => prepareTargets(scene)),
    targets: once(() => createTargetSets(source, settings)),
    lit,
    cars: once(() => carGround(scene, surroundings?.streets ?? [])),
    walk: once(() => walkNetwork(surroundings?.streets ?? [])),
    isLit: (x, y) => {
      const column = Math.floor(x / grid.cell) - grid.firstColumn;
      const row = Math.floor(y / grid.cell) - grid.firstRow;
      if (!(column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)) return false;
      return ((lit()[row * grid.words + (column >> 5)] >>> (column & 31)) & 1) === 1;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
