import type { StreetClass } from '#model/city.ts';
import { type Goal, type GoalMetric, type GoalScope, lessIsBetter } from '#model/goal.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { formatMoney } from './amounts.ts';

/** Goals in plain words. */

export const metricNames: Readonly<Record<GoalMetric, string>> = {
  area: 'Ground seen',
  demand: 'Demand seen, by weight',
  'portals-seen': 'Doors and gates seen',
  'portals-monitored': 'Doors and gates locked and monitored',
  plates: 'Lanes where plates are read',
  'facades-exposed': 'Homes seen (less is better)',
  'private-ground-exposed': 'Private ground seen (less is better)',
  acoustic: 'Ground heard',
  phones: 'Streets near an emergency phone',
  radio: 'Street lights in radio reach',
  air: 'Homes that an air station stands for',
  'capital-cost': 'Capital cost (less is better)',
  'yearly-cost': 'Yearly cost (less is better)',
  uplink: 'Network load (less is better)',
};

export const goalUnit = (metric: GoalMetric): 'percent' | 'money' | 'mbps' =>
  metric === 'capital-cost' || metric === 'yearly-cost' ? 'money' : metric === 'uplink' ? 'mbps' : 'percent';

/** Fields beside scope and target that a metric takes. */
export interface MetricFields {
  readonly category: boolean;
  readonly devices: boolean;
  readonly probability: boolean;
  readonly condition: boolean;
}

export function metricFields(metric: GoalMetric): MetricFields {
  const seen = metric === 'area' || metric === 'demand' || metric === 'portals-seen';
  const exposed = metric === 'facades-exposed' || metric === 'private-ground-exposed';
  return {
    category: seen || exposed,
    devices: metric === 'area' || metric === 'demand' || metric === 'acoustic' || metric === 'radio',
    probability: metric === 'plates',
    condition: metric === 'area' || metric === 'demand' || metric === 'plates',
  };
}

/** Kinds of scope that make sense for a metric. */
export function metricScopes(metric: GoalMetric): readonly GoalScope['kind'][] {
  switch (goalUnit(metric)) {
    case 'money':
      return ['city'];
    case 'mbps':
      return ['city', 'uplink'];
    case 'percent':
      break;
  }
  if (metric === 'plates' || metric === 'phones') return ['city', 'streets', 'site', 'zone'];
  if (metric === 'portals-seen' || metric === 'portals-monitored') return ['city', 'site', 'site-kind', 'zone'];
  if (metric === 'radio' || metric === 'air') return ['city', 'zone'];
  return ['city', 'site', 'site-kind', 'zone', 'streets', 'squares'];
}

export const scopeKindNames: Readonly<Record<GoalScope['kind'], string>> = {
  city: 'the whole city',
  site: 'a site',
  zone: 'a zone',
  'site-kind': 'all sites of a kind',
  streets: 'streets of some classes',
  squares: 'squares and footways',
  uplink: 'a switch or gateway',
};

/** Classes of streets by name: `living_street` → `living street`. */
export function streetClassName(name: StreetClass): string {
  return name.replaceAll('_', ' ');
}

/** Places by id, as far as they have a name. */
export type PlaceNames = ReadonlyMap<string, string>;

export function scopeText(scope: GoalScope, places: PlaceNames): string {
  switch (scope.kind) {
    case 'city':
      return 'the whole city';
    case 'site':
    case 'zone':
    case 'uplink':
      return places.get(scope.id) ?? scope.id;
    case 'site-kind':
      return `all sites of the kind “${scope.siteKind.replaceAll('_', ' ')}”`;
    case 'streets':
      return `${scope.classes.map(streetClassName).join(', ')} streets`;
    case 'squares':
      return 'squares and footways';
  }
}

/** `≥ 95 %`, `≤ €200,000`, `≤ 400 Mbit/s`. */
export function targetText(goal: Pick<Goal, 'metric' | 'target'>, currency: string): string {
  return `${lessIsBetter.has(goal.metric) ? '≤' : '≥'} ${amountText(goal.target, goalUnit(goal.metric), currency)}`;
}

export function amountText(value: number, unit: 'percent' | 'money' | 'mbps', currency: string): string {
  if (unit === 'money') return formatMoney(value, currency);
  const digits = Number.isInteger(value) ? 0 : 1;
  return unit === 'percent' ? `${formatNumber(value, digits)} %` : `${formatNumber(value, digits)} Mbit/s`;
}

/** The whole goal as a sentence without its end: what, where, how well, when, for whom. */
export function goalSentence(goal: Goal, places: PlaceNames, currency: string): string {
  const fields = metricFields(goal.metric);
  const parts = [metricNames[goal.metric].replace(' (less is better)', '')];
  if (fields.category && goal.category !== '') parts.push(`at ${goal.category} or better`);
  if (fields.devices && goal.devices > 1) parts.push(`by at least ${goal.devices} devices`);
  if (fields.probability) parts.push(`with P ≥ ${formatNumber(goal.probability * 100)} %`);
  if (goal.scope.kind !== 'city' || goalUnit(goal.metric) === 'percent')
    parts.push(goal.scope.kind === 'city' ? 'in the whole city' : `in ${scopeText(goal.scope, places)}`);
  if (fields.condition && goal.condition !== 'day') parts.push(goal.condition === 'night' ? 'at night' : 'in fog');
  return `${parts.join(' ')}: ${targetText(goal, currency)}`;
}

/** Names of what a goal can be about: sites and zones of plan and city, switches and gateways. */
export function placeNames(
  scenario: Pick<Scenario, 'sites' | 'zones' | 'networkNodes'>,
  city: {
    readonly sites: readonly { readonly id: string; readonly name: string | null; readonly kind: string }[];
    readonly zones: readonly { readonly id: string; readonly name: string | null; readonly kind: string }[];
  } | null,
): PlaceNames {
  const names = new Map<string, string>();
  for (const { id, name, kind } of [...(city?.sites ?? []), ...(city?.zones ?? [])])
    names.set(id, name ?? kind.replaceAll('_', ' '));
  for (const { id, name } of [...scenario.sites, ...scenario.zones, ...scenario.networkNodes]) names.set(id, name);
  return names;
}
