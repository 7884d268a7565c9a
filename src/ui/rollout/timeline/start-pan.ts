import type { PointerEvent } from 'react';
import { dragSlack } from './use-bar-drag.ts';

/** Drags the stretch of time that is shown, where a press meets no bar. */
export function startPan(event: PointerEvent<HTMLElement>, pan: (pixels: number) => void): void {
  const { target } = event;
  if (event.button !== 0 || !(target instanceof Element) || target.closest('.gantt-track') === null) return;
  const start = event.clientX;
  let last = start;
  let panned = false;
  const onMove = (at: globalThis.PointerEvent): void => {
    panned ||= Math.abs(at.clientX - start) >= dragSlack;
    if (!panned) return;
    pan(last - at.clientX);
    last = at.clientX;
  };
  const end = (): void => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    if (!panned) return;
    // The click that ends it would pick the row.
    const swallow = (click: globalThis.MouseEvent): void => click.stopPropagation();
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, true));
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
