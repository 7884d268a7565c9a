import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clockText, fromSceneTime, meridianOffsetHours, offsetText, toSceneTime } from './scene-time.ts';

it('reads an instant at the meridian of the scene', () => {
  expect(toSceneTime('2026-06-21T10:30:00Z', 24.94)).toEqual({ date: '2026-06-21', minutes: 12 * 60 + 30 });
  expect(toSceneTime('2026-01-01T01:00:00Z', -83)).toEqual({ date: '2025-12-31', minutes: 19 * 60 });
  expect(toSceneTime('yesterday', 0)).toBeNull();
});

it('gives the same instant back, everywhere and always', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 66_666_666 }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      (minute, longitude) => {
        const instant = new Date(minute * 60_000).toISOString().replace('.000Z', 'Z');
        const there = toSceneTime(instant, longitude);
        expect(there === null ? null : fromSceneTime(there, longitude)).toBe(instant);
      },
    ),
  );
  expect(fromSceneTime({ date: '', minutes: 0 }, 0)).toBeNull();
});

it('writes clock and zone as people do', () => {
  expect(clockText(645)).toBe('10:45');
  expect(clockText(0)).toBe('00:00');
  expect(offsetText(meridianOffsetHours(24.94))).toBe('UTC+2');
  expect(offsetText(meridianOffsetHours(-74))).toBe('UTC−5');
  expect(offsetText(meridianOffsetHours(-0.1))).toBe('UTC');
});
