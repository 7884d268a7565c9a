import type { Corner } from '#state/drawing.ts';
import { projectPoint, type Vector, type ViewBasis, type ViewportSize } from '../controls/view-rays.ts';
import { isClosed } from './measuring.ts';
import type { ToolHost } from './tool-host.ts';

/** Measures along the ground by clicks, or by Space at the middle of the view. */
export interface MeasureTool {
  /** Where a click would set the next corner; null while the pointer is elsewhere or the tool is off. */
  cursor(): Corner | null;
  /** A click on the map; false where the tool is off. */
  click(x: number, y: number): boolean;
  dispose(): void;
}

/** Pixels around the first corner within which a click closes the line. */
const closePixels = 10;
const mostCorners = 500;

export function createMeasureTool(host: ToolHost): MeasureTool {
  const { element, engine, picker, session, commands, viewpoint } = host;
  let cursor: Corner | null = null;
  const isOn = (): boolean => session.get().tool === 'measure';

  const pixelOf = ([x, y]: Corner): { readonly x: number; readonly y: number } => {
    const point: Vector = [x, y, host.groundHeight(x, y)];
    const basis: ViewBasis = engine.basis();
    const viewport: ViewportSize = engine.viewport();
    return projectPoint(basis, viewport, point);
  };

  /** The corner under a pixel: the first one where the line can be closed there. */
  const cornerAt = (x: number, y: number): Corner | null => {
    const { measure } = session.get();
    if (measure.length >= 3 && !isClosed(measure)) {
      const at = pixelOf(measure[0]);
      if (Math.hypot(at.x - x, at.y - y) <= closePixels) return measure[0];
    }
    const surface = picker.surfaceAt(x, y);
    return surface === null ? null : [surface.x, surface.y];
  };

  const add = (corner: Corner): void => {
    const { measure } = session.get();
    const last = measure[measure.length - 1];
    if (last !== undefined && last[0] === corner[0] && last[1] === corner[1]) return;
    if (measure.length >= mostCorners) return;
    commands.setMeasure(isClosed(measure) ? [corner] : [...measure, corner]);
  };

  const onMove = (event: PointerEvent): void => {
    if (!isOn() || event.buttons !== 0) return;
    const box = element.getBoundingClientRect();
    cursor = cornerAt(event.clientX - box.left, event.clientY - box.top);
    engine.tick();
  };
  const onLeave = (): void => {
    cursor = null;
  };
  // Its two clicks have set corners already; the map's own double click, which zooms, is kept away.
  const onDoubleClick = (event: MouseEvent): void => {
    if (isOn()) event.stopPropagation();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!isOn() || event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
    const { measure } = session.get();
    const { targetX, targetY } = viewpoint.goal();
    if (event.key === ' ') add([targetX, targetY]);
    else if (event.key === 'Enter') add(measure.length >= 3 && !isClosed(measure) ? measure[0] : [targetX, targetY]);
    else if (event.key === 'Backspace' || event.key === 'Delete') commands.setMeasure(measure.slice(0, -1));
    else if (event.key === 'Escape') {
      if (measure.length > 0) commands.setMeasure([]);
      else commands.setTool('select');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerleave', onLeave);
  element.addEventListener('dblclick', onDoubleClick, true);
  element.addEventListener('keydown', onKey, true);
  return {
    cursor: () => (isOn() ? cursor : null),
    click(x, y) {
      if (!isOn()) return false;
      const corner = cornerAt(x, y);
      if (corner !== null) add(corner);
      return true;
    },
    dispose() {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('dblclick', onDoubleClick, true);
      element.removeEventListener('keydown', onKey, true);
    },
  };
}
