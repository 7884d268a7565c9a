import { createBoxIndex } from '#geo/box-index.ts';
import type { Barrier, Portal, PortalKind } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { insidePolygon, ringBox } from '../assemble/ring.ts';
import { addressOf } from './address-of.ts';
import { barrierKind } from './barrier-kinds.ts';
import { buildingUse, type Outline, partUse } from './building-outlines.ts';
import { type GateGaps, gateKind } from './gate-gaps.ts';
import { findId, type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';

/** Values of `entrance` → kind; any other value is an entrance. */
const entranceKinds: Readonly<Record<string, PortalKind>> = {
  main: 'main-entrance',
  service: 'service',
  delivery: 'service',
  emergency: 'emergency-exit',
  emergency_exit: 'emergency-exit',
  exit: 'emergency-exit',
  fire_exit: 'emergency-exit',
  garage: 'garage',
  parking: 'garage',
};
const garageDoors = new Set(['overhead', 'garage', 'roller_shutter']);

/** Kind of door that a node is, or `null`. */
export function doorKind(tags: Tags): PortalKind | null {
  const entrance = tagValue(tags, 'entrance');
  if (entrance !== undefined && entrance !== 'no')
    return Object.hasOwn(entranceKinds, entrance) ? entranceKinds[entrance] : 'entrance';
  if (tagValue(tags, 'amenity') === 'parking_entrance') return 'garage';
  const door = tagValue(tags, 'door');
  if (door !== undefined && door !== 'no' && entrance !== 'no') return garageDoors.has(door) ? 'garage' : 'entrance';
  return null;
}

export interface PortalSurroundings {
  readonly reach: Bounds;
  readonly outlines: readonly Outline[];
  readonly barriers: readonly Barrier[];
  readonly gates: GateGaps;
}

/**
 * Doors and gates within `reach`. A door belongs to the building on whose outline it lies, else to the one around it; a gate
 * to the barrier on whose line it lies.
 */
export function* readPortals(
  geometry: OsmGeometry,
  around: PortalSurroundings,
  notes: ImportNotes,
): Generator<null, Portal[]> {
  const { data } = geometry;
  const onOutline = yield* outlineNodes(geometry, around.outlines);
  const within = finder(around.outlines);
  const tagsOf = new Map(around.outlines.map(({ id, tags }) => [id, tags]));
  const barrierAt = barrierFinder(around.barriers);
  const portals: Portal[] = [];
  let count = 0;
  for (const [node, tags] of data.nodeTags) {
    count += 1;
    if (count % 500 === 0) yield null;
    const door = doorKind(tags);
    const kind = door ?? gateKind(tags);
    if (kind === null) continue;
    const [x, y] = geometry.point(node);
    if (!boundsContain(around.reach, x, y)) continue;
    const id = `node/${data.nodeIds[node]}`;
    const way = around.gates.barrierWay(node);
    const barrierId = way === undefined ? null : barrierAt(`way/${data.wayIds[way]}`, x, y);
    const buildingId = onOutline.get(node) ?? (door === null ? null : within(x, y));
    if (door !== null && buildingId === null && barrierId === null)
      notes.add('read', 'entrance', 'Lies on no building and no wall of the scene.', id);
    const own = addressOf(tags);
    const address = own ?? (door === null || buildingId === null ? null : addressOf(tagsOf.get(buildingId) ?? []));
    portals.push({ id, kind, x, y, name: tagValue(tags, 'name') ?? null, address, buildingId, barrierId });
  }
  addGateWays(portals, geometry, around);
  return portals;
}

/** The barrier of a way, or the piece of it that has a vertex at the point. */
function barrierFinder(barriers: readonly Barrier[]): (way: string, x: number, y: number) => string | null {
  const pieces = new Map<string, Barrier[]>();
  for (const barrier of barriers) {
    const way = barrier.id.replace(/#\d+$/, '');
    const list = pieces.get(way);
    if (list === undefined) pieces.set(way, [barrier]);
    else list.push(barrier);
  }
  return (way, x, y) => {
    const list = pieces.get(way) ?? [];
    const piece = list.length < 2 ? list[0] : list.find(({ xy }) => hasVertex(xy, x, y));
    return piece?.id ?? null;
  };
}

function hasVertex(xy: Float64Array, x: number, y: number): boolean {
  for (let i = 0; i < xy.length; i += 2) if (xy[i] === x && xy[i + 1] === y) return true;
  return false;
}

/** Node with tags → id of the building whose outline it lies on; a whole building goes before its parts. */
function* outlineNodes(geometry: OsmGeometry, outlines: readonly Outline[]): Generator<null, Map<number, string>> {
  const { data } = geometry;
  const known = new Map(outlines.map(({ id, isPart }) => [id, isPart]));
  const found = new Map<number, string>();
  const mark = (way: number, id: string) => {
    const isPart = known.get(id);
    if (isPart === undefined) return;
    for (const ref of geometry.wayRefs(way)) {
      const node = findId(data.nodeIds, ref);
      if (node < 0 || !data.nodeTags.has(node)) continue;
      const before = found.get(node);
      if (before === undefined || (known.get(before) === true && !isPart)) found.set(node, id);
    }
  };
  for (const [number, relation] of data.relations.entries()) {
    if (number % 500 === 499) yield null;
    const id = `relation/${relation.id}`;
    if (!known.has(id)) continue;
    for (const { type, ref } of relation.members) {
      const way = type === 'way' ? findId(data.wayIds, ref) : -1;
      if (way >= 0) mark(way, id);
    }
  }
  const pace = new Pace();
  for (const [way, tags] of data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    if (buildingUse(tags) !== null || partUse(tags) !== null) mark(way, `way/${data.wayIds[way]}`);
  }
  return found;
}

/** Whole building around a point. */
export function finder(outlines: readonly Outline[]): (x: number, y: number) => string | null {
  const polygons = outlines.flatMap(({ id, isPart, polygons: all }) =>
    isPart ? [] : all.map((rings) => ({ id, rings })),
  );
  const index = createBoxIndex(polygons.flatMap(({ rings }) => ringBox(rings[0])));
  return (x, y) => {
    const hit = index.search(x, y, x, y).find((at) => insidePolygon(polygons[at].rings, x, y));
    return hit === undefined ? null : polygons[hit].id;
  };
}

/** Gates drawn as lines: a portal in the middle, of the barrier that shares an end with it. */
function addGateWays(portals: Portal[], geometry: OsmGeometry, { reach, barriers }: PortalSurroundings): void {
  const { data } = geometry;
  const barrierIds = new Set(barriers.map(({ id }) => id));
  const byEnd = new Map<number, string>();
  const gateWays: number[] = [];
  for (const [way, tags] of data.wayTags.entries()) {
    if (tagValue(tags, 'barrier') === undefined) continue;
    if (gateKind(tags) === 'gate') gateWays.push(way);
    else if (barrierKind(tags) !== null) {
      for (const ref of geometry.wayRefs(way)) byEnd.set(ref, `way/${data.wayIds[way]}`);
    }
  }
  for (const way of gateWays) {
    const line = geometry.wayRuns(way)[0];
    if (line === undefined) continue;
    const middle = 2 * Math.floor(line.length / 4);
    const [x, y] = [line[middle], line[middle + 1]];
    if (!boundsContain(reach, x, y)) continue;
    const tags = data.wayTags[way];
    const refs = geometry.wayRefs(way);
    const barrier = byEnd.get(refs[0]) ?? byEnd.get(refs[refs.length - 1]) ?? null;
    portals.push({
      id: `way/${data.wayIds[way]}`,
      kind: 'gate',
      x,
      y,
      name: tagValue(tags, 'name') ?? null,
      address: addressOf(tags),
      buildingId: null,
      barrierId: barrier !== null && barrierIds.has(barrier) ? barrier : null,
    });
  }
}
