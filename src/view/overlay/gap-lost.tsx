import { useEffect, useRef } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { SessionState } from '#state/session.ts';
import { projectPoint } from '../controls/view-rays.ts';
import { lostDevices } from '../gaps/draw-failures.ts';
import { markerRadius, markerRise } from './draw-marker.ts';
import type { OverlayProps } from './overlay.tsx';

/** Strikes out the devices that are lost with the part whose loss is previewed. */
export function GapLost({ engine, session, subscribeTicks }: OverlayProps) {
  const veil = useRef<SVGPathElement>(null);
  const strike = useRef<SVGPathElement>(null);
  useEffect(() => {
    const tick = () => {
      const state = session.get();
      const lost = new Set(lostNow(state));
      const [discs, strokes]: [string[], string[]] = [[], []];
      const terrain = state.city?.terrain ?? null;
      for (const { id, x, y, heightMeters } of lost.size === 0 ? [] : (state.scenario?.devices ?? [])) {
        if (!lost.has(id)) continue;
        const at = projectPoint(engine.basis(), engine.viewport(), [x, y, groundHeight(terrain, x, y) + heightMeters]);
        if (at.depth <= 0) continue;
        discs.push(disc(at.x, at.y - markerRise, markerRadius + 1));
        strokes.push(cross(at.x, at.y - markerRise, markerRadius));
      }
      veil.current?.setAttribute('d', discs.join(''));
      strike.current?.setAttribute('d', strokes.join(''));
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, session, subscribeTicks]);
  return (
    <svg className="twin-gap-lines" aria-hidden>
      <path ref={veil} className="twin-gap-veil" />
      <path ref={strike} className="twin-gap-strike" />
    </svg>
  );
}

function lostNow({ gaps }: SessionState): readonly string[] {
  if (gaps.lostPart === null) return [];
  const result = gaps.runs.get('failures')?.report?.result;
  return result?.kind === 'failures' ? lostDevices(result, gaps.lostPart) : [];
}

export function disc(x: number, y: number, radius: number): string {
  const r = radius.toFixed(1);
  return `M${(x - radius).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${(2 * radius).toFixed(1)} 0a${r} ${r} 0 1 0 ${(-2 * radius).toFixed(1)} 0Z`;
}

function cross(x: number, y: number, radius: number): string {
  const [l, r, t, b] = [x - radius, x + radius, y - radius, y + radius].map((value) => value.toFixed(1));
  return `M${l} ${t}L${r} ${b}M${r} ${t}L${l} ${b}`;
}
