import type { GeographicBox } from '#model/geographic-box.ts';
import { failure, type Outcome } from '#model/result.ts';
import { placeScene, type SceneExtent, scenePadding } from '../assemble/place-scene.ts';
import { findId, type OsmData, tagValue } from './osm-data.ts';

/** Below this share the stated rectangle is not the city's (Monaco's extract states the sea off Corsica). */
const leastFilled = 0.1;
/** Shares cut off on each side as strays: long roads reach out of a town, few buildings do. */
const strayBuildings = 0.002;
const strayStreets = 0.01;

/**
 * The rectangle stated by the extract where buildings and streets spread over at least a tenth of it; else the rectangle of the
 * buildings and streets without strays, and of the surveillance devices that stand among any of them. Far members of relations
 * and the sea of a country's box thus do not stretch the scene. Origin: its middle, rounded to 1e-5°, at height 0.
 */
export function sceneExtent(data: OsmData): Outcome<SceneExtent> {
  const settled = settledBox(data);
  const stated = joinBoxes(data.boxes);
  const box = chooseBox(settled, stated);
  if (box === null) {
    return failure('osm-empty', 'The file holds no buildings and no streets, so there is no city to show.');
  }
  if (box === stated) return placeScene(box, 0, 'The buildings and streets');
  const withDevices = placeScene(aroundDevices(data, box), scenePadding, 'The buildings and streets');
  return withDevices.ok ? withDevices : placeScene(box, scenePadding, 'The buildings and streets');
}

/** The box grown to all surveillance nodes that lie within the whole of the streets and buildings, strays too. */
function aroundDevices(data: OsmData, box: GeographicBox): GeographicBox {
  const whole = settledBox(data, 0) ?? box;
  const grown = { ...box };
  for (const [node, tags] of data.nodeTags) {
    if (tagValue(tags, 'man_made') !== 'surveillance') continue;
    const longitude = data.longitudes[node];
    const latitude = data.latitudes[node];
    if (longitude < whole.west || longitude > whole.east || latitude < whole.south || latitude > whole.north) continue;
    grown.west = Math.min(grown.west, longitude);
    grown.east = Math.max(grown.east, longitude);
    grown.south = Math.min(grown.south, latitude);
    grown.north = Math.max(grown.north, latitude);
  }
  return grown;
}

function chooseBox(settled: GeographicBox | null, stated: GeographicBox | null): GeographicBox | null {
  if (settled === null || stated === null || degreeArea(stated) === 0) return settled;
  return degreeArea(settled) >= degreeArea(stated) * leastFilled ? stated : settled;
}

/** Box of building and street nodes without the outermost shares; with all of them where `cut` is 0. */
function settledBox(data: OsmData, cut = 1): GeographicBox | null {
  const boxes: GeographicBox[] = [];
  for (const [key, share] of [
    ['building', strayBuildings],
    ['highway', strayStreets],
  ] as const) {
    const nodes = taggedNodes(data, key);
    if (nodes.length === 0) continue;
    const [west, east] = quantiles(nodes, data.longitudes, cut * share);
    const [south, north] = quantiles(nodes, data.latitudes, cut * share);
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
