import { failure, type Outcome, success } from '#model/result.ts';
import type { GeographicBox, OsmData, OsmRelation, RelationMember, Tags } from './osm-data.ts';

/**
 * Entities beyond which a file is refused: about 1 GB in memory, a hundred times a city. Without a limit a planet file
 * dropped on the page would end the tab.
 */
export const entityLimit = 20_000_000;

/** Doubling buffer of numbers. */
class Numbers {
  #values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Float64Array(this.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** A view, not a copy. */
  view(): Float64Array {
    return this.#values.subarray(0, this.length);
  }
}

/** Takes the entities of any number of files in any order. */
export class OsmCollector {
  #nodeIds = new Numbers();
  #longitudes = new Numbers();
  #latitudes = new Numbers();
  #nodeTags = new Map<number, Tags>();
  #wayIds = new Numbers();
  #wayStart = new Numbers();
  #refs = new Numbers();
  #wayTags: Tags[] = [];
  #relations: OsmRelation[] = [];
  #boxes: GeographicBox[] = [];
  #misplaced: number[] = [];
  #tagCount = 0;
  #memberCount = 0;
  #textBytes = 0;

  /** Entities taken so far. */
  get size(): number {
    return this.#nodeIds.length + this.#wayIds.length + this.#relations.length;
  }

  addBox(box: GeographicBox): void {
    this.#boxes.push(box);
  }

  /** Degrees. A node off the globe or without numbers is left out and listed. */
  addNode(id: number, longitude: number, latitude: number, tags: Tags): void {
    if (!(longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90)) {
      this.#misplaced.push(id);
      return;
    }
    if (tags.length > 0) this.#nodeTags.set(this.#nodeIds.length, tags);
    this.#tagCount += tags.length / 2;
    this.#nodeIds.push(id);
    this.#longitudes.push(longitude);
    this.#latitudes.push(latitude);
  }

  addWay(id: number, refs: ArrayLike<number>, tags: Tags): void {
    this.#wayIds.push(id);
    this.#wayStart.push(this.#refs.length);
    for (let i = 0; i < refs.length; i += 1) this.#refs.push(refs[i]);
    this.#wayTags.push(tags);
    this.#tagCount += tags.length / 2;
  }

  addRelation(id: number, members: readonly RelationMember[], tags: Tags): void {
    this.#relations.push({ id, members, tags });
    this.#tagCount += tags.length / 2;
    this.#memberCount += members.length;
  }

  /** Counts text that tags may keep alive, bytes, towards the limit. */
  addText(bytes: number): void {
    this.#textBytes += bytes;
  }

  /** A failure once more entities came than a browser tab can hold. */
  withinLimit(fileName: string): Outcome<null> {
    const entities = this.size + this.#misplaced.length + this.#memberCount;
    if (entities + (this.#refs.length + this.#tagCount) / 4 + this.#textBytes / 64 <= entityLimit) return success(null);
    const millions = entityLimit / 1e6;
    return failure(
      'osm-too-large',
      `${fileName} holds more than fits into memory (about ${millions} million map objects); cut out the city first (for example with osmium extract) and open that.`,
      fileName,
    );
  }

  /** Everything taken, sorted, each entity once. The collector must not be used afterwards. */
  finish(): OsmData {
    const nodes = distinctOrder(this.#nodeIds.view());
    const ways = distinctOrder(this.#wayIds.view());
    const relations = distinctOrder(Float64Array.from(this.#relations, (relation) => relation.id));
    return {
      ...this.#finishNodes(nodes),
      ...this.#finishWays(ways),
      relations: Array.from(relations, (index) => this.#relations[index]),
      boxes: this.#boxes,
      duplicates: this.size - nodes.length - ways.length - relations.length,
      misplacedNodes: this.#misplaced,
    };
  }

  #finishNodes(order: Uint32Array): Pick<OsmData, 'nodeIds' | 'longitudes' | 'latitudes' | 'nodeTags'> {
    const nodeTags = new Map<number, Tags>();
    for (let to = 0; to < order.length; to += 1) {
      const tags = this.#nodeTags.get(order[to]);
      if (tags !== undefined) nodeTags.set(to, tags);
    }
    return {
      nodeIds: pick(this.#nodeIds.view(), order),
      longitudes: pick(this.#longitudes.view(), order),
      latitudes: pick(this.#latitudes.view(), order),
      nodeTags,
    };
  }

  #finishWays(order: Uint32Array): Pick<OsmData, 'wayIds' | 'wayStart' | 'refs' | 'wayTags'> {
    const starts = this.#wayStart.view();
    const source = this.#refs.view();
    const wayStart = new Uint32Array(order.length + 1);
    const refs = new Float64Array(source.length);
    let at = 0;
    order.forEach((way, to) => {
      const part = source.subarray(starts[way], way + 1 < starts.length ? starts[way + 1] : source.length);
      refs.set(part, at);
      at += part.length;
      wayStart[to + 1] = at;
    });
    return {
      wayIds: pick(this.#wayIds.view(), order),
      wayStart,
      refs: refs.subarray(0, at),
      wayTags: Array.from(order, (way) => this.#wayTags[way]),
    };
  }
}

function pick(values: Float64Array, order: Uint32Array): Float64Array {
  const picked = new Float64Array(order.length);
  for (let i = 0; i < order.length; i += 1) picked[i] = values[order[i]];
  return picked;
}

/** Indices in ascending order of id; of equal ids the first. */
function distinctOrder(ids: Float64Array): Uint32Array {
  const order = Uint32Array.from(ids, (_, index) => index);
  if (!strictlyAscending(ids)) order.sort((a, b) => ids[a] - ids[b] || a - b);
  return order.filter((index, at) => at === 0 || ids[order[at - 1]] !== ids[index]);
}

function strictlyAscending(ids: Float64Array): boolean {
  for (let i = 1; i < ids.length; i += 1) {
    if (!(ids[i] > ids[i - 1])) return false;
  }
  return true;
}
