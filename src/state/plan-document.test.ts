import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Device, deviceSchema } from '#model/device.ts';
import { emptyScenario, type Scenario, scenarioSchema, type Variant } from '#model/scenario.ts';
import type { SceneEdit } from '#model/scene-edit.ts';
import { createPlanDocument, type PlanChange, type PlanDocument } from './plan-document.ts';

function camera(id: string, x = 0): Device {
  return deviceSchema.parse({
    kind: 'camera',
    id,
    name: id,
    x,
    y: 0,
    heightMeters: 5,
    tiltDegrees: 10,
    sensor: { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 },
    focalLengthMillimeters: 4,
  });
}

function scenario(devices: readonly Device[]): Scenario {
  return emptyScenario({
    id: 'plan-1',
    name: 'Plan',
    scene: { id: 'scene-1', name: 'Scene', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
    devices: [...devices],
  });
}

function opened(...ids: string[]): PlanDocument {
  const plan = createPlanDocument();
  plan.load(scenario(ids.map((id) => camera(id))));
  return plan;
}

const ids = (plan: PlanDocument) => plan.scenario()?.devices.map((device) => device.id);
const xOf = (plan: PlanDocument, id: string) => plan.device(id)?.x;

describe('plan document', () => {
  it('gives back the scenario it was opened with', () => {
    const start = scenario([camera('b'), camera('a')]);
    const plan = createPlanDocument();
    plan.load(start);
    expect(plan.scenario()).toEqual(start);
    expect(plan.undoLabel()).toBeNull();
  });

  it('makes each change outside a gesture a step of its own', () => {
    const plan = opened('a');
    plan.putDevices('Move a', [camera('a', 1)]);
    plan.putDevices('Move a again', [camera('a', 2)]);
    expect(plan.undoLabel()).toBe('Move a again');
    plan.undo();
    expect(xOf(plan, 'a')).toBe(1);
    expect(plan.redoLabel()).toBe('Move a again');
    plan.undo();
    expect(xOf(plan, 'a')).toBe(0);
    expect(plan.undo()).toBe(false);
  });

  it('makes a whole drag one step', () => {
    const plan = opened('a');
    plan.beginGesture('Move a');
    for (let x = 1; x <= 50; x += 1) plan.putDevices('x', [camera('a', x)]);
    plan.endGesture();
    expect(plan.undoLabel()).toBe('Move a');
    plan.undo();
    expect(xOf(plan, 'a')).toBe(0);
    plan.redo();
    expect(xOf(plan, 'a')).toBe(50);
  });

  it('leaves no step for a drag that returns to its start', () => {
    const plan = opened('a');
    plan.beginGesture('Move a');
    plan.putDevices('x', [camera('a', 7)]);
    plan.putDevices('x', [camera('a', 0)]);
    plan.endGesture();
    expect(plan.undoLabel()).toBeNull();
  });

  it('takes a cancelled drag back without a way to redo it', () => {
    const plan = opened('a');
    plan.putDevices('Move a', [camera('a', 3)]);
    plan.beginGesture('Move a');
    plan.putDevices('x', [camera('a', 9)]);
    plan.cancelGesture();
    expect(xOf(plan, 'a')).toBe(3);
    expect(plan.redoLabel()).toBeNull();
    expect(plan.undoLabel()).toBe('Move a');
  });

  it('undoes a drag that is still going on', () => {
    const plan = opened('a');
    plan.beginGesture('Move a');
    plan.putDevices('x', [camera('a', 9)]);
    plan.undo();
    expect(xOf(plan, 'a')).toBe(0);
    expect(plan.inGesture()).toBe(false);
  });

  it('puts a deleted device back in its old place', () => {
    const plan = opened('a', 'b', 'c');
    plan.removeDevices('Delete b', ['b']);
    expect(ids(plan)).toEqual(['a', 'c']);
    plan.undo();
    expect(ids(plan)).toEqual(['a', 'b', 'c']);
  });

  it('forgets what could be redone when the user goes another way', () => {
    const plan = opened('a');
    plan.putDevices('Move a', [camera('a', 1)]);
    plan.undo();
    plan.putDevices('Move a', [camera('a', 2)]);
    expect(plan.redo()).toBe(false);
    expect(xOf(plan, 'a')).toBe(2);
  });

  it('keeps changes that are not the user’s out of undo', () => {
    const plan = opened('a');
    plan.putDevices('Move a', [camera('a', 1)]);
    plan.changePlan('Rename', { name: 'From elsewhere' }, 'other');
    plan.undo();
    expect(xOf(plan, 'a')).toBe(0);
    expect(plan.scenario()?.name).toBe('From elsewhere');
  });

  it('forgets the history when another plan is opened', () => {
    const plan = opened('a');
    plan.putDevices('Move a', [camera('a', 1)]);
    plan.load(scenario([camera('z')]));
    expect(plan.undo()).toBe(false);
    expect(ids(plan)).toEqual(['z']);
  });

  it('tells its followers what was put, what was removed and with which revision', () => {
    const plan = opened('a', 'b');
    const seen: PlanChange[] = [];
    plan.listen((change) => seen.push(change));
    plan.putDevices('Move a', [camera('a', 1)]);
    plan.removeDevices('Delete b', ['b']);
    plan.undo();
    expect(seen.map((change) => [change.put.map((d) => d.id), change.removed, change.source])).toEqual([
      [['a'], [], 'user'],
      [[], ['b'], 'user'],
      [['b'], [], 'history'],
    ]);
    expect(seen.map((change) => change.revision)).toEqual([2, 3, 4]);
  });

  it('returns to the start when all is undone and to the end when all is redone', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id, x: fc.integer({ min: -5, max: 5 }) }),
      fc.record({ kind: fc.constant('remove' as const), id }),
      fc.record({ kind: fc.constant('rename' as const), name: fc.constantFrom('Plan', 'One', 'Two') }),
      fc.record({ kind: fc.constantFrom('begin' as const, 'end' as const, 'undo' as const, 'redo' as const) }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), (edits) => {
        const plan = opened('a', 'b', 'c');
        const start = plan.scenario();
        for (const step of edits) {
          if (step.kind === 'put') plan.putDevices('put', [camera(step.id, step.x)]);
          else if (step.kind === 'remove') plan.removeDevices('remove', [step.id]);
          else if (step.kind === 'rename') plan.changePlan('rename', { name: step.name });
          else if (step.kind === 'begin') plan.beginGesture('drag');
          else if (step.kind === 'end') plan.endGesture();
          else if (step.kind === 'undo') plan.undo();
          else plan.redo();
        }
        plan.endGesture();
        while (plan.redo());
        const end = plan.scenario();
        while (plan.undo());
        expect(plan.scenario()).toEqual(start);
        while (plan.redo());
        expect(plan.scenario()).toEqual(end);
      }),
    );
  });
});

describe('corrections of the city', () => {
  const tree = (id: string, heightMeters = 8): SceneEdit => ({
    kind: 'add-tree',
    id,
    heightMeters,
    crownRadiusMeters: 2,
    position: [10, 54],
  });
  const editIds = (plan: PlanDocument) => plan.scenario()?.sceneEdits.map(({ id }) => id);

  it('come back as they were opened, in their order', () => {
    const plan = createPlanDocument();
    const start = { ...scenario([camera('a')]), sceneEdits: [tree('z'), tree('b')] };
    plan.load(start);
    expect(plan.scenario()).toEqual(start);
  });

  it('are steps of undo like any other', () => {
    const plan = opened('a');
    plan.changeEdits('Place a tree', [tree('e-1')], []);
    plan.changeEdits('Place a tree', [tree('e-2')], []);
    plan.changeEdits('Take back', [], ['e-1']);
    expect(editIds(plan)).toEqual(['e-2']);
    plan.undo();
    expect(editIds(plan)).toEqual(['e-1', 'e-2']);
    plan.undo();
    plan.undo();
    expect(editIds(plan)).toEqual([]);
    plan.redo();
    expect(editIds(plan)).toEqual(['e-1']);
    expect(ids(plan)).toEqual(['a']);
  });

  it('make one step of one drag', () => {
    const plan = opened();
    plan.changeEdits('Place a tree', [tree('e-1')], []);
    plan.beginGesture('Correct the height');
    for (let height = 9; height < 20; height += 1) plan.changeEdits('Correct the height', [tree('e-1', height)], []);
    plan.endGesture();
    expect(plan.undoLabel()).toBe('Correct the height');
    plan.undo();
    expect(plan.scenario()?.sceneEdits).toEqual([tree('e-1')]);
  });

  it('stay the same array while only cameras change, and say when they do not', () => {
    const plan = opened('a');
    const told: boolean[] = [];
    plan.listen(({ edits }) => told.push(edits));
    plan.changeEdits('Place a tree', [tree('e-1')], []);
    const before = plan.scenario()?.sceneEdits;
    plan.putDevices('Move', [camera('a', 5)]);
    plan.changePlan('Rename', { name: 'Other' });
    expect(plan.scenario()?.sceneEdits).toBe(before);
    plan.undo();
    plan.undo();
    plan.undo();
    expect(told).toEqual([true, false, false, false, false, true]);
  });

  it('go with the plan that is opened next', () => {
    const plan = opened('a');
    plan.changeEdits('Place a tree', [tree('e-1')], []);
    plan.load(scenario([]));
    expect(editIds(plan)).toEqual([]);
    expect(plan.undo()).toBe(false);
  });
});

describe('variants', () => {
  const variant = (id: string, changes: Variant['changes'] = {}): Variant => ({
    id,
    name: id,
    description: '',
    changes,
  });

  function withVariant(): PlanDocument {
    const plan = createPlanDocument();
    plan.load({ ...scenario([camera('a'), camera('b')]), variants: [variant('v')] });
    return plan;
  }

  it('share what they do not change', () => {
    const plan = withVariant();
    plan.showVariant('v');
    plan.putDevices('Move b', [camera('b', 9)]);
    plan.removeDevices('Delete a', ['a']);
    plan.putDevices('Place c', [camera('c', 3)]);
    expect(ids(plan)).toEqual(['b', 'c']);
    plan.showVariant(null);
    expect(ids(plan)).toEqual(['a', 'b']);
    expect(xOf(plan, 'b')).toBe(0);
    plan.putDevices('Place d', [camera('d')]);
    plan.showVariant('v');
    expect(ids(plan)).toEqual(['b', 'd', 'c']);
    expect(xOf(plan, 'b')).toBe(9);
  });

  it('tell their followers only the devices that look different', () => {
    const plan = withVariant();
    plan.showVariant('v');
    plan.putDevices('Move b', [camera('b', 9)]);
    const seen: PlanChange[] = [];
    plan.listen((change) => seen.push(change));
    plan.showVariant(null);
    plan.showVariant('v');
    expect(seen.map((change) => [change.put.map(({ id, x }) => [id, x]), change.removed])).toEqual([
      [[['b', 0]], []],
      [[['b', 9]], []],
    ]);
  });

  it('are undone like the plan itself, and showing one is no step', () => {
    const plan = withVariant();
    plan.showVariant('v');
    expect(plan.undoLabel()).toBeNull();
    plan.putDevices('Move b', [camera('b', 9)]);
    plan.undo();
    expect(xOf(plan, 'b')).toBe(0);
    plan.redo();
    expect(xOf(plan, 'b')).toBe(9);
  });

  it('change goals and other lists too', () => {
    const plan = withVariant();
    plan.showVariant('v');
    const phase = {
      id: 'p',
      name: 'P',
      description: '',
      start: null,
      end: null,
      budget: null,
      after: [],
      policy: null,
    };
    plan.changeList('phases', 'Add a phase', [phase], []);
    expect(plan.scenario()?.phases).toEqual([phase]);
    plan.showVariant(null);
    expect(plan.scenario()?.phases).toEqual([]);
  });

  it('leave the plan itself shown where undo takes the shown one away', () => {
    const plan = createPlanDocument();
    plan.load(scenario([camera('a')]));
    plan.changeList('variants', 'Add', [variant('v')], []);
    plan.showVariant('v');
    plan.undo();
    expect(plan.file()?.activeVariant).toBeNull();
    expect(scenarioSchema.safeParse(plan.file()).success).toBe(true);
    plan.redo();
    expect(plan.file()?.variants).toHaveLength(1);
  });

  it('say nothing where a device is put back as the plan has it', () => {
    const plan = withVariant();
    const original = plan.device('a');
    plan.showVariant('v');
    plan.putDevices('Move a', [camera('a', 4)]);
    if (original !== undefined) plan.putDevices('Move a back', [original]);
    expect(plan.file()?.variants[0]?.changes.devices).toEqual({ put: [], removed: [] });
  });
});
