import type { OpticalDevice } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { densityAtDistance } from '#state/camera-optics.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { type DensityProfile, densityProfile, roundUp } from './density-profile.ts';
import {
  formatDensity,
  formatDensityNumber,
  formatLength,
  formatNumber,
  fromMeters,
  lengthUnit,
  toMeters,
  type Units,
} from './format.ts';
import { Section } from './section.tsx';
import { useSession } from './session-context.tsx';

const width = 276;
const height = 118;
const plot = { left: 30, right: 270, top: 6, bottom: 96 };
/** Category whose reach the chart points out: Discern of 2025, Observe of 2014. */
const markedCategory = 2;

/** How the density falls with distance along the middle of the picture: pixel density on a plane parallel to the sensor. */
export function DensityChart({ camera, scenario }: { readonly camera: OpticalDevice; readonly scenario: Scenario }) {
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const { categories } = categorySets[scenario.categorySet];
  const profile = densityProfile(camera, scenario.targetHeightMeters, categories);
  if (profile === null) {
    return (
      <Section title="Density by distance">
        <p className="section-body hint">
          At target height nothing is in the picture at or above {categories[0]?.name}: raise the camera or tilt it
          down.
        </p>
      </Section>
    );
  }
  const marked = profile.bands.find((band) => band.category <= markedCategory);
  const required = marked === undefined ? 0 : (categories[marked.category]?.pixelsPerMeter ?? 0);
  return (
    <Section
      title="Density by distance"
      aside={marked && `${formatDensity(required, units)} to ${formatLength(marked.to, units, 0)}`}
      accent
    >
      <Chart
        camera={camera}
        targetHeight={scenario.targetHeightMeters}
        profile={profile}
        colors={categoryColors(scenario.categorySet, theme)}
        ticks={categories.map((category) => category.pixelsPerMeter)}
        mark={marked?.to ?? null}
        units={units}
      />
      <p className="section-body hint">
        Blind below {formatLength(profile.near, units)} at target height. Level ground, nothing in between.
      </p>
    </Section>
  );
}

interface ChartProps {
  readonly camera: OpticalDevice;
  readonly targetHeight: number;
  readonly profile: DensityProfile;
  readonly colors: readonly string[];
  readonly ticks: readonly number[];
  readonly mark: number | null;
  readonly units: Units;
}

function Chart({ camera, targetHeight, profile, colors, ticks, mark, units }: ChartProps) {
  const { near, far } = profile;
  const axis = roundUp(fromMeters(far * 1.02, units));
  const axisEnd = toMeters(axis, units);
  const top = Math.min(profile.best, 3000) * 1.15;
  const bottom = profile.worst / 1.6;
  const x = (distance: number) => plot.left + (distance / axisEnd) * (plot.right - plot.left);
  const y = (density: number) => {
    const share = Math.log(Math.min(top, Math.max(bottom, density)) / bottom) / Math.log(top / bottom);
    return plot.bottom - share * (plot.bottom - plot.top);
  };
  const at = (distance: number) =>
    `${x(distance).toFixed(1)},${y(densityAtDistance(camera, targetHeight, distance)).toFixed(1)}`;
  const samples = (from: number, to: number) => Array.from({ length: 25 }, (_, i) => from + ((to - from) * i) / 24);
  const shown = spread(
    ticks.filter((tick) => tick <= top && tick >= bottom),
    y,
  );
  const parts = [4, 5, 3].find((count) => Number.isInteger(Number((axis / count).toFixed(6)))) ?? 4;
  const steps = Array.from({ length: parts }, (_, index) => (axis * (index + 1)) / parts);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Density falls from ${formatDensity(profile.best, units)} at ${formatLength(near, units)} to ${formatDensity(profile.worst, units)} at ${formatLength(far, units)}`}
    >
      {shown.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={plot.left} x2={plot.right} y1={y(tick)} y2={y(tick)} />
          <text x={plot.left - 6} y={y(tick) + 3.5} textAnchor="end">
            {formatDensityNumber(tick, units)}
          </text>
        </g>
      ))}
      {near > 0 && (
        <rect className="blind" x={x(0)} y={plot.top} width={x(near) - x(0)} height={plot.bottom - plot.top} />
      )}
      {profile.bands.map(({ category, from, to }) => (
        <polygon
          key={category}
          fill={colors[category]}
          points={`${x(from)},${plot.bottom} ${samples(from, to).map(at).join(' ')} ${x(to)},${plot.bottom}`}
        />
      ))}
      <polyline className="curve" points={samples(near, far).map(at).join(' ')} />
      {mark !== null && (
        <>
          <line className="mark" x1={x(mark)} x2={x(mark)} y1={plot.top} y2={plot.bottom} />
          <circle className="dot" cx={x(mark)} cy={y(densityAtDistance(camera, targetHeight, mark))} r={3.5} />
        </>
      )}
      {steps.map((step, index) => (
        <text
          key={step}
          x={x(toMeters(step, units))}
          y={plot.bottom + 14}
          textAnchor={index === steps.length - 1 ? 'end' : 'middle'}
        >
          {formatNumber(step, Number.isInteger(step) ? 0 : 1)}
          {index === steps.length - 1 ? ` ${lengthUnit(units)}` : ''}
        </text>
      ))}
    </svg>
  );
}

/** Ticks that do not run into each other: the lowest of those nearer than a line of text. */
function spread(ticks: readonly number[], y: (tick: number) => number): readonly number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || y(last) - y(tick) >= 11) kept.push(tick);
  }
  return kept;
}
