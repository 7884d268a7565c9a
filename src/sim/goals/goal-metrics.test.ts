import { describe, expect, test } from 'vitest';
import type { Area, Portal } from '#model/city.ts';
import { deviceSchema } from '#model/device.ts';
import { planSiteSchema, planZoneSchema } from '#model/plan-records.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import {
  always,
  camera,
  empty,
  goalOf,
  planWith,
  rectangle,
  Stand,
  street,
} from '../../../test/fixtures/goal-stand.ts';
import type { LaneSamples } from '../alpr/lane-samples.ts';

describe('portals', () => {
  const portal = (id: string, x: number, kind: Portal['kind'] = 'entrance'): Portal => ({
    id,
    kind,
    x,
    y: 10,
    name: null,
    address: null,
    buildingId: null,
    barrierId: null,
  });
  const portals = [portal('p0', 10), portal('p1', 20), portal('p2', 30, 'emergency-exit'), portal('p3', 40, 'address')];
  const access = (id: string, portalId: string, functions: string[], fields: Record<string, unknown> = {}) =>
    deviceSchema.parse({ kind: 'access', id, name: id, x: 0, y: 0, heightMeters: 1, portalId, functions, ...fields });
  const whole = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'];

  test('are seen by cameras at or above the category; addresses are none', () => {
    const stand = new Stand(empty({ portals }));
    const seen = { portalIndex: Uint32Array.of(0, 1, 3), portalClass: Uint8Array.of(4, 2, 7) };
    stand.put(camera('a'), seen);
    const result = stand.one({ metric: 'portals-seen', category: 'Perceive', target: 100 });
    expect(result).toMatchObject({ whole: 3, wholeUnit: 'portals' });
    expect(result.achieved).toBeCloseTo(100 / 3, 12);
    expect(result.missing).toBe('66.7 % of 3 portals are missing: 2.');
    expect(stand.one({ metric: 'portals-seen', category: 'Outline' }).achieved).toBeCloseTo(200 / 3, 12);
  });

  test('are monitored when all elements are there together, from one unit or several', () => {
    const stand = new Stand(empty({ portals }));
    stand.put(access('u0', 'p0', whole.slice(0, 3)), {});
    const goal = { metric: 'portals-monitored', target: 100 } as const;
    expect(stand.one(goal).achieved).toBe(0);
    stand.put(access('u1', 'p0', whole.slice(3)), {});
    expect(stand.one(goal).achieved).toBeCloseTo(100 / 3, 12);
    // An emergency exit needs no reader, a door does.
    stand.put(access('u2', 'p2', ['lock', 'contact', 'request-to-exit', 'alarm']), {});
    stand.put(access('u3', 'p1', ['lock', 'contact', 'request-to-exit', 'alarm']), {});
    expect(stand.one(goal).achieved).toBeCloseTo(200 / 3, 12);
    stand.put(access('u2', 'p2', whole, { state: 'retired' }), {});
    expect(stand.one(goal).achieved).toBeCloseTo(100 / 3, 12);
  });

  test('of a site are those the plan names, else those within the perimeter', () => {
    const stand = new Stand(empty({ portals }));
    stand.put(access('u0', 'p0', whole), {});
    const rings = [[0, 0, 25, 0, 25, 25, 0, 25]];
    const site = planSiteSchema.parse({ id: 's', name: 'S', kind: 'school', x: 0, y: 0, rings });
    const goal = { metric: 'portals-monitored', scope: { kind: 'site', id: 's' } } as const;
    expect(stand.one(goal, { sites: [site] })).toMatchObject({ whole: 2, achieved: 50 });
    expect(stand.one(goal, { sites: [{ ...site, portalIds: ['p0'] }] })).toMatchObject({
      whole: 1,
      achieved: 100,
      missing: '',
    });
  });
});

describe('plates', () => {
  const lanes: LaneSamples = {
    count: 4,
    xyz: [10, 10, 0.6, 12, 10, 0.6, 10, 50, 0.6, 12, 50, 0.6],
    direction: [1, 0, 1, 0, 1, 0, 1, 0],
    street: [0, 0, 1, 1],
    lane: [0, 0, 0, 0],
    length: [30, 30, 20, 20],
  };
  const streets = [street('way/1', [0, 10, 60, 10], { class: 'primary' }), street('way/2', [0, 50, 40, 50])];
  const read = {
    layer: 'plates',
    laneIndex: Uint32Array.of(1, 2),
    laneByDay: Float64Array.of(0.9, 0.5),
    laneByNight: Float64Array.of(0, 0.5),
  } as const;
  const sensor = { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5, heightMillimeters: 3 };
  const place = { id: 'u', name: 'U', x: 0, y: 0, heightMeters: 4, tiltDegrees: 10 };
  const unit = deviceSchema.parse({ kind: 'alpr', ...place, sensor, focalLengthMillimeters: 16 });

  test('count whole lanes on which some sample is read well enough', () => {
    const stand = new Stand(empty({ streets }), null, lanes);
    stand.put(unit, read);
    expect(stand.one({ metric: 'plates', probability: 0.8 })).toMatchObject({
      whole: 100,
      achieved: 60,
      wholeUnit: 'lane metres',
    });
    expect(stand.one({ metric: 'plates', probability: 0.5 }).achieved).toBe(100);
    expect(stand.one({ metric: 'plates', probability: 0.5, condition: 'night' }).achieved).toBe(40);
    const primary = stand.one({ metric: 'plates', probability: 0.8, scope: { kind: 'streets', classes: ['primary'] } });
    expect(primary).toMatchObject({ whole: 60, achieved: 100 });
  });
});

describe('privacy', () => {
  const panels: FacadePanels = {
    count: 3,
    center: Float64Array.of(10, 10, 2, 30, 10, 2, 50, 10, 2),
    normal: Float64Array.of(0, 1, 0, 1, 0, 1),
    width: Float32Array.of(3, 3, 3),
    height: Float32Array.of(2, 2, 2),
    building: Uint32Array.of(0, 0, 0),
    residential: Uint8Array.of(1, 1, 0),
  };
  const seen = { facadeIndex: Uint32Array.of(0, 1, 2), facadeClass: Uint8Array.of(5, 4, 7) };

  test('facades of homes at or above the category count, less is better', () => {
    const stand = new Stand(empty(), panels);
    stand.put(camera('a'), seen);
    const result = stand.one({ metric: 'facades-exposed', category: 'Characterise', target: 10 });
    expect(result).toMatchObject({ whole: 12, achieved: 50, met: false });
    expect(result.attainment).toBeCloseTo(0.2, 12);
    expect(result.missing).toBe('40.0 % of 12 m² of facades of homes are too much: 4.8 m².');
  });

  test('a privacy zone masks what lies in it', () => {
    const stand = new Stand(empty(), panels);
    stand.put(camera('a'), seen);
    const zone = planZoneSchema.parse({ id: 'z', name: 'Z', kind: 'privacy', rings: [[5, 5, 15, 5, 15, 15, 5, 15]] });
    const goal = { metric: 'facades-exposed', category: 'Characterise', target: 10 } as const;
    expect(stand.one(goal, { zones: [zone] })).toMatchObject({ achieved: 0, met: true, missing: '' });
    expect(stand.one(goal, { zones: [{ ...zone, kind: 'interest' }] }).achieved).toBe(50);
  });

  test('private ground is residential land beside streets and squares, before masks', () => {
    const land = (kind: Area['kind'], x0: number, y0: number, x1: number, y1: number): Area => ({
      id: kind,
      kind,
      name: null,
      rings: [Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1)],
    });
    const areas = [land('residential', 0, 0, 40, 40), land('square', 20, 20, 60, 60)];
    const stand = new Stand(empty({ areas }));
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 20, 20, 7)));
    const goal = { metric: 'private-ground-exposed', category: 'Validate', target: 2 } as const;
    expect(stand.one(goal)).toMatchObject({ whole: 1200 });
    expect(stand.one(goal).achieved).toBeCloseTo(100 / 3, 12);
    const zone = planZoneSchema.parse({ id: 'z', name: 'Z', kind: 'privacy', rings: [[0, 0, 20, 0, 20, 10, 0, 10]] });
    expect(stand.one(goal, { zones: [zone] }).achieved).toBeCloseTo(50 / 3, 12);
  });

  test('without homes nothing is exposed, and that is met', () => {
    const result = new Stand(empty()).one({ metric: 'facades-exposed', category: 'Characterise', target: 2 });
    expect(result).toMatchObject({ achieved: null, met: true, attainment: 1, missing: '' });
  });
});

describe('demand', () => {
  test('counts by weight and by the share of a place that is seen', () => {
    const demand = [
      {
        id: 'd1',
        kind: 'pedestrian',
        x: 10,
        y: 10,
        rings: [Float64Array.of(0, 0, 20, 0, 20, 20, 0, 20)],
        weight: 300,
        unit: 'people/h',
      },
      { id: 'd2', kind: 'pedestrian', x: 80, y: 80, rings: [], weight: 100, unit: 'people/h' },
      { id: 'd3', kind: 'building', x: 80, y: 80, rings: [], weight: 5000, unit: 'people' },
    ] as const;
    const stand = new Stand(empty({ demand }));
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 20, 10)));
    const result = stand.one({ metric: 'demand', category: 'Overview' });
    expect(result).toMatchObject({ whole: 400, achieved: 37.5, wholeUnit: 'weight' });
    stand.put(camera('b'), always(rectangle(stand, 60, 60, 100, 100)));
    expect(stand.board.standing(null).goals[0].achieved).toBe(62.5);
  });
});

describe('other kinds', () => {
  test('phones are counted along streets', () => {
    const streets = [street('way/1', [0, 50.5, 100, 50.5])];
    const stand = new Stand(empty({ streets }));
    const phone = deviceSchema.parse({ kind: 'phone', id: 'f', name: 'F', x: 0, y: 50, heightMeters: 1 });
    stand.put(phone, { layer: 'phones', ...always(rectangle(stand, 0, 40, 30, 60)) });
    expect(stand.one({ metric: 'phones' })).toMatchObject({ whole: 100, achieved: 30, wholeUnit: 'street metres' });
  });

  test('controllers are counted by the gateways that they reach', () => {
    const stand = new Stand(empty());
    const light = (id: string, x: number) =>
      stand.put(deviceSchema.parse({ kind: 'light', id, name: id, x, y: 0, heightMeters: 6 }), {});
    light('l1', 0);
    light('l2', 45);
    const node = (id: string, x: number) => ({
      ...{ id, name: id, kind: 'gateway' as const, x, y: 0, heightMeters: 3, poeBudgetWatts: 0, ports: 8 },
      ...{ radioReachMeters: 50, price: 0, yearly: 0, mtbfHours: 1000, mttrHours: 1 },
    });
    const networkNodes = [node('n1', 10), node('n2', 90)];
    expect(stand.one({ metric: 'radio' }, { networkNodes }).achieved).toBe(100);
    expect(stand.one({ metric: 'radio', devices: 2 }, { networkNodes })).toMatchObject({
      achieved: 50,
      wholeUnit: 'controllers',
    });
  });

  test('costs beside their target are inverted', () => {
    const stand = new Stand(empty());
    const costs = {
      devices: [],
      nodes: [],
      links: [],
      feeds: [],
      bill: [],
      currency: 'EUR',
      capital: 50_000,
      yearly: 900,
      bitrateMbps: 40,
      storageGigabytes: 0,
      powerWatts: 0,
    };
    const result = stand.one({ metric: 'capital-cost', target: 40_000 }, {}, costs);
    expect(result).toMatchObject({ achieved: 50_000, unit: 'money', attainment: 0.8 });
    expect(result.missing).toBe('10,000 EUR more than the 40,000 EUR allowed.');
    stand.board.setPlan(planWith({ goals: [goalOf({ metric: 'uplink', target: 40 })] }));
    expect(stand.board.standing(costs).goals[0]).toMatchObject({ met: true, unit: 'mbps', missing: '' });
  });
});
