import { type CategorySetId, categorySets } from '#model/pixel-density.ts';
import type { DeviceCoverage } from '#model/results/coverage-bits.ts';
import type { PrivacyExposure } from '#model/results/plan-summary.ts';
import type { ZonePlace } from '../access/places.ts';
import type { GoalScene } from '../goals/goal-scene.ts';
import { regionWithout } from '../goals/scope-regions.ts';
import { type MergedWords, type SparseRegion, seenCells, slicesOf, sparseRegion } from '../goals/sparse-region.ts';
import { maskedPanels, unitsPerSquareMeter } from './facade-areas.ts';
import { maskedGround } from './private-ground.ts';

/** From this density on a person can be characterised (2025) or identified (2014), px/m: what privacy is counted from. */
export const privacyPixelsPerMeter = 250;

/** Index of the category that privacy is counted from: the lowest of at least {@link privacyPixelsPerMeter}. */
export function privacyCategory(set: CategorySetId): number {
  return categorySets[set].categories.findIndex(({ pixelsPerMeter }) => pixelsPerMeter >= privacyPixelsPerMeter);
}

/** What exposure is counted with: areas of homes' panels that no privacy zone masks, cm². */
export interface PrivacyMasks {
  readonly open: Float64Array;
  readonly zones: readonly ZonePlace[];
}

export function privacyMasks(scene: GoalScene, zones: readonly ZonePlace[]): PrivacyMasks {
  const panels = scene.panels();
  if (panels === null) return { open: new Float64Array(0), zones };
  const masked = maskedPanels(panels, zones);
  const open = scene.panelUnits().slice();
  for (let panel = 0; panel < open.length; panel += 1) if (masked[panel] === 1) open[panel] = 0;
  return { open, zones };
}

/** Facade of homes that one device sees at or above the privacy category, after masks, m². */
export function exposedByDevice(
  { facadeIndex, facadeClass }: Pick<DeviceCoverage, 'facadeIndex' | 'facadeClass'>,
  masks: PrivacyMasks,
  set: CategorySetId,
): number {
  const least = privacyCategory(set) + 1;
  let units = 0;
  for (let at = 0; at < facadeIndex.length; at += 1) {
    if (facadeClass[at] >= least) units += masks.open[facadeIndex[at]] ?? 0;
  }
  return units / unitsPerSquareMeter;
}

/**
 * Facades of homes and private ground that the plan's cameras see by day at or above the privacy category, with and without
 * privacy masks. `merged`: density by day; `bestClass`: of each facade panel, 0 = not seen. Yields often.
 */
export function* privacyExposure(
  scene: GoalScene,
  masks: PrivacyMasks,
  set: CategorySetId,
  merged: MergedWords,
  bestClass: (panel: number) => number,
): Generator<void, PrivacyExposure, void> {
  const index = privacyCategory(set);
  const units = scene.panelUnits();
  let [whole, exposed, unmasked] = [0, 0, 0];
  for (let panel = 0; panel < units.length; panel += 1) {
    if (units[panel] === 0) continue;
    whole += units[panel];
    if (bestClass(panel) <= index) continue;
    unmasked += units[panel];
    exposed += masks.open[panel];
  }
  yield;
  const cellArea = scene.grid.cell * scene.grid.cell;
  const ground = scene.privateGround();
  yield;
  const open = regionWithout(scene, ground, maskedGround(scene, masks.zones));
  yield;
  const exposedCells = yield* seenInSlices(sparseRegion(open), merged, index);
  const unmaskedCells = yield* seenInSlices(sparseRegion(ground), merged, index);
  return {
    category: categorySets[set].categories[index].name,
    facadeSquareMeters: whole / unitsPerSquareMeter,
    exposedSquareMeters: exposed / unitsPerSquareMeter,
    exposedUnmaskedSquareMeters: unmasked / unitsPerSquareMeter,
    privateGroundSquareMeters: ground.cells * cellArea,
    exposedGroundSquareMeters: exposedCells * cellArea,
    exposedGroundUnmaskedSquareMeters: unmaskedCells * cellArea,
  };
}

function* seenInSlices(region: SparseRegion, merged: MergedWords, index: number): Generator<void, number, void> {
  let cells = 0;
  for (const part of slicesOf(region)) {
    cells += seenCells(part, merged, index, 1);
    yield;
  }
  return cells;
}
