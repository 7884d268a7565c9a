import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowOf, secondsOf } from './sumo-flow.ts';

describe('times of departure', () => {
  it.each([
    ['0', 0],
    [' 12.5 ', 12.5],
    ['01:02:03', 3723],
    ['1:00:00:00.5', 86_400.5],
    ['triggered', null],
    ['-5', null],
    ['1:2', null],
    ['1e300', null],
    ['9'.repeat(400), null],
    ['', null],
    [undefined, null],
  ])('%s', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });
});

describe('flows', () => {
  it.each([
    [{ begin: '0', end: '3600', number: '120' }, 120, 0, 3600],
    [{ begin: '600', end: '4200', vehsPerHour: '90' }, 90, 600, 4200],
    [{ begin: '0', end: '1800', perHour: '90' }, 45, 0, 1800],
    [{ begin: '0', end: '7200', period: '10' }, 720, 0, 7200],
    [{ begin: '0', end: '3600', period: 'exp(0.5)' }, 1800, 0, 3600],
    [{ begin: '0:10:00', end: '0:20:00', probability: '0.25' }, 150, 600, 1200],
    [{ end: '100', number: '7' }, 7, 0, 100],
    // Ten vehicles at one a minute are done after ten minutes; until the end there is time for five only.
    [{ number: '10', period: '60' }, 10, 0, 600],
    [{ number: '10', period: '60', end: '300' }, 5, 0, 300],
    [{ begin: '5', number: '3' }, 3, 5, 5],
  ])('%j are %d vehicles', (attributes, count, from, to) => {
    const flow = flowOf(attributes);
    expect(flow?.count).toBeCloseTo(count, 9);
    expect(flow).toMatchObject({ from, to, endless: false });
  });

  it('with a rate and no end count for one hour, and say so', () => {
    expect(flowOf({ begin: '100', vehsPerHour: '50' })).toEqual({ count: 50, from: 100, to: 3700, endless: true });
  });

  it.each([
    {},
    { begin: '0', end: '3600' },
    { begin: '10', end: '5', number: '1' },
    { begin: 'x', number: '1' },
    { end: 'x', number: '1' },
    { end: '10', number: '-1' },
    { end: '10', number: 'NaN' },
    { end: '10', number: '1e300' },
    { end: '10', period: '0' },
    { end: '10', period: 'exp(x)' },
    { end: '10', probability: '2' },
    { end: '10', vehsPerHour: 'Infinity' },
  ])('%j is none', (attributes) => {
    expect(flowOf(attributes)).toBeNull();
  });

  it('are never negative, endless or no number, whatever the attributes say', () => {
    const text = fc.option(fc.oneof(fc.string({ maxLength: 8 }), fc.double().map(String), fc.nat().map(String)), {
      nil: undefined,
    });
    const names = ['begin', 'end', 'number', 'vehsPerHour', 'period', 'probability'];
    fc.assert(
      fc.property(fc.array(text, { minLength: 6, maxLength: 6 }), (values) => {
        const attributes: Record<string, string> = {};
        for (const [index, value] of values.entries()) if (value !== undefined) attributes[names[index]] = value;
        const flow = flowOf(attributes);
        if (flow === null) return;
        expect(flow.count).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(flow.count)).toBe(true);
        expect(flow.to).toBeGreaterThanOrEqual(flow.from);
        expect(Number.isFinite(flow.to)).toBe(true);
      }),
    );
  });
});
