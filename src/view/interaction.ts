import type { Camera } from '#model/device.ts';
import { cameraModel, defaultCameraModel } from '#state/camera-catalogue.ts';
import type { Commands, SessionState, SnapPoint, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { attachMapControls } from './controls/map-controls.ts';
import { poseForKey } from './controls/map-keys.ts';
import { createDrawTool, type DrawTool } from './edit/draw-tool.ts';
import type { Engine } from './engine.ts';
import { createPicker, type Picker } from './picking.ts';
import { createSnapIndex, type SnapIndex } from './snap-index.ts';
import { type SnapReach, snapToSurface } from './snapping.ts';

/** What the pointer and the keyboard do on the twin. */
export interface Interaction {
  readonly picker: Picker;
  /** Draws on the city while a drawing tool is on. */
  readonly drawTool: DrawTool;
  /** Index of what cameras can be fixed to; null without a city. */
  snapIndex(): SnapIndex | null;
  /** Reach of snapping at the present scale. */
  reach(): SnapReach;
  /** The camera that a click would place, while that tool is on. */
  ghost(): SnapPoint | null;
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
  let ghost: SnapPoint | null = null;
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

  const setGhost = (next: SnapPoint | null): void => {
    if (next === null && ghost === null) return;
    ghost = next;
    engine.devices.setGhost(next === null ? null : ghostCamera(next, session.get().catalogueModel));
    engine.touch();
  };

  const snapUnder = (x: number, y: number): SnapPoint | null => {
    const index = snapIndex();
    const surface = picker.surfaceAt(x, y);
    return index === null || surface === null ? null : snapToSurface(index, surface, reach());
  };

  const tellHover = (): void => {
    hoverFrame = null;
    const at = hoverAt;
    if (at === null) {
      setGhost(null);
      commands.hover(null);
      return;
    }
    setGhost(session.get().tool === 'place-camera' ? snapUnder(at.x, at.y) : null);
    const ground = picker.visibleGroundAt(at.x, at.y);
    commands.hover(ground === null ? null : { x: ground[0], y: ground[1], z: ground[2], screenX: at.x, screenY: at.y });
  };

  const click = (x: number, y: number): void => {
    if (drawTool.click(x, y)) return;
    if (session.get().tool === 'place-camera') {
      const at = snapUnder(x, y);
      if (at !== null) commands.placeCamera(at);
      return;
    }
    commands.select([]);
    commands.pick(picker.featureAt(x, y, session.get().layers));
  };

  const showCursor = (): void => {
    element.dataset['cursor'] = session.get().tool === 'select' ? 'point' : 'place';
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
    const change = poseForKey(event.key, viewpoint.goal(), event.shiftKey);
    if (change === null) return;
    event.preventDefault();
    event.stopPropagation();
    viewpoint.flyTo(change, 180);
  };
  element.addEventListener('keydown', onKey);
  element.addEventListener('pointerdown', onPointer, true);
  element.addEventListener('blur', onBlur);

  let tool = session.get().tool;
  const stop = session.subscribe(() => {
    if (session.get().tool === tool) return;
    tool = session.get().tool;
    if (tool !== 'place-camera') setGhost(null);
    showCursor();
  });
  showCursor();

  return {
    picker,
    drawTool,
    snapIndex,
    reach,
    ghost: () => ghost,
    dispose() {
      stop();
      drawTool.dispose();
      detachControls();
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('pointerdown', onPointer, true);
      element.removeEventListener('blur', onBlur);
      if (hoverFrame !== null) cancelAnimationFrame(hoverFrame);
      setGhost(null);
    },
  };
}

/** What a new camera would look like at this point. */
function ghostCamera(at: SnapPoint, catalogueModel: string): Camera {
  const model = cameraModel(catalogueModel) ?? defaultCameraModel;
  return {
    kind: 'camera',
    id: 'ghost',
    name: model.name,
    x: at.x,
    y: at.y,
    heightMeters: at.heightMeters,
    headingDegrees: at.headingDegrees ?? 0,
    tiltDegrees: 12,
    rollDegrees: 0,
    sensor: model.sensor,
    focalLengthMillimeters: model.focalLengthMillimeters,
    mounting: at.mounting,
    model: model.id,
    notes: '',
  };
}
