import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import { approachResult, straightPath } from '../../../test/fixtures/gap-reports.ts';
import { drawGaps } from './gap-drawing.ts';
import { type GapWalk, metersAfter, momentAt, walkFactor } from './gap-walk.ts';
import { seeing, walkText } from './walk-text.ts';

const scenario = scenarioWith([cameraWith({ id: 'C-01', name: 'C-01' }), cameraWith({ id: 'C-02', name: 'C-02' })]);
const scope = { item: 0, scenario, city: null, units: 'metric', lostPart: null } as const;
const walk = drawGaps(approachResult, scope).walk as GapWalk;

describe('a figure on a way', () => {
  it('is where its speed takes it, faster than life by a round factor', () => {
    expect(walkFactor(200)).toBe(8);
    expect(momentAt(walk, 10, false)).toMatchObject({ seconds: 80, meters: 80, x: 0, y: -20, heading: 0, done: false });
    expect(momentAt(walk, 25, false)).toMatchObject({ meters: 200, y: 100, done: true });
    expect(momentAt(walk, 99, false)).toMatchObject({ seconds: 200, done: true });
  });

  it('moves in steps of a second where less motion is wanted', () => {
    expect(momentAt(walk, 10.9, true)).toEqual(momentAt(walk, 10, false));
  });

  it('needs no longer than 30 s on any way', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 100_000, noNaN: true }), (seconds) => {
        expect(seconds / walkFactor(seconds)).toBeLessThanOrEqual(30);
      }),
    );
    expect(walkFactor(5)).toBe(1);
  });

  it('halts where a barrier is overcome', () => {
    const held = { lengthMeters: 100, seconds: 160, halts: [{ atMeters: 50, seconds: 60 }] };
    expect([0, 25, 50, 80, 110, 135, 160].map((at) => metersAfter(held, at))).toEqual([0, 25, 50, 50, 50, 75, 100]);
  });

  it('never goes back, whatever the halts', () => {
    const halts = fc.array(
      fc.record({ atMeters: fc.integer({ min: 0, max: 100 }), seconds: fc.integer({ min: 0, max: 50 }) }),
    );
    fc.assert(
      fc.property(halts, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), (given, a, b) => {
        const sorted = [...given].sort((p, q) => p.atMeters - q.atMeters);
        const held = {
          lengthMeters: 100,
          seconds: 100 + sorted.reduce((sum, { seconds }) => sum + seconds, 0),
          halts: sorted,
        };
        const [before, after] = [Math.min(a, b), Math.max(a, b)].map((at) => metersAfter(held, at));
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
        expect(metersAfter(held, held.seconds)).toBeCloseTo(100, 6);
      }),
    );
  });
});

describe('who sees the figure', () => {
  const at = (clock: number) => {
    const moment = momentAt(walk, clock, false);
    if (moment === null) throw new Error('there is no figure');
    return moment;
  };

  it('is nobody on an unwatched stretch, and the stretch’s devices on a watched one', () => {
    expect(seeing(at(5), { scenario })).toEqual([]);
    expect(seeing(at(12), { scenario }).map(({ id }) => id)).toEqual(['C-01']);
    expect(at(12).stretch?.observed).toBe(true);
    // Watched, but below the question's category.
    expect(at(20).stretch).toMatchObject({ observed: false, deviceIds: ['C-01'] });
  });

  it('is told with time, class and names', () => {
    expect(walkText(at(12), walk, { scenario })).toBe('×8 · 1 min 36 s of 3 min 20 s · Discern · C-01');
    expect(walkText(at(1), walk, { scenario })).toBe('×8 · 8 s of 3 min 20 s · seen by none');
    const crowd = { ...at(12), stretch: { ...walk.stretches[1], deviceIds: ['C-01', 'C-02'] } };
    expect(walkText(crowd, walk, { scenario })).toMatch(/C-01, C-02$/);
  });

  it('is nobody any more once the device is gone from the plan', () => {
    expect(seeing(at(12), { scenario: scenarioWith([]) })).toEqual([]);
    expect(straightPath.stretches[1].deviceIds).toEqual(['C-01']);
  });
});
