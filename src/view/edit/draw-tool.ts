import { type Corner, isComplete, isDrawingTool, shapeOf } from '#state/drawing.ts';
import type { Commands, SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import type { Engine } from '../engine.ts';
import type { Picker } from '../picking.ts';
import { type SnappedCorner, snapCorner } from './plan-snap.ts';

/** Draws on the city by pointer and by keyboard, while a drawing tool is on. */
export interface DrawTool {
  /** Where a click would set a corner; null while the pointer is elsewhere or no drawing tool is on. */
  cursor(): SnappedCorner | null;
  /** A click on the map; false where no drawing tool is on. */
  click(x: number, y: number): boolean;
  dispose(): void;
}

export interface DrawToolOptions {
  readonly element: HTMLElement;
  readonly engine: Engine;
  readonly picker: Picker;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
}

/** Pixels within which a corner catches what is there, and the most that is in metres. */
const reachPixels = 10;
const mostReachMeters = 4;

export function createDrawTool(options: DrawToolOptions): DrawTool {
  const { element, engine, picker, session, commands, viewpoint } = options;
  let pointer: Corner | null = null;
  let cursor: SnappedCorner | null = null;

  /** The corner under a pixel; Alt draws free of what is there. */
  const cornerAt = (x: number, y: number, free: boolean): SnappedCorner | null => {
    const { city, draft, tool } = session.get();
    const surface = picker.surfaceAt(x, y);
    if (city === null || surface === null || !isDrawingTool(tool)) return null;
    if (free || shapeOf(tool) === 'point') return { x: surface.x, y: surface.y, to: 'free' };
    const reach = Math.min(mostReachMeters, reachPixels * viewpoint.metersPerPixel());
    return snapCorner(city, shapeOf(tool) === 'line' ? [] : draft, surface.x, surface.y, reach);
  };

  const follow = (free: boolean): void => {
    const next = pointer === null ? null : cornerAt(pointer[0], pointer[1], free);
    if (next === cursor) return;
    cursor = next;
    engine.touch();
  };

  const onMove = (event: PointerEvent): void => {
    if (!isDrawingTool(session.get().tool) || event.buttons !== 0) return;
    const box = element.getBoundingClientRect();
    pointer = [event.clientX - box.left, event.clientY - box.top];
    follow(event.altKey);
  };

  const onLeave = (): void => {
    pointer = null;
    follow(false);
  };

  // Before the map's own double click, which zooms. Its two clicks have set the last corner already.
  const onDoubleClick = (event: MouseEvent): void => {
    const { tool, draft } = session.get();
    if (!isDrawingTool(tool)) return;
    event.stopPropagation();
    if (shapeOf(tool) !== 'point' && draft.length > 0) commands.finishDrawing();
  };

  const onKey = (event: KeyboardEvent): void => {
    const { tool, draft } = session.get();
    if (event.target !== element || !isDrawingTool(tool) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { targetX, targetY } = viewpoint.goal();
    if (event.key === ' ') commands.addCorner(targetX, targetY);
    else if (event.key === 'Enter') {
      if (isComplete(tool, draft.length)) commands.finishDrawing();
      else commands.addCorner(targetX, targetY);
    } else if (event.key === 'Backspace' || event.key === 'Delete') commands.removeLastCorner();
    else if (event.key === 'Escape') commands.setTool(draft.length > 0 ? tool : 'select');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerleave', onLeave);
  element.addEventListener('dblclick', onDoubleClick, true);
  element.addEventListener('keydown', onKey, true);
  let { tool, draft } = session.get();
  const stop = session.subscribe(() => {
    const next = session.get();
    if (next.tool === tool && next.draft === draft) return;
    ({ tool, draft } = next);
    follow(false);
    engine.touch();
  });

  return {
    cursor: () => cursor,
    click(x, y) {
      if (!isDrawingTool(session.get().tool)) return false;
      const at = cornerAt(x, y, false);
      if (at !== null) commands.addCorner(at.x, at.y);
      return true;
    },
    dispose() {
      stop();
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('dblclick', onDoubleClick, true);
      element.removeEventListener('keydown', onKey, true);
    },
  };
}
