import { placeAlong } from './drape-way.ts';

/** What a figure goes along: a line, how long it takes, and who watches where. */
export interface GapWalk {
  readonly travel: 'foot' | 'car';
  /** Flat x, y, local metres. */
  readonly xy: readonly number[];
  readonly lengthMeters: number;
  /** Whole time, with the halts. */
  readonly seconds: number;
  /** Where the figure is held up, ascending along the line: barriers that are overcome. */
  readonly halts: readonly { readonly atMeters: number; readonly seconds: number }[];
  readonly stretches: readonly WatchedStretch[];
}

export interface WatchedStretch {
  readonly fromMeters: number;
  readonly toMeters: number;
  /** Best class there: 0 none, then the categories; null where the result does not tell. */
  readonly class: number | null;
  /** At or above the question's category. */
  readonly observed: boolean;
  readonly deviceIds: readonly string[];
}

/** Where the figure is at a time. */
export interface WalkMoment {
  /** Since the beginning of the way, seconds of the walk, not of the clock. */
  readonly seconds: number;
  readonly meters: number;
  readonly x: number;
  readonly y: number;
  /** Radians clockwise from north. */
  readonly heading: number;
  readonly stretch: WatchedStretch | null;
  readonly done: boolean;
}

/** A way is shown in so many seconds at most. */
const longestShow = 30;
const factors = [1, 2, 3, 4, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50, 60, 80, 100, 120] as const;
/** With less motion the figure moves once in so many seconds. */
const calmStepSeconds = 1;

/** How much faster than life a way is shown: the least round factor with which it takes no longer than 30 s. */
export function walkFactor(seconds: number): number {
  return factors.find((factor) => seconds / factor <= longestShow) ?? Math.ceil(seconds / longestShow / 100) * 100;
}

/** @param clockSeconds since the figure set out, by the clock; `calm`: in steps rather than in motion. */
export function momentAt(walk: GapWalk, clockSeconds: number, calm: boolean): WalkMoment | null {
  const shown = calm ? Math.floor(clockSeconds / calmStepSeconds) * calmStepSeconds : clockSeconds;
  const seconds = Math.max(0, Math.min(walk.seconds, shown * walkFactor(walk.seconds)));
  const meters = metersAfter(walk, seconds);
  const place = placeAlong(walk.xy, meters);
  if (place === null) return null;
  return { ...place, seconds, meters, stretch: stretchAt(walk.stretches, meters), done: seconds >= walk.seconds };
}

/** Metres along the way after so many seconds of the walk: even speed, but for the halts. */
export function metersAfter(walk: Pick<GapWalk, 'lengthMeters' | 'seconds' | 'halts'>, seconds: number): number {
  const held = walk.halts.reduce((sum, halt) => sum + halt.seconds, 0);
  const moving = walk.seconds - held;
  if (moving <= 0) return seconds >= walk.seconds ? walk.lengthMeters : 0;
  const speed = walk.lengthMeters / moving;
  let lost = 0;
  for (const halt of walk.halts) {
    const arrives = halt.atMeters / speed + lost;
    if (seconds < arrives) break;
    if (seconds < arrives + halt.seconds) return halt.atMeters;
    lost += halt.seconds;
  }
  return Math.max(0, Math.min(walk.lengthMeters, (seconds - lost) * speed));
}

function stretchAt(stretches: readonly WatchedStretch[], meters: number): WatchedStretch | null {
  const found = stretches.find(({ toMeters }) => meters < toMeters) ?? stretches.at(-1) ?? null;
  return found !== null && meters >= found.fromMeters - 0.5 ? found : null;
}
