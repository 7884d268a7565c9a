import type { Corner } from '#state/drawing.ts';
import { projectPoint } from '../controls/view-rays.ts';
import { markerRise } from '../overlay/draw-marker.ts';
import { isWithin, type PlanePoint, rectangle } from './outline-test.ts';
import type { ToolHost } from './tool-host.ts';

/** Selects by a lasso on the ground (a stroke, or corner by corner) and by a rectangle of the screen (Shift and drag). */
export interface SelectTool {
  /** What is being drawn, pixels of the twin's element; null while nothing is. */
  shape(): { readonly points: readonly PlanePoint[]; readonly closed: boolean } | null;
  dispose(): void;
}

/** Pixels that a press may wander before it is a stroke; the least between two points of one. */
const slop = 5;
const strokeStep = 4;
/** Pixels around the first corner within which a click closes the lasso. */
const closePixels = 10;
const mostPoints = 2000;

export function createSelectTool(host: ToolHost): SelectTool {
  const { element, engine, picker, session, commands } = host;
  /** Corners of a lasso that is set click by click. */
  let corners: PlanePoint[] = [];
  let pointer: PlanePoint | null = null;
  let stroke: PlanePoint[] | null = null;
  let box: readonly [PlanePoint, PlanePoint] | null = null;
  let end: (() => void) | null = null;

  const place = (event: MouseEvent): PlanePoint => {
    const bounds = element.getBoundingClientRect();
    return [event.clientX - bounds.left, event.clientY - bounds.top];
  };

  const clear = (): void => {
    corners = [];
    stroke = null;
    box = null;
    engine.tick();
  };

  const selectOutline = (outline: readonly PlanePoint[], add: boolean): void => {
    const ground: Corner[] = [];
    for (const [x, y] of outline) {
      const at = picker.groundAt(x, y);
      if (at !== null) ground.push([at[0], at[1]]);
    }
    if (ground.length >= 3) commands.selectWithin(ground, add);
  };

  /** Devices whose place or marker the rectangle holds join the selection. */
  const selectBox = (outline: readonly PlanePoint[]): void => {
    const { scenario, selection } = session.get();
    const basis = engine.basis();
    const viewport = engine.viewport();
    const found = (scenario?.devices ?? []).filter(({ x, y, heightMeters }) => {
      const at = projectPoint(basis, viewport, [x, y, host.groundHeight(x, y) + heightMeters]);
      if (at.depth <= 0 || at.depth > engine.camera.far) return false;
      return isWithin(outline, [at.x, at.y]) || isWithin(outline, [at.x, at.y - markerRise]);
    });
    commands.select([...new Set([...selection, ...found.map(({ id }) => id)])]);
  };

  const finishLasso = (add: boolean): void => {
    selectOutline(corners, add);
    clear();
  };

  const addCorner = (at: PlanePoint, add: boolean): void => {
    const first = corners[0];
    const last = corners[corners.length - 1];
    if (corners.length >= 3 && Math.hypot(first[0] - at[0], first[1] - at[1]) <= closePixels) finishLasso(add);
    else if (corners.length < mostPoints && (last === undefined || Math.hypot(last[0] - at[0], last[1] - at[1]) > 2))
      corners.push(at);
    engine.tick();
  };

  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-twin-handle]'))) return;
    const { tool } = session.get();
    const lasso = tool === 'lasso';
    if (!lasso && !(tool === 'select' && event.shiftKey && event.pointerType !== 'touch')) return;
    event.stopPropagation();
    element.focus({ preventScroll: true });
    const start = place(event);
    let moved = false;
    const move = (next: PointerEvent): void => {
      if (next.pointerId !== event.pointerId) return;
      // The press was on a marker of a crowd, which is drawn and no element: it is that device's drag.
      if (element.dataset['dragging'] !== undefined) {
        end?.();
        return;
      }
      const at = place(next);
      if (!moved && Math.hypot(at[0] - start[0], at[1] - start[1]) < slop) return;
      moved = true;
      if (!lasso) box = [start, at];
      else {
        stroke ??= [start];
        const last = stroke[stroke.length - 1];
        if (stroke.length < mostPoints && Math.hypot(at[0] - last[0], at[1] - last[1]) >= strokeStep) stroke.push(at);
      }
      engine.tick();
    };
    const up = (last: PointerEvent): void => {
      if (last.pointerId !== event.pointerId) return;
      end?.();
      if (last.type === 'pointercancel') clear();
      else if (!moved && lasso) addCorner(start, last.shiftKey);
      else if (stroke !== null) {
        selectOutline(stroke, last.shiftKey);
        clear();
      } else if (box !== null) {
        selectBox(rectangle(...box));
        clear();
      }
    };
    end?.();
    end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
      end = null;
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
  };

  const onMove = (event: PointerEvent): void => {
    pointer = place(event);
    if (corners.length > 0) engine.tick();
  };
  const onDoubleClick = (event: MouseEvent): void => {
    if (session.get().tool !== 'lasso') return;
    event.stopPropagation();
    if (corners.length >= 3) finishLasso(event.shiftKey);
  };
  const onKey = (event: KeyboardEvent): void => {
    const busy = stroke !== null || box !== null || corners.length > 0;
    const lasso = session.get().tool === 'lasso';
    if (event.target !== element || !(busy || lasso) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = engine.viewport();
    if (event.key === 'Escape') {
      end?.();
      if (busy) clear();
      else commands.setTool('select');
    } else if (!lasso) return;
    else if (event.key === ' ') addCorner([width / 2, height / 2], event.shiftKey);
    else if (event.key === 'Enter' && corners.length >= 3) finishLasso(event.shiftKey);
    else if (event.key === 'Backspace' || event.key === 'Delete') {
      corners.pop();
      engine.tick();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  element.addEventListener('pointerdown', onDown, true);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('dblclick', onDoubleClick, true);
  element.addEventListener('keydown', onKey, true);
  let { tool } = session.get();
  const stop = session.subscribe(() => {
    if (session.get().tool === tool) return;
    tool = session.get().tool;
    end?.();
    clear();
  });
  // Corners stand on the screen: when the view moves, they would lie over other ground.
  const stopView = host.viewpoint.subscribe(() => {
    if (corners.length > 0) clear();
  });
  return {
    shape() {
      if (box !== null) return { points: rectangle(...box), closed: true };
      if (stroke !== null) return { points: stroke, closed: true };
      if (corners.length === 0) return null;
      return { points: pointer === null ? corners : [...corners, pointer], closed: false };
    },
    dispose() {
      stop();
      stopView();
      end?.();
      element.removeEventListener('pointerdown', onDown, true);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('dblclick', onDoubleClick, true);
      element.removeEventListener('keydown', onKey, true);
    },
  };
}
