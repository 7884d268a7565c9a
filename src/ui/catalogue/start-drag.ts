import type { PointerEvent } from 'react';

/** Way, CSS pixels, after which a press is a drag. */
const dragThreshold = 6;

/**
 * Begins to place as soon as the pointer leaves the row; where it is let go over the twin, the twin gets a click there.
 * The pointer stays free, so that the twin shows where the camera would snap on the way.
 */
export function startDrag(event: PointerEvent<HTMLElement>, begin: () => void): void {
  if (event.button !== 0) return;
  const row = event.currentTarget;
  if (row.hasPointerCapture(event.pointerId)) row.releasePointerCapture(event.pointerId);
  const { clientX, clientY } = event;
  let dragging = false;
  const move = (next: globalThis.PointerEvent): void => {
    if (dragging || Math.hypot(next.clientX - clientX, next.clientY - clientY) < dragThreshold) return;
    dragging = true;
    begin();
  };
  const end = (last: globalThis.PointerEvent): void => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    const target = document.elementFromPoint(last.clientX, last.clientY);
    if (!dragging || last.type !== 'pointerup' || !(target instanceof HTMLCanvasElement)) return;
    // Ending on the row it began on is the row's own click; anywhere else no click follows, so this is the only one.
    for (const type of ['pointerdown', 'pointerup'] as const)
      target.dispatchEvent(new globalThis.PointerEvent(type, clickAt(last)));
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}

function clickAt(event: globalThis.PointerEvent): PointerEventInit {
  const { clientX, clientY, pointerId, pointerType } = event;
  return {
    bubbles: true,
    cancelable: true,
    clientX,
    clientY,
    pointerId,
    pointerType,
    isPrimary: true,
    button: 0,
    view: window,
  };
}
