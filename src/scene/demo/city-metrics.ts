import { unionPolygons } from '#geo/polygon-boolean.ts';
import type { City, StreetClass } from '#model/city.ts';

/** Measures by which towns are compared: how large their houses are, how often they enclose a yard, how their streets meet and run. */
export interface CityMetrics {
  /** Buildings counted, without walls and bridges: parts count as the one building whose outline they replace. */
  readonly buildings: number;
  /** Footprint seen from above without courtyards, square metres. */
  readonly medianFootprint: number;
  readonly meanFootprint: number;
  /** Share of buildings whose footprint encloses at least one yard of 10 m² or more. */
  readonly courtyardShare: number;
  /** Points where at least three street ends meet. */
  readonly crossings: number;
  /** Mean number of street ends at a crossing. */
  readonly meanCrossingDegree: number;
  /**
   * Shannon entropy of street bearings, nats: 36 bins of 10° centred on multiples of 10°, both directions of every straight
   * piece, weighted by its length (Boeing 2019, "Urban spatial order"). At most ln 36 = 3.58; a perfect grid has ln 4.
   */
  readonly orientationEntropy: number;
  readonly streetKilometers: number;
}

/** Streets that count for crossings and bearings: those with a name and houses, no service ways, no footways, no rails. */
const measuredClasses: ReadonlySet<StreetClass> = new Set<StreetClass>([
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'pedestrian',
]);

const leastYard = 10;
const bins = 36;

export function measureCity(city: City): CityMetrics {
  return { ...measureFootprints(city), ...measureStreets(city) };
}

function measureFootprints(
  city: City,
): Pick<CityMetrics, 'buildings' | 'medianFootprint' | 'meanFootprint' | 'courtyardShare'> {
  const { prisms } = city;
  const groups = new Map<string, Float64Array[][]>();
  for (let p = 0; p < prisms.count; p++) {
    const building = city.buildings[prisms.building[p]];
    if (building.structure !== 'building') continue;
    const key = building.outlineId ?? building.id;
    const rings: Float64Array[] = [];
    for (let r = prisms.ringStart[p]; r < prisms.ringStart[p + 1]; r++) {
      rings.push(prisms.xy.subarray(2 * prisms.vertexStart[r], 2 * prisms.vertexStart[r + 1]));
    }
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rings]);
    else group.push(rings);
  }
  const areas: number[] = [];
  let enclosed = 0;
  for (const polygons of groups.values()) {
    const merged = polygons.length === 1 ? polygons : unionPolygons(polygons);
    areas.push(
      merged.reduce((sum, rings) => sum + rings.reduce((s, ring, i) => s + (i === 0 ? 1 : -1) * ringArea(ring), 0), 0),
    );
    if (merged.some((rings) => rings.slice(1).some((hole) => ringArea(hole) >= leastYard))) enclosed += 1;
  }
  areas.sort((a, b) => a - b);
  const n = areas.length;
  return {
    buildings: n,
    medianFootprint: n === 0 ? 0 : (areas[(n - 1) >> 1] + areas[n >> 1]) / 2,
    meanFootprint: n === 0 ? 0 : areas.reduce((sum, area) => sum + area, 0) / n,
    courtyardShare: n === 0 ? 0 : enclosed / n,
  };
}

function ringArea(ring: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += (ring[j] - ring[0]) * (ring[i + 1] - ring[1]) - (ring[i] - ring[0]) * (ring[j + 1] - ring[1]);
  }
  return Math.abs(sum) / 2;
}

function measureStreets(
  city: City,
): Pick<CityMetrics, 'crossings' | 'meanCrossingDegree' | 'orientationEntropy' | 'streetKilometers'> {
  const ends = new Map<string, number>();
  const weight = new Float64Array(bins);
  let length = 0;
  for (const street of city.streets) {
    if (!measuredClasses.has(street.class)) continue;
    const { xy } = street;
    for (let i = 0; i + 3 < xy.length; i += 2) {
      const dx = xy[i + 2] - xy[i];
      const dy = xy[i + 3] - xy[i + 1];
      const reach = Math.sqrt(dx * dx + dy * dy);
      if (reach === 0) continue;
      for (const key of [`${xy[i]},${xy[i + 1]}`, `${xy[i + 2]},${xy[i + 3]}`]) ends.set(key, (ends.get(key) ?? 0) + 1);
      const bearing = (Math.atan2(dx, dy) * 180) / Math.PI;
      weight[binOf(bearing)] += reach;
      weight[binOf(bearing + 180)] += reach;
      length += reach;
    }
  }
  const degrees = [...ends.values()].filter((count) => count >= 3);
  let entropy = 0;
  for (const share of weight) if (share > 0) entropy -= (share / (2 * length)) * Math.log(share / (2 * length));
  return {
    crossings: degrees.length,
    meanCrossingDegree: degrees.length === 0 ? 0 : degrees.reduce((sum, count) => sum + count, 0) / degrees.length,
    orientationEntropy: entropy,
    streetKilometers: length / 1000,
  };
}

function binOf(bearingDegrees: number): number {
  const turned = (bearingDegrees + 5 + 720) % 360;
  return Math.min(bins - 1, Math.floor(turned / (360 / bins)));
}
