import type { Viewpoint } from '#state/viewpoint.ts';

/** Height of the plane on which a twin that moves the shared camera holds it; null while none does. */
export interface SharedPlane {
  heldZ: number | null;
}

const planes = new WeakMap<Viewpoint, SharedPlane>();

/**
 * The plane of all twins of one viewpoint: a pose says nothing of the height of its target, and two twins side by side must not
 * put theirs at different ones while one of them is panned over a slope.
 */
export function sharedPlane(viewpoint: Viewpoint): SharedPlane {
  let plane = planes.get(viewpoint);
  if (plane === undefined) {
    plane = { heldZ: null };
    planes.set(viewpoint, plane);
  }
  return plane;
}
