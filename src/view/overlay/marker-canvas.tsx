import { useEffect, useRef } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { Device } from '#model/device.ts';
import { projectPoint } from '../controls/view-rays.ts';
import type { DragPart } from '../devices/device-drag.ts';
import { clusterMarkers, type MarkerSpot } from './cluster-markers.ts';
import { type DeviceOverlayProps, mostSelected, passesMarkers } from './device-overlay-props.ts';
import { clusterRadius, drawCluster, drawMarker, markerColors, markerRadius, markerRise } from './draw-marker.ts';
import { markerLook, problemOf } from './marker-look.ts';
import { statusShares } from './status-shares.ts';

export interface MarkerCanvasProps extends DeviceOverlayProps {
  readonly onGrab: (id: string, part: DragPart, event: PointerEvent) => void;
}

/** Pressing a cluster comes so much nearer. */
const clusterZoom = 0.45;

/**
 * Markers of a plan with hundreds or thousands of devices, drawn on one canvas; those too close together to be told apart
 * become one with their number. The keyboard's way to a device is the list of devices.
 */
export function MarkerCanvas({ root, engine, session, commands, subscribeTicks, boxes, onGrab }: MarkerCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const spots = useRef<readonly MarkerSpot[]>([]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (canvas.current === null || context === null) return undefined;
    const element = canvas.current;
    const sprites = createSprites();
    const tick = () => {
      const state = session.get();
      const { width, height } = engine.viewport();
      const ratio = Math.min(2, window.devicePixelRatio);
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = Math.round(height * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      const elements = new Set(state.selection.slice(0, mostSelected));
      const chosen = new Set(state.selection.slice(mostSelected));
      const devices = (state.scenario?.devices ?? []).filter(({ id }) => !elements.has(id));
      const looks = new Map(devices.map((device) => [device.id, device]));
      spots.current = clusterMarkers(spotsOf(engine, devices, state.city?.terrain ?? null));
      const colors = markerColors[state.theme];
      const rollout = engine.rollout.drawing();
      const statuses = rollout?.statuses;
      boxes.length = 0;
      for (const { x, y, ids } of spots.current) {
        const single = ids.length === 1 ? looks.get(ids[0]) : undefined;
        const look =
          single === undefined ? null : markerLook(single, problemOf(state, single.id), statuses?.get(single.id));
        const selected = chosen.size > 0 && ids.some((id) => chosen.has(id));
        const lit = rollout !== null && rollout.lit.size > 0 && ids.some((id) => rollout.lit.has(id));
        const parts = look === null && statuses !== undefined ? statusShares(ids, statuses) : null;
        const key = `${look === null ? `${ids.length} ${parts?.join(' ')}` : `${look.icon} ${look.round} ${look.state}`} ${selected} ${lit}`;
        const sprite = sprites.get(key, state.theme, ratio, (target, at) => {
          if (look === null) drawCluster(target, at[0], at[1], ids.length, 1, colors, selected || lit, parts);
          else drawMarker(target, at[0], at[1], 1, colors, look, selected, lit);
        });
        context.drawImage(sprite, Math.round(x) - spriteFoot[0], Math.round(y) - spriteFoot[1], spriteSide, spriteSide);
        boxes.push({
          left: x - markerRadius - 2,
          right: x + markerRadius + 2,
          top: y - markerRise - markerRadius - 2,
          bottom: y,
        });
      }
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, session, subscribeTicks, boxes]);

  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-twin-handle]'))) return;
      const box = root.getBoundingClientRect();
      const spot = spotAt(spots.current, event.clientX - box.left, event.clientY - box.top);
      const { tool, gaps } = session.get();
      if (spot === null || passesMarkers(tool) || gaps.picking !== null) return;
      event.stopPropagation();
      if (spot.ids.length === 1) onGrab(spot.ids[0], 'move', event);
      else commands.lookAt(nearer(engine, session.get().scenario?.devices ?? [], spot));
    };
    root.addEventListener('pointerdown', onDown, true);
    return () => root.removeEventListener('pointerdown', onDown, true);
  }, [root, engine, session, commands, onGrab]);

  return <canvas ref={canvas} className="twin-markers" aria-hidden="true" />;
}

/** Side of a marker's own picture and its foot in it, CSS pixels: the largest disc, its rise and a margin. */
const spriteSide = 52;
const spriteFoot = [26, 44] as const;
/** Pictures kept at most: numbers of a plan's clusters change as one zooms. */
const mostSprites = 400;

type Draw = (context: CanvasRenderingContext2D, foot: readonly [x: number, y: number]) => void;

/** Markers are drawn once for each look and number and then copied: discs and figures by the hundred cost a frame. */
function createSprites() {
  const kept = new Map<string, HTMLCanvasElement>();
  return {
    get(kind: string, theme: string, ratio: number, draw: Draw): HTMLCanvasElement {
      const key = `${kind} ${theme} ${ratio}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size >= mostSprites) kept.clear();
      const sprite = document.createElement('canvas');
      sprite.width = Math.ceil(spriteSide * ratio);
      sprite.height = sprite.width;
      const context = sprite.getContext('2d');
      if (context !== null) {
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        draw(context, spriteFoot);
      }
      kept.set(key, sprite);
      return sprite;
    },
  };
}

function spotsOf(
  engine: DeviceOverlayProps['engine'],
  devices: readonly Device[],
  terrain: Parameters<typeof groundHeight>[0],
): MarkerSpot[] {
  const basis = engine.basis();
  const viewport = engine.viewport();
  const found: MarkerSpot[] = [];
  for (const { id, x, y, heightMeters } of devices) {
    const at = projectPoint(basis, viewport, [x, y, groundHeight(terrain, x, y) + heightMeters]);
    if (at.depth <= 0 || at.depth > engine.camera.far) continue;
    if (at.x < -20 || at.y < -20 || at.x > viewport.width + 20 || at.y > viewport.height + 50) continue;
    found.push({ x: at.x, y: at.y, ids: [id] });
  }
  return found;
}

function spotAt(spots: readonly MarkerSpot[], x: number, y: number): MarkerSpot | null {
  let best: MarkerSpot | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const away = Math.hypot(spot.x - x, spot.y - markerRise - y);
    const radius = spot.ids.length === 1 ? markerRadius : clusterRadius(spot.ids.length);
    if (away > radius || away >= nearest) continue;
    nearest = away;
    best = spot;
  }
  return best;
}

/** Where to look so that the devices of a cluster come apart. */
function nearer(engine: DeviceOverlayProps['engine'], devices: readonly Device[], { ids }: MarkerSpot) {
  const wanted = new Set(ids);
  const members = devices.filter(({ id }) => wanted.has(id));
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const { eye } = engine.basis();
  const [x, y] = [middle(members.map((device) => device.x)), middle(members.map((device) => device.y))];
  const away = Math.hypot(x - eye[0], y - eye[1], eye[2] - engine.targetZ());
  return { targetX: x, targetY: y, distanceMeters: away * clusterZoom };
}
