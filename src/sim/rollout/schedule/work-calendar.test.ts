import { assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkCalendar, plannedWeather } from './work-calendar.ts';

/** Monday to Friday, twice. */
const fortnight = Uint8Array.from([1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0]);
const friday = 4 * 8;
const saturday = 5 * 8;
const monday = 7 * 8;

describe('a working calendar', () => {
  const calendar = createWorkCalendar(fortnight);

  it('begins on the first day that is open', () => {
    expect(calendar.begin(friday + 3)).toBe(friday + 3);
    expect(calendar.begin(saturday)).toBe(monday);
    expect(calendar.begin(saturday + 11)).toBe(monday);
  });

  it('ends with the day of the last tick, and goes on after the weekend', () => {
    expect(calendar.finish(friday, 8)).toBe(saturday);
    expect(calendar.finish(friday, 9)).toBe(monday + 1);
    expect(calendar.finish(friday + 4, 12)).toBe(monday + 8);
    expect(calendar.finish(0, 10 * 8)).toBe(12 * 8);
  });

  it('tells the last start from the end', () => {
    expect(calendar.latestStart(monday, 8)).toBe(friday);
    expect(calendar.latestStart(monday + 1, 9)).toBe(friday);
    expect(calendar.latestStart(15, 16)).toBe(-1);
    expect(calendar.latestStart(16 * 8, 3 * 8)).toBe(11 * 8);
  });

  it('takes no time where there is no work', () => {
    expect(calendar.finish(saturday + 2, 0)).toBe(saturday + 2);
  });

  it('has every day open after the last', () => {
    expect(calendar.begin(12 * 8)).toBe(14 * 8);
    expect(calendar.begin(20 * 8 + 1)).toBe(20 * 8 + 1);
    expect(calendar.finish(11 * 8, 24)).toBe(16 * 8);
    expect(calendar.finish(16 * 8 + 3, 9)).toBe(17 * 8 + 4);
    expect(createWorkCalendar(new Uint8Array(3)).begin(1)).toBe(24);
  });

  it('agrees with counting tick by tick', () => {
    const days = uint8Array({ max: 1, maxLength: 30 });
    assert(
      property(days, integer({ min: 0, max: 320 }), integer({ min: 1, max: 200 }), (open, tick, work) => {
        const own = createWorkCalendar(open);
        const isOpen = (at: number) => (open[Math.floor(at / 8)] ?? 1) === 1;
        let start = tick;
        while (!isOpen(start)) start += 1;
        expect(own.begin(tick)).toBe(start);
        let end = start;
        for (let done = 0; done < work; end += 1) if (isOpen(end)) done += 1;
        expect(own.finish(start, work)).toBe(end);
        let latest = end;
        while (latest >= 0 && (!isOpen(latest) || own.finish(latest, work) > end)) latest -= 1;
        expect(own.latestStart(end, work)).toBe(latest);
        let before = 0;
        for (let at = 0; at < tick; at += 1) if (isOpen(at)) before += 1;
        expect(own.workBefore(tick)).toBe(before);
      }),
    );
  });
});

describe('the weather of the planned schedule', () => {
  it('loses as many working days as are to be expected', () => {
    assert(
      property(constantFrom(0, 0.05, 0.1, 0.3, 0.95), integer({ min: 1, max: 400 }), (chance, days) => {
        const workdays = Uint8Array.from({ length: days }, (_, day) => (day % 7 < 5 ? 1 : 0));
        const weather = new Float64Array(days).fill(chance);
        const open = plannedWeather({ workdays, weather } as never);
        const working = workdays.reduce((sum, day) => sum + day, 0);
        const lost = working - open.reduce((sum, day) => sum + day, 0);
        expect(lost).toBe(Math.floor(working * chance + 1e-6));
        expect(open.every((day, at) => day <= workdays[at])).toBe(true);
      }),
    );
  });

  it('loses every tenth day at a chance of a tenth', () => {
    const [workdays, weather] = [new Uint8Array(30).fill(1), new Float64Array(30).fill(0.1)];
    const open = plannedWeather({ workdays, weather } as never);
    expect([...open.keys()].filter((day) => open[day] === 0)).toEqual([9, 19, 29]);
  });
});
