import { groundHeight } from '#geo/terrain.ts';
import type { SessionState, Store } from '#state/session.ts';
import { projectPoint } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';
import { lineMeters, placeAlong } from '../gaps/drape-way.ts';
import type { ScreenBox } from './place-labels.ts';

/** Half a marker and its edge, and half a box on a way, pixels. */
const markerReach = 14;
const wayReach = 7;
/** A letter of a mark's tag, and the widest tag, pixels. */
const letterWidth = 6.5;
const widestTag = 230;
/** Boxes along a way stand so far apart, pixels at the scale of the view's target, and there are so many at most. */
const waySpacing = 14;
const mostOnWay = 240;

/** What names on the map keep off: the marks of the shown gaps and cutovers, and the way that a figure can go along. */
export function gapBoxes(engine: Engine, session: Store<SessionState>, metersPerPixel: number): ScreenBox[] {
  const drawing = engine.gaps.drawing();
  const cutovers = engine.rollout.drawing()?.marks ?? [];
  if (drawing === null && cutovers.length === 0) return [];
  const terrain = session.get().city?.terrain ?? null;
  const basis = engine.basis();
  const viewport = engine.viewport();
  const boxes: ScreenBox[] = [];
  const add = (x: number, y: number, reach: number, tag = 0): void => {
    const at = projectPoint(basis, viewport, [x, y, groundHeight(terrain, x, y)]);
    if (at.depth <= 0 || at.x < 0 || at.y < 0 || at.x > viewport.width || at.y > viewport.height) return;
    boxes.push({ left: at.x - reach, right: at.x + reach + tag, top: at.y - reach, bottom: at.y + reach });
  };
  for (const { x, y } of drawing?.markers ?? []) add(x, y, markerReach);
  for (const { x, y, label } of cutovers) add(x, y, markerReach, Math.min(widestTag, letterWidth * label.length));
  const xy = drawing?.walk?.xy ?? [];
  const meters = lineMeters(xy);
  const step = Math.max(waySpacing * metersPerPixel, meters / mostOnWay, 0.5);
  for (let along = step / 2; along < meters; along += step) {
    const at = placeAlong(xy, along);
    if (at !== null) add(at.x, at.y, wayReach);
  }
  return boxes;
}
