import { Video } from 'lucide-react';
import {
  memo,
  type PointerEvent as ReactPointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { Vector3 } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { Camera } from '#model/device.ts';
import { focalLengthPixels } from '#state/camera-optics.ts';
import type { Commands, SessionState, Store } from '#state/session.ts';
import { projectPoint, type Vector } from '../controls/view-rays.ts';
import { type AimPoint, aimPoint } from '../devices/camera-aim.ts';
import { type CameraDragHost, type DragPart, startCameraDrag } from '../devices/camera-drag.ts';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';
import { markerRadius, markerRise } from './draw-marker.ts';
import { MarkerCanvas } from './marker-canvas.tsx';
import type { ScreenBox } from './place-labels.ts';
import { densityText, lengthText } from './reading-text.ts';

export interface DeviceOverlayProps {
  readonly root: HTMLElement;
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly subscribeTicks: (listener: () => void) => () => void;
  /** Filled with the markers' boxes at each tick. */
  readonly boxes: ScreenBox[];
}

/** With more cameras than this their markers are drawn on one canvas; those selected stay elements. */
const mostElements = 200;

/** Markers over all cameras, and handles on the one that is selected. They follow the plan at once, ahead of the coverage. */
export function DeviceOverlay(props: DeviceOverlayProps) {
  const { root, engine, interaction, session, commands, subscribeTicks, boxes } = props;
  const scenario = useSyncExternalStore(session.subscribe, () => session.get().scenario);
  const selection = useSyncExternalStore(session.subscribe, () => session.get().selection);
  const visible = useSyncExternalStore(session.subscribe, () => session.get().layers.devices);
  const placing = useSyncExternalStore(session.subscribe, () => session.get().tool === 'place-camera');
  const elements = useRef(new Map<string, HTMLElement>());
  /** Of the markers on the canvas, which are placed by themselves. */
  const crowdBoxes = useMemo<ScreenBox[]>(() => [], []);
  const drag = useMemo<CameraDragHost>(
    () => ({ element: root, engine, interaction, session, commands }),
    [root, engine, interaction, session, commands],
  );
  const register = useCallback((id: string, element: HTMLElement | null) => {
    if (element === null) elements.current.delete(id);
    else elements.current.set(id, element);
  }, []);
  const begin = useCallback(
    (id: string, part: DragPart, event: ReactPointerEvent | PointerEvent) => {
      const camera = session.get().scenario?.devices.find((device) => device.id === id);
      if (camera === undefined || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      root.focus({ preventScroll: true });
      startCameraDrag(drag, camera, part, 'nativeEvent' in event ? event.nativeEvent : event);
    },
    [session, drag, root],
  );
  const cameras = visible ? (scenario?.devices ?? []) : [];
  const crowded = cameras.length > mostElements;
  const single = crowded ? cameras.filter((camera) => selection.includes(camera.id)) : cameras;
  const selected = selection.length === 1 ? cameras.find((camera) => camera.id === selection[0]) : undefined;

  useEffect(() => {
    const tick = () => {
      placeMarkers(elements.current, engine, session.get(), boxes);
      if (crowded) boxes.push(...crowdBoxes);
    };
    tick();
    return subscribeTicks(tick);
  });

  return (
    <div data-placing={placing || undefined} className="twin-devices">
      {crowded && <MarkerCanvas {...props} boxes={crowdBoxes} onGrab={begin} />}
      {single.map((camera) => (
        <Marker
          key={camera.id}
          id={camera.id}
          name={camera.name}
          selected={selection.includes(camera.id)}
          register={register}
          onGrab={begin}
        />
      ))}
      {placing && <Ghost {...props} />}
      {selected !== undefined && !placing && <Handles {...props} camera={selected} onGrab={begin} />}
    </div>
  );
}

interface MarkerProps {
  readonly id: string;
  readonly name: string;
  readonly selected: boolean;
  readonly register: (id: string, element: HTMLElement | null) => void;
  readonly onGrab: (id: string, part: DragPart, event: ReactPointerEvent) => void;
}

const Marker = memo(function Marker({ id, name, selected, register, onGrab }: MarkerProps) {
  const place = useCallback((element: HTMLElement | null) => register(id, element), [register, id]);
  return (
    <div ref={place} className="twin-device" data-selected={selected || undefined} data-device={id}>
      <span className="twin-stem" />
      <button
        type="button"
        className="twin-marker"
        data-twin-handle="move"
        tabIndex={-1}
        title={name}
        aria-label={name}
        aria-pressed={selected}
        onPointerDown={(event) => onGrab(id, 'move', event)}
      >
        <Video size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </div>
  );
});

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
  for (const camera of state.scenario?.devices ?? []) {
    const element = elements.get(camera.id);
    if (element === undefined) continue;
    const at = projectPoint(basis, viewport, [
      camera.x,
      camera.y,
      groundHeight(terrain, camera.x, camera.y) + camera.heightMeters,
    ]);
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

/** Marker over the camera that a click would place. */
function Ghost({ engine, interaction, session, subscribeTicks }: DeviceOverlayProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tick = () => {
      if (host.current === null) return;
      const at = interaction.ghost();
      host.current.hidden = at === null;
      if (at === null) return;
      host.current.dataset['snapped'] = at.mounting.kind;
      const terrain = session.get().city?.terrain ?? null;
      placeAt(host.current, engine, [at.x, at.y, groundHeight(terrain, at.x, at.y) + at.heightMeters]);
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, interaction, session, subscribeTicks]);
  return (
    <div ref={host} className="twin-device twin-ghost" hidden>
      <span className="twin-stem" />
      <span className="twin-marker">
        <Video size={13} strokeWidth={1.75} aria-hidden />
      </span>
    </div>
  );
}

/** Between the middle of the ring and what is written beside it, CSS pixels; the margin of `.twin-tag`. */
const tagGap = 11;

interface HandlesProps extends DeviceOverlayProps {
  readonly camera: Camera;
  readonly onGrab: (id: string, part: DragPart, event: ReactPointerEvent) => void;
}

/** Ring at the point the selected camera aims at, with what is seen there, and one on either edge of its view. */
function Handles({ engine, session, subscribeTicks, boxes, camera, onGrab }: HandlesProps) {
  const aim = useRef<HTMLButtonElement>(null);
  const left = useRef<HTMLButtonElement>(null);
  const right = useRef<HTMLButtonElement>(null);
  const tag = useRef<HTMLDivElement>(null);
  const units = useSyncExternalStore(session.subscribe, () => session.get().units);
  // The read-out at the pointer says the same of another place: one at a time.
  const hovering = useSyncExternalStore(
    session.subscribe,
    () => session.get().hover?.readings?.some((reading) => reading.seen && reading.category >= 0) === true,
  );
  const set = useSyncExternalStore(session.subscribe, () => session.get().scenario?.categorySet);
  const city = useSyncExternalStore(session.subscribe, () => session.get().city);
  const targetHeight = useSyncExternalStore(session.subscribe, () => session.get().scenario?.targetHeightMeters ?? 0);
  const at = useMemo(
    () => aimOf(engine, camera, groundHeight(city?.terrain ?? null, camera.x, camera.y), targetHeight),
    [engine, camera, city, targetHeight],
  );
  const density = focalLengthPixels(camera) / at.distanceMeters;

  useEffect(() => {
    const tick = () => {
      placeAt(aim.current, engine, at.point);
      placeAt(left.current, engine, at.left);
      placeAt(right.current, engine, at.right);
      const box = placeAt(tag.current, engine, at.point);
      if (box !== null && tag.current !== null) {
        const { offsetWidth: width } = tag.current;
        // At the right edge it stands on the other side of the ring, where all of it can be read.
        const turned = box.x + tagGap + width > engine.viewport().width;
        if (turned) tag.current.style.transform += ` translateX(${-width - 2 * tagGap}px)`;
        boxes.push({
          left: turned ? box.x - 16 - width : box.x - 9,
          right: turned ? box.x + 9 : box.x + 16 + width,
          top: box.y - 12,
          bottom: box.y + 12,
        });
      }
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, at, subscribeTicks, boxes]);

  return (
    <>
      <button
        ref={left}
        type="button"
        className="twin-edge"
        data-twin-handle="lens"
        tabIndex={-1}
        aria-label={`Left edge of the view of ${camera.name}`}
        onPointerDown={(event) => onGrab(camera.id, 'lens', event)}
      />
      <button
        ref={right}
        type="button"
        className="twin-edge"
        data-twin-handle="lens"
        tabIndex={-1}
        aria-label={`Right edge of the view of ${camera.name}`}
        onPointerDown={(event) => onGrab(camera.id, 'lens', event)}
      />
      <button
        ref={aim}
        type="button"
        className="twin-aim"
        data-twin-handle="aim"
        tabIndex={-1}
        aria-label={`Point that ${camera.name} aims at`}
        onPointerDown={(event) => onGrab(camera.id, 'aim', event)}
      />
      <div ref={tag} className="twin-tag" data-quiet={hovering || undefined}>
        <strong>{lengthText(at.distanceMeters, units)}</strong>{' '}
        {set === undefined ? '' : densityText(density, set, units)}
      </div>
    </>
  );
}

function aimOf(engine: Engine, camera: Camera, groundZ: number, targetHeight: number): AimPoint {
  return aimPoint(camera, groundZ, groundZ + targetHeight, (origin, direction, far) => {
    const buildings = engine.city()?.buildings;
    return buildings?.raycast(new Vector3(...origin), new Vector3(...direction), far, true)?.distance ?? null;
  });
}

/** Puts an element over a point; null and hidden where the point is behind the eye. */
function placeAt(
  element: HTMLElement | null,
  engine: Engine,
  point: Vector,
): { readonly x: number; readonly y: number } | null {
  if (element === null) return null;
  const at = projectPoint(engine.basis(), engine.viewport(), point);
  element.hidden = at.depth <= 0;
  if (at.depth <= 0) return null;
  element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
  return at;
}
