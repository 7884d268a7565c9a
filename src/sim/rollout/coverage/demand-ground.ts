import { isLookedAt } from '../../blind-spots/demand-places.ts';
import { fillStrip, patchOfGrid } from '../../devices/cell-raster.ts';
import type { GoalScene } from '../../goals/goal-scene.ts';
import { areasOf, groundOf, type Places, polygonRegion, type Region, siteRegion } from '../../goals/scope-regions.ts';
import { summedSites } from '../../summary/region-atlas.ts';
import type { BitWindow } from '../../visibility/bits.ts';

const streetsPerStep = 200;
const placesPerStep = 8;

/** The ground that should be seen: that of the city's streets, squares and sites together, as blind spots are looked for in. */
export function* demandGroundSteps(scene: GoalScene, places: Places): Generator<void, Region, void> {
  const { grid, source } = scene;
  const patch = patchOfGrid(grid);
  const streets = (source.surroundings?.streets ?? []).filter(isLookedAt);
  for (const [k, { xy, widthMeters }] of streets.entries()) {
    fillStrip(grid, patch, xy, widthMeters / 2);
    if (k % streetsPerStep === streetsPerStep - 1) yield;
  }
  for (const [k, site] of summedSites(places).entries()) {
    add(patch, siteRegion(scene, site));
    if (k % placesPerStep === placesPerStep - 1) yield;
  }
  for (const [k, rings] of areasOf(source.surroundings, 'square').entries()) {
    add(patch, polygonRegion(scene, [rings]));
    if (k % placesPerStep === placesPerStep - 1) yield;
  }
  yield;
  return groundOf(scene, patch);
}

/** Adds the cells of a region to a patch of the whole grid. */
function add(patch: BitWindow, { window, bits }: BitWindow): void {
  for (let row = 0; row < window.rows; row += 1) {
    const to = (window.firstRow + row) * patch.window.words + window.firstWord;
    for (let word = 0; word < window.words; word += 1) patch.bits[to + word] |= bits[row * window.words + word];
  }
}
