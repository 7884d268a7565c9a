import { exponential } from '#geo/exponential.ts';
import type { ApproachDevice, ApproachGap, ApproachPath, ApproachStretch } from '#model/results/gaps/approach.ts';
import type { GapPlace } from '#model/results/gaps/common.ts';
import { rateScale } from '../search/approach-cost.ts';
import type { PlaceNames } from './place-names.ts';
import { cellX, cellY } from './study-area.ts';
import type { WalkGround } from './walk-ground.ts';
import { type WalkEnd, type WalkedLine, type WalkPiece, walkedLine } from './walked-line.ts';
import { classAt, type Watcher, type WatchField } from './watch-field.ts';

/** What numbers of a walk are made with. */
export interface PathContext {
  readonly ground: WalkGround;
  readonly field: WatchField;
  readonly watchers: readonly Watcher[];
  readonly names: PlaceNames;
  readonly metersPerSecond: number;
  /** Index of the category from which on somebody counts as observed, and how many there are. */
  readonly category: number;
  readonly categories: number;
  /** Per second, at {@link category}, of one device. */
  readonly categoryRate: number;
  /** Device → share of the time at work; 1 where it is not there. */
  readonly availability: ReadonlyMap<string, number>;
}

const mostGaps = 20;

/** What a watcher does on each piece of a walk. */
interface Watching {
  readonly watcher: Watcher;
  /** Class per piece, 0 none. */
  readonly classes: Uint8Array;
  readonly seconds: number;
  readonly bestClass: number;
  readonly exposure: number;
}

/** Numbers of the way of these cells, one move apart. `name`: of the entry. */
export function approachPath(context: PathContext, cells: readonly number[], name: string, end: WalkEnd): ApproachPath {
  const { ground, field, names, metersPerSecond } = context;
  const line = walkedLine(ground, field, names, cells, metersPerSecond);
  const watching = watchingOf(context, line.pieces);
  const classes = bestClasses(watching, line.pieces.length);
  const exposure = sumOf(watching, ({ exposure: one }) => one);
  const unobserved = exponential(-exposure);
  const isWatched = (piece: number): boolean => classes[piece] > context.category;
  const secondsByClass = new Array<number>(context.categories + 1).fill(0);
  line.pieces.forEach(({ seconds }, piece) => {
    secondsByClass[classes[piece]] += seconds;
  });
  const unwatched = line.pieces.reduce((sum, { meters }, piece) => sum + (isWatched(piece) ? 0 : meters), 0);
  return {
    entry: placeOf(ground, cells[0], name),
    end: placeOf(ground, end.cell, endName(context, end)),
    portalId: end.portal?.id ?? null,
    xy: [...line.xy],
    lengthMeters: line.lengthMeters,
    seconds: line.seconds,
    unobserved,
    unobservedWithFailures: withFailures(watching, context.availability),
    unwatchedShare: line.lengthMeters === 0 ? (isWatched(0) ? 0 : 1) : Math.min(1, unwatched / line.lengthMeters),
    secondsByClass,
    stretches: stretchesOf(line, watching, classes),
    gaps: gapsOf(context, line, isWatched, unobserved),
    devices: devicesOf(watching, exposure),
    forced: [...line.forced],
  };
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

function placeOf({ grid }: WalkGround, cell: number, name: string): GapPlace {
  return { x: cellX(grid, cell), y: cellY(grid, cell), name };
}

function endName({ names, ground }: PathContext, { cell, portal }: WalkEnd): string {
  const place = names.at(cellX(ground.grid, cell), cellY(ground.grid, cell));
  if (portal === null) return place;
  return portal.name ?? portal.address ?? `${portal.kind.replaceAll('-', ' ')}, ${place}`;
}

/** The watchers that see anything of a walk. */
function watchingOf({ ground, watchers }: PathContext, pieces: readonly WalkPiece[]): Watching[] {
  const { window, columns } = ground.grid;
  const rows = pieces.map(({ cell }) => Math.floor(cell / columns) + window.firstRow);
  const places = pieces.map(({ cell }) => (cell % columns) + 32 * window.firstWord);
  return watchers.flatMap((watcher): Watching[] => {
    const classes = new Uint8Array(pieces.length);
    let [seconds, bestClass, exposure] = [0, 0, 0];
    pieces.forEach((piece, at) => {
      const here = classAt(watcher, rows[at], places[at]);
      if (here === 0) return;
      classes[at] = here;
      seconds += piece.seconds;
      bestClass = Math.max(bestClass, here);
      exposure += (watcher.rates[here] / rateScale) * piece.seconds;
    });
    return bestClass === 0 ? [] : [{ watcher, classes, seconds, bestClass, exposure }];
  });
}

function bestClasses(watching: readonly Watching[], pieces: number): Uint8Array {
  const best = new Uint8Array(pieces);
  for (const { classes } of watching) for (let at = 0; at < pieces; at += 1) best[at] = Math.max(best[at], classes[at]);
  return best;
}

/** Π (1 − A + A·e^(−exposure)): each device is at work, or not, for the whole walk, independent of the others. */
function withFailures(watching: readonly Watching[], availability: ReadonlyMap<string, number>): number {
  return watching.reduce((product, { watcher, exposure }) => {
    const works = Math.min(1, Math.max(0, availability.get(watcher.id) ?? 1));
    return product * (1 - works + works * exponential(-exposure));
  }, 1);
}

function stretchesOf({ pieces }: WalkedLine, watching: readonly Watching[], classes: Uint8Array): ApproachStretch[] {
  const stretches: ApproachStretch[] = [];
  let at = 0;
  for (let piece = 0; piece < pieces.length; piece += 1) {
    const { meters } = pieces[piece];
    if (meters === 0) continue;
    const deviceIds = watching.flatMap((one) => (one.classes[piece] > 0 ? [one.watcher.id] : [])).sort();
    const last = stretches[stretches.length - 1];
    if (last !== undefined && last.class === classes[piece] && sameIds(last.deviceIds, deviceIds)) {
      last.toMeters = at + meters;
    } else stretches.push({ fromMeters: at, toMeters: at + meters, class: classes[piece], deviceIds });
    at += meters;
  }
  return stretches;
}

function sameIds(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at]);
}

/** Stretches below the category, the longest first. */
function gapsOf(
  { names, categoryRate }: PathContext,
  line: WalkedLine,
  isWatched: (piece: number) => boolean,
  unobserved: number,
): ApproachGap[] {
  const runs: { from: number; to: number; seconds: number }[] = [];
  let [at, isOpen] = [0, false];
  line.pieces.forEach(({ meters, seconds }, piece) => {
    const last = runs[runs.length - 1];
    if (isWatched(piece)) isOpen = false;
    else if (isOpen && last !== undefined) {
      last.to = at + meters;
      last.seconds += seconds;
    } else {
      runs.push({ from: at, to: at + meters, seconds });
      isOpen = true;
    }
    at += meters;
  });
  return runs
    .filter(({ from, to }) => to > from)
    .sort((one, other) => other.to - other.from - (one.to - one.from) || one.from - other.from)
    .slice(0, mostGaps)
    .map(({ from, to, seconds }) => {
      const [x, y] = pointAt(line.xy, (from + to) / 2);
      const weight = unobserved * (1 - exponential(-categoryRate * seconds));
      return {
        fromMeters: from,
        toMeters: to,
        lengthMeters: to - from,
        seconds,
        place: { x, y, name: names.at(x, y) },
        weight,
      };
    });
}

/** The point of a line so far from its start, metres; its end beyond it. */
function pointAt(xy: readonly number[], meters: number): readonly [x: number, y: number] {
  let passed = 0;
  for (let at = 2; at + 1 < xy.length; at += 2) {
    const [dx, dy] = [xy[at] - xy[at - 2], xy[at + 1] - xy[at - 1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0 && passed + length >= meters) {
      const share = (meters - passed) / length;
      return [xy[at - 2] + share * dx, xy[at - 1] + share * dy];
    }
    passed += length;
  }
  return [xy[xy.length - 2], xy[xy.length - 1]];
}

function devicesOf(watching: readonly Watching[], whole: number): ApproachDevice[] {
  return watching
    .map(({ watcher, seconds, bestClass, exposure }) => ({
      deviceId: watcher.id,
      seconds,
      bestClass,
      exposure,
      unobservedWithout: exponential(-Math.max(0, whole - exposure)),
    }))
    .sort((one, other) => other.exposure - one.exposure || (one.deviceId < other.deviceId ? -1 : 1));
}
