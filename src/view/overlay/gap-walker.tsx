import { useEffect, useRef } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import { categorySets, defaultCategorySetId } from '#model/pixel-density.ts';
import type { SessionState } from '#state/session.ts';
import { projectPoint, type Vector } from '../controls/view-rays.ts';
import { secondsText } from '../gaps/gap-marks.ts';
import { type GapWalk, type WalkMoment, walkFactor } from '../gaps/gap-walk.ts';
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
const mostNames = 4;

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

/** Devices that see the figure now. */
export function seeing({ stretch }: Pick<WalkMoment, 'stretch'>, { scenario }: Pick<SessionState, 'scenario'>) {
  const ids = new Set(stretch?.deviceIds);
  return ids.size === 0 ? [] : (scenario?.devices ?? []).filter(({ id }) => ids.has(id));
}

/** “×12 · 1 min 32 s of 4 min 43 s · Outline · C-02, C-04”. */
export function walkText(moment: WalkMoment, walk: GapWalk, state: Pick<SessionState, 'scenario'>): string {
  const parts = [`×${walkFactor(walk.seconds)}`, `${secondsText(moment.seconds)} of ${secondsText(walk.seconds)}`];
  const { stretch } = moment;
  if (stretch !== null) {
    if (stretch.class !== null) parts.push(className(stretch.class, state));
    const names = seeing(moment, state).map(({ name }) => name);
    const more = names.length - mostNames;
    if (names.length > 0) parts.push(names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : ''));
  }
  return parts.join(' · ');
}

function className(best: number, { scenario }: Pick<SessionState, 'scenario'>): string {
  const { categories } = categorySets[scenario?.categorySet ?? defaultCategorySetId];
  return best === 0 ? 'seen by none' : (categories[Math.min(best, categories.length) - 1]?.name ?? '');
}

function writeTag(tag: HTMLElement | null, moment: WalkMoment, walk: GapWalk, state: SessionState): void {
  if (tag === null) return;
  const text = walkText(moment, walk, state);
  if (tag.textContent !== text) tag.textContent = text;
  const seen = moment.stretch === null ? '' : moment.stretch.observed ? 'observed' : 'unobserved';
  if (tag.dataset['seen'] !== seen) tag.dataset['seen'] = seen;
}
