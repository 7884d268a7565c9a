import type { CategorySetId } from '#model/pixel-density.ts';
import { categorySets } from '#model/pixel-density.ts';
import { formatNumber, fromMeters, lengthUnit } from '../format.ts';
import { useSession } from '../session-context.tsx';
import { axisTicks, className, formatPercent, formatWay } from './gap-text.ts';

/** A stretch of a way within which the same class is the best. */
export interface ChartStretch {
  readonly fromMeters: number;
  readonly toMeters: number;
  /** 0 none, then the categories. */
  readonly class: number;
  readonly deviceIds: readonly string[];
}

interface StretchChartProps {
  readonly stretches: readonly ChartStretch[];
  readonly lengthMeters: number;
  /** Index of the category that counts as observed. */
  readonly category: number;
  readonly set: CategorySetId;
  readonly nameOf: (deviceId: string) => string;
}

/** Size of the drawing in CSS pixels: the inner width of the inspector. */
const width = 272;
const plotHeight = 26;
const height = plotHeight + 18;

/** The way from entry to site: red below the category, teal at or above it, the higher the better the class. */
export function StretchChart({ stretches, lengthMeters, category, set, nameOf }: StretchChartProps) {
  const units = useSession((state) => state.units);
  const classes = categorySets[set].categories.length;
  const whole = Math.max(lengthMeters, 1e-6);
  const bars = chartBars(stretches, whole, category, classes);
  const ticks = axisTicks(whole, 4);
  return (
    <svg
      className="stretch-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={chartText(stretches, whole, category)}
    >
      {bars.map(({ stretch, x, wide, high, observed }) => (
        <rect
          key={stretch.fromMeters}
          className={observed ? 'observed' : 'unobserved'}
          x={x * width}
          y={plotHeight - high * plotHeight}
          width={wide * width}
          height={high * plotHeight}
        >
          <title>
            {`${formatWay(stretch.fromMeters, units)} to ${formatWay(stretch.toMeters, units)}: ${className(stretch.class, set)}${
              stretch.deviceIds.length === 0 ? '' : `, ${stretch.deviceIds.slice(0, 4).map(nameOf).join(', ')}`
            }`}
          </title>
        </rect>
      ))}
      {ticks.map((meters, index) => (
        <text
          key={meters}
          x={(meters / whole) * width}
          y={height - 4}
          textAnchor={index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}
        >
          {formatNumber(fromMeters(meters, units))}
          {index === ticks.length - 1 ? ` ${lengthUnit(units)}` : ''}
        </text>
      ))}
    </svg>
  );
}

/** One bar, as shares of the plot: where it begins, how wide and how high it is. */
export interface ChartBar {
  readonly stretch: ChartStretch;
  readonly x: number;
  readonly wide: number;
  readonly high: number;
  readonly observed: boolean;
}

/** Height of what nobody sees, as a share of the plot: low, but there. */
const baseHeight = 0.3;

/** Stretches as bars; none narrower than what can be seen, which is a five-hundredth of the way. */
export function chartBars(
  stretches: readonly ChartStretch[],
  lengthMeters: number,
  category: number,
  classes: number,
): readonly ChartBar[] {
  return stretches.map((stretch) => ({
    stretch,
    x: Math.min(1, stretch.fromMeters / lengthMeters),
    wide: Math.min(1, Math.max(0.002, (stretch.toMeters - stretch.fromMeters) / lengthMeters)),
    high: baseHeight + (1 - baseHeight) * Math.min(1, stretch.class / Math.max(1, classes)),
    observed: stretch.class > category,
  }));
}

/** The chart in a sentence. */
export function chartText(stretches: readonly ChartStretch[], lengthMeters: number, category: number): string {
  let observed = 0;
  for (const stretch of stretches) {
    if (stretch.class > category) observed += stretch.toMeters - stretch.fromMeters;
  }
  return `${formatPercent(observed / lengthMeters)} of the way is observed, in ${formatNumber(stretches.length)} ${
    stretches.length === 1 ? 'stretch' : 'stretches'
  }`;
}
