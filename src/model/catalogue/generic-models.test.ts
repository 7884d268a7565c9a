import { describe, expect, test } from 'vitest';
import { accessFunctions, deviceKinds, fisheyeHalfAngleDegrees } from '../device.ts';
import { type CameraModel, cameraForms, type DeviceModel, deviceModelSchema } from '../device-model.ts';
import { findModel } from './find-model.ts';
import { genericModels } from './generic-models.ts';

const cameras = genericModels.filter((model): model is CameraModel => model.kind === 'camera');

function camera(id: string): CameraModel {
  const model = cameras.find((candidate) => candidate.id === id);
  if (model === undefined) throw new Error(`no ${id}`);
  return model;
}

/** HFOV = 2 atan(w / 2f). */
function horizontalField({ sensor }: CameraModel, focalLength: number): number {
  return (2 * Math.atan(sensor.widthMillimeters / 2 / focalLength) * 180) / Math.PI;
}

function optics(model: DeviceModel) {
  return model.kind === 'camera' || model.kind === 'alpr' ? [model] : [];
}

describe('the shipped catalogue', () => {
  test('has models of every kind of device and every form of camera', () => {
    expect(new Set(genericModels.map(({ kind }) => kind))).toEqual(new Set(deviceKinds));
    expect(new Set(cameras.map(({ form }) => form))).toEqual(new Set(cameraForms));
    expect(genericModels.length).toBeGreaterThanOrEqual(40);
  });

  test('has no id twice and comes back from its own JSON', () => {
    expect(new Set(genericModels.map(({ id }) => id)).size).toBe(genericModels.length);
    expect(genericModels.map((model) => deviceModelSchema.parse(JSON.parse(JSON.stringify(model))))).toEqual(
      genericModels,
    );
  });

  test('keeps the four models that earlier plans name', () => {
    for (const id of ['fixed-4k-4mm', 'fixed-4k-8mm', 'fixed-4k-12mm', 'fixed-1080p-2.8mm'])
      expect(findModel(null, id)?.id).toBe(id);
  });

  test('calls every figure an assumption unless it names a source', () => {
    for (const { source, priceSource } of genericModels) {
      expect(source).toMatch(/assumption/);
      expect(priceSource).toBe('assumption');
    }
  });

  test('has square pixels and lenses within their own range', () => {
    for (const { id, sensor, focalLength, focalLengthMinimum, focalLengthMaximum } of genericModels.flatMap(optics)) {
      const across = sensor.widthMillimeters / sensor.widthPixels;
      expect(sensor.heightMillimeters / sensor.heightPixels / across, id).toBeCloseTo(1, 6);
      expect(focalLength, id).toBeGreaterThanOrEqual(focalLengthMinimum);
      expect(focalLength, id).toBeLessThanOrEqual(focalLengthMaximum);
    }
  });

  test('sees across 87.7° with 4K and 4 mm, a focal length of 2,000 px', () => {
    const model = camera('fixed-4k-4mm');
    expect(horizontalField(model, 4)).toBeCloseTo(87.66, 2);
    expect((model.sensor.widthPixels * model.focalLength) / model.sensor.widthMillimeters).toBeCloseTo(2000, 9);
  });

  test('zooms its PTZ cameras as far as their names say', () => {
    for (const [id, zoom, wide, narrow] of [
      ['ptz-1080p-30x', 30, 63.5, 2.36],
      ['ptz-4k-31x', 31, 59.26, 2.1],
    ] as const) {
      const model = camera(id);
      expect(model.focalLengthMaximum / model.focalLengthMinimum, id).toBeCloseTo(zoom, 6);
      expect(horizontalField(model, model.focalLengthMinimum), id).toBeCloseTo(wide, 1);
      expect(horizontalField(model, model.focalLengthMaximum), id).toBeCloseTo(narrow, 1);
    }
  });

  test('fills the shorter side of a fisheye’s sensor with 180°', () => {
    for (const model of cameras.filter(({ form }) => form === 'fisheye')) {
      expect(model.projection).toBe('equidistant');
      expect(fisheyeHalfAngleDegrees({ ...model, focalLengthMillimeters: model.focalLength })).toBeCloseTo(90, 9);
    }
  });

  test('closes the field of its multi-sensor cameras without a gap', () => {
    for (const [id, degrees] of [
      ['multi-4x4mp-180', 180],
      ['multi-3x4mp-270', 270],
      ['multi-4x4mp-360', 360],
    ] as const) {
      const model = camera(id);
      const half = horizontalField(model, model.focalLength) / 2;
      const spans = model.heads.map(({ headingDegrees }) => [headingDegrees - half, headingDegrees + half] as const);
      for (let head = 1; head < spans.length; head += 1) expect(spans[head][0], id).toBeLessThan(spans[head - 1][1]);
      expect(spans[0][0], id).toBeLessThanOrEqual(-degrees / 2);
      expect(spans[spans.length - 1][1], id).toBeGreaterThanOrEqual(degrees / 2);
    }
  });

  test('fills as many lanes with EU plates as an ALPR unit is sold for', () => {
    for (const model of genericModels) {
      if (model.kind !== 'alpr') continue;
      // 327 px/m for a 520 mm plate, lanes of 3.5 m.
      expect(model.sensor.widthPixels / 327 / 3.5, model.id).toBeGreaterThan(model.lanes);
      const atTwentyFive = (model.sensor.widthPixels * model.focalLength) / model.sensor.widthMillimeters / 25;
      expect(atTwentyFive, model.id).toBeGreaterThan(327);
    }
  });

  test('can lock and monitor a door with one set or with its parts', () => {
    const of = (id: string) => {
      const model = findModel(null, id);
      return model?.kind === 'access' ? model.functions : [];
    };
    expect(of('access-door')).toEqual(expect.arrayContaining([...accessFunctions]));
    const parts = ['reader', 'lock', 'contact', 'exit-button', 'alarm'].flatMap((part) => of(`access-${part}`));
    expect(new Set(parts)).toEqual(new Set(accessFunctions));
  });
});
