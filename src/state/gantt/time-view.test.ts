import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import {
  dayToX,
  isWhole,
  panBy,
  resolveView,
  revealDay,
  scaleOf,
  scaleWish,
  type TimeWish,
  timeDomain,
  wholeTime,
  xToDay,
  zoomAt,
} from './time-view.ts';

const domain = { from: 1000, until: 1500 };

describe('the shown stretch of time', () => {
  it('reaches to the end of the last month', () => {
    expect(timeDomain(dayNumber('2026-04-01'), dayNumber('2027-02-10'))).toEqual({
      from: dayNumber('2026-04-01'),
      until: dayNumber('2027-03-01'),
    });
  });

  it('is never empty, also where the end lies before the start', () => {
    const { from, until } = timeDomain(100, 50);
    expect(until).toBeGreaterThan(from);
  });

  it('fills the width with all of it', () => {
    const view = resolveView(wholeTime, domain, 1000);
    expect(view).toEqual({ fromDay: 1000, pixelsPerDay: 2, width: 1000 });
    expect(dayToX(view, 1500)).toBe(1000);
    expect(isWhole(view, domain)).toBe(true);
  });

  it('stays within the domain, whatever is wished', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0.001, max: 1e4, noNaN: true }),
        fc.integer({ min: 1, max: 4000 }),
        (fromDay, pixelsPerDay, width) => {
          const view = resolveView({ fromDay, pixelsPerDay }, domain, width);
          expect(view.fromDay).toBeGreaterThanOrEqual(domain.from - 1e-6);
          expect(xToDay(view, width)).toBeLessThanOrEqual(domain.until + 1e-6);
        },
      ),
    );
  });

  it('keeps what is under the pointer there when zooming, where both edges allow it', () => {
    const view = resolveView({ fromDay: 1200, pixelsPerDay: 8 }, domain, 1000);
    const closer = resolveView(zoomAt(view, domain, 300, 1.5), domain, 1000);
    expect(closer.pixelsPerDay).toBeCloseTo(12);
    expect(xToDay(closer, 300)).toBeCloseTo(xToDay(view, 300));
  });

  it('is all of it again when zoomed out far enough, and then follows a longer rollout', () => {
    const view = resolveView({ fromDay: 1200, pixelsPerDay: 8 }, domain, 1000);
    const wish = zoomAt(view, domain, 300, 0.01);
    expect(wish).toEqual(wholeTime);
    expect(xToDay(resolveView(wish, { from: 1000, until: 2000 }, 1000), 1000)).toBe(2000);
  });

  it('cannot be panned while all of it is in sight', () => {
    const view = resolveView(wholeTime, domain, 1000);
    expect(panBy(view, domain, 500)).toEqual(wholeTime);
  });

  it('pans by pixels, to the edge and not further', () => {
    const at = (wish: TimeWish) => resolveView(wish, domain, 1000);
    const view = at({ fromDay: 1100, pixelsPerDay: 10 });
    expect(at(panBy(view, domain, 50)).fromDay).toBe(1105);
    expect(at(panBy(view, domain, 1e6)).fromDay).toBe(1400);
    expect(at(panBy(view, domain, -1e6)).fromDay).toBe(1000);
  });

  it.each(['months', 'weeks', 'days'] as const)('shows %s as such', (scale) => {
    const view = resolveView(scaleWish(scale, domain, 1000, 1250), domain, 1000);
    expect(scaleOf(view, domain)).toBe(scale);
    expect(dayToX(view, 1250)).toBeCloseTo(500);
  });

  it('brings a day into sight only where it isn’t', () => {
    const view = resolveView({ fromDay: 1100, pixelsPerDay: 10 }, domain, 1000);
    expect(revealDay(view, 1150)).toBeNull();
    const wish = revealDay(view, 1300);
    expect(wish).not.toBeNull();
    if (wish !== null) expect(dayToX(resolveView(wish, domain, 1000), 1300)).toBeCloseTo(200);
  });
});
