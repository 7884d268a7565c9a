import { nearestStreet } from '#geo/nearest-street.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { CutoverPolicy, SiteGroup } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { nearSite, type SitePlace, sitePlaces } from '../../access/places.ts';
import { perimeterMarginMeters, portalsOfSites } from '../../access/portal-belonging.ts';
import { clustersWithin } from './clusters-within.ts';
import type { PlanDevice } from './plan-devices.ts';

/** Devices of one phase that are built together, with the old units that it takes down there. */
export interface PlanGroup {
  /** `phase/group`; `-` stands for no phase. */
  readonly id: string;
  readonly name: string;
  readonly phase: number | null;
  readonly record: SiteGroup | null;
  readonly siteId: string | null;
  readonly district: string;
  readonly policy: CutoverPolicy;
  /** Numbers of devices that it builds, ascending. */
  readonly devices: readonly number[];
  /** Numbers of devices that it takes down, ascending. */
  readonly legacy: readonly number[];
  readonly x: number;
  readonly y: number;
}

/** A street gives a group its name up to this distance, metres. */
const nameReachMeters = 150;

/** What holds a device: a record of the plan, a site of the plan, or nothing. */
interface Holder {
  readonly key: string;
  readonly name: string;
  readonly record: SiteGroup | null;
  readonly siteId: string | null;
}

/**
 * Site groups of a plan, phase by phase (those of no phase last), each phase's in the planner's own turn: records with a rank
 * first, then records as they are listed, then places in the order of their first device.
 */
export function planGroups(
  scenario: Scenario,
  scene: CoverageScene,
  devices: readonly PlanDevice[],
  policy: CutoverPolicy | null,
): readonly PlanGroup[] {
  const holders = holdersOf(scenario, scene, devices);
  const phaseNumbers = [...scenario.phases.keys(), null];
  const all = phaseNumbers.flatMap((phase) => {
    const members = devices.flatMap((entry, number) =>
      (entry.built && entry.phase === phase) || (phase !== null && entry.retiredIn === phase) ? [number] : [],
    );
    const parts = partsOf(members, holders, devices, scenario.rollout.groupReachMeters);
    const groups = parts.map(({ holder, numbers }): PlanGroup => {
      const points = numbers.map((number) => devices[number].device);
      const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
      const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
      const first = points[0];
      const key = holder?.key ?? `at-${first.id}`;
      const record = holder?.record ?? null;
      const phaseRecord = phase === null ? null : scenario.phases[phase];
      return {
        id: `${phaseRecord?.id ?? '-'}/${key}`,
        name: holder?.name ?? placeName(scene, x, y, first.name),
        phase,
        record,
        siteId: holder?.siteId ?? null,
        district: record?.district ?? '',
        policy: policy ?? record?.policy ?? phaseRecord?.policy ?? scenario.rollout.policy,
        devices: numbers.filter((number) => devices[number].built && devices[number].phase === phase),
        legacy: numbers.filter((number) => phase !== null && devices[number].retiredIn === phase),
        x,
        y,
      };
    });
    return toldApart(inTurn(groups, scenario.siteGroups), devices);
  });
  return withOwnIds(all);
}

/** Ids of phases and groups may hold any character, so that two pairs could read the same. */
function withOwnIds(groups: readonly PlanGroup[]): readonly PlanGroup[] {
  const taken = new Set<string>();
  return groups.map((group) => {
    let { id } = group;
    for (let count = 2; taken.has(id); count += 1) id = `${group.id}~${count}`;
    taken.add(id);
    return { ...group, id };
  });
}

/** Records before sites; a device that two of a kind would hold belongs to the first. */
function holdersOf(
  scenario: Scenario,
  scene: CoverageScene,
  devices: readonly PlanDevice[],
): readonly (Holder | null)[] {
  const places = sitePlaces(scenario.sites, scene.surroundings?.sites ?? []).filter(({ planned }) => planned);
  const siteOf = siteFinder(places, scene);
  const byDevice = new Map<string, SiteGroup>();
  for (const record of scenario.siteGroups) {
    for (const id of record.deviceIds) if (!byDevice.has(id)) byDevice.set(id, record);
  }
  const bySite = new Map<string, SiteGroup>();
  for (const record of scenario.siteGroups) {
    if (record.siteId !== null && !bySite.has(record.siteId)) bySite.set(record.siteId, record);
  }
  return devices.map(({ device }) => {
    const named = byDevice.get(device.id);
    if (named !== undefined) return { key: named.id, name: named.name, record: named, siteId: named.siteId };
    const site = siteOf(device);
    if (site === null) return null;
    const record = bySite.get(site.id) ?? null;
    // A record and a site may share an id and still be two groups.
    const key = record?.id ?? (scenario.siteGroups.some(({ id }) => id === site.id) ? `site-${site.id}` : site.id);
    return { key, name: record?.name ?? site.name, record, siteId: site.id };
  });
}

/** The first site of the plan that a device stands in; a door unit belongs to the site that its portal belongs to. */
function siteFinder(
  places: readonly SitePlace[],
  scene: CoverageScene,
): (device: PlanDevice['device']) => SitePlace | null {
  const portals = scene.surroundings?.portals ?? [];
  const siteOfPortal = new Map<string, SitePlace>();
  if (places.length > 0) {
    portalsOfSites(places, portals, scene).forEach((members, index) => {
      for (const member of members) {
        const { id } = portals[member];
        if (!siteOfPortal.has(id)) siteOfPortal.set(id, places[index]);
      }
    });
  }
  return (device) => {
    const byPortal = device.kind === 'access' && device.portalId !== null ? siteOfPortal.get(device.portalId) : null;
    if (byPortal !== null && byPortal !== undefined) return byPortal;
    return places.find((place) => nearSite(place, device.x, device.y, perimeterMarginMeters)) ?? null;
  };
}

function partsOf(
  members: readonly number[],
  holders: readonly (Holder | null)[],
  devices: readonly PlanDevice[],
  reach: number,
): readonly { readonly holder: Holder | null; readonly numbers: readonly number[] }[] {
  const held = new Map<string, { readonly holder: Holder; readonly numbers: number[] }>();
  const free: number[] = [];
  for (const number of members) {
    const holder = holders[number];
    if (holder === null) {
      free.push(number);
      continue;
    }
    const part = held.get(holder.key);
    if (part === undefined) held.set(holder.key, { holder, numbers: [number] });
    else part.numbers.push(number);
  }
  const clusters = clustersWithin(
    free.map((number) => devices[number].device),
    reach,
  );
  return [
    ...held.values(),
    ...clusters.map((cluster) => ({ holder: null, numbers: cluster.map((place) => free[place]) })),
  ];
}

function placeName(scene: CoverageScene, x: number, y: number, firstName: string): string {
  const streets = (scene.surroundings?.streets ?? []).filter(({ name }) => name !== null && name !== '');
  return nearestStreet(streets, x, y, nameReachMeters)?.street.name ?? `Around ${firstName}`;
}

function inTurn(groups: readonly PlanGroup[], records: readonly SiteGroup[]): readonly PlanGroup[] {
  const places = new Map(records.map(({ id }, index) => [id, index]));
  const keyOf = ({ record, devices, legacy }: PlanGroup): readonly [number, number, number] => [
    record?.rank ?? Infinity,
    record === null ? Infinity : (places.get(record.id) ?? Infinity),
    Math.min(devices[0] ?? Infinity, legacy[0] ?? Infinity),
  ];
  return groups
    .map((group) => ({ group, key: keyOf(group) }))
    .sort((a, b) => {
      const at = a.key.findIndex((value, place) => value !== b.key[place]);
      return at < 0 ? 0 : a.key[at] < b.key[at] ? -1 : 1;
    })
    .map(({ group }) => group);
}

/** Two places at one street get the name of their first device, too. */
function toldApart(groups: readonly PlanGroup[], devices: readonly PlanDevice[]): readonly PlanGroup[] {
  const counts = new Map<string, number>();
  for (const { name } of groups) counts.set(name, (counts.get(name) ?? 0) + 1);
  return groups.map((group) => {
    if (group.record !== null || group.siteId !== null || (counts.get(group.name) ?? 0) < 2) return group;
    const first = Math.min(group.devices[0] ?? Infinity, group.legacy[0] ?? Infinity);
    return { ...group, name: `${group.name}, ${devices[first].device.name}` };
  });
}
