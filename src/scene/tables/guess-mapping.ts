import { emptyMapping, type FeatureRole, type SourceMapping } from '#model/source-mapping.ts';
import {
  directionNames,
  findColumn,
  idNames,
  isNumeric,
  joinNames,
  nameNames,
  plainName,
  weightNames,
} from './column-names.ts';
import type { FeatureTable } from './feature-table.ts';
import { guessCoordinates } from './guess-coordinates.ts';
import { guessHeights } from './guess-height.ts';
import { guessRole } from './guess-role.ts';
import { propertyOf, textOf } from './property-value.ts';
import type { ColumnSummary, TableSummary } from './table-summary.ts';
import { guessTripColumns, type TripColumns } from './trips-columns.ts';

export interface MappingGuess {
  readonly mapping: SourceMapping;
  /** One short sentence for each thing that was guessed. */
  readonly reasons: readonly string[];
}

/** How a table is read unless someone says otherwise: by names, types and values of its properties and its geometry. */
export function guessMapping(table: FeatureTable, summary: TableSummary, stem: string): MappingGuess {
  const reasons: string[] = [];
  const { columns } = summary;
  const trips = guessTripColumns(table, summary, stem);
  if (trips !== null) return { mapping: tripMapping(table, summary, trips), reasons: tripReasons(trips) };
  const coordinates = summary.geometry === 'none' ? guessCoordinates(summary, reasons) : null;
  const hasPlace = summary.geometry !== 'none' || coordinates !== null;
  const join = hasPlace ? null : findColumn(columns, joinNames, ({ filled }) => filled > 0);
  const { role, reason } = guessRole(summary, hasPlace, join !== null, stem);
  reasons.unshift(reason);
  const heights =
    role === 'buildings' || role === 'trees' || role === 'mounts' || role === 'barriers'
      ? guessHeights(table, summary, reasons)
      : {};
  const id = findColumn(columns, idNames, (column) => column.name !== join?.name && isUnique(table, column));
  const name = findColumn(columns, nameNames, ({ type }) => type === 'text' || type === 'mixed');
  const mapping: SourceMapping = {
    ...emptyMapping,
    ...heights,
    ...weights(role, columns, reasons),
    role,
    x: coordinates?.x ?? null,
    y: coordinates?.y ?? null,
    id: id?.name ?? null,
    name: name?.name ?? null,
    kind: kindColumn(role, columns),
    direction: role === 'surveillance' ? (findColumn(columns, directionNames)?.name ?? null) : null,
    joinBuilding: join?.name ?? null,
  };
  if (join !== null) reasons.push(`${join.name} is taken as the id of a building.`);
  return { mapping, reasons };
}

function tripMapping(table: FeatureTable, { columns }: TableSummary, trips: TripColumns): SourceMapping {
  const { x, y, toX, toY, from, to, weight, weightUnit, kind } = trips;
  const named = new Set([x, y, toX, toY, from, to, weight, kind]);
  const id = findColumn(columns, idNames, (column) => !named.has(column.name) && isUnique(table, column));
  const ends = { x, y, toX, toY, from, to, weight, weightUnit, kind };
  return { ...emptyMapping, ...ends, role: 'trips', id: id?.name ?? null };
}

function tripReasons({
  reason,
  weight,
  weightUnit,
  kind,
  from,
  to,
}: TripColumns & { readonly reason: string }): string[] {
  const reasons = [reason];
  const isMatrix = from !== null && to === null;
  if (weight !== null) reasons.push(`Their number is taken from ${weight} (${weightUnit}).`);
  else if (isMatrix) reasons.push('Its numbers are taken as trips an hour.');
  else reasons.push('No column holds a number, so each row is one trip an hour.');
  reasons.push(
    kind === null ? 'No column tells the mode, so they are trips by car.' : `Their mode is taken from ${kind}.`,
  );
  return reasons;
}

function isUnique({ features }: FeatureTable, { name, filled }: ColumnSummary): boolean {
  if (filled < features.length) return false;
  const seen = new Set<string>();
  for (const { properties } of features) {
    const text = textOf(propertyOf(properties, name));
    if (text === null || seen.has(text)) return false;
    seen.add(text);
  }
  return true;
}

const kindNames: Readonly<Partial<Record<FeatureRole, RegExp>>> = {
  buildings:
    /^(building|buildinguse|buildingtype|bldgtype|use|usage|function|funktion|nutzung|type|class|kind|category)$/,
  mounts: /^(kind|type|mounttype|poletype|lamptype|highway)$/,
  sites: /^(locationtype|amenity|facilitytype|businesstype|sitetype|type|kind|category)$/,
  zones: /^(zonetype|zone|type|kind|category)$/,
  streets: /^(highway|roadclass|streetclass|fclass|class|type|kind|functionalclass)$/,
  areas: /^(landuse|natural|leisure|waterway|landcover|class|type|kind|category)$/,
  barriers: /^(barrier|barriertype|type|kind)$/,
};

function kindColumn(role: FeatureRole, columns: readonly ColumnSummary[]): string | null {
  const pattern = kindNames[role];
  if (pattern === undefined) return null;
  return columns.find(({ name, type }) => type !== 'boolean' && pattern.test(plainName(name)))?.name ?? null;
}

function weights(
  role: FeatureRole,
  columns: readonly ColumnSummary[],
  reasons: string[],
): Partial<Pick<SourceMapping, 'weight' | 'weightUnit'>> {
  if (role !== 'demand') return {};
  const weight = findColumn(columns, weightNames, isNumeric);
  if (weight === null) {
    reasons.push('No column holds a weight, so every feature counts once.');
    return { weight: null, weightUnit: 'incidents' };
  }
  const isPeople = plainName(weight.name).length > 0 && weightNames[0].test(plainName(weight.name));
  const isShare = !isPeople && weight.minimum >= 0 && weight.maximum <= 1;
  const weightUnit = isPeople ? 'people' : isShare ? 'share' : '';
  reasons.push(`Weights are taken from ${weight.name}${weightUnit === '' ? '' : ` (${weightUnit})`}.`);
  return { weight: weight.name, weightUnit };
}
