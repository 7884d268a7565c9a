import { useEffect, useRef } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import { projectPoint } from '../controls/view-rays.ts';
import type { DeviceOverlayProps } from './device-overlay-props.ts';
import { drawMarker, markerColors } from './draw-marker.ts';

/** Markers over the nodes of the network, on one canvas; red where the plan asks too much of one. */
export function NetworkMarkers({ engine, session, subscribeTicks }: DeviceOverlayProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return undefined;
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
      const faults = new Set(state.costs?.nodes.filter(({ problem }) => problem !== null).map(({ id }) => id));
      const basis = engine.basis();
      const terrain = state.city?.terrain ?? null;
      for (const { id, kind, x, y, heightMeters } of state.scenario?.networkNodes ?? []) {
        const at = projectPoint(basis, { width, height }, [x, y, groundHeight(terrain, x, y) + heightMeters]);
        if (at.depth <= 0 || at.depth > engine.camera.far) continue;
        if (at.x < -20 || at.y < -20 || at.x > width + 20 || at.y > height + 50) continue;
        const look = { round: false, icon: kind, state: faults.has(id) ? 'blind' : 'planned' } as const;
        drawMarker(context, at.x, at.y, 1, markerColors[state.theme], look);
      }
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, session, subscribeTicks]);
  return <canvas ref={canvas} className="twin-markers" aria-hidden="true" />;
}
