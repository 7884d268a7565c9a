import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAreaKm2 } from '#model/geographic-box.ts';
import { overpassEndpoint, publicOverpass } from './overpass-endpoint.ts';
import { checkAreaBox, overpassQuery } from './overpass-query.ts';

const box = { west: 24.94, south: 60.16, east: 24.96, north: 60.18 };

describe('the question to Overpass', () => {
  it('names the rectangle as south, west, north, east, and asks for the members of what it finds', () => {
    const query = overpassQuery(box);
    expect(query).toMatch(/^\[out:json\]\[timeout:\d+\]\[maxsize:\d+\]\[bbox:60\.16,24\.94,60\.18,24\.96\];\n\(/);
    expect(query).toMatch(/\);\n\(\._;>;\);\nout body qt;$/);
    for (const key of ['building', 'highway', 'barrier', 'entrance', 'surveillance', 'restriction']) {
      expect(query).toContain(`"${key}"`);
    }
  });

  it('writes every rectangle with plain numbers and closes every bracket', () => {
    const degrees = fc.double({ min: -1e-3, max: 1e-3, noNaN: true });
    fc.assert(
      fc.property(degrees, degrees, (west, south) => {
        const query = overpassQuery({ west, south, east: west + 0.001, north: south + 0.001 });
        expect(query).toMatch(/\[bbox:(-?\d+(\.\d{1,7})?,){3}-?\d+(\.\d{1,7})?\]/);
        for (const [open, close] of ['()', '[]']) expect(query.split(open).length).toBe(query.split(close).length);
      }),
    );
  });
});

describe('the size of an area', () => {
  it('is that of a rectangle in km', () => {
    expect(boxAreaKm2({ west: 0, south: -0.005, east: 0.01, north: 0.005 })).toBeCloseTo(1.111 ** 2, 2);
    expect(boxAreaKm2(box)).toBeCloseTo(2.2226 * 1.1057, 2);
  });

  it('is held to a limit, and to the globe', () => {
    const sentence = (change: Partial<typeof box>) => {
      const outcome = checkAreaBox({ ...box, ...change });
      return outcome.ok ? 'well' : outcome.problem.sentence;
    };
    expect(sentence({})).toBe('well');
    expect(sentence({ north: 61 })).toMatch(/^The area measures 102 km²; at most 25 km² are fetched at once\./);
    expect(sentence({ west: 24.97 })).toMatch(/is empty/);
    expect(sentence({ north: 60.16 })).toMatch(/is empty/);
    expect(sentence({ east: 181 })).toMatch(/beyond/);
    expect(sentence({ south: -85 })).toMatch(/beyond/);
    expect(sentence({ west: Number.NaN })).toMatch(/four numbers/);
  });
});

describe('the address of an Overpass server', () => {
  it.each([publicOverpass, 'http://127.0.0.1:8080/api/interpreter', 'http://localhost/', 'http://[::1]:9/'])(
    'may be %s',
    (text) => {
      expect(overpassEndpoint(text)).toEqual({ ok: true, value: text });
    },
  );

  it.each([
    'http://overpass-api.de/api/interpreter',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'https://name:word@overpass.example/',
    'https://overpass.example/?data=x',
    'https://overpass.example/#x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'overpass-api.de',
    '',
    ['https://overpass.example/', 'x'.repeat(2001)].join(''),
  ])('may not be %s', (text) => {
    expect(overpassEndpoint(text).ok).toBe(false);
  });
});
