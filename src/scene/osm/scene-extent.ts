import { createFrame, type Frame } from '#geo/frame.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { Bounds } from '#model/scene.ts';
import { findId, type GeographicBox, type OsmData, tagValue } from './osm-data.ts';

/** Where the scene lies: its frame and the rectangle that is analysed. */
export interface SceneExtent {
  readonly frame: Frame;
  readonly bounds: Bounds;
}

/** Widest city in one scene, metres: coordinates are exact in float32 within ±16 km of the origin. */
const widestMeters = 30_000;
/** Ground kept around the outermost buildings and streets where the extract states no rectangle, metres. */
const paddingMeters = 100;
/** Below this share the stated rectangle is not the city's (Monaco's extract states the sea off Corsica). */
const leastFilled = 0.1;
/** Shares cut off on each side as strays: long roads reach out of a town, few buildings do. */
const strayBuildings = 0.002;
const strayStreets = 0.01;

/**
 * The rectangle stated by the extract where buildings and streets spread over at least a tenth of it; else the rectangle of the
 * buildings and streets without strays. Far members of relations and the sea of a country's box thus do not stretch the
 * scene. Origin: its middle, rounded to 1e-5°, at height 0.
 */
export function sceneExtent(data: OsmData): Outcome<SceneExtent> {
  const settled = settledBox(data);
  const stated = joinBoxes(data.boxes);
  const box = chooseBox(settled, stated);
  if (box === null) {
    return failure('osm-empty', 'The file holds no buildings and no streets, so there is no city to show.');
  }
  const longitude = round5((box.west + box.east) / 2);
  const latitude = round5((box.south + box.north) / 2);
  if (!(Math.abs(latitude) <= 84)) {
    return failure('scene-polar', `The city lies at latitude ${latitude}°; Sightline's frame holds up to 84°.`);
  }
  const frame = createFrame({ longitude, latitude, heightMeters: 0 });
  const tooWide = checkWidth(box, latitude);
  if (tooWide !== null) return tooWide;
  return success({ frame, bounds: localBounds(frame, box, box === stated ? 0 : paddingMeters) });
}

function chooseBox(settled: GeographicBox | null, stated: GeographicBox | null): GeographicBox | null {
  if (settled === null || stated === null || degreeArea(stated) === 0) return settled;
  return degreeArea(settled) >= degreeArea(stated) * leastFilled ? stated : settled;
}

function checkWidth(box: GeographicBox, latitude: number): Outcome<SceneExtent> | null {
  const metersPerDegree = 111_320;
  const width = (box.east - box.west) * metersPerDegree * Math.cos((latitude * Math.PI) / 180);
  const height = (box.north - box.south) * metersPerDegree;
  if (width <= widestMeters && height <= widestMeters) return null;
  const kilometres = (meters: number) => Math.round(meters / 1000);
  return failure(
    'scene-too-wide',
    `The buildings and streets spread over ${kilometres(width)} × ${kilometres(height)} km; a scene holds up to ${widestMeters / 1000} × ${widestMeters / 1000} km, so cut out the city first.`,
  );
}

/** Box of building and street nodes without the outermost shares. */
function settledBox(data: OsmData): GeographicBox | null {
  const boxes: GeographicBox[] = [];
  for (const [key, share] of [
    ['building', strayBuildings],
    ['highway', strayStreets],
  ] as const) {
    const nodes = taggedNodes(data, key);
    if (nodes.length === 0) continue;
    const [west, east] = quantiles(nodes, data.longitudes, share);
    const [south, north] = quantiles(nodes, data.latitudes, share);
    boxes.push({ west, south, east, north });
  }
  return joinBoxes(boxes);
}

function taggedNodes(data: OsmData, key: string): number[] {
  const nodes: number[] = [];
  data.wayTags.forEach((tags, way) => {
    if (tagValue(tags, key) === undefined) return;
    for (let at = data.wayStart[way]; at < data.wayStart[way + 1]; at += 1) {
      const node = findId(data.nodeIds, data.refs[at]);
      if (node >= 0) nodes.push(node);
    }
  });
  return nodes;
}

function quantiles(nodes: readonly number[], values: Float64Array, share: number): [low: number, high: number] {
  const sorted = Float64Array.from(nodes, (node) => values[node]).sort();
  const cut = Math.floor(sorted.length * share);
  return [sorted[cut], sorted[sorted.length - 1 - cut]];
}

function joinBoxes(boxes: readonly GeographicBox[]): GeographicBox | null {
  const plausible = boxes.filter(
    ({ west, south, east, north }) =>
      west <= east && south <= north && west >= -180 && east <= 180 && south >= -90 && north <= 90,
  );
  if (plausible.length === 0) return null;
  return {
    west: Math.min(...plausible.map((box) => box.west)),
    south: Math.min(...plausible.map((box) => box.south)),
    east: Math.max(...plausible.map((box) => box.east)),
    north: Math.max(...plausible.map((box) => box.north)),
  };
}

function degreeArea(box: GeographicBox): number {
  return (box.east - box.west) * (box.north - box.south);
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
