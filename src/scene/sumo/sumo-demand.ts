import { mostRouteLegs } from '#model/city.ts';
import { importNoteIdLimit } from '#model/import-report.ts';
import { type Attributes, type ElementTaker, XmlFault } from '../osm/xml-stream.ts';
import { flowOf, secondsOf } from './sumo-flow.ts';
import { kindOfClass, type VehicleKind } from './vehicle-kinds.ts';

/** One of the routes that a vehicle may take: edge ids in order, and its share of the vehicles (not normalised). */
export interface RouteChoice {
  readonly edges: readonly string[];
  readonly weight: number;
}

/** Where a vehicle goes: by routes, by the id of a route (distribution), or from an edge or junction to another. */
export type SumoWay =
  | { readonly by: 'routes'; readonly choices: readonly RouteChoice[] }
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'edges'; readonly from: string; readonly to: string }
  | { readonly by: 'junctions'; readonly from: string; readonly to: string };

/** Vehicles of one type with one way. */
export interface VehicleGroup {
  readonly type: string;
  readonly way: SumoWay;
  count: number;
  /** The vehicle that departs first, and of those the one whose id comes first; seconds, ∞ where no departure is known. */
  firstId: string;
  firstDeparture: number;
}

/** How many, and the ids of the first of them. */
export interface Told {
  count: number;
  readonly ids: string[];
}

interface OpenVehicle {
  readonly id: string;
  readonly type: string;
  readonly count: number;
  readonly departure: number;
  way: SumoWay | null;
}

interface OpenDistribution {
  readonly id: string;
  /** Routes and types, by id or as they are. */
  readonly members: { readonly id: string | null; readonly choice: RouteChoice | null; readonly weight: number }[];
}

/** What is in memory at the most: edges of all different routes; a vehicle counts as much as eight. */
const mostParts = 20_000_000;
const partsPerVehicle = 8;
const longestName = 200;
const roots: ReadonlySet<string> = new Set(['routes', 'additional', 'add']);

/** A type of a distribution: as it is defined there, or by the id under which it is defined elsewhere. */
export interface TypeShare {
  readonly kind: VehicleKind | null;
  readonly id: string;
  readonly weight: number;
}

/**
 * Takes the vehicles, flows, trips, routes and types of SUMO's route and additional files. One object takes all files of
 * a scenario, since a vehicle may name a type or a route of another one; call {@link startFile} before each.
 */
export class SumoDemand implements ElementTaker {
  readonly groups = new Map<string, VehicleGroup>();
  readonly routes = new Map<string, readonly RouteChoice[]>();
  /** Route distributions that list routes by id. */
  readonly mixes = new Map<string, readonly { readonly id: string; readonly weight: number }[]>();
  /** Type → kind; of a distribution the kinds with their shares. */
  readonly types = new Map<string, readonly TypeShare[]>();
  /** Seconds of the first and last departure; ∞ and −∞ where there is none. */
  firstDeparture = Infinity;
  lastDeparture = -Infinity;
  /** Elements `<vehicle>`, `<trip>` and `<flow>`. */
  stated = 0;
  /** Flows with a rate and no end. */
  readonly endless: Told = { count: 0, ids: [] };
  /** What could not be used, by why. */
  readonly unusable = new Map<string, Told>();
  /** Elements of the current file that were understood, and whether it is a file of another kind. */
  understood = 0;
  isOther = false;
  readonly #seen = new Set<string>();
  readonly #edgeNames = new Map<string, string>();
  #depth = 0;
  #parts = 0;
  #vehicle: OpenVehicle | null = null;
  #vehicleName: string | null = null;
  #distribution: OpenDistribution | null = null;
  #typeMix: { readonly id: string; readonly members: TypeShare[] } | null = null;

  get tooLarge(): boolean {
    return this.#parts > mostParts;
  }

  get openElement(): string | null {
    return this.#vehicleName;
  }

  startFile(): void {
    this.#depth = 0;
    this.understood = 0;
    this.isOther = false;
    this.#vehicle = null;
    this.#distribution = null;
    this.#typeMix = null;
  }

  start(name: string, attributes: Attributes): void {
    this.#depth += 1;
    if (this.#depth === 1) this.isOther = !roots.has(name);
    if (this.isOther) return;
    if (this.#depth > 16) throw new XmlFault('its elements are nested too deeply');
    if (this.#depth === 2) this.#child(name, attributes);
    else if (this.#depth > 2 && name === 'route') this.#route(attributes);
    else if (this.#depth > 2 && name === 'vType') this.#type(attributes);
    else if (this.#depth === 3 && name === 'routeDistribution') this.#startDistribution(attributes);
  }

  end(): void {
    if (this.#depth === 2) {
      this.#endTypeMix();
      this.#endVehicle();
    }
    if (this.#distribution !== null && this.#depth === (this.#vehicle === null ? 2 : 3)) this.#endDistribution();
    this.#depth -= 1;
  }

  #child(name: string, attributes: Attributes): void {
    this.#parts += 1;
    const known = ['vehicle', 'trip', 'flow', 'route', 'routeDistribution', 'vType', 'vTypeDistribution'];
    if (known.includes(name)) this.understood += 1;
    if (name === 'vehicle' || name === 'trip' || name === 'flow') this.#startVehicle(name, attributes);
    else if (name === 'route') this.#route(attributes);
    else if (name === 'routeDistribution') this.#startDistribution(attributes);
    else if (name === 'vType') this.#type(attributes);
    else if (name === 'vTypeDistribution') this.#startTypeMix(attributes);
    else if (name === 'person' || name === 'personFlow' || name === 'interval' || name === 'container') {
      this.understood += 1;
      this.#refuse(`A <${name}> is not read: only vehicles, trips and flows are.`, attributes['id'] ?? name);
    }
  }

  #refuse(why: string, id: string): void {
    let told = this.unusable.get(why);
    if (told === undefined) {
      told = { count: 0, ids: [] };
      this.unusable.set(why, told);
    }
    tell(told, id);
  }

  #startVehicle(element: 'vehicle' | 'trip' | 'flow', attributes: Attributes): void {
    this.stated += 1;
    const { id, type = '' } = attributes;
    if (id === undefined || id === '' || id.length > longestName || type.length > longestName) {
      this.#refuse('It has no usable id or type.', id ?? element);
      return;
    }
    if (this.#seen.has(id)) {
      this.#refuse('Another vehicle has the same id.', id);
      return;
    }
    this.#seen.add(id);
    this.#parts += partsPerVehicle;
    const flow = element === 'flow' ? flowOf(attributes) : null;
    if (element === 'flow' && flow === null) {
      this.#refuse('It is a flow whose times or numbers cannot be read.', id);
      return;
    }
    if (flow?.endless === true) tell(this.endless, id);
    const departure = flow === null ? secondsOf(attributes['depart']) : flow.from;
    if (departure !== null) {
      this.firstDeparture = Math.min(this.firstDeparture, departure);
      this.lastDeparture = Math.max(this.lastDeparture, flow?.to ?? departure);
    }
    this.#vehicleName = `${element} ${id}`;
    this.#vehicle = { id, type, count: flow?.count ?? 1, departure: departure ?? Infinity, way: wayOf(attributes) };
  }

  #endVehicle(): void {
    const vehicle = this.#vehicle;
    this.#vehicle = null;
    this.#vehicleName = null;
    if (vehicle === null) return;
    const { id, type, count, departure, way } = vehicle;
    if (way === null) {
      this.#refuse('It states neither a route nor from where to where (districts are not read).', id);
      return;
    }
    const key = JSON.stringify([type, way]);
    const group = this.groups.get(key);
    if (group === undefined) {
      this.#parts += partsOf(way);
      this.groups.set(key, { type, way, count, firstId: id, firstDeparture: departure });
      return;
    }
    group.count += count;
    const earlier = departure < group.firstDeparture || (departure === group.firstDeparture && id < group.firstId);
    if (!earlier) return;
    group.firstId = id;
    group.firstDeparture = departure;
  }

  /** Of a vehicle, of a distribution, or of its own. */
  #route(attributes: Attributes): void {
    const { id = '', edges, refId } = attributes;
    const weight = weightOf(attributes['probability']);
    if (this.#distribution !== null) {
      const choice = edges === undefined ? null : this.#choice(edges, weight, id);
      this.#distribution.members.push({ id: refId ?? id, choice, weight });
      if (choice !== null && id !== '') this.#keepRoutes(id, [choice]);
      return;
    }
    const choice = edges === undefined ? null : this.#choice(edges, 1, this.#vehicle?.id ?? id);
    if (this.#vehicle !== null) {
      if (choice !== null) this.#vehicle.way = { by: 'routes', choices: [choice] };
      else if (refId !== undefined) this.#vehicle.way = { by: 'id', id: refId };
    } else if (this.#depth === 2 && choice !== null && id !== '') this.#keepRoutes(id, [choice]);
  }

  #choice(text: string, weight: number, id: string): RouteChoice | null {
    const edges = text.split(/\s+/).flatMap((edge) => (edge === '' ? [] : [this.#sameText(edge)]));
    if (edges.length > 0 && edges.length <= mostRouteLegs) return { edges, weight };
    this.#refuse(`A route is empty or has more than ${mostRouteLegs} edges.`, id);
    return null;
  }

  /** One string for every mention of an edge: routes name the same edges again and again. */
  #sameText(edge: string): string {
    const known = this.#edgeNames.get(edge);
    if (known !== undefined) return known;
    this.#edgeNames.set(edge, edge);
    this.#parts += partsPerVehicle;
    return edge;
  }

  #keepRoutes(id: string, choices: readonly RouteChoice[]): void {
    if (id.length > longestName || this.routes.has(id)) return;
    for (const { edges } of choices) this.#parts += edges.length;
    this.routes.set(id, choices);
  }

  #startDistribution(attributes: Attributes): void {
    const members: OpenDistribution['members'] = [];
    const weights = (attributes['probabilities'] ?? '').split(/\s+/).filter((text) => text !== '');
    const listed = (attributes['routes'] ?? '').split(/\s+/).filter((text) => text !== '');
    for (const [index, id] of listed.entries()) members.push({ id, choice: null, weight: weightOf(weights[index]) });
    this.#distribution = { id: attributes['id'] ?? '', members };
  }

  #endDistribution(): void {
    const distribution = this.#distribution;
    this.#distribution = null;
    if (distribution === null) return;
    const { id, members } = distribution;
    const choices = members.flatMap(({ choice }) => (choice === null ? [] : [choice]));
    if (this.#vehicle !== null) {
      if (choices.length > 0) this.#vehicle.way = { by: 'routes', choices };
      return;
    }
    if (id === '') return;
    if (choices.length === members.length) this.#keepRoutes(id, choices);
    else {
      this.#parts += members.length;
      this.mixes.set(
        id,
        members.flatMap((member) => (member.id === null ? [] : [{ id: member.id, weight: member.weight }])),
      );
    }
  }

  #type(attributes: Attributes): void {
    const { id, vClass } = attributes;
    const kind = kindOfClass(vClass);
    this.#typeMix?.members.push({ kind, id: '', weight: weightOf(attributes['probability']) });
    this.#parts += 1;
    if (id !== undefined && id.length <= longestName) this.types.set(id, [{ kind, id, weight: 1 }]);
  }

  #startTypeMix(attributes: Attributes): void {
    this.#typeMix = { id: attributes['id'] ?? '', members: [] };
    const weights = (attributes['probabilities'] ?? '').split(/\s+/).filter((text) => text !== '');
    const listed = (attributes['vTypes'] ?? '').split(/\s+/).filter((text) => text !== '');
    this.#parts += listed.length;
    for (const [index, id] of listed.entries()) {
      this.#typeMix.members.push({ kind: null, id, weight: weightOf(weights[index]) });
    }
  }

  #endTypeMix(): void {
    const mix = this.#typeMix;
    this.#typeMix = null;
    if (mix !== null && mix.members.length > 0 && mix.id.length <= longestName) this.types.set(mix.id, mix.members);
  }
}

function tell(told: Told, id: string): void {
  told.count += 1;
  if (told.ids.length < importNoteIdLimit) told.ids.push(id.slice(0, longestName));
}

function wayOf({ route, from, to, fromJunction, toJunction }: Attributes): SumoWay | null {
  if (route !== undefined) return { by: 'id', id: route };
  if (from !== undefined && to !== undefined) return { by: 'edges', from, to };
  if (fromJunction === undefined || toJunction === undefined) return null;
  return { by: 'junctions', from: fromJunction, to: toJunction };
}

function partsOf(way: SumoWay): number {
  return way.by === 'routes' ? way.choices.reduce((sum, { edges }) => sum + edges.length, 1) : 1;
}

/** SUMO's probabilities need not add up to one; one that is not stated counts 1. */
function weightOf(text: string | undefined): number {
  const value = Number(text ?? 1);
  return value >= 0 && value <= 1e9 ? value : 1;
}
