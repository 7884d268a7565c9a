import { describe, expect, it } from 'vitest';
import { type Device, deviceSchema } from '#model/device.ts';
import { plainStreet } from '#model/plain-features.ts';
import { emptyScenario } from '#model/scenario.ts';
import { createPlanDocument } from '#state/plan-document.ts';
import type { SessionState } from '#state/session.ts';
import { createStore } from '#state/store.ts';
import { sketchCity } from '../../test/fixtures/edited-city.ts';
import { createDeviceCommands } from './device-commands.ts';
import type { Notifier } from './notices.ts';

const sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };

function camera(id: string, fields: Partial<Device> = {}): Device {
  const common = { kind: 'camera', id, name: id, x: 0, y: 4, heightMeters: 5, tiltDegrees: 10, sensor };
  return deviceSchema.parse({ ...common, focalLengthMillimeters: 4, ...fields });
}

function opened(devices: readonly Device[], selection: readonly string[] = devices.map(({ id }) => id)) {
  const street = {
    ...plainStreet,
    id: 'way/9',
    class: 'residential' as const,
    name: 'Long Street',
    xy: Float64Array.from([-100, 0, 100, 0]),
    widthMeters: 6,
  };
  const lamp = { id: 'node/1', kind: 'lamp' as const, x: 41, y: 5, heightMeters: 6 };
  const city = { ...sketchCity([]), streets: [street], mounts: [lamp] };
  const plan = createPlanDocument();
  plan.load(
    emptyScenario({
      id: 'p',
      name: 'Plan',
      scene: { id: 's', name: 'S', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
      devices: [...devices],
    }),
  );
  const session = createStore({
    city,
    selection,
    picked: null,
    catalogueModel: 'fixed-4k-4mm',
  } as unknown as SessionState);
  const told: string[] = [];
  const notifier = {
    tell: (_tone: string, problem: { readonly sentence: string }) => told.push(problem.sentence),
    say: (_tone: string, _code: string, sentence: string) => told.push(sentence),
  } as unknown as Notifier;
  const commands = createDeviceCommands({ plan, session, notifier, removeFeature: () => undefined });
  return { plan, session, told, commands };
}

describe('device commands', () => {
  it('aim at a point of the ground as one step of undo', () => {
    const { plan, commands } = opened([camera('a'), camera('b', { x: 20 })]);
    commands.aimAt(0, 24);
    expect(plan.device('a')).toMatchObject({ headingDegrees: 0 });
    expect(plan.device('b')).toMatchObject({ headingDegrees: 315 });
    expect(plan.undoLabel()).toBe('Aim 2 cameras');
    plan.undo();
    expect(plan.device('b')).toMatchObject({ headingDegrees: 0 });
  });

  it('turn along the street and across it', () => {
    const { plan, commands } = opened([camera('a')]);
    commands.alignToStreet('along');
    expect(plan.device('a')?.headingDegrees).toBe(90);
    commands.alignToStreet('across');
    expect(plan.device('a')?.headingDegrees).toBe(180);
  });

  it('copy along a street on its side, on mounts where they are near, until the street ends', () => {
    const { plan, session, told, commands } = opened([camera('a', { headingDegrees: 100 })]);
    commands.copyAlongStreet(40, 5, true);
    const places = plan
      .scenario()
      ?.devices.map(({ x, y, headingDegrees, mounting }) => [x, y, headingDegrees, mounting.kind]);
    expect(places).toEqual([
      [0, 4, 100, 'free'],
      [41, 5, 100, 'lamp'],
      [80, 4, 100, 'free'],
    ]);
    expect(session.get().selection).toHaveLength(3);
    expect(told).toEqual(['2 of 5 copies found room before the street ends.']);
    plan.undo();
    expect(plan.scenario()?.devices).toHaveLength(1);
  });

  it('say that there is no street', () => {
    const { told, commands } = opened([camera('a', { y: 400 })]);
    commands.copyAlongStreet(40, 5, false);
    commands.alignToStreet('along');
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('No street lies within');
  });

  it('keep locked devices where they are, and say so once', () => {
    const { plan, told, commands } = opened([camera('a', { locked: true }), camera('b')]);
    commands.changeDevices(['a', 'b'], { headingDegrees: 45 });
    expect(plan.device('a')?.headingDegrees).toBe(0);
    expect(plan.device('b')?.headingDegrees).toBe(45);
    commands.deleteSelected();
    expect(plan.scenario()?.devices.map(({ id }) => id)).toEqual(['a']);
    expect(told).toEqual(['a is locked: unlock it to change it.', 'A locked device stays: unlock it to delete it.']);
  });

  it('select what lies in an outline', () => {
    const { session, commands } = opened([camera('a'), camera('b', { x: 50 })], []);
    const square = [
      [-1, -1],
      [10, -1],
      [10, 10],
      [-1, 10],
    ] as const;
    commands.selectWithin(square, false);
    expect(session.get().selection).toEqual(['a']);
    commands.selectAll(null);
    expect(session.get().selection).toEqual(['a', 'b']);
  });

  it('give another model of the same kind with its optics', () => {
    const { plan, commands } = opened([camera('a')]);
    commands.changeModel(['a'], 'fixed-1080p-2.8mm');
    expect(plan.device('a')).toMatchObject({ model: 'fixed-1080p-2.8mm', focalLengthMillimeters: 2.8 });
  });
});
