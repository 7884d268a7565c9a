import {
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { Vector3 } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import { type Device, isOptical, type OpticalDevice } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { DeviceFields } from '#state/session.ts';
import type { Vector } from '../controls/view-rays.ts';
import { aimPoint } from '../devices/device-aim.ts';
import type { DragPart } from '../devices/device-drag.ts';
import { isFisheye, mainEye } from '../devices/image-eye.ts';
import { fanDensities, hasHeading } from '../devices/reach.ts';
import { viewFans } from '../devices/view-fan.ts';
import type { Engine } from '../engine.ts';
import type { OnGrab } from './device-marker.tsx';
import type { DeviceOverlayProps } from './device-overlay-props.ts';
import { placeAt } from './place-at.ts';
import { densityText, lengthText } from './reading-text.ts';

/** Between the middle of the ring and what is written beside it, CSS pixels; the margin of `.twin-tag`. */
const tagGap = 11;
/** What an arrow key changes: degrees, and the share of a lens. */
const keyDegrees = 1;
const keyZoom = 1.03;
/** The tip of a long view is held at most so far away, and of a level one as far, metres. */
const farthestTipMeters = 120;

interface HandlesProps extends DeviceOverlayProps {
  readonly device: Device;
  readonly onGrab: OnGrab;
}

interface Handle {
  readonly part: DragPart;
  readonly className: string;
  readonly name: string;
  readonly point: Vector;
}

/** Handles on the selected device: the point it aims at with what is seen there, the tip and the edges of its view. */
export function Handles({ engine, session, commands, subscribeTicks, boxes, device, onGrab }: HandlesProps) {
  const city = useSyncExternalStore(session.subscribe, () => session.get().city);
  const scenario = useSyncExternalStore(session.subscribe, () => session.get().scenario);
  const handles = useMemo(
    () =>
      scenario === null ? [] : handlesOf(engine, device, (x, y) => groundHeight(city?.terrain ?? null, x, y), scenario),
    [engine, device, city, scenario],
  );
  const elements = useRef<(HTMLButtonElement | null)[]>([]);
  const tag = useRef<HTMLDivElement>(null);
  const aim = handles.find(({ part }) => part === 'aim')?.point ?? null;

  useEffect(() => {
    const tick = () => {
      handles.forEach(({ point }, i) => placeAt(elements.current[i] ?? null, engine, point));
      if (aim !== null) placeTag(tag, engine, aim, boxes);
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, handles, aim, subscribeTicks, boxes]);

  const onKey = (part: DragPart, event: ReactKeyboardEvent): void => {
    const now = session.get().scenario?.devices.find(({ id }) => id === device.id);
    const change = now === undefined ? null : changeByKey(now, part, event.key, event.shiftKey ? 10 : 1);
    if (change === null) return;
    event.preventDefault();
    event.stopPropagation();
    commands.changeDevice(device.id, change);
  };

  return (
    <>
      {handles.map(({ part, className, name }, i) => (
        <button
          key={name}
          ref={(element) => {
            elements.current[i] = element;
          }}
          type="button"
          className={className}
          data-twin-handle={part}
          aria-label={name}
          title={name}
          onPointerDown={(event) => onGrab(device.id, part, event)}
          onKeyDown={(event) => onKey(part, event)}
        />
      ))}
      {aim !== null && isOptical(device) && <AimTag {...{ session, device, aim, tag }} />}
    </>
  );
}

interface AimTagProps extends Pick<DeviceOverlayProps, 'session'> {
  readonly device: OpticalDevice;
  readonly aim: Vector;
  readonly tag: RefObject<HTMLDivElement | null>;
}

/** How far away and how dense the picture is where the device aims. */
function AimTag({ session, device, aim, tag }: AimTagProps) {
  const units = useSyncExternalStore(session.subscribe, () => session.get().units);
  // The read-out at the pointer says the same of another place: one at a time.
  const hovering = useSyncExternalStore(
    session.subscribe,
    () => session.get().hover?.readings?.some((reading) => reading.seen && reading.category >= 0) === true,
  );
  const set = useSyncExternalStore(session.subscribe, () => session.get().scenario?.categorySet);
  const terrain = useSyncExternalStore(session.subscribe, () => session.get().city?.terrain ?? null);
  const { origin, focalPixels } = mainEye(device, groundHeight(terrain, device.x, device.y));
  const distance = Math.hypot(aim[0] - origin[0], aim[1] - origin[1], aim[2] - origin[2]);
  const visible = device.kind === 'camera' && device.spectrum === 'visible';
  const density = focalPixels / distance;
  return (
    <div ref={tag} className="twin-tag" data-quiet={hovering || undefined}>
      <strong>{lengthText(distance, units)}</strong>{' '}
      {set === undefined ? '' : densityText(density, visible ? set : null, units)}
    </div>
  );
}

function placeTag(
  tag: RefObject<HTMLDivElement | null>,
  engine: Engine,
  point: Vector,
  boxes: DeviceOverlayProps['boxes'],
): void {
  const box = placeAt(tag.current, engine, point);
  if (box === null || tag.current === null) return;
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

type Obstacle = (origin: Vector, direction: Vector, far: number) => number | null;

function handlesOf(
  engine: Engine,
  device: Device,
  groundAt: (x: number, y: number) => number,
  plan: Scenario,
): readonly Handle[] {
  if (!hasHeading(device)) return [];
  const obstacle: Obstacle = (origin, direction, far) => {
    const buildings = engine.city()?.buildings;
    return buildings?.raycast(new Vector3(...origin), new Vector3(...direction), far, true)?.distance ?? null;
  };
  const tip: Handle = {
    part: 'turn',
    className: 'twin-tip',
    name: `Heading of ${device.name}: drag, or arrow keys`,
    point: tipOf(device, groundAt, plan, obstacle),
  };
  if (!isOptical(device)) return [tip];
  const groundZ = groundAt(device.x, device.y);
  const at = aimPoint(device, groundZ, groundZ + plan.targetHeightMeters, obstacle);
  const edges: readonly Handle[] = isFisheye(device)
    ? []
    : (['Left', 'Right'] as const).map((side) => ({
        part: 'lens',
        className: 'twin-edge',
        name: `${side} edge of the view of ${device.name}: drag, or arrow keys, for the lens`,
        point: side === 'Left' ? at.left : at.right,
      }));
  const aim: Handle = {
    part: 'aim',
    className: 'twin-aim',
    name: `Point that ${device.name} aims at: drag, or arrow keys, for heading and tilt`,
    point: at.point,
  };
  return [...edges, ...(isFisheye(device) ? [] : [tip]), aim];
}

/** Where the device's view ends along its heading, on the ground or before the first solid. */
function tipOf(device: Device, groundAt: (x: number, y: number) => number, plan: Scenario, obstacle: Obstacle): Vector {
  if (isOptical(device)) {
    const aim: OpticalDevice = device.kind === 'camera' ? { ...device, heads: [] } : device;
    const [fan] = viewFans(aim, {
      steps: 2,
      targetHeightMeters: plan.targetHeightMeters,
      pixelsPerMeter: fanDensities(device, plan).outline,
      groundHeight: groundAt,
      obstacle,
    });
    const end = fan?.far[1];
    if (end !== undefined && Math.hypot(end[0] - device.x, end[1] - device.y) <= farthestTipMeters) return end;
  }
  const r = Math.min(farthestTipMeters, device.kind === 'radar' ? device.farMeters : farthestTipMeters);
  const heading = (device.headingDegrees * Math.PI) / 180;
  const [x, y] = [device.x + r * Math.sin(heading), device.y + r * Math.cos(heading)];
  return [x, y, groundAt(x, y)];
}

const arrows: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What an arrow key on a handle changes; null for other keys. */
function changeByKey(device: Device, part: DragPart, key: string, times: number): DeviceFields | null {
  const arrow = arrows[key];
  if (arrow === undefined) return null;
  const [across, up] = arrow;
  if (part === 'lens' && isOptical(device))
    return { focalLengthMillimeters: device.focalLengthMillimeters * keyZoom ** (-(across + up) * times) };
  if (part === 'aim' && up !== 0 && isOptical(device))
    return { tiltDegrees: Math.max(-90, Math.min(90, device.tiltDegrees - up * keyDegrees * times)) };
  return { headingDegrees: (device.headingDegrees + (across + up) * keyDegrees * times + 360) % 360 };
}
