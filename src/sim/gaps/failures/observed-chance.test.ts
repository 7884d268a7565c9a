import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observedChance, type PointWatcher } from './observed-chance.ts';

const chances = fc.double({ min: 0, max: 1, noNaN: true });

describe('chance that a point is observed', () => {
  it('is 0.9 of two perfect cameras behind one switch of 0.9, and 0.99 behind two', () => {
    const behind = (id: string) => ({ chance: 1, shared: [id] });
    const parts = new Map([
      ['one', 0.9],
      ['other', 0.9],
    ]);
    expect(observedChance([behind('one'), behind('one')], parts)).toBeCloseTo(0.9, 12);
    expect(observedChance([behind('one'), behind('one')], parts, 2)).toBeCloseTo(0.9, 12);
    expect(observedChance([behind('one'), behind('other')], parts)).toBeCloseTo(0.99, 12);
    expect(observedChance([behind('one'), behind('other')], parts, 2)).toBeCloseTo(0.81, 12);
  });

  it('is 0 of nobody, and 1 of at least none', () => {
    expect(observedChance([], new Map())).toBe(0);
    expect(observedChance([], new Map(), 0)).toBe(1);
    expect(observedChance([{ chance: 1, shared: [] }], new Map(), 2)).toBe(0);
  });

  it('is that of all states of watchers and parts together', () => {
    const ids = ['p', 'q', 'r'];
    const watcher = fc.record({ chance: chances, shared: fc.subarray(ids) });
    const input = fc.tuple(fc.array(watcher, { maxLength: 4 }), fc.tuple(chances, chances, chances), fc.nat(4));
    fc.assert(
      fc.property(input, ([watchers, some, atLeast]) => {
        const parts = new Map(ids.map((id, at) => [id, some[at]]));
        expect(observedChance(watchers, parts, atLeast)).toBeCloseTo(bruteForce(watchers, parts, atLeast), 12);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what would take too long', () => {
    const watchers = Array.from({ length: 17 }, (_, at) => ({ chance: 1, shared: [`${at}`] }));
    expect(() => observedChance(watchers, new Map())).toThrow(RangeError);
  });
});

/** Every part and every watcher is at work, or not. */
function bruteForce(watchers: readonly PointWatcher[], parts: ReadonlyMap<string, number>, atLeast: number): number {
  const switches = [...parts.values(), ...watchers.map(({ chance }) => chance)];
  const names = [...parts.keys()];
  let sum = 0;
  for (let state = 0; state < 1 << switches.length; state += 1) {
    const isOn = (at: number) => ((state >>> at) & 1) === 1;
    const weight = switches.reduce((product, chance, at) => product * (isOn(at) ? chance : 1 - chance), 1);
    const observing = watchers.filter(
      ({ shared }, at) => isOn(names.length + at) && shared.every((id) => isOn(names.indexOf(id))),
    );
    if (observing.length >= atLeast) sum += weight;
  }
  return sum;
}
