import type { OsmCollector } from './osm-collector.ts';
import { type MemberType, noTags, type RelationMember } from './osm-data.ts';
import { type Attributes, type ElementTaker, XmlFault } from './xml-stream.ts';

/** No OSM element nests deeper than four, and none has more children than a few thousand. */
const deepest = 64;
const mostChildren = 1_000_000;

/** An entity whose element is open. */
interface OpenEntity {
  readonly type: MemberType;
  readonly id: number;
  readonly deleted: boolean;
  readonly longitude: number;
  readonly latitude: number;
  readonly refs: number[];
  readonly members: RelationMember[];
  readonly tags: string[];
}

/** Turns the elements of an OSM XML file (version 0.6) into entities of the collector. */
export class OsmElements implements ElementTaker {
  #collector: OsmCollector;
  #depth = 0;
  #open: OpenEntity | null = null;

  constructor(collector: OsmCollector) {
    this.#collector = collector;
  }

  /** Name of the element that is not finished yet, for messages. */
  get openElement(): string | null {
    return this.#open === null ? null : `${this.#open.type} ${this.#open.id}`;
  }

  start(name: string, attributes: Attributes): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw new XmlFault('its elements are nested too deeply');
    if (this.#depth === 1) {
      if (name !== 'osm') throw new XmlFault(`its outermost element is not <osm>`);
    } else if (this.#depth === 2) {
      if (name === 'node' || name === 'way' || name === 'relation') this.#open = openEntity(name, attributes);
      else if (name === 'bounds') this.#addBounds(attributes);
    } else if (this.#depth === 3 && this.#open !== null) {
      this.#child(this.#open, name, attributes);
    }
  }

  end(): void {
    if (this.#depth === 2 && this.#open !== null) {
      if (!this.#open.deleted) this.#store(this.#open);
      this.#open = null;
    }
    this.#depth -= 1;
  }

  #child(entity: OpenEntity, name: string, attributes: Attributes): void {
    if (entity.tags.length + entity.refs.length + entity.members.length > mostChildren) {
      throw new XmlFault(`${entity.type} ${entity.id} has more than a million members`);
    }
    if (name === 'tag') {
      const { k, v } = attributes;
      if (k !== undefined && v !== undefined) entity.tags.push(this.#collector.intern(k), this.#collector.intern(v));
    } else if (name === 'nd' && entity.type === 'way') {
      entity.refs.push(readId(attributes['ref'], 'ref of <nd>'));
    } else if (name === 'member' && entity.type === 'relation') {
      const type = attributes['type'];
      if (type !== 'node' && type !== 'way' && type !== 'relation') throw new XmlFault('a <member> has no type');
      const ref = readId(attributes['ref'], 'ref of <member>');
      entity.members.push({ type, ref, role: this.#collector.intern(attributes['role'] ?? '') });
    }
  }

  #store(entity: OpenEntity): void {
    const tags = entity.tags.length === 0 ? noTags : entity.tags;
    if (entity.type === 'node') this.#collector.addNode(entity.id, entity.longitude, entity.latitude, tags);
    else if (entity.type === 'way') this.#collector.addWay(entity.id, entity.refs, tags);
    else this.#collector.addRelation(entity.id, entity.members, tags);
  }

  #addBounds(attributes: Attributes): void {
    const west = readDegrees(attributes['minlon']);
    const south = readDegrees(attributes['minlat']);
    const east = readDegrees(attributes['maxlon']);
    const north = readDegrees(attributes['maxlat']);
    if ([west, south, east, north].every(Number.isFinite)) this.#collector.addBox({ west, south, east, north });
  }
}

function openEntity(type: MemberType, attributes: Attributes): OpenEntity {
  return {
    type,
    id: readId(attributes['id'], `id of <${type}>`),
    deleted: attributes['action'] === 'delete' || attributes['visible'] === 'false',
    longitude: readDegrees(attributes['lon']),
    latitude: readDegrees(attributes['lat']),
    refs: [],
    members: [],
    tags: [],
  };
}

function readId(text: string | undefined, what: string): number {
  const id = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(id)) throw new XmlFault(`the ${what} is missing or not a whole number`);
  return id;
}

function readDegrees(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}
