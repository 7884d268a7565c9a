import { intersectPolygons } from '#geo/polygon-boolean.ts';
import type { Area, AreaKind } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { type Ring, ringBox } from '../assemble/ring.ts';
import { settlePolygons } from '../assemble/simple-polygons.ts';
import { cutArea, cutRelationArea } from './cut-area.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { Footprint, OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';

/** `key=value` → kind; the first that fits counts. */
const kinds: readonly (readonly [key: string, values: ReadonlySet<string>, kind: AreaKind])[] = [
  ['natural', new Set(['water', 'bay']), 'water'],
  ['waterway', new Set(['riverbank', 'dock', 'canal']), 'water'],
  ['landuse', new Set(['basin', 'reservoir']), 'water'],
  ['leisure', new Set(['swimming_pool', 'marina']), 'water'],
  ['place', new Set(['square']), 'square'],
  ['public_transport', new Set(['platform']), 'platform'],
  ['railway', new Set(['platform']), 'platform'],
  ['highway', new Set(['platform']), 'platform'],
  ['amenity', new Set(['parking']), 'parking'],
  [
    'leisure',
    new Set(['park', 'garden', 'pitch', 'playground', 'golf_course', 'nature_reserve', 'dog_park', 'common', 'track']),
    'green',
  ],
  [
    'landuse',
    new Set([
      'grass',
      'forest',
      'cemetery',
      'meadow',
      'village_green',
      'recreation_ground',
      'allotments',
      'orchard',
      'vineyard',
      'farmland',
      'flowerbed',
      'greenfield',
      'plant_nursery',
    ]),
    'green',
  ],
  ['natural', new Set(['wood', 'scrub', 'grassland', 'heath', 'wetland', 'shrubbery']), 'green'],
  ['amenity', new Set(['grave_yard']), 'green'],
  ['landuse', new Set(['residential']), 'residential'],
  ['landuse', new Set(['commercial', 'retail']), 'commercial'],
  ['landuse', new Set(['industrial', 'port', 'quarry', 'depot', 'landfill']), 'industrial'],
  ['landuse', new Set(['civic', 'civil', 'institutional', 'education', 'religious', 'military']), 'civic'],
  ['landuse', new Set(['railway']), 'railway'],
  ['landuse', new Set(['construction', 'brownfield']), 'construction'],
];

/** Ways of these kinds enclose an area even where they are lines by nature. */
const pedestrian = new Set(['pedestrian', 'footway', 'path', 'service', 'living_street']);

type Polygons = readonly (readonly Ring[])[];

/** Kind of ground that a closed way or a multipolygon covers, or `null`. */
export function areaKind(tags: Tags): AreaKind | null {
  if (tagValue(tags, 'area') === 'no' || tagValue(tags, 'building') !== undefined) return null;
  if (tagValue(tags, 'location') === 'underground' || Number(tagValue(tags, 'layer') ?? '0') < 0) return null;
  const highway = tagValue(tags, 'highway');
  if (highway !== undefined && pedestrian.has(highway)) return tagValue(tags, 'area') === 'yes' ? 'square' : null;
  if (tagValue(tags, 'amenity') === 'parking' && (tagValue(tags, 'parking') ?? 'surface') !== 'surface') return null;
  for (const [key, values, kind] of kinds) {
    const value = tagValue(tags, key);
    if (value !== undefined && values.has(value)) return kind;
  }
  return null;
}

/** Water, green, squares, platforms, car parks and land use, cut at `reach`; `bounds`: where the extract was cut. */
export function* readAreas(
  geometry: OsmGeometry,
  bounds: Bounds,
  reach: Bounds,
  notes: ImportNotes,
): Generator<null, Area[]> {
  const areas: Area[] = [];
  const take = (id: string, tags: Tags, whole: Footprint, cut: Polygons | null) => {
    const kind = areaKind(tags);
    if (kind === null) return;
    if (cut !== null) notes.add('truncated', 'area', 'Cut at the border, and closed along it.', id);
    const footprint = cut === null ? whole : { polygons: cut, repaired: false, strayHoles: 0 };
    areas.push(...readArea(id, kind, tags, footprint, reach, notes));
  };
  for (const [number, relation] of geometry.data.relations.entries()) {
    if (number % 50 === 49) yield null;
    const isArea = tagValue(relation.tags, 'type') === 'multipolygon' && areaKind(relation.tags) !== null;
    if (!isArea) continue;
    yield null;
    const footprint = geometry.relationFootprint(relation);
    const cut = footprint === 'truncated' ? cutRelationArea(geometry, relation, bounds) : null;
    take(`relation/${relation.id}`, relation.tags, footprint, cut);
  }
  const pace = new Pace();
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    if (areaKind(tags) === null) continue;
    const footprint = geometry.wayFootprint(way);
    // Platforms and canals are often mere lines.
    if (footprint === 'open') continue;
    const cut = footprint === 'truncated' ? cutArea(geometry, way, bounds) : null;
    take(`way/${geometry.data.wayIds[way]}`, tags, footprint, cut);
  }
  return areas;
}

function readArea(
  id: string,
  kind: AreaKind,
  tags: Tags,
  footprint: Footprint,
  reach: Bounds,
  notes: ImportNotes,
): Area[] {
  if (typeof footprint === 'string') {
    if (footprint === 'truncated')
      notes.add(
        'truncated',
        'area',
        'Cut at the border: not all of its nodes are in the file, so it was left out.',
        id,
      );
    else if (footprint === 'far') notes.add('dropped', 'area', 'Lies outside the scene.', id);
    else notes.add('dropped', 'area', 'Its outline is not closed, encloses no area, or could not be repaired.', id);
    return [];
  }
  if (footprint.repaired)
    notes.add('repaired', 'area', 'The outline crossed itself; it was cut apart where it does.', id);
  const name = tagValue(tags, 'name') ?? null;
  const clipped = clipPolygons(footprint.polygons, reach);
  if (clipped === null) {
    notes.add('dropped', 'area', 'Could not be cut at the border of the scene.', id);
    return [];
  }
  return clipped.map((rings, index) => ({ id: index === 0 ? id : `${id}#${index + 1}`, kind, name, rings }));
}

/** The polygons within the rectangle; `null` where cutting fails. */
export function clipPolygons(polygons: readonly (readonly Ring[])[], reach: Bounds): (readonly Ring[])[] | null {
  const result: (readonly Ring[])[] = [];
  const { minX, minY, maxX, maxY } = reach;
  const rectangle = [[minX, minY, maxX, minY, maxX, maxY, minX, maxY]];
  for (const rings of polygons) {
    const [west, south, east, north] = ringBox(rings[0]);
    if (west > maxX || east < minX || south > maxY || north < minY) continue;
    if (west >= minX && east <= maxX && south >= minY && north <= maxY) {
      result.push(rings);
      continue;
    }
    try {
      result.push(...settlePolygons(intersectPolygons([rings], [rectangle])));
    } catch {
      return null;
    }
  }
  return result;
}
