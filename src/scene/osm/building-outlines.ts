import type { Bounds } from '#model/scene.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { type Ring, ringBox } from '../assemble/ring.ts';
import { sureInside, sureRelationInside } from './cut-area.ts';
import { findId, type OsmRelation, type Tags, tagValue } from './osm-data.ts';
import type { Footprint, OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';

/** The area of a building or of a building part, before heights and parts are settled. */
export interface Outline {
  readonly id: string;
  readonly tags: Tags;
  readonly use: string;
  readonly isPart: boolean;
  readonly polygons: readonly (readonly Ring[])[];
}

/** Values that say that there is no building (any more, or yet). */
const notBuildings = new Set(['no', 'none', 'proposed', 'demolished', 'razed', 'collapsed', 'removed']);

/** `building` of the tags where it means that something stands there. */
export function buildingUse(tags: Tags): string | null {
  const value = tagValue(tags, 'building');
  return value === undefined || notBuildings.has(value) ? null : value;
}

/** `building:part`, likewise; an entity that is also a building counts as the building. */
export function partUse(tags: Tags): string | null {
  const value = tagValue(tags, 'building:part');
  return value === undefined || notBuildings.has(value) || buildingUse(tags) !== null ? null : value;
}

/**
 * All building and part areas within `reach`, each once: complete closed ways, and multipolygon relations, which stand
 * for their outer ways. What is left out goes into the notes. Yields now and then.
 */
export function* readOutlines(
  geometry: OsmGeometry,
  reach: Bounds,
  bounds: Bounds,
  notes: ImportNotes,
): Generator<null, Outline[]> {
  const outlines: Outline[] = [];
  const seen = new Set<string>();
  const represented = new Map<number, string>();
  const take = (id: string, tags: Tags, footprint: Footprint) => {
    const outline = acceptOutline(id, tags, footprint, reach, notes);
    if (outline === null) return false;
    const key = shapeKey(outline);
    if (seen.has(key)) {
      notes.add('dropped', 'building', 'Same footprint as another building in the file; counted once.', id);
      return true;
    }
    seen.add(key);
    outlines.push(outline);
    return true;
  };

  for (const [number, relation] of geometry.data.relations.entries()) {
    if (number % 500 === 499) yield null;
    const tags = areaTags(relation, geometry);
    if (tags === null) continue;
    yield null;
    const id = `relation/${relation.id}`;
    const whole = geometry.relationFootprint(relation);
    const inside = whole === 'truncated' ? sureRelationInside(geometry, relation, bounds) : null;
    const taken = take(id, tags, settleCut(whole, inside, tags, id, notes));
    if (taken) markOuterWays(relation, tags, id, represented, geometry);
  }
  const pace = new Pace();
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    if (buildingUse(tags) === null && partUse(tags) === null) continue;
    const id = `way/${geometry.data.wayIds[way]}`;
    if (represented.has(way)) {
      notes.add('dropped', 'building', 'Outer ring of a building relation that stands for it.', id);
      continue;
    }
    const whole = geometry.wayFootprint(way);
    const inside = whole === 'truncated' ? sureInside(geometry, way, bounds) : null;
    take(id, tags, settleCut(whole, inside, tags, id, notes));
  }
  return outlines;
}

/** A footprint that was cut at the border, closed along it where that is sure. */
function settleCut(
  whole: Footprint,
  inside: readonly (readonly Ring[])[] | null,
  tags: Tags,
  id: string,
  notes: ImportNotes,
): Footprint {
  if (inside === null) return whole;
  const subject = buildingUse(tags) === null ? 'building part' : 'building';
  notes.add('truncated', subject, 'Cut at the border, and closed along it: what is missing lies beyond.', id);
  return { polygons: inside, repaired: false, strayHoles: 0 };
}

/** Tags of a multipolygon that is a building: its own, or, in the old style, those that its outer ways carry. */
function areaTags(relation: OsmRelation, geometry: OsmGeometry): Tags | null {
  if (tagValue(relation.tags, 'type') !== 'multipolygon') return null;
  if (buildingUse(relation.tags) !== null || partUse(relation.tags) !== null) return relation.tags;
  for (let i = 0; i < relation.tags.length; i += 2) {
    if (!['type', 'source', 'note', 'created_by'].includes(relation.tags[i])) return null;
  }
  const outer = relation.members.find((member) => member.type === 'way' && member.role !== 'inner');
  const hasHoles = relation.members.some((member) => member.role === 'inner');
  const way = outer === undefined ? -1 : findId(geometry.data.wayIds, outer.ref);
  if (way < 0 || !hasHoles) return null;
  const tags = geometry.data.wayTags[way];
  return buildingUse(tags) !== null ? tags : null;
}

/** Outer ways that are tagged as the same thing as their relation must not become a second solid. */
function markOuterWays(
  relation: OsmRelation,
  tags: Tags,
  id: string,
  represented: Map<number, string>,
  geometry: OsmGeometry,
): void {
  for (const member of relation.members) {
    if (member.type !== 'way' || member.role === 'inner') continue;
    const way = findId(geometry.data.wayIds, member.ref);
    if (way < 0) continue;
    const own = geometry.data.wayTags[way];
    const sameKind = buildingUse(tags) !== null ? buildingUse(own) !== null : partUse(own) !== null;
    if (sameKind) represented.set(way, id);
  }
}

function acceptOutline(
  id: string,
  tags: Tags,
  footprint: Footprint,
  reach: Bounds,
  notes: ImportNotes,
): Outline | null {
  const use = buildingUse(tags);
  const isPart = use === null;
  const subject = isPart ? 'building part' : 'building';
  if (typeof footprint === 'string') {
    explainMissing(footprint, subject, id, notes);
    return null;
  }
  if (isUnderground(tags)) {
    notes.add('dropped', subject, 'Lies underground (layer below 0 or location=underground).', id);
    return null;
  }
  if (!footprint.polygons.some((rings) => meets(rings[0], reach))) {
    notes.add('dropped', subject, 'Lies outside the scene.', id);
    return null;
  }
  if (footprint.repaired)
    notes.add('repaired', subject, 'The outline crossed or repeated itself; it was cut apart where it does.', id);
  if (footprint.strayHoles > 0)
    notes.add('repaired', subject, 'A hole that lies in none of the outer rings was left out.', id);
  return { id, tags, use: use ?? partUse(tags) ?? 'yes', isPart, polygons: footprint.polygons };
}

function explainMissing(reason: Exclude<Footprint, object>, subject: string, id: string, notes: ImportNotes): void {
  if (reason === 'truncated')
    notes.add('truncated', subject, 'Cut at the border: not all of its nodes are in the file, so it was left out.', id);
  else if (reason === 'open') notes.add('dropped', subject, 'Its outline is not closed.', id);
  else if (reason === 'far') notes.add('dropped', subject, 'Lies outside the scene.', id);
  else notes.add('dropped', subject, 'Its outline encloses no area, or could not be repaired.', id);
}

function isUnderground(tags: Tags): boolean {
  const layer = Number(tagValue(tags, 'layer') ?? '0');
  return layer < 0 || tagValue(tags, 'location') === 'underground';
}

function meets(ring: Ring, reach: Bounds): boolean {
  const [minX, minY, maxX, maxY] = ringBox(ring);
  return minX <= reach.maxX && maxX >= reach.minX && minY <= reach.maxY && maxY >= reach.minY;
}

/** Equal for the same rings however they are written; parts of other heights may share a footprint. */
function shapeKey(outline: Outline): string {
  const shape = outline.polygons
    .map((rings) => rings.map(ringKey).sort().join('/'))
    .sort()
    .join('|');
  if (!outline.isPart) return `b ${shape}`;
  const keys = ['height', 'building:levels', 'min_height', 'building:min_level'];
  return `p ${shape} ${keys.map((key) => tagValue(outline.tags, key) ?? '').join(';')}`;
}

/** Rings are normalised in direction; starting at the lowest corner makes them comparable. */
function ringKey(ring: Ring): string {
  let start = 0;
  for (let i = 2; i < ring.length; i += 2) {
    if (ring[i] < ring[start] || (ring[i] === ring[start] && ring[i + 1] < ring[start + 1])) start = i;
  }
  return [...ring.subarray(start), ...ring.subarray(0, start)].join(',');
}
