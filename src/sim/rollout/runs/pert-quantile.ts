import { power } from '#geo/exponential.ts';

/**
 * Quantiles of the beta distributions that PERT uses: α = 1 + 4p, β = 5 − 4p on [0, 1], with p the place of the most likely value. All
 * of them are one family with p as its only parameter, so that tables for a grid of p serve every task: the quantile of a p
 * between two of the grid is interpolated. As the mean (1 + 4p) / 6 is linear in p, that keeps it exact; elsewhere a quantile is
 * within 1e-4 of the range (held by a test against independent integration).
 */
const shapes = 128;
const parts = 256;

interface BetaTable {
  /** At each node the share below it, and the density up to a factor. */
  readonly below: Float64Array;
  readonly density: Float64Array;
}

/** Nodes lie closer at both ends, where the density may rise like a root. */
const nodes = Float64Array.from({ length: parts + 1 }, (_, i) => smoothStep(i / parts));

const tables: (BetaTable | undefined)[] = [];

function smoothStep(t: number): number {
  return t * t * (3 - 2 * t);
}

function createTable(shape: number): BetaTable {
  const first = (4 * shape) / shapes;
  const second = 4 - first;
  const densityAt = (x: number): number => power(x, first) * power(1 - x, second);
  const density = Float64Array.from(nodes, densityAt);
  const below = new Float64Array(parts + 1);
  const slope = (t: number): number => 6 * t * (1 - t);
  for (let i = 0; i < parts; i += 1) {
    // Simpson's rule over the node's own parameter, in which the density is smooth.
    const t = (i + 0.5) / parts;
    const inner = 4 * densityAt(smoothStep(t)) * slope(t);
    const outer = density[i] * slope(i / parts) + density[i + 1] * slope((i + 1) / parts);
    below[i + 1] = below[i] + inner + outer;
  }
  const whole = below[parts];
  for (let i = 0; i <= parts; i += 1) below[i] /= whole;
  return { below, density };
}

function tableOf(shape: number): BetaTable {
  tables[shape] ??= createTable(shape);
  return tables[shape];
}

function quantileIn({ below, density }: BetaTable, u: number): number {
  let low = 0;
  let high = parts;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (below[middle] <= u) low = middle;
    else high = middle;
  }
  const share = (u - below[low]) / (below[high] - below[low]);
  // Density taken as linear between two nodes.
  const from = density[low];
  const to = density[high];
  const part = (share * (from + to)) / (from + Math.sqrt(from * from + share * (to * to - from * from)));
  return nodes[low] + part * (nodes[high] - nodes[low]);
}

/** The quantile function of the shape with its most likely value at `mode` (0 to 1); it takes u in (0, 1). */
export function pertQuantile(mode: number): (u: number) => number {
  const place = mode * shapes;
  const shape = Math.min(shapes - 1, Math.floor(place));
  const rest = place - shape;
  const lower = tableOf(shape);
  if (rest === 0) return (u) => quantileIn(lower, u);
  const upper = tableOf(shape + 1);
  return (u) => (1 - rest) * quantileIn(lower, u) + rest * quantileIn(upper, u);
}
