import { createHasher } from '#geo/hash.ts';
import type { Portal, Street } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { Goal } from '#model/goal.ts';
import { categoryIndex } from '#model/pixel-density.ts';
import type { CoverageLayer, PlanFrame } from '#model/results/coverage-bits.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { patchContains } from '../devices/cell-raster.ts';
import { maskedPanels, unitsPerSquareMeter } from '../privacy/facade-areas.ts';
import { maskedGround } from '../privacy/private-ground.ts';
import type { BitWindow } from '../visibility/bits.ts';
import { countedDevices, type DeviceFilter } from './counted-devices.ts';
import { categoryProblem } from './goal-categories.ts';
import { type DeviceChanges, type Kept, remembered } from './goal-memory.ts';
import {
  controllerInReach,
  controllersInReach,
  costMeasure,
  type HeldDevices,
  monitoredPortals,
  noPortals,
} from './goal-meters.ts';
import { chosenDemand, demandThing, type GoalScene, portalsIn, portalsOf } from './goal-scene.ts';
import { type Measure, notMeasured, shareOf } from './goal-text.ts';
import { DemandCounter, type GroundCounter, RegionCounter, StreetMeterCounter } from './ground-counters.ts';
import type { CountsOf, GroundQuestion } from './ground-tally.ts';
import { lanesRead, panelsSeen, portalsSeen } from './held-coverage.ts';
import {
  besideMargin,
  commonRegion,
  emptyRegion,
  type Places,
  placesOf,
  type Region,
  regionWithout,
  scopePatch,
  scopeRegion,
  siteOfScope,
  sitesOfKind,
  streetsOfClasses,
} from './scope-regions.ts';
import type { TargetQuestion } from './target-tallies.ts';
import { TargetSum } from './target-tally.ts';

/** How a goal is measured. */
export interface GoalMeter {
  readonly goal: Goal;
  measure(costs: PlanCosts | null): Measure;
}

/** Portals (1 each in `members`) that the devices of a filter lock and monitor. */
export interface MonitoredQuestion {
  readonly members: Uint8Array;
  readonly filter: DeviceFilter;
}

/** Which devices are controllers that count (else null), and whether they reach enough gateways. */
export type ControllerQuestion = (device: Device) => boolean | null;

/** Makes the meters of a plan's goals, and collects what they ask the merged picture. */
export class GoalPlan {
  readonly ground: GroundQuestion[] = [];
  readonly targets: TargetQuestion[] = [];
  readonly monitored: MonitoredQuestion[] = [];
  readonly controllers: ControllerQuestion[] = [];
  private readonly scene: GoalScene;
  private readonly frame: PlanFrame;
  private readonly countsOf: CountsOf;
  private readonly kept: Kept;
  private readonly held: HeldDevices;
  private readonly places: Places;
  private readonly masks: string;
  private readonly changes: DeviceChanges;

  constructor(
    scene: GoalScene,
    frame: PlanFrame,
    countsOf: CountsOf,
    held: HeldDevices,
    kept: Kept,
    changes: DeviceChanges,
  ) {
    this.changes = changes;
    this.scene = scene;
    this.frame = frame;
    this.countsOf = countsOf;
    this.held = held;
    this.kept = kept;
    this.places = placesOf(frame, scene.source.surroundings);
    this.masks = placeKey(frame.zones.filter(({ kind }) => kind === 'privacy'));
  }

  meter(goal: Goal): GoalMeter {
    const problem = this.problemOf(goal);
    if (problem !== null) {
      const measure = notMeasured(problem);
      return { goal, measure: () => measure };
    }
    return { goal, measure: this.measureOf(goal) };
  }

  /** What keeps a goal from being measured, as a sentence. */
  private problemOf(goal: Goal): string | null {
    const { scope, metric, category } = goal;
    const amount = metric === 'uplink' || metric === 'capital-cost' || metric === 'yearly-cost';
    if (amount && scope.kind !== 'city' && !(metric === 'uplink' && scope.kind === 'uplink')) {
      return 'An amount is measured for the whole plan; choose the city as its place.';
    }
    if (!amount && scope.kind === 'uplink') return 'Only Mbit/s are measured at a switch; choose another place.';
    if (scope.kind === 'site' && siteOfScope(this.places, scope.id) === null) {
      return `Neither the plan nor the city has a site “${scope.id}”; choose another place.`;
    }
    if (scope.kind === 'zone' && !this.places.zones.some(({ id }) => id === scope.id)) {
      return `Neither the plan nor the city has a zone “${scope.id}”; choose another place.`;
    }
    const { categorySet, agencies, phases } = this.frame;
    if (goal.agency !== null && !agencies.some(({ id }) => id === goal.agency)) {
      return `The plan has no agency “${goal.agency}”; choose another one.`;
    }
    if (goal.phase !== null && !phases.some(({ id }) => id === goal.phase)) {
      return `The plan has no phase “${goal.phase}”; choose another one.`;
    }
    if (byDayOnly.has(metric) && goal.condition !== 'day') {
      return 'Portals and facades are looked at by day only; choose the day.';
    }
    if (metric === 'plates' && goal.condition === 'fog')
      return 'Plates are read by day or at night; choose one of them.';
    if (needsCategory.has(metric) && categoryIndex(categorySet, category) === null) {
      return categoryProblem(categorySet, category);
    }
    return null;
  }

  private measureOf(goal: Goal): GoalMeter['measure'] {
    switch (goal.metric) {
      case 'area':
        return this.cellShare(goal, 'density', this.categoryOf(goal), this.scope(goal), 'of ground');
      case 'private-ground-exposed':
        return this.privateGroundExposed(goal);
      case 'acoustic':
        return this.cellShare(goal, 'acoustic', 0, this.scope(goal), 'of ground');
      case 'air':
        return this.cellShare(goal, 'air', 0, this.within(goal, 'residential'), 'of residential ground');
      case 'phones':
        return this.phones(goal);
      case 'demand':
        return this.demand(goal);
      case 'portals-seen':
        return this.portalsSeen(goal);
      case 'portals-monitored':
        return this.portalsMonitored(goal);
      case 'plates':
        return this.plates(goal);
      case 'facades-exposed':
        return this.facadesExposed(goal);
      case 'radio':
        return this.radio(goal);
      case 'capital-cost':
      case 'yearly-cost':
      case 'uplink':
        return (costs) => costMeasure(goal, this.frame, costs, this.held);
    }
  }

  private categoryOf({ category }: Goal): number {
    return categoryIndex(this.frame.categorySet, category) ?? 0;
  }

  /** What a scope's cells hang on, so that equal scopes share them. */
  private scopeKey({ scope }: Goal): string {
    const { places } = this;
    if (scope.kind === 'site') return placeKey([siteOfScope(places, scope.id)]);
    if (scope.kind === 'site-kind') return placeKey(sitesOfKind(places, scope.siteKind));
    if (scope.kind === 'zone') return placeKey([places.zones.find(({ id }) => id === scope.id) ?? null]);
    return JSON.stringify(scope);
  }

  /** Ground of the scope. */
  private scope(goal: Goal): Keyed<Region> {
    const key = `region ${this.scopeKey(goal)}`;
    const { source } = this.scene;
    const make = () => scopeRegion(this.scene, goal.scope, this.places, source.surroundings) ?? emptyRegion;
    return { key, value: this.kept.get(key, make) };
  }

  /** Cells of the scope and of what stands at its edge; null for the city. */
  private beside(goal: Goal): Keyed<BitWindow | null> {
    const key = `beside ${this.scopeKey(goal)}`;
    const { grid, source } = this.scene;
    const make = () => scopePatch(grid, goal.scope, this.places, source.surroundings, besideMargin);
    return { key, value: this.kept.get(key, make) };
  }

  private within(goal: Goal, what: 'residential' | 'private'): Keyed<Region> {
    const scope = this.scope(goal);
    const key = `${what} ${scope.key}`;
    const { scene } = this;
    const make = () =>
      commonRegion(scene, what === 'residential' ? scene.residential() : scene.privateGround(), scope.value);
    return { key, value: this.kept.get(key, make) };
  }

  private cellShare(
    goal: Goal,
    layer: CoverageLayer,
    index: number,
    region: Keyed<Region>,
    thing: string,
    counted: Keyed<Region> = region,
  ): GoalMeter['measure'] {
    const counter = this.counter(goal, layer, index, counted.key, () => new RegionCounter(counted.value));
    const { cell } = this.scene.grid;
    const whole = region.value.cells * cell * cell;
    return () => shareOf(counter.seen * cell * cell, whole, 'm²', thing, 'There is no such ground in this place.');
  }

  private privateGroundExposed(goal: Goal): GoalMeter['measure'] {
    const region = this.within(goal, 'private');
    const key = `unmasked ${this.masks} ${region.key}`;
    const { scene, places } = this;
    const unmasked = this.kept.get(key, () => regionWithout(scene, region.value, maskedGround(scene, places.zones)));
    const counted = { key, value: unmasked };
    return this.cellShare(goal, 'density', this.categoryOf(goal), region, 'of private ground', counted);
  }

  /** A counter on the merged ground of one layer; `about`: what else it hangs on. */
  private counter<T extends GroundCounter>(
    goal: Goal,
    layer: CoverageLayer,
    index: number,
    about: string,
    make: () => T,
  ): T {
    const filter = countedDevices(goal, this.frame.phases);
    const condition = layer === 'density' ? goal.condition : 'day';
    const key = JSON.stringify(['counter', layer, condition, filter.key, index, goal.devices, about]);
    const counter = this.kept.get(key, make);
    const counts = this.countsOf(layer, condition, filter);
    this.ground.push({ counts, index, devices: goal.devices, counter });
    return counter;
  }

  private phones(goal: Goal): GoalMeter['measure'] {
    const all = this.scene.source.surroundings?.streets ?? [];
    const { scope } = goal;
    const ofClasses = scope.kind === 'streets';
    const streets: readonly Street[] = ofClasses
      ? streetsOfClasses(this.scene.source.surroundings, scope.classes)
      : all;
    const region = ofClasses || scope.kind === 'city' ? null : this.scope(goal).value;
    const about = `street metres ${this.scopeKey(goal)}`;
    const counter = this.counter(goal, 'phones', 0, about, () => new StreetMeterCounter(this.scene, streets, region));
    const nothing = 'There are no streets for people on foot in this place.';
    return () => shareOf(counter.seenMeters, counter.wholeMeters, 'street metres', 'of streets', nothing);
  }

  private demand(goal: Goal): GoalMeter['measure'] {
    const all = this.scene.source.surroundings?.demand ?? [];
    const places = chosenDemand(all);
    const region = goal.scope.kind === 'city' ? null : this.beside(goal).value;
    const about = `demand ${this.scopeKey(goal)}`;
    const make = () => new DemandCounter(this.scene, places, region);
    const counter = this.counter(goal, 'density', this.categoryOf(goal), about, make);
    const nothing = 'There is no demand data for this place.';
    return () => {
      const share = shareOf(counter.seenWeight, counter.wholeWeight, 'weight', demandThing(places), nothing);
      return { ...share, weightUnit: places[0]?.unit ?? '' };
    };
  }

  private portals(): readonly Portal[] {
    return this.scene.source.surroundings?.portals ?? [];
  }

  /** 1 per portal that belongs to the scope and can be secured. */
  private portalMembers(goal: Goal): Keyed<Uint8Array> {
    const { scope } = goal;
    const key = `portals ${this.scopeKey(goal)}`;
    const make = (): Uint8Array => {
      if (scope.kind === 'site') {
        const place = siteOfScope(this.places, scope.id);
        return portalsOf(this.scene, place === null ? [] : [place]);
      }
      if (scope.kind === 'site-kind') return portalsOf(this.scene, sitesOfKind(this.places, scope.siteKind));
      return portalsIn(this.scene, this.beside(goal).value);
    };
    return { key, value: this.kept.get(key, make) };
  }

  private portalsSeen(goal: Goal): GoalMeter['measure'] {
    const members = this.portalMembers(goal);
    const least = this.categoryOf(goal) + 1;
    const sum = this.sum(goal, `portal ${least}`, members, this.portals().length, (coverage) =>
      portalsSeen(coverage, least),
    );
    const whole = total(members.value);
    return () => shareOf(sum.sum, whole, 'portals', '', noPortals);
  }

  private portalsMonitored(goal: Goal): GoalMeter['measure'] {
    const members = this.portalMembers(goal).value;
    const filter = countedDevices(goal, this.frame.phases);
    const { held } = this;
    this.monitored.push({ members, filter });
    return remembered(this.changes, 'access', () => monitoredPortals(this.portals(), members, held, filter));
  }

  private plates(goal: Goal): GoalMeter['measure'] {
    const lanes = this.scene.lanes();
    const nothing = 'There are no lanes for motor vehicles in this place.';
    if (lanes === null) return () => shareOf(0, 0, 'lane metres', '', nothing);
    const { samples, table } = lanes;
    const { scope } = goal;
    const key = `lanes ${this.scopeKey(goal)}`;
    const make = (): Float64Array => {
      const millimeters = table.meters.map((meters) => Math.round(1000 * meters));
      if (scope.kind === 'city') return millimeters;
      const member = new Uint8Array(table.count);
      if (scope.kind === 'streets') {
        const streets = this.scene.source.surroundings?.streets ?? [];
        const classes = new Set(scope.classes);
        for (let lane = 0; lane < table.count; lane += 1) {
          if (classes.has(streets[table.street[lane]].class)) member[lane] = 1;
        }
      } else {
        const { value } = this.beside(goal);
        for (let sample = 0; value !== null && sample < samples.count; sample += 1) {
          const inside = patchContains(this.scene.grid, value, samples.xyz[3 * sample], samples.xyz[3 * sample + 1]);
          if (inside) member[table.laneOfSample[sample]] = 1;
        }
      }
      return millimeters.map((length, lane) => length * member[lane]);
    };
    const units = { key, value: this.kept.get(key, make) };
    const night = goal.condition === 'night';
    const about = `lane ${goal.probability} ${night}`;
    const sum = this.sum(goal, about, units, table.count, (coverage) =>
      lanesRead(coverage, table, goal.probability, night),
    );
    const whole = total(units.value) / 1000;
    return () => shareOf(sum.sum / 1000, whole, 'lane metres', 'of lanes', nothing);
  }

  private facadesExposed(goal: Goal): GoalMeter['measure'] {
    const panels = this.scene.panels();
    const nothing = 'There are no facades of homes in this place.';
    if (panels === null) return () => shareOf(0, 0, 'm²', '', nothing);
    const key = `facades ${this.scopeKey(goal)}`;
    const inScope = this.kept.get(key, () => {
      const units = this.scene.panelUnits();
      const { value } = this.beside(goal);
      if (value === null) return units;
      const { center } = panels;
      return units.map((area, k) =>
        area > 0 && patchContains(this.scene.grid, value, center[3 * k], center[3 * k + 1]) ? area : 0,
      );
    });
    const maskKey = `masked panels ${this.masks}`;
    const masked = this.kept.get(maskKey, () => maskedPanels(panels, this.places.zones));
    const openKey = `open ${key} ${maskKey}`;
    const open = this.kept.get(openKey, () => inScope.map((area, k) => (masked[k] === 1 ? 0 : area)));
    const least = this.categoryOf(goal) + 1;
    const units = { key: openKey, value: open };
    const sum = this.sum(goal, `panel ${least}`, units, panels.count, (coverage) => panelsSeen(coverage, least));
    const whole = total(inScope) / unitsPerSquareMeter;
    return () => shareOf(sum.sum / unitsPerSquareMeter, whole, 'm²', 'of facades of homes', nothing);
  }

  /** A sum over targets that at least the goal's number of devices reach; `about`: how well they must. */
  private sum(
    goal: Goal,
    about: string,
    units: Keyed<ArrayLike<number>>,
    targets: number,
    targetsOf: TargetQuestion['targetsOf'],
  ): TargetSum {
    const filter = countedDevices(goal, this.frame.phases);
    const key = JSON.stringify([about, filter.key]);
    const make = () => new TargetSum(goal.devices, units.value);
    const sum = this.kept.get(JSON.stringify(['sum', key, goal.devices, units.key]), make);
    this.targets.push({ key, filter, targets, targetsOf, sum });
    return sum;
  }

  private radio(goal: Goal): GoalMeter['measure'] {
    const within = goal.scope.kind === 'city' ? null : this.beside(goal).value;
    const filter = countedDevices(goal, this.frame.phases);
    const { frame, held, scene } = this;
    this.controllers.push((device) => controllerInReach(frame, scene.grid, within, device, filter, goal.devices));
    const measure = () => controllersInReach(frame, scene.grid, within, held, filter, goal.devices);
    return remembered(this.changes, 'light', measure);
  }
}

interface Keyed<T> {
  readonly key: string;
  readonly value: T;
}

const byDayOnly: ReadonlySet<Goal['metric']> = new Set<Goal['metric']>(['portals-seen', 'facades-exposed']);

const needsCategory: ReadonlySet<Goal['metric']> = new Set<Goal['metric']>([
  ...(['area', 'demand', 'portals-seen', 'facades-exposed', 'private-ground-exposed'] as const),
]);

/** Places may have many thousand corners: keys are their hashes. */
function placeKey(places: readonly (object | null)[]): string {
  const asList = (_: string, value: unknown): unknown => (value instanceof Float64Array ? [...value] : value);
  return createHasher().text(JSON.stringify(places, asList)).digest();
}

function total(units: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < units.length; k += 1) sum += units[k];
  return sum;
}
