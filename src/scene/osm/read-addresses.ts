import { createBoxIndex } from '#geo/box-index.ts';
import { quantize } from '#geo/quantum.ts';
import type { Portal, Street } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { interiorPoint, type Ring } from '../assemble/ring.ts';
import { addressOf } from './address-of.ts';
import type { Outline } from './building-outlines.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { doorKind, finder } from './read-portals.ts';

/** A building's street is looked for this far around it, metres; the nearest ones are tried by name. */
const streetReach = 150;
const streetsTried = 60;

/**
 * Addresses where no door is known. A node with a house number is a portal where it lies. A building with one, and without
 * a door or such a node, gets a portal on its outline at the point nearest to its street: a guess, and noted as one.
 */
export function* readAddresses(
  geometry: OsmGeometry,
  reach: Bounds,
  outlines: readonly Outline[],
  streets: readonly Street[],
  doors: readonly Portal[],
  notes: ImportNotes,
): Generator<null, Portal[]> {
  const portals: Portal[] = [];
  const served = new Set(
    doors.flatMap(({ buildingId, barrierId }) => (barrierId === null && buildingId !== null ? [buildingId] : [])),
  );
  const known = new Set(doors.map(({ address, buildingId }) => `${address} ${buildingId}`));
  const within = finder(outlines);
  let count = 0;
  for (const [node, tags] of geometry.data.nodeTags) {
    count += 1;
    if (count % 500 === 0) yield null;
    const address = doorKind(tags) === null ? addressOf(tags) : null;
    if (address === null) continue;
    const [x, y] = geometry.point(node);
    if (!boundsContain(reach, x, y)) continue;
    const buildingId = within(x, y);
    // Shops in one house repeat its address.
    const key = `${address} ${buildingId}`;
    if (known.has(key)) continue;
    known.add(key);
    if (buildingId !== null) served.add(buildingId);
    const id = `node/${geometry.data.nodeIds[node]}`;
    portals.push({ id, kind: 'address', x, y, name: null, address, buildingId, barrierId: null });
  }
  const nearestStreet = streetFinder(streets);
  for (const [number, { id, tags, polygons, isPart }] of outlines.entries()) {
    if (number % 50 === 49) yield null;
    const address = isPart || served.has(id) ? null : addressOf(tags);
    if (address === null) continue;
    const place = nearestStreet(polygons[0], tags);
    if (place === null) {
      notes.add('dropped', 'address', 'No street is near its building, so its side is not known.', id);
      continue;
    }
    notes.add('guessed', 'address', 'No door is known; it was put on the outline nearest to its street.', id);
    portals.push({ id, kind: 'address', ...place, name: null, address, buildingId: id, barrierId: null });
  }
  return portals;
}

interface Segment {
  readonly street: Street;
  /** Index of its first coordinate. */
  readonly at: number;
}

function streetFinder(
  streets: readonly Street[],
): (rings: readonly Ring[], tags: Tags) => { readonly x: number; readonly y: number } | null {
  const segments: Segment[] = [];
  const boxes: number[] = [];
  for (const street of streets) {
    if (!street.foot && !street.car) continue;
    const { xy } = street;
    for (let at = 0; at + 3 < xy.length; at += 2) {
      segments.push({ street, at });
      boxes.push(Math.min(xy[at], xy[at + 2]), Math.min(xy[at + 1], xy[at + 3]));
      boxes.push(Math.max(xy[at], xy[at + 2]), Math.max(xy[at + 1], xy[at + 3]));
    }
  }
  const index = createBoxIndex(boxes);
  return (rings, tags) => {
    const [x, y] = interiorPoint(rings);
    const near = index.nearest(x, y, streetsTried, streetReach).map((item) => segments[item]);
    const name = tagValue(tags, 'addr:street');
    const named = near.filter(({ street }) => street.name !== null && street.name === name);
    const best = nearestSegment(named.length > 0 ? named : near.slice(0, 10), x, y);
    return best === null ? null : nearestOnRing(rings[0], best[0], best[1]);
  };
}

/** The point of the segments nearest to (x, y). */
function nearestSegment(segments: readonly Segment[], x: number, y: number): [number, number] | null {
  let best: [number, number] | null = null;
  let least = Infinity;
  for (const { street, at } of segments) {
    const { xy } = street;
    const [px, py] = nearestOn(xy[at], xy[at + 1], xy[at + 2], xy[at + 3], x, y);
    const distance = (px - x) * (px - x) + (py - y) * (py - y);
    if (distance >= least) continue;
    least = distance;
    best = [px, py];
  }
  return best;
}

function nearestOnRing(ring: Ring, x: number, y: number): { readonly x: number; readonly y: number } {
  let best = { x: ring[0], y: ring[1] };
  let least = Infinity;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [px, py] = nearestOn(ring[j], ring[j + 1], ring[i], ring[i + 1], x, y);
    const distance = (px - x) * (px - x) + (py - y) * (py - y);
    if (distance >= least) continue;
    least = distance;
    best = { x: quantize(px), y: quantize(py) };
  }
  return best;
}

function nearestOn(ax: number, ay: number, bx: number, by: number, x: number, y: number): [number, number] {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return [ax + t * dx, ay + t * dy];
}
