import type { SourceMapping } from '#model/source-mapping.ts';
import { findColumn, isNumeric, plainName } from './column-names.ts';
import type { FeatureTable } from './feature-table.ts';
import { textOf } from './property-value.ts';
import type { ColumnSummary, TableSummary } from './table-summary.ts';

/** Which columns tell from where to where trips go, and how many. */
export type TripColumns = Pick<
  SourceMapping,
  'x' | 'y' | 'toX' | 'toY' | 'from' | 'to' | 'weight' | 'weightUnit' | 'kind'
>;

const fromWords = '(from|origin|orig|o|start|source|src)';
const toWords = '(to|destination|dest|d|end|target|dst)';
/** Without start and end, which are times where they are no coordinates. */
const fromZoneWords = '(from|origin|orig|o)';
const toZoneWords = '(to|destination|dest|d)';
const eastWords = '(lon|lng|long|longitude|x|east|easting)';
const northWords = '(lat|latitude|y|north|northing)';
const zoneWords = '(zone|zones|taz|district|zoneid|id|no|nr|code)?';

const ends = (words: string, axis: string): RegExp[] => [
  new RegExp(`^${words}${axis}$`),
  new RegExp(`^${axis}${words}$`),
];
const zones = (words: string): RegExp[] => [new RegExp(`^${words}${zoneWords}$`), new RegExp(`^zone${words}$`)];

const perHourNames: readonly RegExp[] = [
  /^((trips?|vehicles?|vehs?|cars?|flows?)?perhour|vph|pcuh|hourly(trips|flow|volume)?)$/,
  /^((trips?|vehicles?|vehs?|cars?|flows?)?perday|vpd|daily(trips|flow|volume)?|aadt|adt)$/,
  /^(trips?|flows?|volume|vehicles?|cars?|demand|count|number|total|weight|commuters|journeys|movements)$/,
];
const perDay = perHourNames[1];
const modeNames: readonly RegExp[] = [/^(mode|tripmode|travelmode|transportmode|vehicletype|vehicleclass)$/];
const fileWords = /(^|[^a-z])(trips?|od|o-d|flows?|desire[ _-]?lines?|journeys?|matrix|commut\w*)([^a-z]|$)/i;

/**
 * The columns of a table of trips, or `null` where it speaks of none: origins and destinations as coordinates, as ids of
 * zones, as a square matrix whose first column and header are the same ids, or lines in a file that is named for them.
 */
export function guessTripColumns(
  table: FeatureTable,
  { columns, geometry }: TableSummary,
  stem: string,
): (TripColumns & { readonly reason: string }) | null {
  const mode = findColumn(columns, modeNames)?.name ?? null;
  // A column of that name is meant, also where some of its cells are damaged; those rows are told.
  const count = findColumn(columns, perHourNames, ({ filled, numbers }) => numbers > 0 && 2 * numbers >= filled);
  const plain = { ...none, ...countOf(count), kind: mode };
  if (geometry === 'lines') {
    const speaks = fileWords.test(stem) || columns.some(({ name }) => /^(trips?)?perhour$/.test(plainName(name)));
    return speaks && count !== null
      ? {
          ...plain,
          reason: 'Lines with a number, and names that speak of trips: each goes from its first to its last point.',
        }
      : null;
  }
  if (geometry !== 'none') return null;
  const coordinates = endColumns(columns);
  if (coordinates !== null)
    return { ...plain, ...coordinates, reason: 'Rows with coordinates of an origin and a destination are trips.' };
  const from = findColumn(columns, zones(fromZoneWords));
  const to = findColumn(columns, zones(toZoneWords));
  if (from !== null && to !== null && count !== null) {
    const reason = `Rows are trips from the zone in ${from.name} to the zone in ${to.name}.`;
    return { ...plain, from: from.name, to: to.name, reason };
  }
  const ids = matrixIds(table);
  if (ids === null) return null;
  const reason = `A square matrix: trips from the zone in ${ids} to the zones that name the other columns.`;
  return { ...none, from: ids, reason };
}

const none: TripColumns = {
  x: null,
  y: null,
  toX: null,
  toY: null,
  from: null,
  to: null,
  weight: null,
  weightUnit: 'trips/h',
  kind: null,
};

function countOf(column: ColumnSummary | null): Pick<TripColumns, 'weight' | 'weightUnit'> {
  const daily = column !== null && perDay.test(plainName(column.name));
  return { weight: column?.name ?? null, weightUnit: daily ? 'trips/day' : 'trips/h' };
}

function endColumns(columns: readonly ColumnSummary[]): Pick<TripColumns, 'x' | 'y' | 'toX' | 'toY'> | null {
  const find = (words: string, axis: string) => findColumn(columns, ends(words, axis), isNumeric)?.name ?? null;
  const x = find(fromWords, eastWords);
  const y = find(fromWords, northWords);
  const toX = find(toWords, eastWords);
  const toY = find(toWords, northWords);
  return x === null || y === null || toX === null || toY === null ? null : { x, y, toX, toY };
}

/** The column of a square matrix whose values are the names of all others; `null` where the table is none. */
function matrixIds({ features }: FeatureTable): string | null {
  const names = Object.keys(features[0]?.properties ?? {});
  if (features.length < 2 || names.length !== features.length + 1) return null;
  const all = new Set(names);
  for (const name of names) {
    const seen = new Set<string>();
    for (const { properties } of features) {
      const id = textOf(Object.hasOwn(properties, name) ? properties[name] : null);
      if (id === null || id === name || !all.has(id) || seen.has(id)) break;
      seen.add(id);
    }
    if (seen.size === features.length) return name;
  }
  return null;
}
