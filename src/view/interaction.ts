import { groundHeight } from '#geo/terrain.ts';
import type { DeviceKind } from '#model/device.ts';
import type { Commands, SessionState, SnapPoint, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { attachMapControls } from './controls/map-controls.ts';
import { poseForKey } from './controls/map-keys.ts';
import { createDrawTool, type DrawTool } from './edit/draw-tool.ts';
import type { Engine } from './engine.ts';
import { createPicker, type Picker } from './picking.ts';
import { createSnapIndex, type SnapIndex } from './snap-index.ts';
import type { SnapReach } from './snapping.ts';
import { createMeasureTool, type MeasureTool } from './tools/measure-tool.ts';
import { createPlaceTool } from './tools/place-tool.ts';
import { createSelectTool, type SelectTool } from './tools/select-tool.ts';

/** What the pointer and the keyboard do on the twin. */
export interface Interaction {
  readonly picker: Picker;
  /** Draws on the city while a drawing tool is on. */
  readonly drawTool: DrawTool;
  readonly measureTool: MeasureTool;
  readonly selectTool: SelectTool;
  /** Index of what devices can be fixed to; null without a city. */
  snapIndex(): SnapIndex | null;
  /** Reach of snapping at the present scale. */
  reach(): SnapReach;
  /** The place that a click would take, while that tool is on, and the kind of device that would stand there. */
  ghost(): SnapPoint | null;
  placingKind(): DeviceKind;
  /** Pixel that the pointer is over; null while it is elsewhere. */
  pointer(): { readonly x: number; readonly y: number } | null;
  dispose(): void;
}

export interface InteractionOptions {
  readonly engine: Engine;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
}

/** Pixels within which the pointer catches a pole or a wall, and the most that is in metres. */
const mountReachPixels = 14;
const wallReachPixels = 18;
const mostReachMeters = 8;

export function attachInteraction(element: HTMLElement, options: InteractionOptions): Interaction {
  const { engine, session, commands, viewpoint } = options;
  const picker = createPicker(engine);
  const drawTool = createDrawTool({ element, engine, picker, session, commands, viewpoint });
  let snaps: SnapIndex | null = null;
  let hoverAt: { readonly x: number; readonly y: number } | null = null;
  let hoverFrame: number | null = null;

  const snapIndex = (): SnapIndex | null => {
    const { city } = session.get();
    if (city === null) return null;
    if (snaps?.city !== city) snaps = createSnapIndex(city);
    return snaps;
  };

  const reach = (): SnapReach => {
    const meters = viewpoint.metersPerPixel();
    return {
      mount: Math.min(mostReachMeters, mountReachPixels * meters),
      wall: Math.min(mostReachMeters, wallReachPixels * meters),
    };
  };

  const toolHost = {
    element,
    engine,
    picker,
    session,
    commands,
    viewpoint,
    groundHeight: (x: number, y: number) => groundHeight(session.get().city?.terrain ?? null, x, y),
  };
  const measureTool = createMeasureTool(toolHost);
  const selectTool = createSelectTool(toolHost);
  const placeTool = createPlaceTool({ ...toolHost, snapIndex, reach });

  const tellHover = (): void => {
    hoverFrame = null;
    const at = hoverAt;
    placeTool.hover(at);
    if (at === null) {
      commands.hover(null);
      return;
    }
    const ground = picker.visibleGroundAt(at.x, at.y);
    commands.hover(ground === null ? null : { x: ground[0], y: ground[1], z: ground[2], screenX: at.x, screenY: at.y });
  };

  /** A click while selected devices are to look at what is clicked; false where that tool is off. */
  const aimClick = (x: number, y: number): boolean => {
    if (session.get().tool !== 'aim') return false;
    const surface = picker.surfaceAt(x, y);
    if (surface !== null) commands.aimAt(surface.x, surface.y);
    return true;
  };

  /** Takes a place of the ground for the gap question; false where none is asked for. */
  const setGapPlace = (place: { readonly x: number; readonly y: number } | null): boolean => {
    const { picking } = session.get().gaps;
    if (picking === null) return false;
    if (place === null) return true;
    commands.setGapQuestion({ [picking]: { x: place.x, y: place.y } });
    commands.pickGapPlace(null);
    return true;
  };

  const pickClick = (x: number, y: number): boolean => {
    if (session.get().gaps.picking === null) return false;
    const ground = picker.visibleGroundAt(x, y);
    return setGapPlace(ground === null ? null : { x: ground[0], y: ground[1] });
  };

  const click = (x: number, y: number, event: PointerEvent): void => {
    if (pickClick(x, y)) return;
    if (drawTool.click(x, y) || measureTool.click(x, y) || placeTool.click(x, y) || aimClick(x, y)) return;
    if (!event.shiftKey) commands.select([]);
    commands.pick(picker.featureAt(x, y, session.get().layers));
  };

  const showCursor = (): void => {
    const state = session.get();
    element.dataset['cursor'] = state.tool === 'select' && state.gaps.picking === null ? 'point' : 'place';
    element.toggleAttribute('data-picking', state.gaps.picking !== null);
  };

  const detachControls = attachMapControls(element, {
    viewpoint,
    viewport: engine.viewport,
    targetZ: engine.targetZ,
    pointAt(x, y) {
      const surface = picker.surfaceAt(x, y);
      return surface === null ? null : [surface.x, surface.y, surface.z];
    },
    move: engine.move,
    settle: engine.settle,
    setMoving(moving) {
      engine.setMoving(moving);
      if (moving) element.dataset['cursor'] = 'grabbing';
      else showCursor();
    },
    hover(at) {
      hoverAt = at;
      hoverFrame ??= requestAnimationFrame(tellHover);
    },
    click,
  });

  /** Enter aims at the middle of the view, Escape leaves the tool. */
  const aimKey = (key: string): boolean => {
    if (key === 'Escape') commands.setTool('select');
    else if (key === 'Enter' || key === ' ') {
      const { targetX, targetY } = viewpoint.goal();
      commands.aimAt(targetX, targetY);
    } else return false;
    return true;
  };

  // The focus is shown to those who came by keyboard, not to those who clicked.
  const onPointer = (): void => {
    element.dataset['pointer'] = '';
  };
  const onBlur = (): void => {
    delete element.dataset['pointer'];
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') delete element.dataset['pointer'];
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (session.get().tool === 'aim' && aimKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      const { targetX, targetY } = viewpoint.goal();
      if (setGapPlace({ x: targetX, y: targetY })) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
    }
    const change = poseForKey(event.key, viewpoint.goal(), event.shiftKey);
    if (change === null) return;
    event.preventDefault();
    event.stopPropagation();
    viewpoint.flyTo(change, 180);
  };
  element.addEventListener('keydown', onKey);
  element.addEventListener('pointerdown', onPointer, true);
  element.addEventListener('blur', onBlur);

  let shown: readonly unknown[] = [];
  const stop = session.subscribe(() => {
    const state = session.get();
    if (state.tool === shown[0] && state.gaps.picking === shown[1]) return;
    shown = [state.tool, state.gaps.picking];
    showCursor();
  });
  showCursor();

  return {
    picker,
    drawTool,
    measureTool,
    selectTool,
    snapIndex,
    reach,
    ghost: placeTool.ghost,
    placingKind: placeTool.kind,
    pointer: () => hoverAt,
    dispose() {
      stop();
      for (const part of [drawTool, measureTool, selectTool, placeTool]) part.dispose();
      detachControls();
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('pointerdown', onPointer, true);
      element.removeEventListener('blur', onBlur);
      if (hoverFrame !== null) cancelAnimationFrame(hoverFrame);
    },
  };
}
