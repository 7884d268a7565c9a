import { type Attributes, type ElementTaker, XmlFault } from '../osm/xml-stream.ts';
import { type LaneUsers, laneUsers } from './lane-users.ts';

/** Flat x, y in the network's own metres. */
export type NetLine = readonly number[];

export interface SumoLane {
  readonly shape: NetLine;
  /** `null` where the network leaves it to SUMO's default. */
  readonly widthMeters: number | null;
  readonly speedMetersPerSecond: number;
  readonly users: LaneUsers;
}

export interface SumoEdge {
  readonly id: string;
  /** Junctions; empty for edges inside junctions. */
  readonly from: string;
  readonly to: string;
  /** `internal`, `crossing`, `walkingarea`, or empty for a street. */
  readonly purpose: string;
  readonly type: string;
  readonly name: string | null;
  /** Middle line where the network states one; else it runs straight from junction to junction. */
  readonly shape: NetLine | null;
  /** From the rightmost to the leftmost. */
  readonly lanes: SumoLane[];
}

export interface SumoJunction {
  readonly id: string;
  readonly type: string;
  readonly x: number;
  readonly y: number;
}

/** How the network's coordinates came about: projected ones plus an offset. */
export interface SumoLocation {
  readonly offsetX: number;
  readonly offsetY: number;
  /** West, south, east, north of the network's own coordinates. */
  readonly boundary: readonly number[];
  /** PROJ string; `!` where there is no projection. */
  readonly projection: string;
}

/** Numbers and names beyond which a network is refused: a few hundred megabytes in memory, a country's streets. */
const mostParts = 20_000_000;
const longestName = 200;

/** Takes the elements of a SUMO network (.net.xml). */
export class SumoElements implements ElementTaker {
  location: SumoLocation | null = null;
  readonly edges: SumoEdge[] = [];
  readonly junctions = new Map<string, SumoJunction>();
  /** Pairs of edges that one may go from and to, as `from\nto`. */
  readonly connections = new Set<string>();
  #depth = 0;
  #edge: SumoEdge | null = null;
  #parts = 0;

  /** Whether more came than fits into memory. */
  get tooLarge(): boolean {
    return this.#parts > mostParts;
  }

  get openElement(): string | null {
    return this.#edge === null ? null : `edge ${this.#edge.id}`;
  }

  start(name: string, attributes: Attributes): void {
    this.#depth += 1;
    if (this.#depth === 1 && name !== 'net') throw new XmlFault('its outermost element is not <net>');
    if (this.#depth > 16) throw new XmlFault('its elements are nested too deeply');
    if (this.#depth === 2) this.#child(name, attributes);
    else if (this.#depth === 3 && name === 'lane' && this.#edge !== null) this.#lane(this.#edge, attributes);
  }

  end(): void {
    if (this.#depth === 2) this.#edge = null;
    this.#depth -= 1;
  }

  #child(name: string, attributes: Attributes): void {
    this.#parts += 8;
    if (name === 'location') this.location = readLocation(attributes);
    else if (name === 'edge') this.#startEdge(attributes);
    else if (name === 'junction') this.#junction(attributes);
    else if (name === 'connection') {
      const { from, to } = attributes;
      if (from === undefined || to === undefined || from.startsWith(':')) return;
      this.connections.add(`${from}\n${to}`);
    }
  }

  #startEdge(attributes: Attributes): void {
    const { id } = attributes;
    if (id === undefined || id === '' || id.length > longestName) throw new XmlFault('an <edge> has no usable id');
    const { shape } = attributes;
    this.#edge = {
      id,
      from: attributes['from'] ?? '',
      to: attributes['to'] ?? '',
      purpose: attributes['function'] ?? '',
      type: attributes['type'] ?? '',
      name: attributes['name']?.slice(0, longestName) || null,
      shape: shape === undefined || shape === '' ? null : this.#line(shape, `edge ${id}`),
      lanes: [],
    };
    this.edges.push(this.#edge);
  }

  #lane(edge: SumoEdge, attributes: Attributes): void {
    this.#parts += 8;
    const width = attributes['width'] === undefined ? Number.NaN : Number(attributes['width']);
    const speed = Number(attributes['speed'] ?? Number.NaN);
    edge.lanes.push({
      shape: this.#line(attributes['shape'] ?? '', `lane of edge ${edge.id}`),
      widthMeters: width > 0 && width <= 100 ? width : null,
      speedMetersPerSecond: speed >= 0 && speed < 200 ? speed : Number.NaN,
      users: laneUsers(attributes['allow'], attributes['disallow']),
    });
  }

  #junction(attributes: Attributes): void {
    const { id, type = '' } = attributes;
    if (id === undefined || id === '' || id.length > longestName) throw new XmlFault('a <junction> has no usable id');
    if (type === 'internal') return;
    const x = readNumber(attributes['x']);
    const y = readNumber(attributes['y']);
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new XmlFault(`junction ${id} has no place`);
    this.junctions.set(id, { id, type, x, y });
  }

  /** `x,y x,y …` or `x,y,z x,y,z …`; heights are left out. */
  #line(text: string, what: string): NetLine {
    const line: number[] = [];
    if (text.trim() === '') return line;
    for (const point of text.trim().split(/\s+/)) {
      const [x, y] = point.split(',', 2).map(readNumber);
      if (!Number.isFinite(x) || !Number.isFinite(y))
        throw new XmlFault(`the shape of ${what} is not a list of points`);
      line.push(x, y);
    }
    this.#parts += line.length;
    return line;
  }
}

function readLocation(attributes: Attributes): SumoLocation {
  const [offsetX, offsetY] = numbers(attributes['netOffset']);
  return {
    offsetX: offsetX ?? 0,
    offsetY: offsetY ?? 0,
    boundary: numbers(attributes['convBoundary']),
    projection: (attributes['projParameter'] ?? '!').trim(),
  };
}

/** Empty where the text is no list of numbers. */
function numbers(text: string | undefined): number[] {
  const values = (text ?? '').split(',').map(readNumber);
  return values.every(Number.isFinite) ? values : [];
}

function readNumber(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}
