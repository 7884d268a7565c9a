import { JsonFault } from './json-list.ts';
import type { OsmCollector } from './osm-collector.ts';
import { noTags, type RelationMember, type Tags } from './osm-data.ts';

type Fields = Readonly<Record<string, unknown>>;

const mostMembers = 1_000_000;
/** Nodes that only a geometry states get ids from here downwards, where no other program counts. */
const firstMadeUpId = -(2 ** 52);

/** Keys that say what a node is; a bare node without any of them is known by its direction alone. */
const featureKeys = new Set(
  'man_made highway building building:part amenity natural railway power telecom barrier landuse leisure shop office tourism historic public_transport entrance emergency craft place surveillance:type'.split(
    ' ',
  ),
);

/** Turns the elements of Overpass and OSM API JSON, and bare lists of nodes, into entities of the collector. */
export class JsonEntities {
  #collector: OsmCollector;
  /** Place → id of a node that has none. */
  #madeUp = new Map<string, number>();

  constructor(collector: OsmCollector) {
    this.#collector = collector;
  }

  /** `bare`: the element stands in a list without a frame, where nodes may lack their type. Throws {@link JsonFault}. */
  take(element: Fields, bare: boolean): void {
    const { type } = element;
    if (element['visible'] === false || element['action'] === 'delete') return;
    if (type === 'node' || (type === undefined && bare)) this.#node(element, type === undefined);
    else if (type === 'way') this.#way(element);
    else if (type === 'relation') this.#relation(element);
    else if (typeof type === 'string') {
      this.#collector.notes.tell('ignored', 'element', 'Neither node, way nor relation.', 1);
    } else throw new JsonFault('it has no type');
  }

  #node(element: Fields, untyped: boolean): void {
    const id = readId(element['id'], 'id');
    const tags = this.#tags(element['tags']);
    const known = untyped ? this.#untypedTags(id, tags) : tags;
    this.#collector.addNode(id, readDegrees(element['lon']), readDegrees(element['lat']), known);
  }

  /** What a node of a bare list is, where it does not say so itself. */
  #untypedTags(id: number, tags: Tags): Tags {
    if (tags.length === 0 || tags.some((key, index) => index % 2 === 0 && featureKeys.has(key))) return tags;
    if (!tags.some((key, index) => index % 2 === 0 && (key === 'direction' || key === 'camera:direction'))) {
      this.#collector.notes.add('ignored', 'point', 'The list does not say what this point is.', `node/${id}`);
      return tags;
    }
    this.#collector.notes.add(
      'guessed',
      'surveillance',
      'The list does not say what this point is; as it has a direction and nothing else, it is taken for a licence-plate reader (ALPR).',
      `node/${id}`,
    );
    return ['man_made', 'surveillance', 'surveillance:type', 'ALPR', ...tags].map((text) =>
      this.#collector.intern(text),
    );
  }

  #way(element: Fields): void {
    const id = readId(element['id'], 'id');
    const tags = this.#tags(element['tags']);
    const geometry = list(element['geometry'], 'geometry');
    if (element['nodes'] === undefined) {
      if (geometry.length > 0) this.#collector.addWay(id, this.#madeUpNodes(geometry), tags);
      else this.#withoutShape(`way/${id}`);
      return;
    }
    const refs = list(element['nodes'], 'nodes').map((node) => readId(node, 'node'));
    if (geometry.length === refs.length) {
      geometry.forEach((point, index) => {
        if (point === null) return;
        const { lon, lat } = fields(point, 'geometry');
        this.#collector.addStatedNode(refs[index], readDegrees(lon), readDegrees(lat));
      });
    }
    this.#collector.addWay(id, refs, tags);
  }

  #relation(element: Fields): void {
    const id = readId(element['id'], 'id');
    const tags = this.#tags(element['tags']);
    if (element['members'] === undefined) {
      this.#withoutShape(`relation/${id}`);
      return;
    }
    const members = list(element['members'], 'members').map((member) => this.#member(fields(member, 'member')));
    this.#collector.addRelation(id, members, tags);
  }

  #member(member: Fields): RelationMember {
    const { type, role } = member;
    if (type !== 'node' && type !== 'way' && type !== 'relation') throw new JsonFault('one of its members has no type');
    const ref = readId(member['ref'], 'ref');
    if (type === 'node' && member['lat'] !== undefined) {
      this.#collector.addStatedNode(ref, readDegrees(member['lon']), readDegrees(member['lat']));
    }
    const geometry = type === 'way' ? list(member['geometry'], 'geometry') : [];
    if (geometry.length > 0) this.#collector.addStatedWay(ref, this.#madeUpNodes(geometry));
    return { type, ref, role: this.#collector.intern(typeof role === 'string' ? role : '') };
  }

  /** Ids of nodes of which only the places are stated; equal places are one node, so that lines join. */
  #madeUpNodes(geometry: readonly unknown[]): number[] {
    return geometry.map((point) => {
      if (point === null) return firstMadeUpId;
      const { lon, lat } = fields(point, 'geometry');
      const longitude = readDegrees(lon);
      const latitude = readDegrees(lat);
      const key = `${longitude},${latitude}`;
      const known = this.#madeUp.get(key);
      if (known !== undefined) return known;
      const id = firstMadeUpId - 1 - this.#madeUp.size;
      this.#madeUp.set(key, id);
      this.#collector.addText(key.length);
      this.#collector.addNode(id, longitude, latitude, noTags);
      return id;
    });
  }

  #withoutShape(id: string): void {
    this.#collector.notes.add(
      'dropped',
      'entity',
      'The answer tells neither its nodes nor its shape; ask for “out body; >; out skel” or “out geom”.',
      id,
    );
  }

  #tags(value: unknown): Tags {
    if (value === undefined || value === null) return noTags;
    const tags: string[] = [];
    for (const [key, text] of Object.entries(fields(value, 'tags'))) {
      if (typeof text !== 'string' && typeof text !== 'number' && typeof text !== 'boolean') continue;
      tags.push(this.#collector.intern(key), this.#collector.intern(String(text)));
    }
    return tags.length === 0 ? noTags : tags;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fields(value: unknown, name: string): Fields {
  if (!isFields(value)) throw new JsonFault(`its ${name} is not an object`);
  return value;
}

/** Empty where there is none. */
function list(value: unknown, name: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new JsonFault(`its ${name} is not a list`);
  if (value.length > mostMembers) throw new JsonFault('it has more than a million members');
  return value;
}

function readId(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new JsonFault(`its ${name} is missing or not a whole number`);
  }
  return value;
}

function readDegrees(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
