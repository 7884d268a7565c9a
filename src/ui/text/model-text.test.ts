import { expect, it } from 'vitest';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { type DeviceModel, deviceModelSchema } from '#model/device-model.ts';
import { countByKind, countDevices, kindName } from './device-kind.ts';
import { filterModels, modelSubtitle } from './model-text.ts';

const sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 8, heightMillimeters: 4.5 };
const model = (parts: object): DeviceModel =>
  deviceModelSchema.parse({
    id: 'm',
    name: 'Model',
    source: 'assumption',
    price: 1,
    installation: 1,
    yearly: 1,
    powerWatts: 4,
    mtbfHours: 1,
    mttrHours: 1,
    mountHeightMeters: 4,
    ...parts,
  });
const optics = { sensor, focalLengthMinimum: 4, focalLengthMaximum: 4, focalLength: 4 };

it('tells a lens by its angle and a zoom by both', () => {
  expect(modelSubtitle(model({ kind: 'camera', form: 'fixed', ...optics }), 'metric')).toBe('90° · 3840 px');
  const zoom = { kind: 'camera', form: 'varifocal', ...optics, focalLengthMaximum: 40 };
  expect(modelSubtitle(model(zoom), 'metric')).toBe('11–90° · 3840 px');
  const fisheye = { kind: 'camera', form: 'fisheye', projection: 'equidistant', ...optics };
  expect(modelSubtitle(model(fisheye), 'metric')).toBe('all around · 3840 px');
  const heads = [0, 90, 180, 270].map((headingDegrees) => ({ headingDegrees, tiltDegrees: 0 }));
  expect(modelSubtitle(model({ kind: 'camera', form: 'multi-sensor', heads, ...optics }), 'metric')).toBe(
    '360° · 4 × 3840 px',
  );
});

it('says what other kinds do, in the chosen units', () => {
  expect(modelSubtitle(model({ kind: 'alpr', lanes: 2, infraredReachMeters: 30.48, ...optics }), 'us')).toBe(
    '90° · IR 100 ft',
  );
  expect(modelSubtitle(model({ kind: 'access', functions: ['reader', 'contact'] }), 'metric')).toBe('reader, contact');
  expect(modelSubtitle(model({ kind: 'acoustic', rangeMeters: 400 }), 'metric')).toBe('hears to 400 m');
});

it('filters by words of name, kind and form, and by kinds', () => {
  const found = (text: string, ...kinds: Parameters<typeof kindName>[0][]) =>
    filterModels(genericModels, text, new Set(kinds), kindName).flatMap(({ models }) => models);
  expect(found('')).toHaveLength(genericModels.length);
  expect(found('4k FIXED 8 mm').map(({ id }) => id)).toContain('fixed-4k-8mm');
  expect(found('alpr, 2').every(({ name }) => name.includes('2'))).toBe(true);
  expect(found('no such thing')).toHaveLength(0);
  expect(found('', 'camera').every(({ kind }) => kind === 'camera')).toBe(true);
});

it('has a subtitle for every shipped model', () => {
  for (const shipped of genericModels)
    expect(modelSubtitle(shipped, 'metric'), shipped.id).not.toMatch(/^$|NaN|undefined/);
});

it('counts devices by kind', () => {
  const kinds = ['camera', 'camera', 'alpr', 'access', 'acoustic'] as const;
  const devices = kinds.map((kind) => ({ kind }));
  expect(countByKind(devices)).toBe('2 cameras, 1 ALPR unit, 1 access control, 1 acoustic sensor');
  expect(countDevices(devices)).toBe('5 devices');
  expect(countDevices(devices.slice(0, 1))).toBe('1 camera');
  expect(countDevices([])).toBe('0 cameras');
});
