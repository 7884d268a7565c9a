import type { LaneReading, PortalState } from '#model/results/plan-summary.ts';
import { portalsOfSites } from '../access/portal-belonging.ts';
import { portalState, unitsByPortal } from '../access/portal-states.ts';
import { laneReadings } from '../alpr/lane-readings.ts';
import { plateRules } from '../alpr/plate-rules.ts';
import { placesOf } from '../goals/scope-regions.ts';
import { terrainOf } from '../visibility/visibility-scene.ts';
import { cameraPose } from './camera-pose.ts';
import type { CoverageState } from './coverage-state.ts';
import { plateOptics } from './target-sight.ts';

/** Lanes that merged ALPR units read, unit by unit in the order in which they first came, the best sample of each lane. */
export function lanesOfUnits({ context, devices, board }: CoverageState): LaneReading[] {
  const lanes = board.goalScene.lanes();
  const { surroundings, settings } = context;
  if (lanes === null || surroundings === null) return [];
  return [...devices.values()].flatMap(({ device, coverage }) => {
    if (device.kind !== 'alpr' || coverage.laneIndex.length === 0) return [];
    const optics = plateOptics(device, cameraPose(device, terrainOf(context.scene)));
    const read = { index: coverage.laneIndex, day: coverage.laneByDay, night: coverage.laneByNight };
    const rules = plateRules(settings.assumptions, device.plates);
    const { samples, table } = lanes;
    return laneReadings(device.id, optics, samples, table, read, rules, surroundings.streets, context.isLit);
  });
}

/** Portals of the sites of plan and city, each once, under the first site that it belongs to. */
export function portalsOfPlan({ context, devices, board }: CoverageState): PortalState[] {
  const { surroundings, source } = context;
  if (surroundings === null || board.frame === null) return [];
  const { portals } = surroundings;
  const { sites } = placesOf(board.frame, surroundings);
  const units = unitsByPortal([...devices.values()].map(({ device }) => device));
  const seen = new Uint8Array(portals.length);
  for (const { coverage } of devices.values()) {
    coverage.portalIndex.forEach((portal, k) => {
      seen[portal] = Math.max(seen[portal], coverage.portalClass[k]);
    });
  }
  const states: PortalState[] = [];
  const taken = new Set<number>();
  portalsOfSites(sites, portals, source).forEach((members, site) => {
    for (const portal of members) {
      if (taken.has(portal)) continue;
      taken.add(portal);
      const own = units.get(portals[portal].id) ?? [];
      states.push(portalState(portals[portal], own, sites[site].id, seen[portal]));
    }
  });
  return states;
}
