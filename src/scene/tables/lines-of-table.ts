import type { Geometry, Position } from 'geojson';
import type { Area, Barrier, BarrierKind, Street } from '#model/city.ts';
import { plainBuilding, plainStreet } from '#model/plain-features.ts';
import { clipLine } from '../assemble/clip-line.ts';
import { followGround, stripPieces, stripPolygons } from '../assemble/line-strip.ts';
import { barrierDefaults, barrierKind } from '../osm/barrier-kinds.ts';
import { parseSpeedKmh } from '../osm/length-value.ts';
import { clipPolygons } from '../osm/read-areas.ts';
import { streetClass, streetWidth } from '../osm/read-streets.ts';
import { streetUsers } from '../osm/street-access.ts';
import type { FeatureReading } from './feature-reading.ts';
import type { TableFeature } from './feature-table.ts';
import { textOf } from './property-value.ts';
import { lengthOf } from './table-heights.ts';
import { areaKindOf, plainWords } from './words-of-kinds.ts';

const tallestBarrier = 50;
/** A wall on a slope is cut into pieces along which the ground rises no more than this, metres. */
const pieceRise = 0.5;

/** Properties as keys and values in turn, as readers of OpenStreetMap's tags take them. */
function tagsOf(feature: TableFeature, extra: readonly string[]): string[] {
  const tags = [...extra];
  for (const [key, value] of Object.entries(feature.properties)) {
    const text = textOf(value);
    if (text !== null) tags.push(key, text);
  }
  return tags;
}

/** The pieces of the feature's lines within reach; outlines of polygons where `outlines` says so. */
function linesOf(
  reading: FeatureReading,
  id: string,
  subject: string,
  geometry: Geometry,
  outlines: boolean,
): Float64Array[] {
  const pieces: Float64Array[] = [];
  const lines = linePositions(geometry, outlines);
  if (lines.length === 0) reading.notes.add('dropped', subject, 'Is no line.', id);
  for (const positions of lines) {
    const xy = reading.line(positions);
    if (xy === null) {
      reading.notes.add('dropped', subject, 'Its coordinates are no place on the globe.', id);
      continue;
    }
    const inside = clipLine(xy, reading.placement.reach);
    if (inside.length === 0) reading.notes.add('dropped', subject, 'Lies outside the scene.', id);
    pieces.push(...inside);
  }
  return pieces;
}

function linePositions(geometry: Geometry, outlines: boolean): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  if (geometry.type === 'MultiLineString') return geometry.coordinates;
  if (!outlines) return [];
  if (geometry.type === 'Polygon') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

export function readStreets(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Street[] {
  const { mapping, notes } = reading;
  const id = reading.idOf(feature);
  const kind = reading.text(feature, mapping.kind);
  const value = kind === null ? '' : plainWords(kind).replaceAll(' ', '_');
  const known = streetClass(['highway', value]) ?? streetClass(['railway', value]);
  if (known === null) notes.add('guessed', 'street', 'Its class is not known; taken as a residential street.', id);
  const streetKind = known ?? 'residential';
  const tags = tagsOf(feature, []);
  const at = (name: string) => textOf(Object.hasOwn(feature.properties, name) ? feature.properties[name] : null);
  const lanes = Number(at('lanes') ?? Number.NaN);
  const oneway = /^(yes|true|1)$/i.test(at('oneway') ?? '');
  return linesOf(reading, id, 'street', geometry, false).map((xy, index) => ({
    ...plainStreet,
    ...streetUsers(streetKind, tags),
    ...streetWidth(streetKind, tags),
    id: index === 0 ? id : reading.unique(`${id}#${index + 1}`),
    class: streetKind,
    name: reading.text(feature, mapping.name),
    xy,
    lanes: lanes > 0 && lanes <= 20 ? lanes : null,
    oneway,
    maxSpeedKmh: parseSpeedKmh(at('maxspeed') ?? ''),
  }));
}

export function readAreas(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Area[] {
  const { mapping, notes, placement } = reading;
  const id = reading.idOf(feature);
  const kind = areaKindOf(reading.text(feature, mapping.kind)) ?? areaKindOf(reading.stem);
  if (kind === null) {
    notes.add('ignored', 'area', 'Its kind is none that is told apart.', id);
    return [];
  }
  const clipped = clipPolygons(reading.polygons(id, 'area', geometry), placement.reach);
  if (clipped === null) notes.add('dropped', 'area', 'Could not be cut at the border of the scene.', id);
  const name = reading.text(feature, mapping.name);
  return (clipped ?? []).map((rings, index) => ({
    id: index === 0 ? id : reading.unique(`${id}#${index + 1}`),
    kind,
    name,
    rings,
  }));
}

/** Walls, fences and the like; opaque ones also stand as solids with the same id. */
export function readBarriers(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Barrier[] {
  const { mapping, notes } = reading;
  const id = reading.idOf(feature);
  const kind = barrierKindOf(reading.text(feature, mapping.kind)) ?? barrierKindOf(reading.stem) ?? 'other';
  const { opaque, height: usual } = barrierDefaults[kind];
  const stated = lengthOf(reading.text(feature, mapping.height), mapping.heightUnit);
  const isKnown = stated !== null && stated >= 0.1 && stated <= tallestBarrier;
  if (!isKnown) notes.add('guessed', 'barrier', `No usable height; ${usual} m was taken.`, id);
  return linesOf(reading, id, 'barrier', geometry, true).map((xy, index) => {
    const barrier: Barrier = {
      id: index === 0 ? id : reading.unique(`${id}#${index + 1}`),
      kind,
      xy,
      heightMeters: isKnown ? stated : usual,
      heightSource: isKnown ? (mapping.measured ? 'measured' : 'height') : 'default',
      opaque,
    };
    if (opaque) addSolid(reading, barrier);
    return barrier;
  });
}

function barrierKindOf(text: string | null): BarrierKind | null {
  if (text === null) return null;
  const words = plainWords(text);
  const exact = barrierKind(['barrier', words.replaceAll(' ', '_')]);
  if (exact !== null) return exact;
  if (/fence|zaun|railing|aita/.test(words)) return 'fence';
  if (/hedge|hecke/.test(words)) return 'hedge';
  return /wall|mauer|muuri|muur\b/.test(words) ? 'wall' : null;
}

function addSolid({ solids, placement }: FeatureReading, barrier: Barrier): void {
  const { id, kind, xy, heightMeters, heightSource } = barrier;
  const owner = solids.addBuilding({
    ...plainBuilding,
    id,
    structure: 'wall',
    use: kind,
    heightSource,
    heightMeters,
    source: placement.source,
  });
  const half = barrierDefaults[kind].width / 2;
  const shapes =
    solids.terrain === null
      ? stripPolygons(xy, half)
      : stripPieces(followGround(xy, solids.terrain, pieceRise), half, 0).map((ring) => [ring]);
  for (const rings of shapes) {
    const base = solids.ground(rings);
    solids.addPrism(rings, base, base + heightMeters, false, owner);
  }
}
