import type { Geometry } from 'geojson';
import type { CoordinateSystem } from '#geo/coordinate-system.ts';
import type { CityLayers } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import type { ImportProgress } from '#model/import-job.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { Placement, SourceLayers } from '../sources/source-reader.ts';
import { createBuildingReader } from './buildings-of-table.ts';
import { FeatureReading } from './feature-reading.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { readAreas, readBarriers, readStreets } from './lines-of-table.ts';
import {
  readDemand,
  readMounts,
  readSites,
  readSurveillance,
  readTrees,
  readZones,
  weightOf,
} from './points-of-table.ts';
import { geometryOf } from './table-place.ts';
import { TripRows } from './trips-rows.ts';

const featuresPerYield = 150;
/** A row of a matrix holds as many trips as there are columns. */
const cellsPerYield = 3000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Gathered = Mutable<Omit<CityLayers, 'terrain' | 'buildings' | 'prisms' | 'meshes'>>;
type TakeFeature = (feature: TableFeature, geometry: Geometry) => void;

/** What the features of a table give in the role that the mapping says. Yields now and then. */
export function* featuresToLayers(
  table: FeatureTable,
  mapping: SourceMapping,
  system: CoordinateSystem,
  placement: Placement,
  stem: string,
  notes: ImportNotes,
): Generator<ImportProgress, Pick<SourceLayers, 'layers' | 'joins' | 'tripJoins'>> {
  const reading = new FeatureReading(mapping, placement, notes, stem, system);
  const gathered = nothing();
  const joins: { buildingId: string; weight: number; unit: string }[] = [];
  const take = takerOf(reading, gathered);
  const tripRows = mapping.role === 'trips' ? new TripRows(reading, table) : null;
  const step = 'Reading features';
  const columns = Object.keys(table.features[0]?.properties ?? {}).length;
  const perYield = Math.max(1, Math.min(featuresPerYield, Math.floor(cellsPerYield / Math.max(1, columns))));
  for (const [index, feature] of table.features.entries()) {
    if (index % perYield === perYield - 1) yield { step, fraction: (0.9 * index) / table.features.length };
    const geometry = geometryOf(feature, mapping);
    if (tripRows !== null) tripRows.take(feature, geometry);
    else if (geometry !== null) take(feature, geometry);
    else if (mapping.joinBuilding !== null) addJoin(reading, feature, joins);
    else if (mapping.role !== 'ignore')
      notes.add('dropped', 'feature', 'It has no coordinates.', reading.idOf(feature));
  }
  const finishing = reading.solids.finish();
  let next = finishing.next();
  while (next.done !== true) {
    yield { step, fraction: 0.95 };
    next = finishing.next();
  }
  return {
    layers: {
      ...gathered,
      trips: tripRows?.trips ?? [],
      meshes: emptyLayers.meshes,
      buildings: reading.solids.buildings,
      prisms: next.value,
    },
    joins,
    tripJoins: tripRows?.joins ?? [],
  };
}

function nothing(): Gathered {
  return {
    streets: [],
    restrictions: [],
    crossings: [],
    barriers: [],
    areas: [],
    mounts: [],
    trees: [],
    sites: [],
    portals: [],
    zones: [],
    surveillance: [],
    demand: [],
    trips: [],
  };
}

function takerOf(reading: FeatureReading, gathered: Gathered): TakeFeature {
  switch (reading.mapping.role) {
    case 'buildings':
      return createBuildingReader(reading);
    case 'trees':
      return (feature, geometry) => gathered.trees.push(...readTrees(reading, feature, geometry));
    case 'mounts':
      return (feature, geometry) => gathered.mounts.push(...readMounts(reading, feature, geometry));
    case 'sites':
      return (feature, geometry) => {
        const { sites, portals } = readSites(reading, feature, geometry);
        gathered.sites.push(...sites);
        gathered.portals.push(...portals);
      };
    case 'zones':
      return (feature, geometry) => gathered.zones.push(...readZones(reading, feature, geometry));
    case 'surveillance':
      return (feature, geometry) => gathered.surveillance.push(...readSurveillance(reading, feature, geometry));
    case 'demand':
      return (feature, geometry) => gathered.demand.push(...readDemand(reading, feature, geometry));
    case 'streets':
      return (feature, geometry) => gathered.streets.push(...readStreets(reading, feature, geometry));
    case 'areas':
      return (feature, geometry) => gathered.areas.push(...readAreas(reading, feature, geometry));
    case 'barriers':
      return (feature, geometry) => gathered.barriers.push(...readBarriers(reading, feature, geometry));
    default:
      return () => undefined;
  }
}

function addJoin(
  reading: FeatureReading,
  feature: TableFeature,
  joins: { buildingId: string; weight: number; unit: string }[],
): void {
  const { mapping, notes, stem } = reading;
  const stated = reading.text(feature, mapping.joinBuilding);
  const weight = weightOf(reading, feature);
  const row = `${stem}/${feature.index}`;
  if (stated === null) notes.add('dropped', 'demand', 'The row does not say which building it is about.', row);
  else if (weight === null) notes.add('dropped', 'demand', 'Its weight is missing, negative or no number.', row);
  else joins.push({ buildingId: buildingIdOf(stated), weight, unit: mapping.weightUnit });
}

/** `w123`, `way123` and `way/123` mean the same; a bare number stays one, which may be a way or a relation. */
function buildingIdOf(text: string): string {
  const match = /^(w|way|r|rel|relation)\s*[/:]?\s*(\d{1,15})$/i.exec(text);
  if (match === null) return text.slice(0, 200);
  return `${match[1].toLowerCase().startsWith('w') ? 'way' : 'relation'}/${match[2]}`;
}
