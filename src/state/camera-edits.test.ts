import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Camera, cameraSchema } from '#model/device.ts';
import { cameraModels, defaultCameraModel } from './camera-catalogue.ts';
import { duplicateCamera, editCamera, editLabel, newCamera, nextCameraName, wrapHeading } from './camera-edits.ts';

const pole = {
  x: 10,
  y: 20,
  heightMeters: 6,
  headingDegrees: 90,
  mounting: { kind: 'pole' as const, featureId: 'node/1' },
};

function placed(devices: readonly Camera[] = []): Camera {
  const made = newCamera(defaultCameraModel, pole, devices);
  if (!made.ok) throw new Error(made.problem.sentence);
  return made.value;
}

describe('camera edits', () => {
  it('places a camera of every catalogue model', () => {
    for (const model of cameraModels) {
      const made = newCamera(model, pole, []);
      expect(made).toMatchObject({
        ok: true,
        value: { x: 10, y: 20, headingDegrees: 90, model: model.id, name: 'C-01' },
      });
    }
  });

  it('refuses what is out of range with a sentence that names camera, field and limit', () => {
    const refused = editCamera(placed(), { heightMeters: 5000 });
    expect(refused).toMatchObject({ ok: false, problem: { place: 'C-01' } });
    expect(refused.ok ? '' : refused.problem.sentence).toBe(
      'C-01 stays as it was: height (5000) must be at most 1000.',
    );
  });

  it('refuses numbers that are none', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(editCamera(placed(), { x: value }).ok).toBe(false);
      expect(editCamera(placed(), { headingDegrees: value }).ok).toBe(false);
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
        const outcome = editCamera(placed(), change);
        if (outcome.ok) expect(cameraSchema.safeParse(outcome.value).success).toBe(true);
        else expect(outcome.problem.sentence).toMatch(/^C-01 stays as it was: .+\.$/);
      }),
    );
  });

  it('keeps positions on the grid and headings between 0 and 360', () => {
    const moved = editCamera(placed(), { x: 1.00001, headingDegrees: -10 });
    expect(moved).toMatchObject({ ok: true, value: { x: 1, headingDegrees: 350 } });
    expect([0, 360, 720, -360, 359.5, -0.5].map(wrapHeading)).toEqual([0, 0, 0, 0, 359.5, 359.5]);
  });

  it('names new cameras so that no name or id is used twice', () => {
    const one = placed();
    expect(nextCameraName([one]).name).toBe('C-02');
    const three = { ...one, id: 'C-03', name: 'C-03' };
    expect(nextCameraName([one, three]).name).toBe('C-04');
    expect(nextCameraName([{ ...one, id: 'x', name: 'C-02' }]).name).toBe('C-03');
  });

  it('duplicates a camera beside it, free of the mount', () => {
    const copy = duplicateCamera({ ...placed(), headingDegrees: 0 }, [placed()]);
    expect(copy).toMatchObject({ ok: true, value: { id: 'C-02', x: 12, y: 20, mounting: { kind: 'free' } } });
  });

  it('labels steps for the undo button', () => {
    expect(editLabel(placed(), { x: 1 })).toBe('Move C-01');
    expect(editLabel(placed(), { headingDegrees: 1 })).toBe('Aim C-01');
    expect(editLabel(placed(), { focalLengthMillimeters: 8 })).toBe('Change lens of C-01');
    expect(editLabel(placed(), { name: 'Gate' })).toBe('Rename C-01');
  });
});
