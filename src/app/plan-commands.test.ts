import { describe, expect, it } from 'vitest';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { goalSchema } from '#model/goal.ts';
import { phaseSchema } from '#model/plan-records.ts';
import { emptyScenario, scenarioSchema } from '#model/scenario.ts';
import { createPlanDocument } from '#state/plan-document.ts';
import type { SessionState } from '#state/session.ts';
import { createStore } from '#state/store.ts';
import type { Notifier } from './notices.ts';
import { createPlanCommands } from './plan-commands.ts';

const phone = (id: string, fields: Partial<Device> = {}): Device =>
  deviceSchema.parse({ kind: 'phone', id, name: id, x: 0, y: 0, heightMeters: 1, ...fields });
const goal = (id: string, fields: object = {}) =>
  goalSchema.parse({
    id,
    name: id,
    metric: 'area',
    scope: { kind: 'city' },
    category: 'Perceive',
    target: 90,
    weight: 1,
    ...fields,
  });

function opened(devices: readonly Device[] = []) {
  const plan = createPlanDocument();
  plan.load(
    emptyScenario({
      id: 'p',
      name: 'Plan',
      scene: { id: 's', name: 'S', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
      phases: [phaseSchema.parse({ id: 'one', name: 'One' })],
      devices: [...devices],
    }),
  );
  const session = createStore({ activeVariant: null } as SessionState);
  const told: string[] = [];
  const notifier = {
    tell: (_tone: string, problem: { readonly sentence: string }) => told.push(problem.sentence),
    say: (_tone: string, _code: string, sentence: string) => told.push(sentence),
  } as unknown as Notifier;
  return { plan, told, commands: createPlanCommands(plan, session, notifier) };
}

describe('plan commands', () => {
  it('add, replace and remove records as steps of undo', () => {
    const { plan, commands } = opened();
    commands.putRecords('goals', 'Add a goal', [goal('g')]);
    commands.putRecords('goals', 'Change the goal', [goal('g', { target: 95 })]);
    expect(plan.scenario()?.goals).toMatchObject([{ id: 'g', target: 95 }]);
    commands.removeRecords('goals', 'Delete the goal', ['g']);
    expect(plan.scenario()?.goals).toEqual([]);
    plan.undo();
    plan.undo();
    expect(plan.scenario()?.goals).toMatchObject([{ target: 90 }]);
  });

  it('keep out what the plan’s schema refuses, with the field', () => {
    const { plan, told, commands } = opened();
    commands.putRecords('goals', 'The new goal', [goal('g', {}), { ...goal('h'), weight: Number.NaN }]);
    expect(plan.scenario()?.goals).toEqual([]);
    expect(told[0]).toMatch(/^The new goal did not take effect: \[1\]\.weight must be a finite number\.$/);
  });

  it('keep out a goal for a category that the standard does not have', () => {
    const { plan, told, commands } = opened();
    commands.putRecords('goals', 'The new goal', [goal('g', { category: 'Identify' })]);
    expect(plan.scenario()?.goals).toEqual([]);
    expect(told[0]).toContain('which IEC 62676-4:2025 does not have');
  });

  it('keep the standard’s edition while goals ask for its categories', () => {
    const { plan, told, commands } = opened();
    commands.putRecords('goals', 'Add', [goal('g')]);
    commands.setCategorySet('iec-62676-4-2014');
    expect(plan.scenario()?.categorySet).toBe('iec-62676-4-2025');
    expect(told[0]).toContain('The edition stays as it was');
  });

  it('do not leave a device with a phase that is gone', () => {
    const { plan, told, commands } = opened([phone('E-01', { phase: 'one' })]);
    commands.removeRecords('phases', 'Delete the phase', ['one']);
    expect(plan.scenario()?.phases).toHaveLength(1);
    expect(told[0]).toContain('E-01 refers to the phase “one”');
  });

  it('change numbers within their ranges only', () => {
    const { plan, told, commands } = opened();
    commands.setAssumptions({ fogVisibilityMeters: 120 });
    expect(plan.scenario()?.assumptions.fogVisibilityMeters).toBe(120);
    commands.setAssumptions({ fogVisibilityMeters: 1 });
    expect(plan.scenario()?.assumptions.fogVisibilityMeters).toBe(120);
    expect(told[0]).toContain('at least 10');
    commands.setTreeCrowns('opaque');
    expect(plan.scenario()?.assumptions).toMatchObject({ treeCrowns: 'opaque', fogVisibilityMeters: 120 });
    commands.setBudget({ capital: -5 });
    expect(told).toHaveLength(2);
  });

  it('keep an own edition of a shipped model, and let it go unless it is needed', () => {
    const { plan, told, commands } = opened();
    const [shipped] = genericModels;
    if (shipped === undefined) throw new Error('The catalogue is empty.');
    commands.saveModel({ ...shipped, price: 1 });
    expect(plan.scenario()?.catalogue).toMatchObject([{ id: shipped.id, price: 1 }]);
    commands.removeModel(shipped.id);
    expect(plan.scenario()?.catalogue).toEqual([]);
    const own = genericModels.find(({ kind }) => kind === 'phone');
    if (own === undefined) throw new Error('The catalogue has no phone.');
    commands.saveModel({ ...own, id: 'own-phone' });
    plan.putDevices('Place', [phone('E-01', { model: 'own-phone' })]);
    commands.removeModel('own-phone');
    expect(plan.scenario()?.catalogue).toHaveLength(1);
    expect(told[0]).toContain('catalogue model “own-phone”');
  });

  it('start a variant from what is shown, show it and write a file that is accepted', () => {
    const { plan, commands } = opened([phone('E-01')]);
    commands.addVariant('Cheaper');
    plan.removeDevices('Delete', ['E-01']);
    commands.addVariant('Cheapest');
    expect(plan.scenario()?.devices).toEqual([]);
    expect(plan.file()?.variants.map(({ name }) => name)).toEqual(['Cheaper', 'Cheapest']);
    commands.showVariant(null);
    expect(plan.scenario()?.devices).toHaveLength(1);
    commands.renameVariant('variant-2', 'Least');
    commands.removeVariant('variant-1');
    expect(plan.file()?.variants.map(({ name }) => name)).toEqual(['Least']);
    expect(scenarioSchema.safeParse(plan.file()).success).toBe(true);
  });
});
