import type { AssumptionKey } from '#model/assumptions.ts';
import type { CategorySetId } from '#model/pixel-density.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { GapScore } from '#model/results/gaps/gap-report.ts';
import { formatDensity, formatLength, formatNumber, metersPerFoot, type Units } from '../format.ts';

/** Numbers of security gaps for people. */

/** A probability with two decimals, `0.46`; what rounds to 0 or 1 without being it says so: `< 0.01`, `> 0.99`. */
export function formatChance(chance: number): string {
  if (!Number.isFinite(chance)) return '–';
  if (chance > 0 && chance < 0.005) return '< 0.01';
  if (chance < 1 && chance >= 0.995) return '> 0.99';
  return formatNumber(chance, 2);
}

/** A share as whole per cent, `90 %`; what rounds to 0 or 100 without being it says so. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.005) return '< 1 %';
  if (share < 1 && share >= 0.995) return '> 99 %';
  return `${formatNumber(share * 100)} %`;
}

/** Seconds as `45 s`, `4 min 43 s`, `1 h 05 min`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  if (whole < 60) return `${formatNumber(whole)} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${formatNumber(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Metres of a way: whole metres, kilometres from 10 km; feet, or miles from 1 mile. */
export function formatWay(meters: number, units: Units): string {
  if (!Number.isFinite(meters)) return '–';
  const mile = 5280 * metersPerFoot;
  if (units === 'us') return meters >= mile ? `${formatNumber(meters / mile, 1)} mi` : formatLength(meters, units, 0);
  return meters >= 10_000 ? `${formatNumber(meters / 1000, 1)} km` : formatLength(meters, units, 0);
}

/** Kilometres or miles without the unit. */
export function distanceNumber(kilometres: number, units: Units): number {
  return units === 'us' ? kilometres / 1.609344 : kilometres;
}

export function distanceUnit(units: Units): string {
  return units === 'us' ? 'mi' : 'km';
}

/** A change of a share in percentage points: `−9.4 pp`, `+1.2 pp`, `0.0 pp`. */
export function formatPoints(change: number): string {
  return `${formatSigned(change * 100, 1)} pp`;
}

/** With its sign; none where it rounds to nothing. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `≥ Outline, 40 px/m`: the class that counts as observed. */
export function categoryText(category: number, set: CategorySetId, units: Units): string {
  const chosen = categorySets[set].categories[category];
  return chosen === undefined ? '–' : `≥ ${chosen.name}, ${formatDensity(chosen.pixelsPerMeter, units)}`;
}

/** Name of a class of a stretch: 0 is nobody, then the set's categories. */
export function className(found: number, set: CategorySetId): string {
  return found <= 0 ? 'not observed' : (categorySets[set].categories[found - 1]?.name ?? `class ${found}`);
}

/** `2 to 4 devices`, `3 devices`: between bounds, or where they meet. */
export function boundsText(lower: number, upper: number, noun: string): string {
  if (lower === upper) return `${formatNumber(upper)} ${upper === 1 ? noun : `${noun}s`}`;
  return `${formatNumber(lower)} to ${formatNumber(upper)} ${noun}s`;
}

/** Value of a score in its unit; “none” where there is none. */
export function scoreText({ value, unit }: Pick<GapScore, 'value' | 'unit'>, units: Units): string {
  if (value === null) return 'none';
  switch (unit) {
    case 'share':
      return formatChance(value);
    case 'metres':
      return formatWay(value, units);
    case 'seconds':
      return formatDuration(value);
    case 'count':
      return formatNumber(value);
    case 'points':
      return formatNumber(value, pointDecimals(value));
  }
}

/** Rates below one need more decimals than scores of up to a hundred. */
function pointDecimals(value: number): number {
  return value !== 0 && Math.abs(value) < 1 ? 3 : 1;
}

/** How a score differs, `better`: as the score counts it. */
export interface ScoreChange {
  readonly text: string;
  readonly tone: 'better' | 'worse' | 'same';
}

/** Second against first; null where one of them has no value. */
export function scoreChange(first: GapScore, second: GapScore, units: Units): ScoreChange | null {
  if (first.value === null || second.value === null) return null;
  const change = second.value - first.value;
  const text = changeText(change, first.unit, units);
  if (!/[1-9]/.test(text)) return { text, tone: 'same' };
  return { text, tone: change > 0 === (first.better === 'more') ? 'better' : 'worse' };
}

function changeText(change: number, unit: GapScore['unit'], units: Units): string {
  switch (unit) {
    case 'share':
      return formatSigned(change, 2);
    case 'metres':
      return `${change > 0 ? '+' : ''}${formatWay(change, units)}`;
    case 'seconds':
      return `${change < 0 ? '−' : '+'}${formatDuration(Math.abs(change))}`;
    case 'count':
      return formatSigned(change, 0);
    case 'points':
      return formatSigned(change, pointDecimals(change));
  }
}

/** Tick marks of an axis from 0 to the length, both ends among them. */
export function axisTicks(length: number, steps: number): readonly number[] {
  return Array.from({ length: steps + 1 }, (_, step) => (length * step) / steps);
}

/** Short names of assumptions beside a slider; their table has the long ones. */
export const shortAssumptions: Partial<Readonly<Record<AssumptionKey, string>>> = {
  walkingSpeed: 'Walking',
  watchRateLow: 'Watch, low',
  watchRateHigh: 'Watch, high',
  fenceDelaySeconds: 'Fence',
  wallDelaySeconds: 'Wall',
  hedgeDelaySeconds: 'Hedge',
  gateDelaySeconds: 'Gate',
  doorDelaySeconds: 'Door',
  lockedDoorDelaySeconds: 'Locked door',
  insideDelaySeconds: 'Inside',
  alarmDetection: 'Door alarm',
  insideDetection: 'Seen inside',
  communication: 'Alarm sent',
  responseAssessSeconds: 'Assessing',
  responseSpeed: 'Response',
  timeSpread: 'Spread',
  lampReachMeters: 'Lamp reach',
  fogVisibilityMeters: 'Fog sight',
  plateRecognition: 'Read right',
  deviceAvailability: 'Units work',
  driveSpeed: 'Driving',
  detourTolerance: 'Detour',
  knownUnitChance: 'Avoided',
  carTripsPerPerson: 'Trips',
  gravityDecaySeconds: 'Trip reach',
  routeSpreadSeconds: 'Route mix',
  deviceMtbfHours: 'Device fails',
  deviceMttrHours: 'Mended in',
  linkMtbfHours: 'Link fails',
  linkMttrHours: 'Mended in',
  powerMtbfHours: 'Grid fails',
  powerMttrHours: 'Back in',
};

/** The part of an assumption's range that a slider spans: what is usual, while the number beside it takes all. */
export const sliderRanges: Partial<Readonly<Record<AssumptionKey, readonly [least: number, most: number]>>> = {
  walkingSpeed: [0.5, 3],
  watchRateLow: [0, 0.1],
  watchRateHigh: [0, 2],
  fenceDelaySeconds: [0, 120],
  wallDelaySeconds: [0, 180],
  hedgeDelaySeconds: [0, 120],
  gateDelaySeconds: [0, 180],
  doorDelaySeconds: [0, 120],
  lockedDoorDelaySeconds: [0, 600],
  insideDelaySeconds: [0, 600],
  responseAssessSeconds: [0, 300],
  responseSpeed: [0.2, 1.5],
  lampReachMeters: [1, 40],
  fogVisibilityMeters: [10, 1000],
  driveSpeed: [0.2, 1.2],
  detourTolerance: [0, 1],
  routeSpreadSeconds: [1, 600],
  carTripsPerPerson: [0, 1],
  gravityDecaySeconds: [60, 3600],
  deviceMtbfHours: [1000, 200_000],
  deviceMttrHours: [0, 720],
  linkMtbfHours: [1000, 200_000],
  linkMttrHours: [0, 168],
  powerMtbfHours: [100, 50_000],
  powerMttrHours: [0, 72],
};

/** Decimals that a number is written with, three at most. */
export function decimalsOf(value: number): number {
  return [0, 1, 2].find((digits) => Math.abs(value - Number(value.toFixed(digits))) < 1e-9) ?? 3;
}
