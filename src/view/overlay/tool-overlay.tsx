import { useEffect, useRef, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { Corner } from '#state/drawing.ts';
import type { SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { projectPoint, type Vector } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';
import { isClosed, measure } from '../tools/measuring.ts';
import type { PlanePoint } from '../tools/outline-test.ts';
import { placeAt } from './place-at.ts';
import { areaText, lengthText, signedLengthText } from './reading-text.ts';

export interface ToolOverlayProps {
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly viewpoint: Viewpoint;
  readonly subscribeTicks: (listener: () => void) => () => void;
}

/** On a slope a measured line follows the ground with a corner at least this often, metres, and this often at most. */
const drapeMeters = 8;
const mostDrapes = 60;

/** Over the city: the measured line, the lasso, the rectangle, the place under the pointer, and the middle for keyboards. */
export function ToolOverlay({ engine, interaction, session, viewpoint, subscribeTicks }: ToolOverlayProps) {
  const outline = useRef<SVGPathElement>(null);
  const line = useRef<SVGPathElement>(null);
  const rubber = useRef<SVGPathElement>(null);
  const dots = useRef<SVGPathElement>(null);
  const cross = useRef<SVGPathElement>(null);
  const spot = useRef<SVGCircleElement>(null);
  const tag = useRef<HTMLDivElement>(null);
  const tool = useSyncExternalStore(session.subscribe, () => session.get().tool);
  const measuring = useSyncExternalStore(session.subscribe, () => session.get().measure.length > 0);

  useEffect(() => {
    const tick = () => {
      const state = session.get();
      const terrain = state.city?.terrain ?? null;
      const height = (x: number, y: number) => groundHeight(terrain, x, y);
      const basis = engine.basis();
      const viewport = engine.viewport();
      const pixel = (point: Vector): PlanePoint | null => {
        const at = projectPoint(basis, viewport, point);
        return at.depth <= 0.1 ? null : [at.x, at.y];
      };
      const ground = ([x, y]: Corner) => pixel([x, y, height(x, y)]);

      const shape = interaction.selectTool.shape();
      setPath(outline.current, shape === null ? '' : pathOf(shape.points, shape.closed));
      const corners = state.measure;
      setPath(line.current, pathOf(draped(corners).map(ground), false));
      const cursor = interaction.measureTool.cursor();
      const last = corners[corners.length - 1];
      const open = cursor !== null && last !== undefined && !isClosed(corners);
      setPath(rubber.current, open ? pathOf(draped([last, cursor]).map(ground), false) : '');
      setPath(dots.current, corners.map((corner) => square(ground(corner))).join(''));
      const { targetX, targetY } = viewpoint.get();
      const middle = usesMiddle(state, interaction) ? ground([targetX, targetY]) : null;
      setPath(cross.current, middle === null ? '' : crosshair(middle));
      placeSpot(spot.current, state, pixel);
      if (last !== undefined) {
        writeMeasure(tag.current, open ? [...corners, cursor] : corners, height, state.units);
        const [x, y] = open ? cursor : last;
        placeAt(tag.current, engine, [x, y, height(x, y)]);
      }
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, interaction, session, viewpoint, subscribeTicks]);

  return (
    <>
      <svg className="twin-tools" aria-hidden data-tool={tool}>
        <path ref={outline} className="twin-lasso" />
        <path ref={line} className="twin-measured" />
        <path ref={rubber} className="twin-measured twin-rubber" />
        <path ref={dots} className="twin-measure-dots" />
        <path ref={cross} className="twin-tool-cross" />
        <circle ref={spot} className="twin-hover-spot" r={3.5} visibility="hidden" />
      </svg>
      {measuring && <div ref={tag} className="twin-tag twin-measure-tag" role="status" />}
    </>
  );
}

/** Tools that can be worked by keyboard show the middle of the view, where Enter goes. */
function usesMiddle({ tool, gaps }: SessionState, interaction: Interaction): boolean {
  if (gaps.picking !== null) return interaction.pointer() === null;
  if (tool === 'place-device') return interaction.pointer() === null;
  return (tool === 'measure' || tool === 'aim') && interaction.pointer() === null;
}

function draped(corners: readonly Corner[]): Corner[] {
  const points: Corner[] = [];
  corners.forEach(([x, y], i) => {
    if (i > 0) {
      const [px, py] = corners[i - 1];
      const steps = Math.min(mostDrapes, Math.ceil(Math.hypot(x - px, y - py) / drapeMeters));
      for (let step = 1; step < steps; step += 1)
        points.push([px + ((x - px) * step) / steps, py + ((y - py) * step) / steps]);
    }
    points.push([x, y]);
  });
  return points;
}

function writeMeasure(
  tag: HTMLElement | null,
  corners: readonly Corner[],
  height: (x: number, y: number) => number,
  units: 'metric' | 'us',
): void {
  const { lengthMeters, riseMeters, areaSquareMeters } = measure(corners, height);
  const rise = areaSquareMeters === null ? ` · height ${signedLengthText(riseMeters, units)}` : '';
  const area = areaSquareMeters === null ? '' : ` · ${areaText(areaSquareMeters, units)}`;
  const text = `${lengthText(lengthMeters, units)}${rise}${area}`;
  if (tag !== null && tag.textContent !== text) tag.textContent = text;
}

/** Ring where the pointer stands on ground that a device observes. */
function placeSpot(
  spot: SVGCircleElement | null,
  { hover }: SessionState,
  pixel: (point: Vector) => PlanePoint | null,
): void {
  const at = hover?.readings?.some(({ seen }) => seen) === true ? pixel([hover.x, hover.y, hover.z]) : null;
  spot?.setAttribute('visibility', at === null ? 'hidden' : 'visible');
  if (at === null || spot === null) return;
  spot.setAttribute('cx', at[0].toFixed(1));
  spot.setAttribute('cy', at[1].toFixed(1));
}

function pathOf(points: readonly (PlanePoint | null)[], closed: boolean): string {
  let path = '';
  let pen = 'M';
  for (const point of points) {
    if (point === null) pen = 'M';
    else {
      path += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = 'L';
    }
  }
  return closed && path !== '' ? `${path}Z` : path;
}

function square(at: PlanePoint | null): string {
  return at === null ? '' : `M${(at[0] - 3).toFixed(1)} ${(at[1] - 3).toFixed(1)}h6v6h-6Z`;
}

function crosshair([x, y]: PlanePoint): string {
  const at = `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${at}m-12 0h8m8 0h8M${at}m0 -12v8m0 8v8`;
}

function setPath(element: SVGPathElement | null, path: string): void {
  if (element !== null && element.getAttribute('d') !== path) element.setAttribute('d', path);
}
