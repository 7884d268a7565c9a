import type { Demand, demandKinds } from '#model/city.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import { canBeSecured, portalsOfSites } from '../access/portal-belonging.ts';
import { type LaneSamples, type LaneTable, laneTable } from '../alpr/lane-samples.ts';
import { patchContains } from '../devices/cell-raster.ts';
import { panelUnits } from '../privacy/facade-areas.ts';
import { homesOf } from '../privacy/homes.ts';
import { privateGround, residentialGround } from '../privacy/private-ground.ts';
import type { BitWindow } from '../visibility/bits.ts';
import type { Places, Region, RegionGround } from './scope-regions.ts';

/** What goals and summaries read of a loaded scene; what costs time is made when it is first asked for. */
export interface GoalScene extends RegionGround {
  readonly source: CoverageScene;
  /** Panels of facades; null where the scene has none. */
  readonly panels: () => FacadePanels | null;
  readonly lanes: () => { readonly samples: LaneSamples; readonly table: LaneTable } | null;
  /** cm² of each residential panel, 0 of the others; as the panels. */
  readonly panelUnits: () => Float64Array;
  /** 1 per building that is a home. */
  readonly homes: () => Uint8Array;
  readonly residential: () => Region;
  readonly privateGround: () => Region;
}

export function createGoalScene(
  on: RegionGround,
  source: CoverageScene,
  panels: () => FacadePanels | null,
  samples: () => LaneSamples | null,
): GoalScene {
  const homes = once(() => homesOf(source));
  return {
    ...on,
    source,
    panels,
    lanes: once(() => {
      const found = samples();
      return found === null ? null : { samples: found, table: laneTable(found) };
    }),
    panelUnits: once(() => {
      const found = panels();
      return found === null ? new Float64Array(0) : panelUnits(found);
    }),
    homes,
    residential: once(() => residentialGround(on, source, homes())),
    privateGround: once(() => privateGround(on, source, homes())),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** 1 per portal that can be secured and lies in `within` (anywhere where that is null). */
export function portalsIn(scene: GoalScene, within: BitWindow | null): Uint8Array {
  const portals = scene.source.surroundings?.portals ?? [];
  return Uint8Array.from(portals, (portal) =>
    canBeSecured(portal) && (within === null || patchContains(scene.grid, within, portal.x, portal.y)) ? 1 : 0,
  );
}

/** 1 per portal that belongs to one of the sites. */
export function portalsOf(scene: GoalScene, sites: Places['sites']): Uint8Array {
  const portals = scene.source.surroundings?.portals ?? [];
  const member = new Uint8Array(portals.length);
  for (const list of portalsOfSites(sites, portals, scene.source)) for (const portal of list) member[portal] = 1;
  return member;
}

const demandOrder: readonly (typeof demandKinds)[number][] = ['pedestrian', 'population', 'building'];

/**
 * Weights of different kinds and units don't compare, so one kind is counted: people on foot where the scene tells them, else
 * residents, else people in buildings; of several units the first.
 */
export function chosenDemand(all: readonly Demand[]): readonly Demand[] {
  for (const kind of demandOrder) {
    const first = all.find((place) => place.kind === kind);
    if (first !== undefined) return all.filter((place) => place.kind === kind && place.unit === first.unit);
  }
  return [];
}

/** “of pedestrian demand”; empty where there is none. */
export function demandThing([first]: readonly Demand[]): string {
  return first === undefined ? '' : `of ${first.kind === 'building' ? 'demand in buildings' : `${first.kind} demand`}`;
}
