import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import { type Corner, isDrawingTool, shapeOf } from '#state/drawing.ts';
import type { SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { projectPoint, type Vector } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';
import type { DrawTool } from './draw-tool.ts';
import { draftOutlines, type Outline, removedOutlines } from './edit-shapes.ts';
import './edit.css';

export interface EditOverlayProps {
  readonly engine: Engine;
  readonly drawTool: DrawTool;
  readonly session: Store<SessionState>;
  readonly viewpoint: Viewpoint;
  readonly subscribeTicks: (listener: () => void) => () => void;
}

/** Over the city: what the plan takes out of it, and what is being drawn. Follows every frame without React. */
export function EditOverlay({ engine, drawTool, session, viewpoint, subscribeTicks }: EditOverlayProps) {
  const baseCity = useSyncExternalStore(session.subscribe, () => session.get().baseCity);
  const edits = useSyncExternalStore(session.subscribe, () => session.get().scenario?.sceneEdits);
  const shown = useSyncExternalStore(session.subscribe, () => session.get().layers.corrections);
  const tool = useSyncExternalStore(session.subscribe, () => session.get().tool);
  const removed = useRef<SVGPathElement>(null);
  const ground = useRef<SVGPathElement>(null);
  const solid = useRef<SVGPathElement>(null);
  const dots = useRef<SVGPathElement>(null);
  const next = useRef<SVGCircleElement>(null);
  const cross = useRef<SVGPathElement>(null);
  const outlines = useMemo(
    () => (shown && baseCity !== null && edits !== undefined ? removedOutlines(baseCity, edits) : []),
    [shown, baseCity, edits],
  );

  useEffect(() => {
    const project = projector(engine);
    const tick = () => {
      const state = session.get();
      setPath(removed.current, outlines.map((outline) => pathOf(outline, project)).join(''));
      const drawing = isDrawingTool(state.tool) ? state.tool : null;
      const cursor = drawing === null ? null : drawTool.cursor();
      const terrain = state.city?.terrain ?? null;
      const onGround = ([x, y]: Corner) => project([x, y, groundHeight(terrain, x, y)]);
      const closing = cursor?.to === 'first';
      const draft =
        drawing === null
          ? { ground: null, solid: [] }
          : draftOutlines(
              drawing,
              shapeOf(drawing) === 'point' ? [] : state.draft,
              cursor === null || closing ? null : [cursor.x, cursor.y],
              state.drawing,
              terrain,
            );
      setPath(ground.current, draft.ground === null ? '' : pathOf(draft.ground, project));
      setPath(solid.current, draft.solid.map((outline) => pathOf(outline, project)).join(''));
      setPath(dots.current, drawing === null ? '' : state.draft.map((corner) => square(onGround(corner))).join(''));
      const at = cursor === null ? null : onGround([cursor.x, cursor.y]);
      next.current?.setAttribute('visibility', at === null ? 'hidden' : 'visible');
      if (at !== null && next.current !== null) {
        next.current.setAttribute('cx', at.x.toFixed(1));
        next.current.setAttribute('cy', at.y.toFixed(1));
        next.current.dataset['to'] = cursor?.to ?? 'free';
      }
      const { targetX, targetY } = viewpoint.get();
      const middle = drawing === null || cursor !== null ? null : onGround([targetX, targetY]);
      setPath(cross.current, middle === null ? '' : crosshair(middle));
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, drawTool, session, viewpoint, subscribeTicks, outlines]);

  if (outlines.length === 0 && !isDrawingTool(tool)) return null;
  return (
    <svg className="twin-edit" aria-hidden>
      <path ref={removed} className="twin-removed" />
      <path ref={ground} className="twin-draft-ground" />
      <path ref={solid} className="twin-draft-solid" />
      <path ref={dots} className="twin-draft-corners" />
      <circle ref={next} className="twin-draft-next" r={4.5} visibility="hidden" />
      <path ref={cross} className="twin-crosshair" />
    </svg>
  );
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

type Project = (point: Vector) => Pixel | null;

/** Where points of the city are on the screen; null behind the eye. */
function projector(engine: Engine): Project {
  return (point) => {
    const at = projectPoint(engine.basis(), engine.viewport(), point);
    return at.depth <= 0.1 ? null : at;
  };
}

function pathOf({ points, closed }: Outline, project: Project): string {
  const pixels: string[] = [];
  for (const point of points) {
    const at = project(point);
    if (at === null) return '';
    pixels.push(`${at.x.toFixed(1)} ${at.y.toFixed(1)}`);
  }
  return `M${pixels.join('L')}${closed ? 'Z' : ''}`;
}

function square(at: Pixel | null): string {
  return at === null ? '' : `M${(at.x - 3).toFixed(1)} ${(at.y - 3).toFixed(1)}h6v6h-6Z`;
}

function crosshair({ x, y }: Pixel): string {
  const at = `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${at}m-12 0h8m8 0h8M${at}m0 -12v8m0 8v8`;
}

function setPath(element: SVGPathElement | null, path: string): void {
  if (element !== null && element.getAttribute('d') !== path) element.setAttribute('d', path);
}
