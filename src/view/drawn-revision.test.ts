import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bulkDevices, createDrawnRevision, isBulk } from './drawn-revision.ts';

describe('drawn revision', () => {
  it('draws the newest plan whose coverage is there', () => {
    const drawn = createDrawnRevision('a');
    drawn.offer(1, 'b');
    drawn.offer(2, 'c');
    expect(drawn.take(true).value).toBe('a');
    drawn.cover(1);
    expect(drawn.take(true)).toEqual({ revision: 1, value: 'b' });
    drawn.cover(2);
    expect(drawn.take(true)).toEqual({ revision: 2, value: 'c' });
  });

  it('follows a hand that is always one step ahead of the engine', () => {
    const drawn = createDrawnRevision(0);
    for (let revision = 1; revision <= 60; revision += 1) {
      drawn.offer(revision, revision);
      drawn.cover(revision - 1);
      expect(drawn.take(true).revision).toBe(revision - 1);
    }
  });

  it('does not wait when nothing is being computed', () => {
    const drawn = createDrawnRevision('a');
    drawn.offer(1, 'b');
    expect(drawn.take(false).value).toBe('b');
  });

  it('tells what was taken last without taking anything', () => {
    const drawn = createDrawnRevision('a');
    drawn.offer(1, 'b');
    expect(drawn.current()).toEqual({ revision: 0, value: 'a' });
    drawn.take(false);
    expect(drawn.current()).toEqual({ revision: 1, value: 'b' });
  });

  it('never draws coverage older than the plan of the frame before', () => {
    const step = fc.record({ offers: fc.integer({ min: 0, max: 3 }), covers: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const drawn = createDrawnRevision(0);
        let revision = 0;
        let covered = 0;
        let before = 0;
        for (const { offers, covers } of steps) {
          for (let i = 0; i < offers; i += 1) {
            revision += 1;
            drawn.offer(revision, revision);
          }
          covered = Math.min(revision, covered + covers);
          drawn.cover(covered);
          const frame = drawn.take(true);
          expect(drawn.covered()).toBeGreaterThanOrEqual(before);
          before = frame.revision;
        }
      }),
    );
  });
});

describe('a bulk of changes', () => {
  const devices = Array.from({ length: 20 }, (_, id) => ({ id }));
  const moved = (count: number) => devices.map((device, i) => (i < count ? { ...device } : device));

  it('is a plan that was not there, or more devices than a hand moves at once', () => {
    expect(isBulk(null, devices)).toBe(true);
    expect(isBulk(devices, moved(1))).toBe(false);
    expect(isBulk(devices, moved(bulkDevices))).toBe(false);
    expect(isBulk(devices, moved(bulkDevices + 1))).toBe(true);
    expect(isBulk(devices, devices.slice(bulkDevices + 1))).toBe(true);
    expect(isBulk(devices, null)).toBe(false);
  });
});
