import { type RoofShape, roofShapes } from '#model/city.ts';

/** Shape by the value of `roof:shape`; `null` where nothing is said. */
export function roofShapeOf(value: string | undefined): RoofShape | null {
  if (value === undefined) return null;
  return roofShapes.find((shape) => shape === value) ?? 'other';
}
