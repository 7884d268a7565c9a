import type { GeographicBox } from '#model/geographic-box.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { noTags, type OsmData, type OsmRelation, type RelationMember, type Tags, tagValue } from './osm-data.ts';

/**
 * What an extract may take in memory, bytes, by the estimate of {@link OsmCollector.memory}: 80 million nodes, a thousand
 * times a city's centre. Without a limit a planet file dropped on the page would end the tab.
 */
export const memoryLimit = 5 * 2 ** 29;

/** Estimates of what an entity takes, bytes; docs/performance.md holds them against measurements. */
const nodeBytes = 32;
const misplacedBytes = 16;
const wayBytes = 112;
const refBytes = 16;
const tagBytes = 16;
const taggedNodeBytes = 100;
const relationBytes = 200;
const memberBytes = 64;
const textOverhead = 24;

/** Longer texts are names and notes, which seldom repeat. */
const longestInterned = 40;
const mostInterned = 200_000;

/** Shorter texts are always copies (V8, JavaScriptCore and SpiderMonkey make views of longer ones). */
const shortestView = 8;

const segmentLength = 65_536;

/** Growing list of numbers in segments, so that growing copies nothing. */
class Numbers {
  #segments: Float64Array[] = [];
  #last = new Float64Array(0);
  #filled = 0;
  length = 0;

  push(value: number): void {
    if (this.#filled === this.#last.length) {
      this.#last = new Float64Array(segmentLength);
      this.#segments.push(this.#last);
      this.#filled = 0;
    }
    this.#last[this.#filled] = value;
    this.#filled += 1;
    this.length += 1;
  }

  *values(): Generator<number, void> {
    for (let i = 0; i < this.length; i += 1) yield this.#segments[Math.floor(i / segmentLength)][i % segmentLength];
  }

  /** All of them as one array; empties the list segment by segment, so that little is there twice. */
  drain(): Float64Array {
    const values = new Float64Array(this.length);
    let at = 0;
    for (let index = 0; index < this.#segments.length; index += 1) {
      const part = Math.min(segmentLength, values.length - at);
      values.set(this.#segments[index].subarray(0, part), at);
      at += part;
      this.#segments[index] = this.#last;
    }
    this.#segments = [];
    this.#last = new Float64Array(0);
    this.#filled = 0;
    this.length = 0;
    return values;
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
  /** Id, longitude, latitude in turn. */
  #statedNodes: number[] = [];
  #statedWays: { readonly id: number; readonly refs: readonly number[] }[] = [];
  #notes = new ImportNotes();
  #strings = new Map<string, string>();
  #memory = 0;

  /** Entities taken so far. */
  get size(): number {
    return this.#nodeIds.length + this.#wayIds.length + this.#relations.length;
  }

  /** Estimate of what has been taken, bytes in memory. */
  get memory(): number {
    return this.#memory;
  }

  /** What a reader has to tell about its file. */
  get notes(): ImportNotes {
    return this.#notes;
  }

  addBox(box: GeographicBox): void {
    this.#boxes.push(box);
  }

  /** Degrees. A node off the globe or without numbers is left out and listed. */
  addNode(id: number, longitude: number, latitude: number, tags: Tags): void {
    if (!(longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90)) {
      this.#misplaced.push(id);
      this.#memory += misplacedBytes;
      return;
    }
    this.#memory += nodeBytes;
    if (tags.length > 0) {
      this.#nodeTags.set(this.#nodeIds.length, tags);
      this.#memory += taggedNodeBytes + (tags.length / 2) * tagBytes;
    }
    this.#nodeIds.push(id);
    this.#longitudes.push(longitude);
    this.#latitudes.push(latitude);
  }

  addWay(id: number, refs: ArrayLike<number>, tags: Tags): void {
    this.#wayIds.push(id);
    this.#wayStart.push(this.#refs.length);
    for (let i = 0; i < refs.length; i += 1) this.#refs.push(refs[i]);
    this.#wayTags.push(tags);
    this.#memory += wayBytes + refs.length * refBytes + (tags.length / 2) * tagBytes;
  }

  addRelation(id: number, members: readonly RelationMember[], tags: Tags): void {
    this.#relations.push({ id, members, tags });
    this.#memory += relationBytes + members.length * memberBytes + (tags.length / 2) * tagBytes;
  }

  /** A node as another entity states it (Overpass `out geom`); counts only where the node itself does not come. */
  addStatedNode(id: number, longitude: number, latitude: number): void {
    this.#memory += nodeBytes;
    this.#statedNodes.push(id, longitude, latitude);
  }

  /** A way as a relation states it; counts only where the way itself does not come. */
  addStatedWay(id: number, refs: readonly number[]): void {
    this.#memory += wayBytes + refs.length * refBytes;
    this.#statedWays.push({ id, refs });
  }

  /** One copy of a text that repeats: keys and short values come thousands of times. Counts new text towards the limit. */
  intern(text: string): string {
    const known = text.length > longestInterned ? undefined : this.#strings.get(text);
    if (known !== undefined) return known;
    this.addText(text.length);
    const own = detached(text);
    if (text.length <= longestInterned && this.#strings.size < mostInterned) this.#strings.set(own, own);
    return own;
  }

  /** Counts text that tags may keep alive, characters, towards the limit. */
  addText(length: number): void {
    this.#memory += textOverhead + 2 * length;
  }

  /** A failure once more came than a browser tab can hold. */
  withinLimit(fileName: string): Outcome<null> {
    if (this.#memory <= memoryLimit) return success(null);
    return failure(
      'osm-too-large',
      `${fileName} holds more than fits into memory (about ${Math.floor(memoryLimit / nodeBytes / 1e6)} million points); cut out the city first (for example with osmium extract) and open that.`,
      fileName,
    );
  }

  /** Everything taken, sorted, each entity once. The collector must not be used afterwards. */
  finish(): OsmData {
    this.#strings.clear();
    this.#takeStated();
    const size = this.size;
    const nodes = this.#finishNodes();
    const ways = this.#finishWays();
    const relations = this.#finishRelations();
    return {
      ...nodes,
      ...ways,
      relations,
      boxes: this.#boxes,
      duplicates: size - nodes.nodeIds.length - ways.wayIds.length - relations.length,
      misplacedNodes: this.#misplaced,
      notes: this.#notes.finish(),
    };
  }

  #takeStated(): void {
    const stated = this.#statedNodes;
    const nodes = new Set(stated.length === 0 ? [] : this.#nodeIds.values());
    for (let i = 0; i < stated.length; i += 3) {
      if (nodes.has(stated[i])) continue;
      nodes.add(stated[i]);
      this.addNode(stated[i], stated[i + 1], stated[i + 2], noTags);
    }
    const ways = new Set(this.#statedWays.length === 0 ? [] : this.#wayIds.values());
    for (const { id, refs } of this.#statedWays) {
      if (ways.has(id)) continue;
      ways.add(id);
      this.addWay(id, refs, noTags);
    }
  }

  #finishNodes(): Pick<OsmData, 'nodeIds' | 'longitudes' | 'latitudes' | 'nodeTags'> {
    const ids = this.#nodeIds.drain();
    const sorted = ascendingOrder(ids);
    const order = sorted === null ? null : firstOfEach(ids, sorted);
    if (sorted !== null) this.#mergeNodeTags(ids, sorted);
    const nodeIds = pick(ids, order);
    const longitudes = pick(this.#longitudes.drain(), order);
    const latitudes = pick(this.#latitudes.drain(), order);
    return {
      nodeIds,
      longitudes,
      latitudes,
      nodeTags: order === null ? this.#nodeTags : reordered(this.#nodeTags, order),
    };
  }

  /** A node that comes again adds what the first says nothing of: a list of devices to the extract they stand in. */
  #mergeNodeTags(ids: Float64Array, sorted: Uint32Array): void {
    let first = sorted[0];
    for (const index of sorted) {
      if (ids[index] !== ids[first]) first = index;
      const added = index === first ? undefined : this.#nodeTags.get(index);
      if (added === undefined) continue;
      const known = this.#nodeTags.get(first) ?? noTags;
      const news = added.filter((_, at) => tagValue(known, added[at - (at % 2)]) === undefined);
      if (news.length === 0) continue;
      this.#nodeTags.set(first, [...known, ...news]);
      this.#notes.add(
        'repaired',
        'node',
        'Comes more than once; the first has tags added that only a later one has.',
        `node/${ids[first]}`,
      );
    }
  }

  #finishRelations(): readonly OsmRelation[] {
    const ids = Float64Array.from(this.#relations, (relation) => relation.id);
    const sorted = ascendingOrder(ids);
    if (sorted === null) return this.#relations;
    return Array.from(firstOfEach(ids, sorted), (index) => this.#relations[index]);
  }

  #finishWays(): Pick<OsmData, 'wayIds' | 'wayStart' | 'refs' | 'wayTags'> {
    const ids = this.#wayIds.drain();
    const starts = this.#wayStart.drain();
    const source = this.#refs.drain();
    const sorted = ascendingOrder(ids);
    if (sorted === null) {
      const wayStart = new Uint32Array(ids.length + 1);
      wayStart.set(starts);
      wayStart[ids.length] = source.length;
      return { wayIds: ids, wayStart, refs: source, wayTags: this.#wayTags };
    }
    const order = firstOfEach(ids, sorted);
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
      wayIds: pick(ids, order),
      wayStart,
      refs: refs.subarray(0, at),
      wayTags: Array.from(order, (way) => this.#wayTags[way]),
    };
  }
}

/** Engines keep a part of a text as a view of the whole; a name must not hold on to the piece of file it was read from. */
function detached(text: string): string {
  return text.length < shortestView ? text : ` ${text}`.slice(1);
}

function reordered(nodeTags: ReadonlyMap<number, Tags>, order: Uint32Array): Map<number, Tags> {
  const tagsOf = new Map<number, Tags>();
  for (let to = 0; to < order.length; to += 1) {
    const tags = nodeTags.get(order[to]);
    if (tags !== undefined) tagsOf.set(to, tags);
  }
  return tagsOf;
}

/** Values in the given order; as they are where it is `null`. */
function pick(values: Float64Array, order: Uint32Array | null): Float64Array {
  if (order === null) return values;
  const picked = new Float64Array(order.length);
  for (let i = 0; i < order.length; i += 1) picked[i] = values[order[i]];
  return picked;
}

/** Indices in ascending order of id, of equal ids in the order they came; `null` where the ids ascend already. */
function ascendingOrder(ids: Float64Array): Uint32Array | null {
  if (strictlyAscending(ids)) return null;
  return Uint32Array.from(ids, (_, index) => index).sort((a, b) => ids[a] - ids[b] || a - b);
}

function firstOfEach(ids: Float64Array, sorted: Uint32Array): Uint32Array {
  return sorted.filter((index, at) => at === 0 || ids[sorted[at - 1]] !== ids[index]);
}

function strictlyAscending(ids: Float64Array): boolean {
  for (let i = 1; i < ids.length; i += 1) {
    if (!(ids[i] > ids[i - 1])) return false;
  }
  return true;
}
