import type { GapTone } from './gap-colors.ts';
import type { GapMarker } from './gap-drawing.ts';
import type { GapPiece, GapRibbon } from './gap-ribbon.ts';

type Part<T, K extends keyof T> = Pick<T, K> & Partial<Omit<T, K>>;

/** A marker with what most of them have. */
export function mark(given: Part<GapMarker, 'id' | 'kind' | 'x' | 'y' | 'name'>): GapMarker {
  return {
    heightMeters: 0,
    text: '',
    label: null,
    item: null,
    part: null,
    headingDegrees: null,
    strong: true,
    ...given,
  };
}

/** The way that is looked at: a band of 2.6 m with a casing to 4.1 m, seen from afar too. */
export function strongWay(xy: readonly number[], pieces: readonly GapPiece[]): GapRibbon {
  return { xy, pieces, width: 2.6, casing: 0.75, leastPixels: 3.5, opacity: 1, shift: 0, dotted: true };
}

/** A way beside the one that is looked at. */
export function quietWay(xy: readonly number[], pieces: readonly GapPiece[]): GapRibbon {
  return { xy, pieces, width: 1.2, casing: 0.5, leastPixels: 1.5, opacity: 0.55, shift: 0, dotted: true };
}

/** One colour from end to end. */
export function whole(tone: GapTone): readonly GapPiece[] {
  return [{ toMeters: Number.POSITIVE_INFINITY, tone }];
}

/** First and last place of a line; null where it has none. */
export function endsOf(
  xy: readonly number[],
): readonly [from: readonly [number, number], to: readonly [number, number]] | null {
  const last = 2 * Math.floor(xy.length / 2);
  return last < 2
    ? null
    : [
        [xy[0], xy[1]],
        [xy[last - 2], xy[last - 1]],
      ];
}

/** “46 %”, of 0 to 1. */
export function shareText(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** “4 min 43 s”. */
export function secondsText(seconds: number): string {
  const total = Math.round(seconds);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

/** The item that is looked at, else the first; null of an empty list. */
export function shownItem(length: number, item: number): number | null {
  if (length === 0) return null;
  return Number.isInteger(item) && item >= 0 && item < length ? item : 0;
}
