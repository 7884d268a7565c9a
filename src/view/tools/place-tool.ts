import { findModel } from '#model/catalogue/find-model.ts';
import type { DeviceKind } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { SnapPoint } from '#state/session.ts';
import type { SnapIndex } from '../snap-index.ts';
import { type Placing, placingOf, type SnapReach, snapInPlan, snapToSurface } from '../snapping.ts';
import type { ToolHost } from './tool-host.ts';

/** Places devices of the chosen model by pointer and by keyboard. */
export interface PlaceTool {
  /** The point that a click would take; null while there is none. */
  ghost(): SnapPoint | null;
  kind(): DeviceKind;
  /** The pointer is over a pixel, or has left. */
  hover(at: { readonly x: number; readonly y: number } | null): void;
  /** A click on the map; false where the tool is off. */
  click(x: number, y: number): boolean;
  dispose(): void;
}

export interface PlaceToolHost extends ToolHost {
  snapIndex(): SnapIndex | null;
  reach(): SnapReach;
}

/** Height of a device whose model the catalogue has lost, metres. */
const usualHeightMeters = 5;

export function createPlaceTool(host: PlaceToolHost): PlaceTool {
  const { element, picker, session, commands, viewpoint, engine } = host;
  let ghost: SnapPoint | null = null;
  /** The ghost follows the middle of the view, for those who place by keyboard. */
  let byKeyboard = false;
  const isOn = (): boolean => session.get().tool === 'place-device';

  const model = (): DeviceModel | null => {
    const { scenario, catalogueModel } = session.get();
    return findModel(scenario, catalogueModel);
  };

  const placing = (): Placing => {
    const chosen = model();
    return placingOf(chosen?.kind ?? 'camera', chosen?.mountHeightMeters ?? usualHeightMeters);
  };

  const setGhost = (next: SnapPoint | null): void => {
    if (next === null ? ghost === null : ghost !== null && isSame(next, ghost)) return;
    ghost = next;
    commands.previewDevice(next);
    engine.tick();
  };

  const under = (x: number, y: number): SnapPoint | null => {
    const index = host.snapIndex();
    const surface = picker.surfaceAt(x, y);
    return index === null || surface === null ? null : snapToSurface(index, surface, host.reach(), placing());
  };

  const inTheMiddle = (): SnapPoint | null => {
    const index = host.snapIndex();
    if (index === null) return null;
    const { targetX, targetY } = viewpoint.goal();
    const how = placing();
    return snapInPlan(index, targetX, targetY, how.heightMeters, host.reach(), how);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (!isOn() || event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') commands.setTool('select');
    else if (event.key === 'Enter' || event.key === ' ') {
      const at = inTheMiddle();
      if (at !== null) commands.placeDevice(at);
    } else {
      // Arrows move the view, and the ghost with its middle.
      if (event.key.startsWith('Arrow')) byKeyboard = true;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const stopView = viewpoint.subscribe(() => {
    if (byKeyboard && isOn()) setGhost(inTheMiddle());
  });
  let { tool } = session.get();
  let { catalogueModel } = session.get();
  const stop = session.subscribe(() => {
    const next = session.get();
    if (next.tool === tool && next.catalogueModel === catalogueModel) return;
    const begins = next.tool === 'place-device' && tool !== 'place-device';
    ({ tool, catalogueModel } = next);
    byKeyboard = begins && document.activeElement === element && element.dataset['pointer'] === undefined;
    setGhost(byKeyboard ? inTheMiddle() : null);
  });
  element.addEventListener('keydown', onKey, true);

  return {
    ghost: () => (isOn() ? ghost : null),
    kind: () => model()?.kind ?? 'camera',
    hover(at) {
      if (at !== null) byKeyboard = false;
      if (byKeyboard) return;
      setGhost(at !== null && isOn() ? under(at.x, at.y) : null);
    },
    click(x, y) {
      if (!isOn()) return false;
      const at = under(x, y);
      if (at !== null) commands.placeDevice(at);
      return true;
    },
    dispose() {
      stop();
      stopView();
      element.removeEventListener('keydown', onKey, true);
      setGhost(null);
    },
  };
}

function isSame(a: SnapPoint, b: SnapPoint): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.heightMeters === b.heightMeters &&
    a.headingDegrees === b.headingDegrees &&
    a.mounting.kind === b.mounting.kind &&
    a.mounting.featureId === b.mounting.featureId
  );
}
