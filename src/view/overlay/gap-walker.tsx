import { useEffect, useRef } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { SessionState } from '#state/session.ts';
import { projectPoint, type Vector } from '../controls/view-rays.ts';
import type { GapWalk, WalkMoment } from '../gaps/gap-walk.ts';
import { seeing, walkText } from '../gaps/walk-text.ts';
import { markerRadius, markerRise } from './draw-marker.ts';
import { disc } from './gap-lost.tsx';
import type { OverlayProps } from './overlay.tsx';
import { placeAt } from './place-at.ts';

interface GapWalkerProps extends OverlayProps {
  readonly walk: GapWalk;
}

/** Where the figure is looked at, above the ground, metres. */
const figureMeters = 1.4;
/** The figure stays so long at its aim, milliseconds. */
const lingerMilliseconds = 1500;

/** Beside the figure: time, class and who sees it; the devices that see it light up, each with a line of sight. */
export function GapWalker({ engine, session, commands, subscribeTicks, walk }: GapWalkerProps) {
  const tag = useRef<HTMLDivElement>(null);
  const lines = useRef<SVGPathElement>(null);
  const rings = useRef<SVGPathElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tick = () => {
      const moment = engine.gaps.moment();
      const state = session.get();
      const height = (x: number, y: number) => groundHeight(state.city?.terrain ?? null, x, y);
      if (moment === null) return;
      const figure: Vector = [moment.x, moment.y, height(moment.x, moment.y) + figureMeters];
      placeAt(tag.current, engine, figure);
      writeTag(tag.current, moment, walk, state);
      const at = projectPoint(engine.basis(), engine.viewport(), figure);
      const [sights, circles]: [string[], string[]] = [[], []];
      for (const device of seeing(moment, state)) {
        const { x, y, heightMeters } = device;
        const from = projectPoint(engine.basis(), engine.viewport(), [x, y, height(x, y) + heightMeters]);
        if (from.depth <= 0 || at.depth <= 0) continue;
        sights.push(`M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${at.x.toFixed(1)} ${at.y.toFixed(1)}`);
        circles.push(disc(from.x, from.y - markerRise, markerRadius + 4));
      }
      lines.current?.setAttribute('d', sights.join(''));
      rings.current?.setAttribute('d', circles.join(''));
      if (moment.done) timer ??= setTimeout(() => commands.walkGap(false), lingerMilliseconds);
    };
    tick();
    const stop = subscribeTicks(tick);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [engine, session, commands, subscribeTicks, walk]);

  return (
    <>
      <svg className="twin-gap-lines" aria-hidden>
        <path ref={lines} className="twin-gap-sight" />
        <path ref={rings} className="twin-gap-ring" />
      </svg>
      <div ref={tag} className="twin-tag twin-gap-read-out" role="timer" />
    </>
  );
}

function writeTag(tag: HTMLElement | null, moment: WalkMoment, walk: GapWalk, state: SessionState): void {
  if (tag === null) return;
  const text = walkText(moment, walk, state);
  if (tag.textContent !== text) tag.textContent = text;
  const seen = moment.stretch === null ? '' : moment.stretch.observed ? 'observed' : 'unobserved';
  if (tag.dataset['seen'] !== seen) tag.dataset['seen'] = seen;
}
