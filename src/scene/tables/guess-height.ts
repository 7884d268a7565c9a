import type { SourceMapping } from '#model/source-mapping.ts';
import { findColumn, heightNames, isNumeric, levelNames, minHeightNames, plainName } from './column-names.ts';
import type { FeatureTable } from './feature-table.ts';
import { numberOf, propertyOf } from './property-value.ts';
import type { ColumnSummary, TableSummary } from './table-summary.ts';

type HeightMapping = Pick<
  SourceMapping,
  'height' | 'minHeight' | 'levels' | 'heightUnit' | 'defaultHeight' | 'measured'
>;

/** A value that this share of the heights has, or more, is the source's way to say “unknown”. */
const implausibleShare = 0.35;
const leastFeatures = 50;
/** Metres per storey beyond which heights must be in feet. */
const tallStorey = 7;
const sampleSize = 5000;

/** Columns of heights and storeys, their unit, and the value that stands for “unknown”. */
export function guessHeights(table: FeatureTable, { columns }: TableSummary, reasons: string[]): HeightMapping {
  const height = findColumn(columns, heightNames, holdsLengths);
  const minHeight = findColumn(columns, minHeightNames, holdsLengths);
  const levels = findColumn(columns, levelNames, isNumeric);
  if (height !== null) reasons.push(`Height is taken from ${height.name}.`);
  if (levels !== null) reasons.push(`Storeys are taken from ${levels.name}, 3 m each where there is no height.`);
  const heightUnit = height === null ? 'm' : unitOf(table, height, levels, reasons);
  const defaultHeight = height === null ? null : unknownHeight(height, heightUnit, reasons);
  const measured = height !== null && isMeasured(height, columns);
  if (measured) reasons.push('The names of the columns speak of measured heights.');
  return {
    height: height?.name ?? null,
    minHeight: minHeight?.name ?? null,
    levels: levels?.name ?? null,
    heightUnit,
    defaultHeight,
    measured,
  };
}

/** Numbers, or text that begins with one (`12 m`, `40 ft`). */
function holdsLengths(column: ColumnSummary): boolean {
  return (
    isNumeric(column) ||
    column.filled === 0 ||
    column.examples.some((example) => /^\d+([.,]\d+)?\s*\S{0,6}$/.test(example))
  );
}

function unitOf(
  table: FeatureTable,
  height: ColumnSummary,
  levels: ColumnSummary | null,
  reasons: string[],
): 'm' | 'ft' {
  if (/(ft|feet|foot)$/.test(plainName(height.name))) {
    reasons.push(`${height.name} is taken as feet, as its name ends.`);
    return 'ft';
  }
  if (levels === null) return 'm';
  const perLevel = medianPerLevel(table, height.name, levels.name);
  if (perLevel === null || perLevel < tallStorey) return 'm';
  reasons.push(`${height.name} is taken as feet: a storey would be ${perLevel.toFixed(1)} m high otherwise.`);
  return 'ft';
}

function medianPerLevel({ features }: FeatureTable, height: string, levels: string): number | null {
  const ratios: number[] = [];
  for (const { properties } of features) {
    const top = numberOf(propertyOf(properties, height));
    const count = numberOf(propertyOf(properties, levels));
    if (top !== null && count !== null && top > 0 && count >= 1) ratios.push(top / count);
    if (ratios.length >= sampleSize) break;
  }
  if (ratios.length < 10) return null;
  return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)];
}

function unknownHeight({ name, commonest, numbers }: ColumnSummary, unit: string, reasons: string[]): number | null {
  if (commonest === null || numbers < leastFeatures || !(commonest.value > 0)) return null;
  const share = commonest.count / numbers;
  if (share < implausibleShare) return null;
  reasons.push(
    `${commonest.count} of ${numbers} values of ${name} are exactly ${commonest.value} ${unit}: that stands for “unknown”, and those heights count as guessed.`,
  );
  return commonest.value;
}

function isMeasured(height: ColumnSummary, columns: readonly ColumnSummary[]): boolean {
  if (/^(measuredheight|gemessenehohe|relhmax)/.test(plainName(height.name))) return true;
  return columns.some(({ name }) => /lidar|laserscan|photogramm/.test(plainName(name)));
}
