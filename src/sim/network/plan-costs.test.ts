import { describe, expect, test } from 'vitest';
import { findModel } from '#model/catalogue/find-model.ts';
import { sensor4k, sensor1080p } from '#model/catalogue/sensors.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { networkLinkSchema, networkNodeSchema } from '#model/plan-records.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { billOfMaterialsCsv } from './bill-of-materials.ts';
import { storageGigabytes, tradeMegapixels, videoBitrateMbps } from './bitrate.ts';
import { planCosts } from './plan-costs.ts';
import { poeClassOf, poeSourceWatts } from './power-over-ethernet.ts';

function camera(id: string, fields: Readonly<Record<string, unknown>> = {}): Device {
  return deviceSchema.parse({
    kind: 'camera',
    id,
    name: id,
    x: 0,
    y: 0,
    heightMeters: 5,
    tiltDegrees: 10,
    sensor: sensor4k,
    focalLengthMillimeters: 4,
    model: 'fixed-4k-4mm',
    retentionDays: 30,
    ...fields,
  });
}

const node = (id: string, fields: Readonly<Record<string, unknown>> = {}) =>
  networkNodeSchema.parse({ id, name: id, kind: 'switch', x: 0, y: 0, poeBudgetWatts: 120, ...fields });
const link = (id: string, from: string, to: string, fields: Readonly<Record<string, unknown>> = {}) =>
  networkLinkSchema.parse({ id, name: id, from, to, medium: 'fibre', capacityMbps: 1000, ...fields });

function costs(fields: Partial<Scenario>) {
  const plan = emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
    ...fields,
  });
  return planCosts(plan, emptyLayers);
}

describe('video', () => {
  test('takes 4, 8, 10 and 16 Mbit/s for 2, 4, 5 and 8 MP at 15 frames', () => {
    const rates = [
      [1920, 1080],
      [2688, 1520],
      [2592, 1944],
      [3840, 2160],
    ].map(([widthPixels, heightPixels]) => videoBitrateMbps({ widthPixels, heightPixels }, 15, 'h264', 1));
    expect(rates).toEqual([4, 8, 10, 16]);
  });

  test('grows with frames and activity and halves with H.265', () => {
    expect(videoBitrateMbps(sensor1080p, 30, 'h265', 1.4)).toBeCloseTo(5.6, 12);
    expect(tradeMegapixels({ widthPixels: 320, heightPixels: 240 })).toBeCloseTo(0.0768, 12);
  });

  test('fills 10.8 GB a day for each Mbit/s', () => {
    expect(storageGigabytes(1, 1, { recordingDuty: 1, storageOverhead: 0 })).toBe(10.8);
    expect(storageGigabytes(4, 30, { recordingDuty: 0.5, storageOverhead: 0.2 })).toBeCloseTo(777.6, 9);
  });
});

describe('power over Ethernet', () => {
  test('is classed by what reaches the device', () => {
    expect([12.95, 12.96, 25.5, 51, 71.3, 71.4].map(poeClassOf)).toEqual(['af', 'at', 'at', 'bt3', 'bt4', 'over']);
    expect((['af', 'at', 'bt3', 'bt4', 'over', null] as const).map(poeSourceWatts)).toEqual([15.4, 30, 60, 90, 0, 0]);
  });
});

describe('the costs of a plan', () => {
  test('are those of its models, in money, watts, data and storage', () => {
    const result = costs({ devices: [camera('C-1'), camera('C-2')] });
    expect(result).toMatchObject({ capital: 3000, yearly: 240, bitrateMbps: 32, powerWatts: 18, currency: 'EUR' });
    expect(result.storageGigabytes).toBeCloseTo(2 * 16 * 10.8 * 1.2 * 30, 9);
    expect(result.bill).toMatchObject([{ count: 2, unitPrice: 600, installation: 900, total: 3000, yearly: 240 }]);
    expect(result.devices[0]).toMatchObject({ poe: 'af', remark: null });
  });

  test('do not depend on the order of the devices', () => {
    const mixed = [camera('b'), camera('a', { model: 'fixed-1080p-2.8mm' }), camera('c', { retentionDays: 7.3 })];
    expect(costs({ devices: mixed.toReversed() })).toEqual(costs({ devices: mixed }));
  });

  test('count every head of a multi-sensor camera', () => {
    const heads = [0, 90, 180].map((headingDegrees) => ({ headingDegrees, tiltDegrees: 0 }));
    expect(costs({ devices: [camera('C-1', { heads })] }).bitrateMbps).toBe(48);
  });

  test('leave out what is retired and buy nothing that stands already', () => {
    const result = costs({
      devices: [camera('old', { state: 'existing', retentionDays: null }), camera('gone', { state: 'retired' })],
      networkNodes: [node('centre', { kind: 'centre', price: 0 })],
    });
    expect(result.devices.map(({ remark }) => remark)).toEqual([null, null]);
    expect(result).toMatchObject({ capital: 0, yearly: 120, bitrateMbps: 16 });
    expect(result.bill.map(({ item }) => item)).toEqual(['Fixed 4K, 4 mm (stands already)', 'centre']);
  });

  test('take the plan’s own edition of a model', () => {
    const shipped = costs({ devices: [camera('C-1')] });
    const model = findModel(null, 'fixed-4k-4mm');
    if (model === null) throw new Error('no such model');
    const own = costs({ devices: [camera('C-1')], catalogue: [{ ...model, price: model.price + 1000 }] });
    expect(own.capital).toBe(shipped.capital + 1000);
  });

  test('say what is missing', () => {
    const [bare, unsettled] = costs({
      devices: [camera('bare', { model: '' }), camera('unsettled', { retentionDays: null })],
    }).devices;
    expect(bare.remark).toContain('no catalogue model');
    expect(unsettled.remark).toContain('not settled');
    expect(unsettled.storageGigabytes).toBe(0);
  });
});

describe('a network', () => {
  const nodes = [node('centre', { kind: 'centre' }), node('a', { x: 50 }), node('b', { x: 300 }), node('lost')];
  const links = [link('ca', 'centre', 'a'), link('ab', 'b', 'a', { capacityMbps: 20 })];
  const devices = [
    camera('C-1', { x: 60, uplink: 'a' }),
    camera('C-2', { x: 290, uplink: 'b' }),
    camera('C-3', { x: 420, uplink: 'b' }),
  ];

  test('carries every device’s data towards the centre', () => {
    const result = costs({ devices, networkNodes: nodes, networkLinks: links });
    expect(result.links.map(({ loadMbps }) => loadMbps)).toEqual([48, 32]);
    expect(result.nodes.map(({ loadMbps }) => loadMbps)).toEqual([48, 48, 32, 0]);
    expect(result.links[1].problem).toBe('32 Mbit/s on a link of 20 Mbit/s.');
    expect(result.links[0].problem).toBe(null);
  });

  test('tells of nodes without a way and of cables that are too long', () => {
    const result = costs({ devices, networkNodes: nodes, networkLinks: links });
    expect(result.nodes[3].problem).toContain('No link leads');
    expect(result.devices[2].remark).toBe('b is 120 m away in a straight line; copper reaches 100 m.');
    expect(result.devices[0].remark).toBe(null);
  });

  test('takes the way with the fewest links, and of two alike the earlier', () => {
    const result = costs({
      devices: [camera('C-1', { uplink: 'b' })],
      networkNodes: nodes,
      networkLinks: [...links, link('direct', 'b', 'centre'), link('again', 'centre', 'b')],
    });
    expect(result.links.map(({ loadMbps }) => loadMbps)).toEqual([0, 0, 16, 0]);
  });

  test('does not run in circles', () => {
    const ring = [link('1', 'centre', 'a'), link('2', 'a', 'b'), link('3', 'b', 'centre'), link('4', 'a', 'a')];
    const result = costs({ devices, networkNodes: nodes, networkLinks: ring });
    expect(result.nodes[0].loadMbps).toBe(48);
    expect(result.links[3].problem).toBe('Both ends are the same node.');
  });

  test('sets ports and PoE aside, but not for devices with a power feed', () => {
    const small = node('s', { ports: 1, poeBudgetWatts: 20 });
    const both = [camera('C-1', { uplink: 's' }), camera('C-2', { uplink: 's' })];
    const [crowded] = costs({ devices: both, networkNodes: [small] }).nodes;
    expect(crowded).toMatchObject({ devices: 2, poeWatts: 30.8 });
    expect(crowded.problem).toContain('2 devices on 1 ports. Its devices may draw 30.8 W over Ethernet; it has 20 W.');
    const powerFeeds: Scenario['powerFeeds'] = [
      { id: 'f', name: 'f', x: 0, y: 0, capacityWatts: 10, backupHours: 0, price: 0 },
    ];
    const fed = costs({
      devices: both.map((device) => ({ ...device, powerFeed: 'f' })),
      networkNodes: [small],
      powerFeeds,
    });
    expect(fed.nodes[0].poeWatts).toBe(0);
    expect(fed.feeds[0]).toMatchObject({ devices: 2, loadWatts: 18, problem: 'Its devices draw 18 W; it gives 10 W.' });
  });

  test('reaches by radio, which carries no power', () => {
    const gateway = node('g', { kind: 'gateway', radioReachMeters: 500 });
    const [radar, far] = costs({
      devices: [
        deviceSchema.parse({
          kind: 'radar',
          id: 'r',
          name: 'r',
          x: 0,
          y: 0,
          heightMeters: 6,
          model: 'radar-forward',
          uplink: 'g',
        }),
        deviceSchema.parse({
          kind: 'light',
          id: 's',
          name: 's',
          x: 900,
          y: 0,
          heightMeters: 6,
          model: 'light-controller',
          uplink: 'g',
        }),
      ],
      networkNodes: [gateway],
    }).devices;
    expect(radar.remark).toBe('It takes Power over Ethernet, and g reaches it by radio; give it a power feed.');
    expect(far.remark).toBe('g is 900 m away, and its radio reaches 500 m.');
  });

  test('looks at the Fresnel zone of radio links only', () => {
    const masts = [node('centre', { kind: 'centre', heightMeters: 1 }), node('mast', { x: 500, heightMeters: 1 })];
    const terrain = { originX: -64, originY: -64, spacing: 64, columns: 11, rows: 3, heights: new Float32Array(33) };
    const plan = emptyScenario({
      id: 'plan',
      name: 'Plan',
      scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
      networkNodes: masts,
      networkLinks: [link('radio', 'centre', 'mast', { medium: 'radio' }), link('fibre', 'centre', 'mast')],
    });
    const [radio, fibre] = planCosts(plan, { ...emptyLayers, terrain }).links;
    expect(radio.fresnelClear).toBeCloseTo(1 / 2.5427, 3);
    expect(radio.problem).toBe('Only 39 % of the first Fresnel zone is clear 250 m from centre; 60 % should be.');
    expect(fibre).toMatchObject({ fresnelClear: null, problem: null });
  });
});

describe('the bill as a table', () => {
  test('adds up and keeps names from being run as formulas', () => {
    const result = costs({
      devices: [camera('C-1')],
      networkNodes: [node('centre', { kind: 'centre', name: '=HYPERLINK("x")', price: 50, yearly: 5 })],
    });
    const rows = billOfMaterialsCsv(result).split('\r\n');
    expect(rows[1]).toBe('"Fixed 4K, 4 mm",camera,1,600,900,1500,120,EUR,assumption');
    expect(rows[2]).toMatch(/^"'=HYPERLINK/);
    expect(rows[3]).toBe('Total,,,,,1550,125,EUR,');
  });
});
