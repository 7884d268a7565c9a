import { createFrame, type Frame } from '#geo/frame.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { Bounds } from '#model/scene.ts';

/** Where the scene lies: its frame and the rectangle that is analysed. */
export interface SceneExtent {
  readonly frame: Frame;
  readonly bounds: Bounds;
}

/** Ground kept around the outermost features where no source states a rectangle, metres. */
export const scenePadding = 100;

/** Widest city in one scene, metres: coordinates are exact in float32 within ±16 km of the origin. */
const widestMeters = 30_000;
const metersPerDegree = 111_320;

/**
 * Frame and rectangle of a box in degrees: origin in its middle, rounded to 1e-5°, at height 0; whole metres, `padding` metres
 * around. A failure beyond latitude 84° and where the box is wider than 30 km; `subject` begins that sentence (“The buildings”).
 */
export function placeScene(box: GeographicBox, padding: number, subject: string): Outcome<SceneExtent> {
  const longitude = round5((box.west + box.east) / 2);
  const latitude = round5((box.south + box.north) / 2);
  if (!(Math.abs(latitude) <= 84)) {
    return failure('scene-polar', `The city lies at latitude ${latitude}°; Sightline's frame holds up to 84°.`);
  }
  const width = (box.east - box.west) * metersPerDegree * Math.cos((latitude * Math.PI) / 180);
  const height = (box.north - box.south) * metersPerDegree;
  if (!(width <= widestMeters && height <= widestMeters)) {
    const kilometres = (meters: number) => Math.round(meters / 1000);
    return failure(
      'scene-too-wide',
      `${subject} spread over ${kilometres(width)} × ${kilometres(height)} km; a scene holds up to ${widestMeters / 1000} × ${widestMeters / 1000} km, so cut out the city first.`,
    );
  }
  const frame = createFrame({ longitude, latitude, heightMeters: 0 });
  return success({ frame, bounds: localBounds(frame, box, padding) });
}

/** The smallest box around all boxes, or `null` where there is none. */
export function joinExtents(boxes: readonly GeographicBox[]): GeographicBox | null {
  const [first, ...rest] = boxes;
  if (first === undefined) return null;
  return rest.reduce(
    (whole, box) => ({
      west: Math.min(whole.west, box.west),
      south: Math.min(whole.south, box.south),
      east: Math.max(whole.east, box.east),
      north: Math.max(whole.north, box.north),
    }),
    first,
  );
}

function localBounds(frame: Frame, box: GeographicBox, padding: number): Bounds {
  const corners = [
    frame.toLocal(box.west, box.south),
    frame.toLocal(box.east, box.south),
    frame.toLocal(box.east, box.north),
    frame.toLocal(box.west, box.north),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return {
    minX: Math.floor(Math.min(...xs)) - padding,
    minY: Math.floor(Math.min(...ys)) - padding,
    maxX: Math.ceil(Math.max(...xs)) + padding,
    maxY: Math.ceil(Math.max(...ys)) + padding,
  };
}

function round5(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
