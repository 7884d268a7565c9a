import type { Group } from 'three';
import { conditions } from '#model/goal.ts';
import { defaultCategorySetId } from '#model/pixel-density.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { categoryColors } from '#state/category-ramp.ts';
import type { CoverageTilesChange, SessionState, Store } from '#state/session.ts';
import { type ShownPaint, shownPaint } from '#state/shown-paint.ts';
import { cityPalettes } from '../theme.ts';
import { type CoveragePaint, createCoveragePaint } from './coverage-shader.ts';
import { createFacadeLayer } from './facade-layer.ts';
import { shownColors } from './shades.ts';

/** What is observed, as it is painted: the ground, the facades, and the ground of a device about to be placed. */
export interface PaintedCoverage {
  readonly ground: CoveragePaint;
  /** Facades. */
  readonly group: Group;
  /** Tiles, and facades in whole, that the graphics card has no room for. */
  unpainted(): number;
  /** Follows the session; `before` is null for the first state. */
  follow(next: SessionState, before: SessionState | null): void;
  /** Ways are drawn over the ground: its paint steps back. */
  setBelowWays(below: boolean): void;
  /** Takes tiles and facades as they come from the engine. */
  take(change: CoverageTilesChange): void;
  /** Sends what has changed to the graphics card with the next drawn frame. */
  upload(): void;
  dispose(): void;
}

/** Longest wait for tiles after the way of painting has changed, milliseconds: where none differs, none comes. */
const patienceMilliseconds = 250;
/** The same where chances take the place of classes or give way to them: those differ nearly everywhere, but take longer. */
const chancePatienceMilliseconds = 20_000;
/** Opacity of the paint below ways. */
const belowWaysOpacity = 0.42;

/**
 * @param maximumPages MAX_ARRAY_TEXTURE_LAYERS of the graphics card
 * @param touch asks for a frame
 */
export function createPaintedCoverage(
  session: Store<SessionState>,
  maximumPages: number,
  touch: () => void,
): PaintedCoverage {
  const ground = createCoveragePaint(maximumPages);
  const facades = createFacadeLayer();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let belowWays = false;
  /** What is waited for are tiles whose classes mean something else. */
  let bytesChange = false;

  /** Colours of what is painted, and what the bytes of the tiles mean. */
  const applyPaint = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const state = session.get();
    const { theme, scenario } = state;
    const paint = shownPaint(state);
    const set = scenario?.categorySet ?? defaultCategorySetId;
    const palette = belowWays ? { ...cityPalettes[theme], coverageOpacity: belowWaysOpacity } : cityPalettes[theme];
    ground.setColors(paint.setting.mode, shownColors(paint, set, theme), palette);
    ground.setEmphasis(paint.setting.emphasis.length > 0);
    facades.setColors(categoryColors(set, theme), palette.coverageOpacity);
    touch();
  };

  /** With the tiles that are painted by the new setting: the old ones would be misread for a moment. */
  const followPaint = (next: ShownPaint, before: ShownPaint): void => {
    if (next.chance === before.chance && next.setting === before.setting) return;
    bytesChange = next.chance !== before.chance || (bytesChange && timer !== null);
    const patience = bytesChange ? chancePatienceMilliseconds : patienceMilliseconds;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(applyPaint, patience);
  };

  return {
    ground,
    group: facades.group,
    unpainted: () => ground.pages.unpainted + (facades.unpainted > 0 ? 1 : 0),
    follow(next, before) {
      const set = next.scenario?.categorySet;
      if (before === null || next.theme !== before.theme || set !== before.scenario?.categorySet) applyPaint();
      // With the tiles that are painted by the new setting: the old ones would be misread for a moment.
      else followPaint(shownPaint(next), shownPaint(before));
      const { chance } = shownPaint(next);
      if (next.layers !== before?.layers || chance !== (before !== null && shownPaint(before).chance)) {
        ground.setVisible(next.layers.coverage);
        // Chances are counted for the ground alone.
        facades.setVisible(next.layers.facades && next.layers.buildings && !chance);
      }
      if (next.ghost !== before?.ghost) ground.setGhost(ghostGround(next));
    },
    setBelowWays(below) {
      if (below === belowWays) return;
      belowWays = below;
      applyPaint();
    },
    take(change) {
      if (change.reset) {
        ground.reset(change.grid);
        facades.clear();
      }
      if (change.panels !== undefined) facades.setPanels(change.panels);
      if (change.facades !== null) facades.paint(change.facades);
      ground.put(change.tiles);
      if (timer !== null && (!bytesChange || change.reset || change.tiles.length > 0)) applyPaint();
    },
    upload() {
      ground.upload();
      facades.upload();
    },
    dispose() {
      if (timer !== null) clearTimeout(timer);
      ground.dispose();
      facades.dispose();
    },
  };
}

/** Ground that the device about to be placed would observe under the painted condition. */
function ghostGround({ ghost, paint, layers }: SessionState): GroundBits | null {
  const ground = ghost?.coverage?.ground ?? [];
  if (!layers.coverage || ground.length === 0) return null;
  // One entry for each condition that is computed, in the order of all conditions: by day, and the painted one.
  return ground[Math.min(ground.length - 1, conditions.indexOf(paint.condition))];
}
