import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceSchema } from '#model/device.ts';
import { emptyScenario } from '#model/scenario.ts';
import { createFrame } from './frame.ts';
import { quantize } from './quantum.ts';
import { reframeScenario } from './reframe-scenario.ts';

const helsinki = { longitude: 24.9443, latitude: 60.1716, heightMeters: 0 };

describe('local frame', () => {
  it('puts the origin at zero', () => {
    expect(createFrame(helsinki).toLocal(24.9443, 60.1716)).toEqual([0, 0]);
  });

  it('measures the first degree of latitude on the equator as the WGS 84 meridian arc, 110,574.389 m', () => {
    const [x, y] = createFrame({ longitude: 0, latitude: 0, heightMeters: 0 }).toLocal(0, 1);
    expect(x).toBe(0);
    expect(y).toBeCloseTo(110_574.389, 2);
  });

  it('measures 0.01° of longitude at 60.1716° N as that arc of the parallel', () => {
    const phi = (60.1716 * Math.PI) / 180;
    const e2 = 0.006_694_379_990_141_3;
    const radius = (6_378_137 * Math.cos(phi)) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
    const [x] = createFrame(helsinki).toLocal(24.9543, 60.1716);
    expect(x).toBeCloseTo((radius * 0.01 * Math.PI) / 180, 2);
  });

  it('gives every grid point back after a detour through degrees', () => {
    const coordinate = fc.integer({ min: -12_000 * 1024, max: 12_000 * 1024 }).map((n) => n / 1024);
    const origin = fc.record({
      longitude: fc.double({ min: -179, max: 179, noNaN: true }),
      latitude: fc.double({ min: -70, max: 70, noNaN: true }),
      heightMeters: fc.constant(0),
    });
    fc.assert(
      fc.property(origin, coordinate, coordinate, (where, x, y) => {
        const frame = createFrame(where);
        expect(frame.toLocal(...frame.toGeographic(x, y))).toEqual([x, y]);
      }),
    );
  });

  it('moves a plan to another origin without moving its cameras on the globe', () => {
    const other = { longitude: 24.95, latitude: 60.18, heightMeters: 0 };
    const phone = deviceSchema.parse({ kind: 'phone', id: 'p', name: 'p', x: 120.5, y: -33.25, heightMeters: 1 });
    const zone = { id: 'z', name: 'z', kind: 'privacy', rings: [[0, 0, 10, 0, 120.5, -33.25]], notes: '' } as const;
    const plan = emptyScenario({
      id: 'plan',
      name: 'Plan',
      scene: { id: 's', name: 's', origin: helsinki },
      devices: [phone],
      zones: [{ ...zone, rings: zone.rings.map((ring) => [...ring]) }],
      variants: [
        { id: 'v', name: 'v', description: '', changes: { devices: { put: [{ ...phone, id: 'q' }], removed: [] } } },
      ],
    });
    const moved = reframeScenario(plan, other);
    const before = createFrame(helsinki).toGeographic(120.5, -33.25);
    const after = createFrame(other).toGeographic(moved.devices[0]?.x ?? 0, moved.devices[0]?.y ?? 0);
    expect(after[0]).toBeCloseTo(before[0], 7);
    expect(after[1]).toBeCloseTo(before[1], 7);
    const place = [moved.devices[0]?.x, moved.devices[0]?.y];
    expect(moved.zones[0]?.rings[0]?.slice(4)).toEqual(place);
    const inVariant = moved.variants[0]?.changes.devices?.put[0];
    expect([inVariant?.x, inVariant?.y]).toEqual(place);
    expect(reframeScenario(plan, helsinki)).toBe(plan);
  });

  it('rounds to the nearest 1/1024 m', () => {
    expect(quantize(1.0004)).toBe(1);
    expect(quantize(-0.7)).toBe(-717 / 1024);
  });
});
