import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault, parseJson } from './json-text.ts';

describe('parseJson', () => {
  it('gives the value of valid text, with or without a byte-order mark', () => {
    expect(parseJson('\uFEFF{"a":[1,2]}', 'x.json')).toEqual({ ok: true, value: { a: [1, 2] } });
  });

  it.each([
    ['{\n "a": NaN\n}', 'x.json:2', '“NaN” is no number'],
    ['{"a": -Infinity}', 'x.json:1', '“-Infinity” is no number'],
    ['{\n"a": 1,\n}', 'x.json:3', '“}” stands where a name in double quotes should'],
    ['[1, 2', 'x.json:1', 'ends too early'],
    ['', 'x.json:1', 'ends too early'],
    ['{"a" 1}', 'x.json:1', 'stands where “:” should'],
    ["{'a': 1}", 'x.json:1', 'double quotes'],
    ['[1] 2', 'x.json:1', 'nothing more'],
    ['[1, // one\n2]', 'x.json:1', 'comments'],
    ['["a\nb"]', 'x.json:1', 'not closed'],
    ['[01]', 'x.json:1', 'does not belong'],
    ['[1}', 'x.json:1', 'end of the list'],
  ])('tells where %j goes wrong', (text, place, words) => {
    const outcome = parseJson(text, 'x.json');
    expect(outcome.ok).toBe(false);
    if (outcome.ok) return;
    expect(outcome.problem.place).toBe(place);
    expect(outcome.problem.sentence).toContain(words);
  });
});

describe('findJsonFault', () => {
  it('finds no fault before the place where valid JSON was cut', () => {
    fc.assert(
      fc.property(fc.json(), fc.double({ min: 0, max: 0.999, noNaN: true }), (json, share) => {
        const cut = json.slice(0, Math.floor(json.length * share));
        fc.pre(!isJson(cut));
        const before = cut.split('\n').length;
        expect(findJsonFault(cut).line).toBeLessThanOrEqual(before);
        expect(findJsonFault(cut).reason).not.toContain('nothing more');
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
