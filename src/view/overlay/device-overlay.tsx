import { type ReactElement, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { Device } from '#model/device.ts';
import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import type { SessionState } from '#state/session.ts';
import { projectPoint } from '../controls/view-rays.ts';
import { type DeviceDragHost, startDeviceDrag } from '../devices/device-drag.ts';
import type { Engine } from '../engine.ts';
import { DeviceMarker, type OnGrab } from './device-marker.tsx';
import { type DeviceOverlayProps, mostSelected, passesMarkers } from './device-overlay-props.ts';
import { markerRadius, markerRise } from './draw-marker.ts';
import { GhostMarker } from './ghost-marker.tsx';
import { Handles } from './handles.tsx';
import { MarkerCanvas } from './marker-canvas.tsx';
import { markerLook, markerText } from './marker-look.ts';
import { NetworkMarkers } from './network-markers.tsx';
import type { ScreenBox } from './place-labels.ts';
import { SpotOverlay } from './spot-overlay.tsx';

/** With more devices than this their markers are drawn on one canvas; those selected stay elements. */
const mostElements = 200;
/** Markers over all devices, and handles on the one that is selected. They follow the plan at once, ahead of the coverage. */
export function DeviceOverlay(props: DeviceOverlayProps) {
  const { root, engine, interaction, session, commands, subscribeTicks, boxes } = props;
  const scenario = useSyncExternalStore(session.subscribe, () => session.get().scenario);
  const selection = useSyncExternalStore(session.subscribe, () => session.get().selection);
  const totals = useSyncExternalStore(session.subscribe, () => session.get().coverage.devices);
  const visible = useSyncExternalStore(session.subscribe, () => session.get().layers.devices);
  const tool = useSyncExternalStore(session.subscribe, () => session.get().tool);
  // The engine follows the session before its overlay does.
  const statuses = useSyncExternalStore(session.subscribe, () => engine.rollout.drawing()?.statuses);
  const lit = useSyncExternalStore(session.subscribe, () => engine.rollout.drawing()?.lit);
  const network = useSyncExternalStore(
    session.subscribe,
    () => session.get().layers.network && (session.get().scenario?.networkNodes.length ?? 0) > 0,
  );
  const elements = useRef(new Map<string, HTMLElement>());
  /** Of the markers on the canvas, which are placed by themselves. */
  const crowdBoxes = useMemo<ScreenBox[]>(() => [], []);
  const drag = useMemo<DeviceDragHost>(
    () => ({ element: root, engine, interaction, session, commands }),
    [root, engine, interaction, session, commands],
  );
  const register = useCallback((id: string, element: HTMLElement | null) => {
    if (element === null) elements.current.delete(id);
    else elements.current.set(id, element);
  }, []);
  const begin = useCallback<OnGrab>(
    (id, part, event) => {
      const device = session.get().scenario?.devices.find((entry) => entry.id === id);
      if (device === undefined || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      root.focus({ preventScroll: true });
      startDeviceDrag(drag, device, part, 'nativeEvent' in event ? event.nativeEvent : event);
    },
    [session, drag, root],
  );
  const chosen = useMemo(() => new Set(selection), [selection]);
  const devices = visible ? (scenario?.devices ?? []) : [];
  const crowded = devices.length > mostElements;
  const first = useMemo(() => new Set(selection.slice(0, mostSelected)), [selection]);
  const single = crowded ? devices.filter(({ id }) => first.has(id)) : devices;
  const selected = selection.length === 1 ? devices.find(({ id }) => id === selection[0]) : undefined;
  const placing = tool === 'place-device';
  const made = useMemo(() => createMarkers(), []);

  useEffect(() => {
    const tick = () => {
      placeMarkers(elements.current, engine, session.get(), boxes);
      if (crowded) boxes.push(...crowdBoxes);
    };
    tick();
    return subscribeTicks(tick);
  });

  return (
    <div data-placing={passesMarkers(tool) || undefined} className="twin-devices">
      {crowded && <MarkerCanvas {...props} boxes={crowdBoxes} onGrab={begin} />}
      {single.map((device) => {
        const { id } = device;
        const problem = totals.get(id)?.problem ?? null;
        return made(id, [device, problem, statuses?.get(id), chosen.has(id), lit?.has(id) ?? false, register, begin]);
      })}
      {network && <NetworkMarkers {...props} />}
      <SpotOverlay {...props} />
      {placing && <GhostMarker {...props} />}
      {selected !== undefined && !passesMarkers(tool) && !selected.locked && (
        <Handles {...props} device={selected} onGrab={begin} />
      )}
    </div>
  );
}

type MarkerParts = readonly [
  device: Device,
  problem: string | null,
  status: RolloutStatus | undefined,
  selected: boolean,
  lit: boolean,
  register: (id: string, element: HTMLElement | null) => void,
  onGrab: OnGrab,
];

/** Makes markers, the same as before where nothing of a device has changed: a step of a slider costs only the devices that it changes. */
function createMarkers(): (id: string, parts: MarkerParts) => ReactElement {
  const known = new Map<string, { readonly parts: MarkerParts; readonly marker: ReactElement }>();
  return (id, parts) => {
    const before = known.get(id);
    if (before?.parts.every((part, i) => part === parts[i]) === true) return before.marker;
    const [device, problem, status, selected, lit, register, onGrab] = parts;
    const marker = (
      <DeviceMarker
        key={id}
        id={id}
        name={device.name}
        description={markerText(device, problem, status)}
        locked={device.locked}
        {...{ selected, lit, register, onGrab }}
        {...markerLook(device, problem, status)}
      />
    );
    known.set(id, { parts, marker });
    return marker;
  };
}

function placeMarkers(
  elements: ReadonlyMap<string, HTMLElement>,
  engine: Engine,
  state: SessionState,
  boxes: ScreenBox[],
): void {
  const basis = engine.basis();
  const viewport = engine.viewport();
  const terrain = state.city?.terrain ?? null;
  boxes.length = 0;
  if (elements.size === 0) return;
  for (const { id, x, y, heightMeters } of state.scenario?.devices ?? []) {
    const element = elements.get(id);
    if (element === undefined) continue;
    const at = projectPoint(basis, viewport, [x, y, groundHeight(terrain, x, y) + heightMeters]);
    const inView =
      at.depth > 0 &&
      at.depth < engine.camera.far &&
      Math.abs(at.x - viewport.width / 2) < viewport.width &&
      Math.abs(at.y - viewport.height / 2) < viewport.height;
    element.hidden = !inView;
    if (!inView) continue;
    element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
    boxes.push({
      left: at.x - markerRadius - 2,
      right: at.x + markerRadius + 2,
      top: at.y - markerRise - markerRadius - 2,
      bottom: at.y,
    });
  }
}
