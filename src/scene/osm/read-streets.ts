import type { Street, StreetClass } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { clipLine } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { parseLengthMeters, parseSpeedKmh } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';
import { sidewalkOf, streetUsers } from './street-access.ts';

const highwayClasses: Readonly<Record<string, StreetClass>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'residential',
  residential: 'residential',
  road: 'residential',
  living_street: 'living_street',
  service: 'service',
  busway: 'service',
  bus_guideway: 'service',
  pedestrian: 'pedestrian',
  footway: 'footway',
  corridor: 'footway',
  cycleway: 'cycleway',
  path: 'path',
  bridleway: 'path',
  steps: 'steps',
  track: 'track',
};

const railwayClasses: Readonly<Record<string, StreetClass>> = {
  rail: 'rail',
  light_rail: 'rail',
  narrow_gauge: 'rail',
  subway: 'rail',
  funicular: 'rail',
  monorail: 'rail',
  tram: 'tram',
};

/** Carriageway width where neither `width` nor `lanes` is given, metres (assumption: usual European cross-sections). */
const defaultWidth: Readonly<Record<StreetClass, number>> = {
  motorway: 10.5,
  trunk: 9,
  primary: 9,
  secondary: 8,
  tertiary: 7,
  residential: 6,
  living_street: 5.5,
  service: 3.5,
  pedestrian: 5,
  footway: 2,
  cycleway: 2,
  path: 1.5,
  steps: 2,
  track: 2.5,
  rail: 3,
  tram: 2.8,
};

/** Metres per lane (assumption: 3.25 m, urban lanes are 2.75 to 3.75 m). */
const laneWidth = 3.25;
const withLanes = new Set<StreetClass>([
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'service',
]);

/** Class of a way that is a street, path or track in use; `null` for anything else. */
export function streetClass(tags: Tags): StreetClass | null {
  const highway = tagValue(tags, 'highway');
  if (highway !== undefined) return ownValue(highwayClasses, highway);
  const railway = tagValue(tags, 'railway');
  return railway === undefined ? null : ownValue(railwayClasses, railway);
}

function ownValue(table: Readonly<Record<string, StreetClass>>, key: string): StreetClass | null {
  return Object.hasOwn(table, key) ? table[key] : null;
}

/** Streets, paths and rails within `reach`; ways cut by the border or by `reach` give one street per piece. */
export function* readStreets(geometry: OsmGeometry, reach: Bounds, notes: ImportNotes): Generator<null, Street[]> {
  const streets: Street[] = [];
  const pace = new Pace();
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    const kind = streetClass(tags);
    const id = `way/${geometry.data.wayIds[way]}`;
    if (kind === null) {
      const highway = tagValue(tags, 'highway');
      if (highway !== undefined)
        notes.add('ignored', 'street', 'Not a street in use (planned, under construction, a platform or other).', id);
      continue;
    }
    if (tagValue(tags, 'area') === 'yes') continue;
    const complete = geometry.isComplete(way);
    if (!complete)
      notes.add('truncated', 'street', 'Cut at the border: only the part whose nodes are in the file was kept.', id);
    const pieces = geometry.wayRuns(way).flatMap((run) => clipLine(run, reach));
    if (pieces.length === 0 && complete) notes.add('dropped', 'street', 'Lies outside the scene.', id);
    pieces.forEach((xy, piece) => streets.push(street(piece === 0 ? id : `${id}#${piece + 1}`, kind, tags, xy)));
  }
  return streets;
}

function street(id: string, kind: StreetClass, tags: Tags, xy: Float64Array): Street {
  const lanes = laneCount(tags);
  const oneway = tagValue(tags, 'oneway');
  const bridge = tagValue(tags, 'bridge');
  const tunnel = tagValue(tags, 'tunnel');
  const lit = tagValue(tags, 'lit');
  const { widthMeters, widthSource } = streetWidth(kind, tags, lanes);
  const backwards = oneway === '-1';
  const passage = tunnel === 'building_passage';
  return {
    ...streetUsers(kind, tags),
    id,
    class: kind,
    name: tagValue(tags, 'name') ?? null,
    xy: backwards ? reversed(xy) : xy,
    widthMeters,
    widthSource,
    lanes,
    oneway:
      oneway === 'yes' ||
      oneway === '1' ||
      oneway === 'true' ||
      backwards ||
      (oneway === undefined && impliesOneway(kind, tags)),
    sidewalk: sidewalkOf(tags, backwards),
    passage,
    bridge: bridge !== undefined && bridge !== 'no',
    tunnel: !passage && ((tunnel !== undefined && tunnel !== 'no') || tagValue(tags, 'location') === 'underground'),
    layer: layerOf(tags),
    lit: lit === undefined ? null : lit !== 'no' && lit !== 'disused',
    maxSpeedKmh: parseSpeedKmh(tagValue(tags, 'maxspeed') ?? ''),
  };
}

/** `layer` where it is a small whole number, else 0. */
export function layerOf(tags: Tags): number {
  const layer = Number(tagValue(tags, 'layer') ?? '0');
  return Number.isInteger(layer) && Math.abs(layer) <= 20 ? layer + 0 : 0;
}

function laneCount(tags: Tags): number | null {
  const lanes = Number(tagValue(tags, 'lanes') ?? Number.NaN);
  return lanes > 0 && lanes <= 20 ? lanes : null;
}

type StreetWidth = Pick<Street, 'widthMeters' | 'widthSource'>;

/** Width of a way that is a street: its `width`, else its lanes, else the default of its class. */
export function streetWidth(kind: StreetClass, tags: Tags, lanes = laneCount(tags)): StreetWidth {
  const width = parseLengthMeters(tagValue(tags, 'width') ?? '');
  if (width !== null && width >= 0.5 && width <= 60) return { widthMeters: width, widthSource: 'width' };
  if (lanes !== null && withLanes.has(kind)) return { widthMeters: lanes * laneWidth, widthSource: 'lanes' };
  return { widthMeters: defaultWidth[kind], widthSource: 'default' };
}

function impliesOneway(kind: StreetClass, tags: Tags): boolean {
  return (
    (kind === 'motorway' && tagValue(tags, 'highway') === 'motorway') || tagValue(tags, 'junction') === 'roundabout'
  );
}

function reversed(xy: Float64Array): Float64Array {
  const result = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    result[i] = xy[xy.length - 2 - i];
    result[i + 1] = xy[xy.length - 1 - i];
  }
  return result;
}
