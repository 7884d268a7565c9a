import type { City, Portal } from '#model/city.ts';
import type { GapQuestion } from '#model/gap-question.ts';
import type { Scenario } from '#model/scenario.ts';
import type { Choice } from '../fields/select-field.tsx';

/** Places that a question can be about, as choices. */

/** A site that can be asked about: of the plan, or of the city where the plan has none of it. */
export interface AskedSite {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Rings of its perimeter, flat x, y; empty: by radius. */
  readonly rings: readonly ArrayLike<number>[];
  readonly radiusMeters: number;
  readonly portalIds: readonly string[];
}

/** Sites of a city without a radius of their own are taken for so large, metres. */
const usualRadius = 50;
/** Unnamed or very many sites of a city make no list to choose from. */
const mostCitySites = 300;

/** Sites of the plan, then named ones of the city that are not among them. */
export function askedSites(scenario: Pick<Scenario, 'sites'>, city: City): readonly AskedSite[] {
  const taken = new Set(scenario.sites.flatMap(({ featureId }) => (featureId === null ? [] : [featureId])));
  const features = new Map(city.sites.map((site) => [site.id, site]));
  const planned = scenario.sites.map((site) => ({
    id: site.id,
    name: site.name,
    x: site.x,
    y: site.y,
    rings: site.rings.length > 0 ? site.rings : (features.get(site.featureId ?? '')?.rings ?? []),
    radiusMeters: site.radiusMeters,
    portalIds: site.portalIds,
  }));
  const found = city.sites.flatMap((site) =>
    site.name === null || taken.has(site.id)
      ? []
      : [{ ...site, name: site.name, radiusMeters: usualRadius, portalIds: [] }],
  );
  return [...planned, ...found.slice(0, mostCitySites)];
}

/** The site that a question is about: the one it names, else the first of the plan, else of the city. */
export function siteOf(question: Pick<GapQuestion, 'siteId'>, sites: readonly AskedSite[]): AskedSite | null {
  const first = sites[0] ?? null;
  return question.siteId === null ? first : (sites.find(({ id }) => id === question.siteId) ?? first);
}

/** Doors of a building stand on its outline, which may lie a little outside a drawn perimeter, metres. */
const portalMargin = 15;
const mostPortals = 60;

/** Portals that a site names, else those that lie at it; the nearest first. */
export function portalsOf(site: AskedSite, city: City): readonly Portal[] {
  const named = new Set(site.portalIds);
  const [minX, minY, maxX, maxY] = boxOf(site);
  const belongs = ({ id, x, y }: Portal): boolean =>
    named.size > 0
      ? named.has(id)
      : x >= minX - portalMargin && x <= maxX + portalMargin && y >= minY - portalMargin && y <= maxY + portalMargin;
  const far = ({ x, y }: Portal): number => (x - site.x) * (x - site.x) + (y - site.y) * (y - site.y);
  return city.portals
    .filter((portal) => portal.kind !== 'address' && belongs(portal))
    .sort((a, b) => far(a) - far(b))
    .slice(0, mostPortals);
}

function boxOf({ rings, x, y, radiusMeters }: AskedSite): readonly [number, number, number, number] {
  if (rings.length === 0) return [x - radiusMeters, y - radiusMeters, x + radiusMeters, y + radiusMeters];
  let box: readonly [number, number, number, number] = [x, y, x, y];
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const cornerX = ring[at] ?? x;
      const cornerY = ring[at + 1] ?? y;
      box = [
        Math.min(box[0], cornerX),
        Math.min(box[1], cornerY),
        Math.max(box[2], cornerX),
        Math.max(box[3], cornerY),
      ];
    }
  }
  return box;
}

export function portalName({ name, address, kind, id }: Portal): string {
  const known = name ?? address;
  const what = kind.replaceAll('-', ' ');
  return known === null ? `${what}, ${id}` : known;
}

/** Areas that a cordon can be drawn around: sites and zones of plan and city; the empty choice is the question's site. */
export function cordonChoices(scenario: Pick<Scenario, 'sites' | 'zones'>, city: City): readonly Choice<string>[] {
  const zones = [
    ...scenario.zones,
    ...city.zones.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }])).slice(0, mostCitySites),
  ];
  return [
    { value: '', label: 'The site' },
    ...zones.map(({ id, name }) => ({ value: id, label: `Zone: ${name}` })),
    ...askedSites(scenario, city).map(({ id, name }) => ({ value: id, label: name })),
  ];
}

/** A part whose loss can be asked about. */
export interface PlanPart {
  readonly id: string;
  readonly name: string;
}

/** Devices that are not retired, then switches, links and feeds. */
export function partsOf(scenario: Scenario): readonly PlanPart[] {
  return [
    ...scenario.devices.filter(({ state }) => state !== 'retired'),
    ...scenario.networkNodes,
    ...scenario.networkLinks,
    ...scenario.powerFeeds,
  ].map(({ id, name }) => ({ id, name }));
}
