import { projectPoint, type Vector } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';

/** Puts an element over a point; null and hidden where the point is behind the eye. */
export function placeAt(
  element: HTMLElement | SVGElement | null,
  engine: Engine,
  point: Vector,
): { readonly x: number; readonly y: number } | null {
  if (element === null) return null;
  const at = projectPoint(engine.basis(), engine.viewport(), point);
  const shown = at.depth > 0;
  element.toggleAttribute('hidden', !shown);
  if (!shown) return null;
  element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
  return at;
}
