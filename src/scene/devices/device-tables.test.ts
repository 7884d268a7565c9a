import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantize } from '#geo/quantum.ts';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import { type Device, deviceStates } from '#model/device.ts';
import type { DeviceMapping } from '#model/device-mapping.ts';
import type { Outcome } from '#model/result.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { guessDeviceMapping } from './guess-device-mapping.ts';
import { type OpenedDeviceTable, openDeviceTable } from './open-device-table.ts';
import { readDevices } from './read-devices.ts';
import { writeDevicesCsv, writeDevicesGeojson } from './write-devices.ts';

function plan(fields: Partial<Scenario> = {}): Scenario {
  return emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
    phases: [
      { id: 'P1', name: 'Phase 1', description: '', start: null, end: null, budget: null, after: [], policy: null },
    ],
    agencies: [{ id: 'police', name: 'City Police', kind: 'police', contact: '', tier: 'owner' }],
    ...fields,
  });
}

function run<T>(steps: Generator<number, Outcome<T>>): Outcome<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function opened(text: string, name = 'devices.csv'): OpenedDeviceTable {
  const outcome = run(openDeviceTable(text, name));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

function read(text: string, scenario = plan(), change: Partial<DeviceMapping> = {}, name = 'devices.csv') {
  const table = opened(text, name);
  const outcome = run(readDevices(table, { ...guessDeviceMapping(table), ...change }, scenario));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

const words = fc.string({
  unit: fc.constantFrom('a', 'Ø', ' ', '=', '"', ',', ';', "'", '\n', '+', '😀'),
  maxLength: 12,
});
const degrees = fc.integer({ min: 0, max: 35_900 }).map((hundredths) => hundredths / 100);

/** A device of any kind with anything in it. */
const devices = fc
  .array(
    fc.record({
      model: fc.constantFrom(...genericModels),
      x: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((steps) => steps / 1024),
      y: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((steps) => steps / 1024),
      headingDegrees: degrees,
      heightMeters: fc.double({ min: 0.1, max: 100, noNaN: true }),
      tiltDegrees: fc.double({ min: 0, max: 90, noNaN: true }),
      focalLengthMillimeters: fc.double({ min: 0.5, max: 2000, noNaN: true }),
      texts: fc.array(words, { minLength: 6, maxLength: 6 }),
      state: fc.constantFrom(...deviceStates),
      locked: fc.boolean(),
      retentionDays: fc.option(fc.integer({ min: 0, max: 3650 })),
      phase: fc.constantFrom('P1', null),
      noModel: fc.boolean(),
      presets: fc.array(degrees, { maxLength: 3 }),
    }),
    { maxLength: 8 },
  )
  .map((seeds) =>
    seeds.map((seed, index): Device => {
      const [name, notes, purpose, legalBasis, sourceId, feature] = seed.texts;
      const isOptical = seed.model.kind === 'camera' || seed.model.kind === 'alpr';
      const outcome = deviceOfModel(seed.model, {
        id: `D ${index}`,
        name: `n${name}`,
        notes,
        purpose,
        legalBasis,
        sourceId,
        mounting: { kind: 'wall', featureId: feature === '' ? null : feature },
        x: seed.x,
        y: seed.y,
        headingDegrees: seed.headingDegrees,
        heightMeters: seed.heightMeters,
        state: seed.state,
        locked: seed.locked,
        retentionDays: seed.retentionDays,
        phase: seed.phase,
        agency: 'police',
        ...(seed.noModel ? { model: '' } : {}),
        ...(isOptical
          ? { tiltDegrees: seed.tiltDegrees, focalLengthMillimeters: seed.focalLengthMillimeters, rollDegrees: 3 }
          : {}),
        ...(seed.model.kind === 'camera'
          ? {
              presets: seed.presets.map((headingDegrees, preset) => ({
                id: `p${preset}`,
                name: `“${name}”`,
                headingDegrees,
                tiltDegrees: 5,
                focalLengthMillimeters: 8,
                share: preset,
              })),
            }
          : {}),
      });
      if (!outcome.ok) throw new Error(outcome.problem.sentence);
      return outcome.value;
    }),
  );

describe('tables that Sightline writes', () => {
  test('come back exactly, as CSV and as GeoJSON, into an empty plan and into their own', () => {
    fc.assert(
      fc.property(devices, (all) => {
        if (all.length === 0) return;
        const full = plan({ devices: all });
        for (const text of [writeDevicesCsv(full), writeDevicesGeojson(full)]) {
          for (const target of [plan(), full]) {
            const { devices: back, refused } = read(text, target);
            expect(refused).toEqual([]);
            expect(back).toEqual(all);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('keep spreadsheets from running a name as a formula', () => {
    const outcome = deviceOfModel(genericModels[0], { id: 'C-1', name: '=cmd|x', x: 0, y: 0, tiltDegrees: 0 });
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    expect(writeDevicesCsv(plan({ devices: [outcome.value] }))).toContain("C-1,'=cmd|x,camera");
  });
});

describe('foreign tables', () => {
  const table = [
    'Camera ID;Name;Type;lon;lat;Height (m);Direction;HFOV;Model;Owner',
    'A1;Gate;dome;10,001;54,0005;4,5;NE;90;Fixed 4K, 8 mm;City Police',
    '',
    'A2;Crossing;ANPR;10.002;54.0005;6 m;239-284;;Brand X 9;Nobody',
    'A3;Lost;camera;;;4;0;;;',
    'A4;Strange;toaster;10;54;4;0;;;',
    'A1;Again;camera;10;54;4;0;;;',
    'A5;Up;camera;10;54;4;upwards;;;',
    'A6;Far;camera;30;54;4;0;;;',
    'A7;High;camera;10;54;12000;0;;;',
  ].join('\r\n');

  test('are guessed by their names', () => {
    const { columns, defaultKind } = guessDeviceMapping(opened(table));
    expect(columns).toEqual({
      id: 'Camera ID',
      name: 'Name',
      kind: 'Type',
      longitude: 'lon',
      latitude: 'lat',
      heightMeters: 'Height (m)',
      headingDegrees: 'Direction',
      fieldOfViewDegrees: 'HFOV',
      model: 'Model',
      agency: 'Owner',
    });
    expect(defaultKind).toBe('camera');
    expect(guessDeviceMapping(opened(table, 'alpr_sites.csv')).defaultKind).toBe('alpr');
  });

  test('give devices, and a sentence with its line for every row that is none', () => {
    const { devices: all, refused, notes } = read(table);
    expect(all.map(({ id, kind }) => [id, kind])).toEqual([
      ['A1', 'camera'],
      ['A2', 'alpr'],
    ]);
    expect(all[0]).toMatchObject({ headingDegrees: 45, heightMeters: 4.5, model: 'fixed-4k-8mm', agency: 'police' });
    expect(all[0].kind === 'camera' && all[0].focalLengthMillimeters).toBeCloseTo(3.84, 9);
    expect(all[1]).toMatchObject({ headingDegrees: 261.5, heightMeters: 6, model: 'alpr-1-lane', agency: null });
    expect(all[1].notes).toBe('Model in the source: Brand X 9');
    expect(refused.map(({ place }) => place)).toEqual([5, 6, 7, 8, 9, 10].map((line) => `devices.csv:${line}`));
    expect(refused.map(({ sentence }) => sentence)).toEqual([
      'This row has no coordinates.',
      '“toaster” is no kind of device that Sightline knows.',
      'The id “A1” is used already (2).',
      '“upwards” is no heading: a number of degrees, a compass point or a range.',
      'This place is more than 100 km from the middle of the scene.',
      'heightMeters must be at most 1000.',
    ]);
    expect(notes.find(({ kind }) => kind === 'dropped')).toMatchObject({ ids: ['A2'] });
  });

  test('may call a kind what they like', () => {
    const { devices: all } = read('id,type,lon,lat\n1,X9,10,54\n', plan(), { kinds: { X9: 'phone' } });
    expect(all[0].kind).toBe('phone');
  });

  test('may stand in local metres', () => {
    const { devices: all } = read('id,x,y\n1,12.5,-3\n');
    expect(all[0]).toMatchObject({ x: 12.5, y: -3 });
  });

  test('may stand in degrees under x and y', () => {
    const { devices: all } = read('id,X,Y\n1,10.00012345,54.00012345\n');
    expect(all[0].y).toBeCloseTo(13.74, 1);
  });

  test('change what the plan has already in the columns that they have', () => {
    const outcome = deviceOfModel(genericModels[0], {
      id: 'C-1',
      name: 'Old',
      x: quantize(5),
      y: 6,
      notes: 'kept',
      headingDegrees: 77,
    });
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    const scenario = plan({ devices: [outcome.value] });
    const { devices: all } = read('id,name,x,y,retention\nC-1,New,7,6,30\n', scenario);
    expect(all).toEqual([{ ...outcome.value, name: 'New', x: 7, retentionDays: 30 }]);
    const locked = plan({ devices: [{ ...outcome.value, locked: true }] });
    expect(read('id,name,x,y\nC-1,New,7,6\n', locked).refused[0].sentence).toContain('is locked');
  });

  test.each([
    ['', 'This table is empty.'],
    ['id,lon,lat', 'This table has a header but no rows.'],
    [
      '{"type":"Point"}',
      'This is no table of devices: a CSV with a header or a GeoJSON FeatureCollection of points is read.',
    ],
    ['{"type":"FeatureCollection","features":[]}', 'This FeatureCollection has no features.'],
  ])('are refused whole where they are none: %s', (text, sentence) => {
    const outcome = run(openDeviceTable(text, 'x'));
    expect(outcome.ok ? '' : outcome.problem.sentence).toBe(sentence);
  });

  test('without places are refused as a whole', () => {
    const table = opened('id,name\n1,a\n');
    const outcome = run(readDevices(table, guessDeviceMapping(table), plan()));
    expect(outcome.ok ? '' : outcome.problem.sentence).toContain('Nothing tells where the devices stand');
  });

  test('with 50,000 devices are refused as a whole', () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `${index},10,54`);
    const table = opened(`id,lon,lat\n${rows.join('\n')}\n`);
    const outcome = run(readDevices(table, guessDeviceMapping(table), plan()));
    expect(outcome.ok ? '' : outcome.problem.sentence).toMatch(/50,000 rows .* more than 20,000 devices/);
  });

  test('of features that are no points, or nothing, are refused one by one', () => {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        null,
        { geometry: { type: 'LineString', coordinates: [] } },
        { geometry: { type: 'Point', coordinates: ['a', 1] }, properties: { __proto__: 1 } },
        { id: 7, geometry: { type: 'Point', coordinates: [10, 54] }, properties: null },
      ],
    });
    const { devices: all, refused } = read(text);
    expect(all.map(({ id }) => id)).toEqual(['7']);
    expect(refused.map(({ place }) => place)).toEqual([0, 1, 2].map((index) => `devices.csv:features[${index}]`));
  });

  test('that are nested without end, or hold cells without end, are read or refused, quickly', () => {
    const deep = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`;
    const feature = `{"type":"Feature","geometry":{"type":"Point","coordinates":[10,54]},"properties":{"id":${deep},"heads":${deep}}}`;
    const outcome = run(openDeviceTable(`{"type":"FeatureCollection","features":[${feature}]}`, 'deep.geojson'));
    if (outcome.ok) run(readDevices(outcome.value, guessDeviceMapping(outcome.value), plan()));
    const wide = read(`id,lon,lat,height\n1,10,54,1${' '.repeat(200_000)}x\n`);
    expect(wide.refused.length).toBe(1);
  });

  test('never throw, whatever stands in them', () => {
    const cell = fc.oneof(
      words,
      fc.constantFrom('NaN', '1e999', '__proto__', 'constructor', '10', '54', '-', '[1', '{}'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), (rows) => {
        const text = ['id,kind,lon,lat,heads,presets', ...rows.map((row) => row.join(','))].join('\n');
        const outcome = run(openDeviceTable(text, 'x.csv'));
        if (outcome.ok) run(readDevices(outcome.value, guessDeviceMapping(outcome.value), plan()));
      }),
    );
  });
});
