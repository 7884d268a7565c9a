import { monthStart } from '#model/rollout/calendar-days.ts';
import type { TimeScale } from '../rollout-state.ts';

/**
 * What stretch of time a timeline shows. Days are numbers since 1970-01-01; a day fills the stretch from its number to the next, so
 * that what is done at the end of day d ends at d + 1.
 */
export interface TimeView {
  /** At the left edge; may lie within a day. */
  readonly fromDay: number;
  readonly pixelsPerDay: number;
  /** CSS pixels. */
  readonly width: number;
}

/** First day and the day after the last that there is anything to show of. */
export interface TimeDomain {
  readonly from: number;
  readonly until: number;
}

/** What is wanted to be seen; `pixelsPerDay` null: all of it. */
export interface TimeWish {
  readonly fromDay: number;
  readonly pixelsPerDay: number | null;
}

export const wholeTime: TimeWish = { fromDay: 0, pixelsPerDay: null };

/** Closest look: a day is this many CSS pixels wide. */
const mostPixelsPerDay = 72;

/** Width of a day in the scales with more than the whole in sight. */
const presets: Readonly<Record<Exclude<TimeScale, 'months'>, number>> = { weeks: 8, days: 28 };

/** From the first day to the end of the month that the last one lies in, so that the axis rests while runs come in. */
export function timeDomain(firstDay: number, lastDay: number): TimeDomain {
  return { from: firstDay, until: Math.max(firstDay + 1, monthStart(Math.max(firstDay, lastDay), 1)) };
}

/** What can be shown of a wish: never less than fills the width, never beyond the domain. */
export function resolveView(wish: TimeWish, domain: TimeDomain, width: number): TimeView {
  const fit = fitPixels(domain, width);
  const pixelsPerDay = wish.pixelsPerDay === null ? fit : Math.min(Math.max(wish.pixelsPerDay, fit), closest(fit));
  const latest = domain.until - width / pixelsPerDay;
  const fromDay = wish.pixelsPerDay === null ? domain.from : Math.max(domain.from, Math.min(wish.fromDay, latest));
  return { fromDay, pixelsPerDay, width };
}

export function dayToX(view: TimeView, day: number): number {
  return (day - view.fromDay) * view.pixelsPerDay;
}

export function xToDay(view: TimeView, x: number): number {
  return view.fromDay + x / view.pixelsPerDay;
}

/** Closer (factor above 1) or farther, with what is at `x` staying there. */
export function zoomAt(view: TimeView, domain: TimeDomain, x: number, factor: number): TimeWish {
  const fit = fitPixels(domain, view.width);
  const pixelsPerDay = Math.min(view.pixelsPerDay * factor, closest(fit));
  // All of it is a wish of its own: it stays all of it when the rollout becomes longer.
  if (pixelsPerDay <= fit * 1.0001) return wholeTime;
  return { fromDay: xToDay(view, x) - x / pixelsPerDay, pixelsPerDay };
}

export function panBy(view: TimeView, domain: TimeDomain, pixels: number): TimeWish {
  if (isWhole(view, domain)) return wholeTime;
  return { fromDay: view.fromDay + pixels / view.pixelsPerDay, pixelsPerDay: view.pixelsPerDay };
}

export function isWhole(view: TimeView, domain: TimeDomain): boolean {
  return view.pixelsPerDay <= fitPixels(domain, view.width) * 1.0001;
}

/** The view of a scale, with a day in its middle. */
export function scaleWish(scale: TimeScale, domain: TimeDomain, width: number, middleDay: number): TimeWish {
  if (scale === 'months') return wholeTime;
  const pixelsPerDay = presets[scale];
  if (pixelsPerDay <= fitPixels(domain, width)) return wholeTime;
  return { fromDay: middleDay - width / pixelsPerDay / 2, pixelsPerDay };
}

/** The scale that a view is nearest to. */
export function scaleOf(view: TimeView, domain: TimeDomain): TimeScale {
  if (isWhole(view, domain)) return 'months';
  if (view.pixelsPerDay >= 18) return 'days';
  return view.pixelsPerDay >= 5 ? 'weeks' : 'months';
}

/** Shifts a view so that a day is in sight, if it isn't; null: it is. */
export function revealDay(view: TimeView, day: number): TimeWish | null {
  const x = dayToX(view, day);
  if (x >= 0 && x <= view.width) return null;
  return { fromDay: day - (view.width * 0.2) / view.pixelsPerDay, pixelsPerDay: view.pixelsPerDay };
}

function fitPixels(domain: TimeDomain, width: number): number {
  return Math.max(width, 1) / (domain.until - domain.from);
}

function closest(fit: number): number {
  return Math.max(fit, mostPixelsPerDay);
}
