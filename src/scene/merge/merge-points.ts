import { createBoxIndex } from '#geo/box-index.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { idInSource, type LayersSource } from './layers-source.ts';

/** Things of one kind this near to each other, from different sources, are one, metres. */
export const samePointMeters = 1;

/** Of more things than this within 1 m only the nearest are looked at. */
const mostNeighbours = 64;

export interface PlacedThing {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface MergedPoints<T> {
  readonly things: readonly T[];
  /** Of each source: id of a thing that does not stand → id of the one that does. */
  readonly replaced: readonly ReadonlyMap<string, string>[];
  readonly count: number;
}

/**
 * Things of all sources; one of a later source within 1 m of one of an earlier source and of the same kind is that one, which
 * takes what it lacks (`fill`). Within one source nothing is compared.
 */
export function* mergePoints<T extends PlacedThing>(
  sources: readonly LayersSource[],
  listOf: (layers: LayersSource['layers']) => readonly T[],
  subject: string,
  sameKind: (a: T, b: T) => boolean,
  fill: (standing: T, other: T) => T,
  notes: ImportNotes,
): Generator<null, MergedPoints<T>> {
  const things: T[] = [];
  const replaced = sources.map(() => new Map<string, string>());
  let count = 0;
  for (const [number, source] of sources.entries()) {
    const earlier = things.length;
    const index = createBoxIndex(things.flatMap(({ x, y }) => [x, y, x, y]));
    for (const [at, thing] of listOf(source.layers).entries()) {
      if (at % 1_000 === 999) yield null;
      const near = earlier === 0 ? [] : index.nearest(thing.x, thing.y, mostNeighbours, samePointMeters);
      const best = near.filter((other) => sameKind(things[other], thing)).sort(byDistance(things, thing))[0];
      if (best === undefined) {
        things.push(thing);
        continue;
      }
      replaced[number].set(thing.id, things[best].id);
      things[best] = fill(things[best], thing);
      count += 1;
      notes.add(
        'merged',
        subject,
        `One like it from another file stands within ${samePointMeters} m; they are one.`,
        idInSource(source, thing.id),
      );
    }
  }
  return { things, replaced, count };
}

function byDistance(things: readonly PlacedThing[], { x, y }: PlacedThing): (a: number, b: number) => number {
  const distance = (at: number) => (things[at].x - x) ** 2 + (things[at].y - y) ** 2;
  return (a, b) => distance(a) - distance(b) || a - b;
}
