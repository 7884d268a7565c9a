import type { Street } from '#model/city.ts';
import type { CoverageScene, CoverageSettings } from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { LaneSamples } from '../alpr/lane-samples.ts';
import { homesOf } from '../privacy/homes.ts';
import { type FacadeTargets, facadeTargets } from '../targets/facade-targets.ts';
import { type LaneTargets, lanesOf, laneTargets } from '../targets/lane-targets.ts';
import { portalTargets } from '../targets/portal-targets.ts';
import { createTargetIndex, type TargetIndex } from '../targets/target-index.ts';

/** Lane samples in the order that readings need: lane by lane, along each. */
export interface LaneSet extends LaneSamples {
  /** Metres of lane that each sample stands for. */
  readonly length: Float32Array;
}

/** What a scene has to be observed beside its ground. */
export interface TargetSets {
  readonly facades: TargetIndex | null;
  readonly panels: FacadePanels | null;
  readonly lanes: { readonly samples: LaneSet; readonly index: TargetIndex } | null;
  readonly portals: TargetIndex | null;
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
  const samples = lanes.ok ? laneByLane(lanes.value, streets) : null;
  return {
    facades: facades.ok ? createTargetIndex(facades.value) : null,
    panels: facades.ok ? facadePanels(facades.value, homesOf(scene)) : null,
    lanes:
      samples === null
        ? null
        : { samples, index: createTargetIndex({ count: samples.count, xyz: samples.xyz, normals: null }) },
    portals: createTargetIndex(portalTargets({ portals, prisms, buildings, terrain })),
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

/** Lays samples lane by lane; the two ways of a single lane count as two lanes. */
function laneByLane(targets: LaneTargets, streets: readonly Street[]): LaneSet & { readonly xyz: Float64Array } {
  const { count, xyz, direction, street, length } = targets;
  const result = {
    count,
    xyz: new Float64Array(3 * count),
    direction: new Float32Array(2 * count),
    street: new Uint32Array(count),
    lane: new Uint8Array(count),
    length: new Float32Array(count),
  };
  let to = 0;
  for (let first = 0; first < count; ) {
    let end = first;
    while (end < count && street[end] === street[first]) end += 1;
    // A street's samples come row by row across it.
    const across = lanesOf(streets[street[first]], false).lanes.length;
    for (let lane = 0; lane < across; lane += 1) {
      for (let from = first + lane; from < end; from += across, to += 1) {
        result.xyz.set(xyz.subarray(3 * from, 3 * from + 3), 3 * to);
        result.direction.set(direction.subarray(2 * from, 2 * from + 2), 2 * to);
        result.street[to] = street[from];
        result.lane[to] = lane;
        result.length[to] = length[from];
      }
    }
    first = end;
  }
  return result;
}
