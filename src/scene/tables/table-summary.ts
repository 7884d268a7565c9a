import type { PropertySummary, SourceQuestion } from '#model/source-mapping.ts';
import type { FeatureTable } from './feature-table.ts';
import { numberOf, textOf } from './property-value.ts';

const columnLimit = 500;
const distinctLimit = 2000;
const exampleLength = 60;
const featuresPerYield = 2000;

/** What one property holds over all features. */
export interface ColumnSummary extends PropertySummary {
  /** Values that are numbers, or text that is one. */
  readonly numbers: number;
  /** Of the numbers; NaN where there is none. */
  readonly minimum: number;
  readonly maximum: number;
  /** The number that stands most often, among the first 2,000 different ones. */
  readonly commonest: { readonly value: number; readonly count: number } | null;
}

export interface TableSummary {
  readonly features: number;
  readonly geometry: SourceQuestion['geometry'];
  /** In the order in which the file first names them, at most 500. */
  readonly columns: readonly ColumnSummary[];
}

interface Tally {
  filled: number;
  numbers: number;
  numeric: number;
  texts: number;
  booleans: number;
  minimum: number;
  maximum: number;
  readonly counts: Map<number, number>;
  readonly examples: string[];
}

/** Looks at all features once. Yields now and then. */
export function* summarizeTable({ features }: FeatureTable): Generator<null, TableSummary> {
  const tallies = new Map<string, Tally>();
  const shapes = { points: 0, lines: 0, polygons: 0 };
  for (const [index, { geometry, properties }] of features.entries()) {
    if (index % featuresPerYield === featuresPerYield - 1) yield null;
    if (geometry !== null) shapes[shapeOf(geometry.type)] += 1;
    for (const [name, value] of Object.entries(properties)) {
      let tally = tallies.get(name);
      if (tally === undefined) {
        if (tallies.size >= columnLimit || name === '' || name.length > 200) continue;
        tally = emptyTally();
        tallies.set(name, tally);
      }
      count(tally, value);
    }
  }
  const columns = [...tallies].map(([name, tally]) => summaryOf(name, tally));
  return { features: features.length, geometry: geometryWord(shapes), columns };
}

function shapeOf(type: string): 'points' | 'lines' | 'polygons' {
  if (type.endsWith('Polygon')) return 'polygons';
  return type.endsWith('LineString') ? 'lines' : 'points';
}

function geometryWord(shapes: Readonly<Record<'points' | 'lines' | 'polygons', number>>): SourceQuestion['geometry'] {
  const found = (['points', 'lines', 'polygons'] as const).filter((shape) => shapes[shape] > 0);
  if (found.length === 0) return 'none';
  return found.length === 1 ? found[0] : 'mixed';
}

function emptyTally(): Tally {
  return {
    filled: 0,
    numbers: 0,
    numeric: 0,
    texts: 0,
    booleans: 0,
    minimum: Number.NaN,
    maximum: Number.NaN,
    counts: new Map(),
    examples: [],
  };
}

function count(tally: Tally, value: unknown): void {
  const text = textOf(value);
  if (text === null) return;
  tally.filled += 1;
  if (typeof value === 'boolean') tally.booleans += 1;
  else if (typeof value === 'string') tally.texts += 1;
  else tally.numeric += 1;
  if (tally.examples.length < 3) {
    const example = text.length > exampleLength ? `${text.slice(0, exampleLength)}…` : text;
    if (!tally.examples.includes(example)) tally.examples.push(example);
  }
  const number = numberOf(value);
  if (number === null) return;
  tally.numbers += 1;
  if (!(tally.minimum <= number)) tally.minimum = number;
  if (!(tally.maximum >= number)) tally.maximum = number;
  const known = tally.counts.get(number);
  if (known !== undefined || tally.counts.size < distinctLimit) tally.counts.set(number, (known ?? 0) + 1);
}

function summaryOf(name: string, tally: Tally): ColumnSummary {
  let commonest: ColumnSummary['commonest'] = null;
  for (const [value, times] of tally.counts) {
    if (times > (commonest?.count ?? 0)) commonest = { value, count: times };
  }
  const { filled, numbers, minimum, maximum, examples } = tally;
  return { name, type: typeOf(tally), filled, examples, numbers, minimum, maximum, commonest };
}

function typeOf({ numeric, texts, booleans }: Tally): PropertySummary['type'] {
  const kinds = [numeric, texts, booleans].filter((number) => number > 0).length;
  if (kinds > 1) return 'mixed';
  if (numeric > 0) return 'number';
  return booleans > 0 ? 'boolean' : 'text';
}
