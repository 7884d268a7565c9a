import type { CoverageScene, CoverageSettings } from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import { homesOf } from '../privacy/homes.ts';
import { type FacadeTargets, facadeTargets } from '../targets/facade-targets.ts';
import { type LaneTargets, laneTargets } from '../targets/lane-targets.ts';
import { portalTargets } from '../targets/portal-targets.ts';
import { type BoundedTargets, boundTargets } from './image-targets.ts';

/** What a scene has to be observed beside its ground. */
export interface TargetSets {
  readonly facades: BoundedTargets | null;
  readonly panels: FacadePanels | null;
  readonly lanes: { readonly samples: LaneTargets; readonly index: BoundedTargets } | null;
  readonly portals: BoundedTargets | null;
}

export const noTargets: TargetSets = { facades: null, panels: null, lanes: null, portals: null };

/** Runs the makers of targets to their end; what has too many is left out. */
export function createTargetSets(scene: CoverageScene, settings: CoverageSettings): TargetSets {
  const { surroundings, prisms, terrain } = scene;
  if (surroundings === undefined) return noTargets;
  const { streets, portals, buildings } = surroundings;
  const facades = finished(facadeTargets({ prisms, buildings, terrain }));
  const lanes = finished(
    laneTargets({ streets, prisms, buildings, terrain }, { plateHeightMeters: settings.assumptions.plateHeightMeters }),
  );
  return {
    facades: facades.ok ? boundTargets(facades.value) : null,
    panels: facades.ok ? facadePanels(facades.value, homesOf(scene)) : null,
    lanes: lanes.ok ? { samples: lanes.value, index: boundTargets(lanes.value) } : null,
    portals: boundTargets(portalTargets({ portals, prisms, buildings, terrain })),
  };
}

function finished<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function facadePanels(targets: FacadeTargets, homes: Uint8Array): FacadePanels {
  const { count, xyz, normals, width, height, building } = targets;
  const normal = new Float64Array(2 * count);
  const residential = new Uint8Array(count);
  for (let k = 0; k < count; k += 1) {
    normal[2 * k] = normals[3 * k];
    normal[2 * k + 1] = normals[3 * k + 1];
    residential[k] = homes[building[k]] ?? 0;
  }
  return {
    count,
    center: Float64Array.from(xyz),
    normal,
    width: Float32Array.from(width),
    height: Float32Array.from(height),
    building: Uint32Array.from(building),
    residential,
  };
}
