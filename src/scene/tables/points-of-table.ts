import type { Geometry } from 'geojson';
import { quantize } from '#geo/quantum.ts';
import type { Demand, Mount, Portal, Site, SurveillanceNode, Tree, Zone } from '#model/city.ts';
import { interiorPoint, type Ring } from '../assemble/ring.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import type { FeatureReading } from './feature-reading.ts';
import type { TableFeature } from './feature-table.ts';
import { numberOf, propertyOf, textOf } from './property-value.ts';
import { lengthOf } from './table-heights.ts';
import { mountKindOf, plainWords, siteKindOf, zoneKindOf } from './words-of-kinds.ts';

/** Of a tree of which only the place is known, metres (assumptions: a street tree of middle age). */
const defaultTree = { height: 8, crownRadius: 2.5 };
const tallestTree = 130;
const tallestMount = 100;
const tagLimit = 60;

/** A place with the area around it, where the source has one. */
interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly rings: readonly Ring[];
}

/** The places of a feature: its points, or a point inside each of its areas. Notes what is dropped. */
function spotsOf(reading: FeatureReading, subject: string, feature: TableFeature, geometry: Geometry): Spot[] {
  const id = reading.idOf(feature);
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint') {
    return reading
      .points(id, subject, geometry)
      .map(([x, y], index) => ({ id: index === 0 ? id : reading.unique(`${id}#${index + 1}`), x, y, rings: [] }));
  }
  return reading.polygons(id, subject, geometry).flatMap((rings, index) => {
    const [x, y] = interiorPoint(rings).map(quantize);
    return [{ id: index === 0 ? id : reading.unique(`${id}#${index + 1}`), x, y, rings }];
  });
}

export function readTrees(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Tree[] {
  const { mapping, notes } = reading;
  const height = lengthOf(propertyOf(feature.properties, mapping.height), mapping.heightUnit);
  const isKnown = height !== null && height > 0 && height <= tallestTree;
  return spotsOf(reading, 'tree', feature, geometry).map(({ id, x, y, rings }) => {
    if (!isKnown) notes.add('guessed', 'tree', `No usable height; ${defaultTree.height} m is an assumption.`, id);
    // A crown that is drawn as an area is as wide as a circle of that area.
    const drawn = rings.length === 0 ? 0 : Math.sqrt(polygonArea(rings) / Math.PI);
    if (drawn === 0)
      notes.add('guessed', 'tree', `A crown of ${defaultTree.crownRadius} m around is an assumption.`, id);
    return {
      id,
      x,
      y,
      heightMeters: isKnown ? height : defaultTree.height,
      crownRadiusMeters: drawn > 0 ? Math.min(drawn, 30) : defaultTree.crownRadius,
    };
  });
}

export function readMounts(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Mount[] {
  const { mapping, notes } = reading;
  const height = lengthOf(propertyOf(feature.properties, mapping.height), mapping.heightUnit);
  const heightMeters = height !== null && height > 0 && height <= tallestMount ? height : null;
  const kind = mountKindOf(reading.text(feature, mapping.kind)) ?? mountKindOf(reading.stem);
  return spotsOf(reading, 'mount', feature, geometry).map(({ id, x, y }) => {
    if (kind === null) notes.add('guessed', 'mount', 'Nothing says what it is; taken as a pole.', id);
    return { id, kind: kind ?? 'pole', x, y, heightMeters };
  });
}

/** Sites, and entrances of stations, which are ways in. */
export function readSites(
  reading: FeatureReading,
  feature: TableFeature,
  geometry: Geometry,
): { readonly sites: Site[]; readonly portals: Portal[] } {
  const { mapping } = reading;
  const kindText = reading.text(feature, mapping.kind);
  const name = reading.text(feature, mapping.name);
  if (kindText !== null && plainWords(kindText) === 'entrance') {
    const portals = spotsOf(reading, 'portal', feature, geometry).map(
      ({ id, x, y }): Portal => ({
        id,
        kind: 'entrance',
        x,
        y,
        name,
        address: null,
        buildingId: null,
        barrierId: null,
      }),
    );
    return { sites: [], portals };
  }
  const kind = siteKindOf(kindText) ?? siteKindOf(reading.stem) ?? siteKindOf(name) ?? 'other';
  const sites = spotsOf(reading, 'site', feature, geometry).map(({ id, x, y, rings }) => ({
    id,
    kind,
    name,
    x,
    y,
    rings,
  }));
  return { sites, portals: [] };
}

export function readZones(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Zone[] {
  const id = reading.idOf(feature);
  const kind = zoneKindOf(reading.text(feature, reading.mapping.kind) ?? reading.stem);
  const name = reading.text(feature, reading.mapping.name);
  return reading
    .polygons(id, 'zone', geometry)
    .map((rings, index) => ({ id: index === 0 ? id : reading.unique(`${id}#${index + 1}`), kind, name, rings }));
}

export function readSurveillance(
  reading: FeatureReading,
  feature: TableFeature,
  geometry: Geometry,
): SurveillanceNode[] {
  const tags = tagsOf(reading, feature);
  return spotsOf(reading, 'surveillance', feature, geometry).map(({ id, x, y }) => ({ id, x, y, tags }));
}

/** The feature's properties as text; its direction under the name that OpenStreetMap has for it. */
function tagsOf({ mapping, notes, stem }: FeatureReading, feature: TableFeature): Readonly<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const [key, value] of Object.entries(feature.properties)) {
    const text = textOf(value);
    if (text !== null && entries.length < tagLimit) entries.push([key.slice(0, 200), text]);
  }
  const stated = propertyOf(feature.properties, mapping.direction);
  const degrees = numberOf(stated);
  const direction = degrees === null ? textOf(stated) : String(((degrees % 360) + 360) % 360);
  if (direction !== null) entries.push(['camera:direction', direction]);
  else if (mapping.direction !== null)
    notes.add('ignored', 'surveillance', 'It has no direction.', `${stem}/${feature.index}`);
  return Object.fromEntries(entries);
}

export function readDemand(reading: FeatureReading, feature: TableFeature, geometry: Geometry): Demand[] {
  const { mapping, notes } = reading;
  const weight = weightOf(reading, feature);
  const spots = spotsOf(reading, 'demand', feature, geometry);
  if (weight === null) {
    for (const { id } of spots) notes.add('dropped', 'demand', 'Its weight is missing, negative or no number.', id);
    return [];
  }
  const kind = demandKind(mapping.weightUnit);
  // A weight spread over several parts is shared by their number; nothing says how it lies among them.
  const each = weight / Math.max(1, spots.length);
  return spots.map(({ id, x, y, rings }) => ({ id, kind, x, y, rings, weight: each, unit: mapping.weightUnit }));
}

/** 1 where no column holds weights; `null` for a weight that is none. */
export function weightOf({ mapping }: FeatureReading, feature: TableFeature): number | null {
  if (mapping.weight === null) return 1;
  const weight = numberOf(propertyOf(feature.properties, mapping.weight));
  return weight !== null && weight >= 0 ? weight : null;
}

function demandKind(unit: string): Demand['kind'] {
  if (/people|person|popul|inhabit|resident|einwohner|asuk/i.test(unit) && !unit.includes('/')) return 'population';
  return /share|building/i.test(unit) ? 'building' : 'pedestrian';
}
