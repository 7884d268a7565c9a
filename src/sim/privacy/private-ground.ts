import type { CoverageScene, Surroundings } from '#model/results/coverage-bits.ts';
import type { ZonePlace } from '../access/places.ts';
import { addPatch, fillRings, fillStrip, patchOfGrid } from '../devices/cell-raster.ts';
import {
  areasOf,
  groundOf,
  polygonRegion,
  type Region,
  type RegionGround,
  regionWithout,
  streetRegion,
} from '../goals/scope-regions.ts';

/** Ground so near to a home's walls goes with the home (gardens, yards), metres: assumption. */
export const homeGroundMeters = 8;
/** Pavements reach so far beyond the width of streets that cars use, metres: assumption. */
export const pavementMeters = 3;

/** Land that anybody may walk on, or nobody does. */
const publicKinds = ['square', 'green', 'water', 'platform', 'parking', 'railway'] as const;

/** Ground of homes: residential land, and what lies within {@link homeGroundMeters} of a home's walls. `homes` by building. */
export function residentialGround(
  on: RegionGround,
  scene: Pick<CoverageScene, 'prisms' | 'surroundings'>,
  homes: Uint8Array,
): Region {
  const patch = patchOfGrid(on.grid);
  for (const rings of areasOf(scene.surroundings, 'residential')) fillRings(on.grid, patch, rings);
  const { building, ringStart, vertexStart, xy, count } = scene.prisms;
  for (let prism = 0; prism < count; prism += 1) {
    if (homes[building[prism]] !== 1) continue;
    for (let ring = ringStart[prism]; ring < ringStart[prism + 1]; ring += 1) {
      const corners = xy.subarray(2 * vertexStart[ring], 2 * vertexStart[ring + 1]);
      const last = corners.length - 2;
      if (last < 2) continue;
      fillStrip(on.grid, patch, corners, homeGroundMeters);
      fillStrip(on.grid, patch, [corners[last], corners[last + 1], corners[0], corners[1]], homeGroundMeters);
    }
  }
  return groundOf(on, patch);
}

/**
 * Private ground: {@link residentialGround} without streets (with {@link pavementMeters} of pavement where cars use them),
 * paths, squares, greens, water, platforms, car parks, railways and sites.
 */
export function privateGround(
  on: RegionGround,
  scene: Pick<CoverageScene, 'prisms' | 'surroundings'>,
  homes: Uint8Array,
): Region {
  return regionWithout(on, residentialGround(on, scene, homes), publicGround(on, scene.surroundings));
}

function publicGround(on: RegionGround, surroundings: Surroundings | undefined): Region {
  const patch = patchOfGrid(on.grid);
  const streets = surroundings?.streets ?? [];
  addPatch(
    patch,
    streetRegion(
      on,
      streets.filter(({ car }) => car),
      pavementMeters,
    ),
  );
  addPatch(
    patch,
    streetRegion(
      on,
      streets.filter(({ car }) => !car),
    ),
  );
  for (const kind of publicKinds) addPatch(patch, polygonRegion(on, areasOf(surroundings, kind)));
  for (const { rings } of surroundings?.sites ?? []) if (rings.length > 0) fillRings(on.grid, patch, rings);
  return groundOf(on, patch);
}

/** Ground in privacy zones of plan and city: masked out of every picture. */
export function maskedGround(on: RegionGround, zones: readonly ZonePlace[]): Region {
  return polygonRegion(
    on,
    zones.filter(({ kind }) => kind === 'privacy').map(({ rings }) => rings),
  );
}
