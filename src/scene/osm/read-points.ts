import { quantize } from '#geo/quantum.ts';
import type { Mount, MountKind, Site, SiteKind, SurveillanceNode, Tree } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { interiorPoint, type Ring } from '../assemble/ring.ts';
import { parseLengthMeters } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { Footprint, OsmGeometry } from './osm-geometry.ts';

/** A street tree that says nothing of its size, metres (assumption: a mature small-leaved lime in a street, height and crown radius). */
const defaultTree = { height: 8, crownRadius: 2.5 };
const tallestTree = 120;
const widestCrown = 40;
/** Distance of the trees of a row where only the line is known, metres (assumption: usual planting distance). */
const rowSpacing = 8;

export interface PointFeatures {
  readonly mounts: Mount[];
  readonly trees: Tree[];
  readonly sites: Site[];
  readonly surveillance: SurveillanceNode[];
}

/** Kind of mount a node is, or `null`. */
export function mountKind(tags: Tags): MountKind | null {
  const highway = tagValue(tags, 'highway');
  if (highway === 'street_lamp') return 'lamp';
  if (highway === 'traffic_signals') return 'signal';
  const made = tagValue(tags, 'man_made');
  if (made === 'utility_pole' || made === 'mast' || made === 'pole') return 'pole';
  return tagValue(tags, 'power') === 'pole' || tagValue(tags, 'telecom') === 'pole' ? 'pole' : null;
}

/** Kind of critical location that an entity is, or `null`. */
export function siteKind(tags: Tags): SiteKind | null {
  const amenity = tagValue(tags, 'amenity');
  if (amenity === 'school' || amenity === 'hospital' || amenity === 'police' || amenity === 'townhall') return amenity;
  if (amenity === 'fire_station' || amenity === 'university') return amenity;
  if (tagValue(tags, 'railway') === 'station' || tagValue(tags, 'public_transport') === 'station') return 'station';
  return null;
}

/** Mounts, trees, critical sites and existing surveillance within `reach`. */
export function* readPoints(geometry: OsmGeometry, reach: Bounds, notes: ImportNotes): Generator<null, PointFeatures> {
  const features: PointFeatures = { mounts: [], trees: [], sites: [], surveillance: [] };
  let count = 0;
  for (const [node, tags] of geometry.data.nodeTags) {
    count += 1;
    if (count % 1000 === 0) yield null;
    const [x, y] = geometry.point(node);
    readNode(features, `node/${geometry.data.nodeIds[node]}`, tags, x, y, reach, notes);
  }
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (way % 500 === 499) yield null;
    const id = `way/${geometry.data.wayIds[way]}`;
    if (tagValue(tags, 'natural') === 'tree_row')
      plantRow(features.trees, id, tags, geometry.wayRuns(way), reach, notes);
    if (siteKind(tags) !== null || isSurveillance(tags)) {
      readAreaFeature(features, id, tags, geometry.wayFootprint(way), geometry.wayRuns(way), reach, notes);
    }
  }
  for (const relation of geometry.data.relations) {
    const wanted = siteKind(relation.tags) !== null || isSurveillance(relation.tags);
    if (!wanted || tagValue(relation.tags, 'type') !== 'multipolygon') continue;
    readAreaFeature(
      features,
      `relation/${relation.id}`,
      relation.tags,
      geometry.relationFootprint(relation),
      [],
      reach,
      notes,
    );
  }
  return features;
}

function isSurveillance(tags: Tags): boolean {
  return tagValue(tags, 'man_made') === 'surveillance';
}

function readNode(
  features: PointFeatures,
  id: string,
  tags: Tags,
  x: number,
  y: number,
  reach: Bounds,
  notes: ImportNotes,
): void {
  const mount = mountKind(tags);
  const site = siteKind(tags);
  const isTree = tagValue(tags, 'natural') === 'tree';
  if (mount === null && site === null && !isTree && !isSurveillance(tags)) return;
  if (!boundsContain(reach, x, y)) {
    notes.add('dropped', 'point', 'Lies outside the scene.', id);
    return;
  }
  if (mount !== null) features.mounts.push({ id, kind: mount, x, y, heightMeters: mountHeight(tags) });
  if (isTree) features.trees.push(tree(id, tags, x, y, notes));
  if (site !== null) features.sites.push({ id, kind: site, name: tagValue(tags, 'name') ?? null, x, y, rings: [] });
  if (isSurveillance(tags)) features.surveillance.push({ id, x, y, tags: tagRecord(tags) });
}

function mountHeight(tags: Tags): number | null {
  const height = parseLengthMeters(tagValue(tags, 'height') ?? '');
  return height !== null && height >= 0.5 && height <= 200 ? height : null;
}

function tree(id: string, tags: Tags, x: number, y: number, notes: ImportNotes): Tree {
  const height = parseLengthMeters(tagValue(tags, 'height') ?? '');
  const crown = parseLengthMeters(tagValue(tags, 'diameter_crown') ?? '');
  const heightKnown = height !== null && height > 0.5 && height <= tallestTree;
  const crownKnown = crown !== null && crown > 0.2 && crown <= widestCrown;
  if (!heightKnown || !crownKnown) {
    notes.add(
      'guessed',
      'tree',
      `Height (${defaultTree.height} m) or crown radius (${defaultTree.crownRadius} m) is an assumption.`,
      id,
    );
  }
  return {
    id,
    x,
    y,
    heightMeters: heightKnown ? height : defaultTree.height,
    crownRadiusMeters: crownKnown ? crown / 2 : defaultTree.crownRadius,
  };
}

function plantRow(
  trees: Tree[],
  id: string,
  tags: Tags,
  runs: readonly Float64Array[],
  reach: Bounds,
  notes: ImportNotes,
): void {
  let number = 0;
  for (const run of runs) {
    for (const [x, y] of spacedPoints(run, rowSpacing)) {
      if (!boundsContain(reach, x, y)) continue;
      number += 1;
      trees.push(tree(`${id}#${number}`, tags, x, y, notes));
    }
  }
  if (number > 0) notes.add('guessed', 'tree row', `Only the line is known; trees stand every ${rowSpacing} m.`, id);
}

/** Points along a line from its start on, `spacing` apart, on the 1/1024 m grid. */
export function spacedPoints(xy: Float64Array, spacing: number): [x: number, y: number][] {
  const points: [number, number][] = [];
  let next = 0;
  for (let i = 2; i + 1 < xy.length; i += 2) {
    const dx = xy[i] - xy[i - 2];
    const dy = xy[i + 1] - xy[i - 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    for (; next <= length; next += spacing) {
      const t = length === 0 ? 0 : next / length;
      points.push([quantize(xy[i - 2] + t * dx), quantize(xy[i - 1] + t * dy)]);
    }
    next -= length;
  }
  return points;
}

function readAreaFeature(
  features: PointFeatures,
  id: string,
  tags: Tags,
  footprint: Footprint,
  runs: readonly Float64Array[],
  reach: Bounds,
  notes: ImportNotes,
): void {
  const rings: readonly Ring[] = typeof footprint === 'string' ? [] : footprint.polygons[0];
  const place = rings.length > 0 ? interiorPoint(rings) : runs.length > 0 ? lineMiddle(runs[0]) : null;
  if (place === null) {
    notes.add(
      footprint === 'truncated' ? 'truncated' : 'dropped',
      'site',
      'Its outline is not complete, so it was left out.',
      id,
    );
    return;
  }
  const x = quantize(place[0]);
  const y = quantize(place[1]);
  if (!boundsContain(reach, x, y)) {
    notes.add('dropped', 'site', 'Lies outside the scene.', id);
    return;
  }
  const kind = siteKind(tags);
  if (kind !== null) features.sites.push({ id, kind, name: tagValue(tags, 'name') ?? null, x, y, rings });
  if (isSurveillance(tags)) features.surveillance.push({ id, x, y, tags: tagRecord(tags) });
}

function lineMiddle(xy: Float64Array): [number, number] {
  const middle = Math.floor(xy.length / 4) * 2;
  return [xy[middle], xy[middle + 1]];
}

/** Built from entries, so that no key of the source can reach the object's prototype. */
function tagRecord(tags: Tags): Record<string, string> {
  const entries: [string, string][] = [];
  for (let i = 0; i < tags.length; i += 2) entries.push([tags[i], tags[i + 1]]);
  return Object.fromEntries(entries);
}
