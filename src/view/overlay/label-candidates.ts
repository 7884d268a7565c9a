import { groundHeight } from '#geo/terrain.ts';
import type { City, Site, SiteKind, Street, StreetClass } from '#model/city.ts';
import type { Scenario } from '#model/scenario.ts';
import { createSnapIndex } from '../snap-index.ts';
import { prismBox } from '../tile-grid.ts';

/** A name that may be written on the map; local metres. */
export interface LabelCandidate {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Lower goes first. */
  readonly rank: number;
  /** Written only where a pixel is at most this many metres. */
  readonly coarsest: number;
  /** Drawn before the text: what kind of site it is. */
  readonly icon: SiteKind | null;
  /** On the ground: not written where a building hides the place. */
  readonly ground: boolean;
}

const streetRanks: Readonly<Partial<Record<StreetClass, readonly [rank: number, coarsest: number]>>> = {
  motorway: [3, 6],
  trunk: [3, 6],
  primary: [3, 5],
  secondary: [4, 4],
  tertiary: [5, 2.5],
  pedestrian: [6, 0.9],
  residential: [7, 0.6],
  living_street: [7, 0.6],
  service: [8, 0.4],
};

/** Street pieces shorter than this carry no name, metres. */
const shortestStreet = 40;
/** Named buildings and areas smaller than this wait until one is near, square metres. */
const largeBuilding = 1500;

/** Names by their kind, each made on its own, because a large city has tens of thousands. */
export const labelMakers: readonly ((city: City) => LabelCandidate[])[] = [
  siteLabels,
  zoneLabels,
  buildingLabels,
  areaLabels,
  streetLabels,
  addressLabels,
];

/** All names of a city: sites, zones, buildings, squares and parks, streets, and house numbers from quite near. */
export function labelCandidates(city: City): LabelCandidate[] {
  return labelMakers.flatMap((make) => make(city));
}

/** Names of a plan's own sites and zones; before those of the city. */
export function planLabels(plan: Pick<Scenario, 'sites' | 'zones'>, city: City): LabelCandidate[] {
  const height = (x: number, y: number) => groundHeight(city.terrain, x, y);
  const sites = plan.sites.map(
    ({ name, kind, x, y }): LabelCandidate => ({
      text: name,
      x,
      y,
      z: height(x, y),
      rank: 0.2,
      coarsest: 6,
      icon: kind,
      ground: false,
    }),
  );
  const zones = plan.zones.map((zone): LabelCandidate => {
    const ring = zone.rings[0] ?? [];
    const { x, y, size } = middleOfRing(Float64Array.from(ring.slice(0, ring.length - (ring.length % 2))));
    const coarsest = Math.min(6, Math.sqrt(size) / 40);
    return { text: zone.name, x, y, z: height(x, y), rank: 0.8, coarsest, icon: null, ground: true };
  });
  return [...sites, ...zones];
}

/** Rank and coarsest scale of a kind of site. */
function siteRank({ kind, name }: Site): readonly [rank: number, coarsest: number] {
  if (kind === 'station') return [0, 6];
  if (kind === 'stop') return [6.5, 0.4];
  if (kind === 'other') return [2.5, name === null ? 0.5 : 2];
  return [1.5, name === null ? 1 : 2];
}

function siteLabels(city: City): LabelCandidate[] {
  if (city.sites.length === 0) return [];
  const index = createSnapIndex(city);
  return city.sites.map((site) => {
    const ground = groundHeight(city.terrain, site.x, site.y);
    const prism = index.prismAt(site.x, site.y, ground + 1);
    const onRoof = prism >= 0;
    const [rank, coarsest] = siteRank(site);
    return {
      text: site.name ?? '',
      x: site.x,
      y: site.y,
      z: onRoof ? city.prisms.topZ[prism] : ground,
      rank,
      coarsest,
      icon: site.kind,
      ground: !onRoof,
    };
  });
}

function zoneLabels(city: City): LabelCandidate[] {
  return city.zones.flatMap((zone) => {
    if (zone.name === null || zone.rings.length === 0) return [];
    const { x, y, size } = middleOfRing(zone.rings[0]);
    const z = groundHeight(city.terrain, x, y);
    const coarsest = Math.min(6, Math.sqrt(size) / 40);
    return [{ text: zone.name, x, y, z, rank: 1.8, coarsest, icon: null, ground: true }];
  });
}

/** Coarsest scale of house numbers, metres a pixel. */
const houseNumberScale = 0.13;

function addressLabels(city: City): LabelCandidate[] {
  return city.portals.flatMap(({ address, x, y }) => {
    const number = /\d+\s?[a-zA-Z]?(?=\D*$)/.exec(address ?? '')?.[0];
    if (number === undefined) return [];
    const z = groundHeight(city.terrain, x, y) + 1.5;
    return [{ text: number, x, y, z, rank: 9, coarsest: houseNumberScale, icon: null, ground: true }];
  });
}

function buildingLabels(city: City): LabelCandidate[] {
  const best = new Map<number, { readonly prism: number; readonly area: number }>();
  for (let prism = 0; prism < city.prisms.count; prism += 1) {
    const building = city.prisms.building[prism];
    const named = city.buildings[building];
    if (named === undefined || named.name === null || named.isPart) continue;
    const [minX, minY, maxX, maxY] = prismBox(city.prisms, prism);
    const area = (maxX - minX) * (maxY - minY);
    if (area > (best.get(building)?.area ?? 0)) best.set(building, { prism, area });
  }
  return [...best].map(([building, { prism, area }]) => {
    const [minX, minY, maxX, maxY] = prismBox(city.prisms, prism);
    return {
      text: city.buildings[building].name ?? '',
      x: (minX + maxX) / 2,
      y: (minY + maxY) / 2,
      z: city.prisms.topZ[prism],
      rank: area > largeBuilding ? 2 : 6,
      coarsest: Math.min(1.4, Math.sqrt(area) / 60),
      icon: null,
      ground: false,
    };
  });
}

function areaLabels(city: City): LabelCandidate[] {
  const labels: LabelCandidate[] = [];
  for (const area of city.areas) {
    if (area.name === null || area.rings.length === 0 || area.kind === 'parking' || area.kind === 'platform') continue;
    const { x, y, size } = middleOfRing(area.rings[0]);
    const large = size > largeBuilding;
    labels.push({
      text: area.name,
      x,
      y,
      z: groundHeight(city.terrain, x, y),
      rank: area.kind === 'square' && large ? 1 : large ? 3.5 : 7,
      coarsest: Math.min(6, Math.sqrt(size) / 60),
      icon: null,
      ground: true,
    });
  }
  return labels;
}

/** Middle of the ring's area and its size, by the shoelace formula. */
function middleOfRing(ring: ArrayLike<number>): { readonly x: number; readonly y: number; readonly size: number } {
  const count = ring.length / 2;
  let [twice, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const j = (i + 1) % count;
    const cross = ring[2 * i] * ring[2 * j + 1] - ring[2 * j] * ring[2 * i + 1];
    twice += cross;
    sumX += (ring[2 * i] + ring[2 * j]) * cross;
    sumY += (ring[2 * i + 1] + ring[2 * j + 1]) * cross;
  }
  if (twice === 0) return { x: ring[0], y: ring[1], size: 0 };
  return { x: sumX / (3 * twice), y: sumY / (3 * twice), size: Math.abs(twice) / 2 };
}

function streetLabels(city: City): LabelCandidate[] {
  const labels: LabelCandidate[] = [];
  for (const street of city.streets) {
    const rank = streetRanks[street.class];
    if (street.name === null || rank === undefined || street.tunnel) continue;
    const middle = middleOfStreet(street);
    if (middle === null) continue;
    const [x, y] = middle;
    labels.push({
      text: street.name,
      x,
      y,
      z: groundHeight(city.terrain, x, y),
      rank: rank[0],
      coarsest: rank[1],
      icon: null,
      ground: true,
    });
  }
  return labels;
}

/** Point halfway along a street; null where it is too short for a name. */
export function middleOfStreet({ xy }: Pick<Street, 'xy'>): readonly [number, number] | null {
  let length = 0;
  for (let i = 2; i < xy.length; i += 2) length += Math.hypot(xy[i] - xy[i - 2], xy[i + 1] - xy[i - 1]);
  if (length < shortestStreet) return null;
  let left = length / 2;
  for (let i = 2; i < xy.length; i += 2) {
    const piece = Math.hypot(xy[i] - xy[i - 2], xy[i + 1] - xy[i - 1]);
    if (piece >= left && piece > 0) {
      const t = left / piece;
      return [xy[i - 2] + t * (xy[i] - xy[i - 2]), xy[i - 1] + t * (xy[i + 1] - xy[i - 1])];
    }
    left -= piece;
  }
  return [xy[0], xy[1]];
}
