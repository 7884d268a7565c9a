import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportNote } from '#model/import-report.ts';

/** Keys and values in turn: k0, v0, k1, v1, …; far smaller than an object or a map per entity. */
export type Tags = readonly string[];

export const noTags: Tags = [];

/** Value of a key, or `undefined`. */
export function tagValue(tags: Tags, key: string): string | undefined {
  for (let i = 0; i < tags.length; i += 2) {
    if (tags[i] === key) return tags[i + 1];
  }
  return undefined;
}

export type MemberType = 'node' | 'way' | 'relation';

export interface RelationMember {
  readonly type: MemberType;
  readonly ref: number;
  readonly role: string;
}

export interface OsmRelation {
  readonly id: number;
  readonly tags: Tags;
  readonly members: readonly RelationMember[];
}

/**
 * Everything that one or several OSM files hold, each entity once, ids ascending. Nodes and way references are typed
 * arrays; tags are kept only where an entity has any.
 */
export interface OsmData {
  readonly nodeIds: Float64Array;
  readonly longitudes: Float64Array;
  readonly latitudes: Float64Array;
  /** Node index → tags. */
  readonly nodeTags: ReadonlyMap<number, Tags>;
  readonly wayIds: Float64Array;
  /** Way w owns refs[wayStart[w]] … refs[wayStart[w + 1] − 1]: node ids. */
  readonly wayStart: Uint32Array;
  readonly refs: Float64Array;
  readonly wayTags: readonly Tags[];
  readonly relations: readonly OsmRelation[];
  /** The extract's own rectangle, where a file states one. */
  readonly boxes: readonly GeographicBox[];
  /** Entities that came more than once (several files); the first was kept. */
  readonly duplicates: number;
  /** Ids of nodes left out because their coordinates are missing, not numbers, or off the globe. */
  readonly misplacedNodes: readonly number[];
  /** What the readers of the files had to tell. */
  readonly notes: readonly ImportNote[];
}

/** Index of an id in an ascending array, or −1. */
export function findId(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = ids[middle];
    if (value === id) return middle;
    if (value < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
