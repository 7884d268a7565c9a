import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, isoDate, weekday } from '#model/rollout/calendar-days.ts';
import { timeTicks } from './time-ticks.ts';

const from = (date: string, pixelsPerDay: number, width = 1000) => ({ fromDay: dayNumber(date), pixelsPerDay, width });

describe('lines of the time axis', () => {
  it('are the first days of months where days are narrow', () => {
    const ticks = timeTicks(from('2026-11-01', 4, 500));
    expect(ticks.map(({ day }) => isoDate(day))).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ]);
    expect(ticks.map(({ unit }) => unit)).toEqual(['month', 'month', 'year', 'month', 'month']);
  });

  it('begin with the edge where a month is cut off there', () => {
    const [first, second] = timeTicks(from('2026-11-10', 4, 500));
    expect([first?.day, second?.day]).toEqual([dayNumber('2026-11-10'), dayNumber('2026-12-01')]);
    expect(first?.room).toBe(21 * 4);
  });

  it('leave months out where there are too many', () => {
    const ticks = timeTicks(from('2026-01-01', 0.5, 1000));
    expect(ticks.slice(0, 3).map(({ day }) => isoDate(day))).toEqual(['2026-01-01', '2026-04-01', '2026-07-01']);
  });

  it('are Mondays at the scale of weeks', () => {
    const ticks = timeTicks(from('2026-04-01', 8));
    expect(ticks.length).toBeGreaterThan(15);
    expect(ticks.every(({ day }) => weekday(day) === 1)).toBe(true);
  });

  it('are every day at the scale of days', () => {
    const ticks = timeTicks(from('2026-04-01', 28, 280));
    expect(ticks).toHaveLength(10);
    expect(ticks.filter(({ unit }) => unit === 'week').map(({ day }) => isoDate(day))).toEqual(['2026-04-06']);
  });

  it('rise, and are few, at any zoom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 60_000, noNaN: true }),
        fc.double({ min: 0.001, max: 72, noNaN: true }),
        fc.integer({ min: 100, max: 4000 }),
        (fromDay, pixelsPerDay, width) => {
          const days = timeTicks({ fromDay, pixelsPerDay, width }).map(({ day }) => day);
          expect(days.length).toBeLessThanOrEqual(400);
          for (let index = 1; index < days.length; index += 1) {
            expect(days[index]).toBeGreaterThan(days[index - 1] ?? Infinity);
          }
        },
      ),
    );
  });
});
