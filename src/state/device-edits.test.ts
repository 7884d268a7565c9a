import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { type Device, deviceKinds, deviceSchema } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { duplicateDevice, editDevice, editLabel, newDevice, nextDeviceName, wrapHeading } from './device-edits.ts';

const pole = {
  x: 10,
  y: 20,
  heightMeters: 6,
  headingDegrees: 90,
  mounting: { kind: 'pole' as const, featureId: 'node/1' },
};

function modelOf(kind: DeviceModel['kind']): DeviceModel {
  const model = genericModels.find((one) => one.kind === kind);
  if (model === undefined) throw new Error(`The catalogue has no ${kind}.`);
  return model;
}

function placed(devices: readonly Device[] = [], kind: DeviceModel['kind'] = 'camera'): Device {
  const made = newDevice(modelOf(kind), pole, devices);
  if (!made.ok) throw new Error(made.problem.sentence);
  return made.value;
}

describe('device edits', () => {
  it('places a device of every catalogue model', () => {
    for (const model of genericModels) {
      const made = newDevice(model, pole, []);
      expect(made).toMatchObject({
        ok: true,
        value: { x: 10, y: 20, headingDegrees: 90, model: model.id, kind: model.kind },
      });
    }
  });

  it('refuses what is out of range with a sentence that names camera, field and limit', () => {
    const refused = editDevice(placed(), { heightMeters: 5000 });
    expect(refused).toMatchObject({ ok: false, problem: { place: 'C-01' } });
    expect(refused.ok ? '' : refused.problem.sentence).toBe(
      'C-01 stays as it was: height (5000) must be at most 1000.',
    );
  });

  it('refuses numbers that are none', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(editDevice(placed(), { x: value }).ok).toBe(false);
      expect(editDevice(placed(), { headingDegrees: value }).ok).toBe(false);
    }
  });

  it('accepts only what the plan’s schema accepts', () => {
    const fields = fc.record(
      {
        x: fc.double(),
        y: fc.double(),
        heightMeters: fc.double(),
        headingDegrees: fc.double(),
        tiltDegrees: fc.double(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, (change) => {
        const outcome = editDevice(placed(), change);
        if (outcome.ok) expect(deviceSchema.safeParse(outcome.value).success).toBe(true);
        else expect(outcome.problem.sentence).toMatch(/^C-01 stays as it was: .+\.$/);
      }),
    );
  });

  it('keeps positions on the grid and headings between 0 and 360', () => {
    const moved = editDevice(placed(), { x: 1.00001, headingDegrees: -10 });
    expect(moved).toMatchObject({ ok: true, value: { x: 1, headingDegrees: 350 } });
    expect([0, 360, 720, -360, 359.5, -0.5].map(wrapHeading)).toEqual([0, 0, 0, 0, 359.5, 359.5]);
  });

  it('names new cameras so that no name or id is used twice', () => {
    const one = placed();
    expect(nextDeviceName('camera', [one]).name).toBe('C-02');
    const three = { ...one, id: 'C-03', name: 'C-03' };
    expect(nextDeviceName('camera', [one, three]).name).toBe('C-04');
    expect(nextDeviceName('camera', [{ ...one, id: 'x', name: 'C-02' }]).name).toBe('C-03');
  });

  it('duplicates a camera beside it, free of the mount', () => {
    const copy = duplicateDevice({ ...placed(), headingDegrees: 0 }, [placed()]);
    expect(copy).toMatchObject({ ok: true, value: { id: 'C-02', x: 12, y: 20, mounting: { kind: 'free' } } });
  });

  it('labels steps for the undo button', () => {
    expect(editLabel([placed()], { x: 1 })).toBe('Move C-01');
    expect(editLabel([placed()], { headingDegrees: 1 })).toBe('Aim C-01');
    expect(editLabel([placed()], { focalLengthMillimeters: 8 })).toBe('Change the lens of C-01');
    expect(editLabel([placed()], { name: 'Gate' })).toBe('Rename C-01');
  });

  it('names each kind by a letter of its own', () => {
    const names = deviceKinds.map((kind) => nextDeviceName(kind, []).name);
    expect(new Set(names).size).toBe(deviceKinds.length);
  });

  it('refuses a field that the kind does not have', () => {
    const refused = editDevice(placed([], 'acoustic'), { tiltDegrees: 5 });
    expect(refused.ok ? '' : refused.problem.sentence).toBe('A-01 stays as it was: an acoustic sensor has no tilt.');
  });

  it('refuses every change of a locked device but unlocking it', () => {
    const locked = { ...placed(), locked: true } as Device;
    expect(editDevice(locked, { x: 1 })).toMatchObject({ ok: false, problem: { code: 'device-locked' } });
    expect(editDevice(locked, { locked: false })).toMatchObject({ ok: true, value: { locked: false } });
  });

  it('ties access control to the portal and a controller to the lamp it is fixed to', () => {
    const door = newDevice(modelOf('access'), { ...pole, mounting: { kind: 'portal', featureId: 'node/7' } }, []);
    expect(door).toMatchObject({ ok: true, value: { portalId: 'node/7' } });
    const lamp = newDevice(modelOf('light'), { ...pole, mounting: { kind: 'lamp', featureId: 'node/8' } }, []);
    expect(lamp).toMatchObject({ ok: true, value: { assetId: 'node/8' } });
  });
});
