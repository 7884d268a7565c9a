import { describe, expect, test } from 'vitest';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import { taskTemplateSchema } from '#model/rollout/task-template.ts';
import {
  comesAfter,
  deviceOf,
  effectsOn,
  feedOf,
  linkOf,
  nodeOf,
  phaseOf,
  planOf,
  projectOf,
  taskOf,
  waitsFor,
} from '../../../../test/fixtures/plan-cases.ts';
import { ticksPerDay } from '../project.ts';

const template = (parts: Record<string, unknown>) =>
  taskTemplateSchema.parse({ name: 'Work', duration: { kind: 'fixed', days: 1 }, calendar: 'work', ...parts });

describe('the chain of a device', () => {
  const project = projectOf(planOf([deviceOf('A')]));

  test('runs from survey to training, each step after those before it', () => {
    expect(project.tasks.map(({ id }) => id)).toEqual([
      'survey:P1/at-A',
      'permit:P1/at-A',
      'delivery:P1/camera/1',
      'mount:A',
      'commission:A',
      'accept:A',
      'train:P1',
    ]);
    expect(waitsFor(project, 'permit:P1/at-A')).toEqual(['survey:P1/at-A']);
    expect(waitsFor(project, 'delivery:P1/camera/1')).toEqual([]);
    expect(waitsFor(project, 'mount:A')).toEqual(['delivery:P1/camera/1', 'permit:P1/at-A']);
    expect(comesAfter(project, 'commission:A', 'mount:A')).toBe(true);
    expect(waitsFor(project, 'accept:A')).toEqual(['commission:A']);
    expect(waitsFor(project, 'train:P1')).toEqual(['accept:A']);
  });

  test('tells when it is under way, mounted and live', () => {
    expect(effectsOn(project, 'A')).toEqual([
      'survey:P1/at-A start under-way',
      'mount:A finish mounted',
      'accept:A finish live',
    ]);
  });

  test('is commissioned anew where it fails its acceptance', () => {
    const { failureChance, reworkOf } = taskOf(project, 'accept:A');
    expect(failureChance).toBeGreaterThan(0);
    expect(project.tasks[reworkOf ?? -1].id).toBe('commission:A');
  });

  test('names its tasks in words', () => {
    expect(project.tasks.map(({ name }) => name)).toEqual([
      'Survey, High Street',
      'Permit, High Street',
      'Camera delivery',
      'Mount A',
      'Commission A',
      'Accept A',
      'Training, Phase P1',
    ]);
  });
});

test.each([
  ['wall', false, false],
  ['lamp', true, false],
  ['signal', true, false],
  ['pole', true, false],
  ['pole', true, true],
  ['free', false, true],
] as const)('on a %s, a truck is needed: %s, on a new one (%s) civil works too', (kind, truck, fresh) => {
  const project = projectOf(planOf([deviceOf('A', { mounting: { kind, featureId: fresh ? null : 'mount' } })]));
  const crews = taskOf(project, 'mount:A').needs.map(({ crew }) => project.crews[crew].id);
  expect(crews).toEqual(truck ? ['mounting', 'truck'] : ['mounting']);
  expect(project.tasks.some(({ step }) => step === 'civil')).toBe(fresh);
  if (fresh) expect(comesAfter(project, 'mount:A', 'civil:P1/at-A')).toBe(true);
});

test.each([
  ['planned', ['survey', 'permit', 'delivery', 'mount', 'commission', 'accept', 'train'], false],
  ['approved', ['survey', 'permit', 'delivery', 'mount', 'commission', 'accept', 'train'], false],
  ['installed', ['commission', 'accept', 'train'], false],
  ['live', [], true],
  ['existing', [], true],
] as const)('a device that is %s goes through %j', (state, steps, liveAtStart) => {
  const project = projectOf(planOf([deviceOf('A', { state })]));
  expect(project.tasks.map(({ step }) => step)).toEqual(steps);
  expect(project.devices[0].liveAtStart).toBe(liveAtStart);
});

test('a retired device takes no part, and the report says so', () => {
  const project = projectOf(planOf([deviceOf('A'), deviceOf('B', { state: 'retired' })]));
  expect(project.devices.map(({ id }) => id)).toEqual(['A']);
  expect(project.notes).toContain('1 retired device takes no part.');
});

describe('money', () => {
  const model = genericModels.find(
    ({ kind, price, installation }) => kind === 'camera' && price > 0 && installation > 0,
  );
  if (model === undefined) throw new Error('No camera has prices.');
  const devices = ['A', 'B', 'C'].map((id) => deviceOf(id, { model: model.id, uplink: 'sw', powerFeed: 'feed' }));
  const plan = planOf(devices, {
    networkNodes: [nodeOf('centre', 12_000), nodeOf('sw', 2400)],
    networkLinks: [linkOf('sw', 'centre', 9000)],
    powerFeeds: [feedOf('feed', 3500)],
  });
  const prices = 3 * (model.price + model.installation) + 12_000 + 2400 + 9000 + 3500;

  test('goes to the task that it is spent with', () => {
    const project = projectOf(plan);
    expect(taskOf(project, 'delivery:P1/camera/1').cost).toBe(3 * model.price);
    expect(taskOf(project, 'mount:A').cost).toBe(model.installation);
    expect(taskOf(project, 'network:sw').cost).toBe(2400 + 9000);
    expect(taskOf(project, 'network:centre').cost).toBe(12_000);
    expect(taskOf(project, 'power:feed').cost).toBe(3500);
  });

  test.each([
    ['delivery-camera', 0],
    ['mount', 0],
    ['commission', 0],
    ['accept', 0],
  ])('is neither lost nor paid twice when %s is switched off', (id) => {
    const shipped = template({ id, step: 'survey', per: 'group', enabled: false });
    const costs = projectOf({ ...plan, taskTemplates: [shipped] }).tasks.reduce((sum, { cost }) => sum + cost, 0);
    const others = 400 + 1500;
    expect(costs).toBe(prices + others);
  });

  test('of a device that hangs there already is spent', () => {
    const project = projectOf(planOf([deviceOf('A', { model: model.id, state: 'installed' })]));
    expect(taskOf(project, 'commission:A').cost).toBe(0);
  });
});

describe('networks and power', () => {
  const nodes = [nodeOf('centre'), nodeOf('near'), nodeOf('far')];
  const links = [linkOf('near', 'centre'), linkOf('far', 'near')];

  test('a switch waits for those between it and the centre, and devices for their switch', () => {
    const project = projectOf(planOf([deviceOf('A', { uplink: 'far' })], { networkNodes: nodes, networkLinks: links }));
    expect(waitsFor(project, 'network:far')).toContain('network:near');
    expect(waitsFor(project, 'network:near')).toContain('network:centre');
    expect(waitsFor(project, 'commission:A')).toContain('network:far');
    expect(taskOf(project, 'network:far').name).toBe('Fibre to Node far');
  });

  test('what serves a live device stands already', () => {
    const devices = [deviceOf('A', { uplink: 'far' }), deviceOf('B', { uplink: 'near', state: 'live' })];
    const project = projectOf(planOf(devices, { networkNodes: nodes, networkLinks: links }));
    expect(project.tasks.filter(({ step }) => step === 'network').map(({ id }) => id)).toEqual(['network:far']);
    expect(waitsFor(project, 'network:far')).not.toContain('network:near');
  });

  test('what nobody hangs on is not built, and the report says so', () => {
    const parts = { networkNodes: [nodeOf('centre'), nodeOf('spare', 100)], powerFeeds: [feedOf('feed', 100)] };
    const project = projectOf(planOf([deviceOf('A')], parts));
    expect(project.notes).toContain(
      'No device hangs on Node spare; Feed feed, so the rollout builds and pays for nothing there.',
    );
  });

  test('what two phases need is built with the one that can begin first', () => {
    const devices = [deviceOf('A', { uplink: 'near', phase: 'P2' }), deviceOf('B', { uplink: 'near', phase: 'P1' })];
    const phases = [phaseOf('P2', { start: '2028-01-10' }), phaseOf('P1', { start: '2027-01-11' })];
    const project = projectOf(planOf(devices, { phases, networkNodes: nodes, networkLinks: links }));
    expect(project.phases[taskOf(project, 'network:near').phase ?? -1].id).toBe('P1');
  });
});

describe('what is switched off', () => {
  test('lets through to what it waited for itself', () => {
    const off = ['mount', 'power', 'network', 'civil'].map((id) =>
      template({ id, step: id, per: 'device', after: ['permit', 'delivery'], enabled: false }),
    );
    const project = projectOf({ ...planOf([deviceOf('A')]), taskTemplates: off });
    expect(waitsFor(project, 'commission:A')).toEqual(['delivery:P1/camera/1', 'permit:P1/at-A']);
  });

  test('still lets devices go live', () => {
    const off = template({ id: 'accept', step: 'accept', per: 'device', enabled: false });
    const project = projectOf({ ...planOf([deviceOf('A')]), taskTemplates: [off] });
    expect(taskOf(project, 'accept:A').duration).toEqual({ kind: 'fixed', days: 0 });
    expect(effectsOn(project, 'A')).toContain('accept:A finish live');
  });
});

test('deliveries are cut into lots of a kind', () => {
  const lots = template({ id: 'delivery-camera', name: 'Cameras', step: 'delivery', per: 'batch', batchSize: 2 });
  const devices = [deviceOf('A'), deviceOf('B'), deviceOf('D', { kind: 'radar' }), deviceOf('C')];
  const project = projectOf({ ...planOf(devices), taskTemplates: [{ ...lots, kinds: ['camera'] }] });
  const named = project.tasks.filter(({ step }) => step === 'delivery').map(({ id, name }) => [id, name]);
  expect(named).toEqual([
    ['delivery:P1/camera/1', 'Cameras, lot 1'],
    ['delivery:P1/camera/2', 'Cameras, lot 2'],
    ['delivery:P1/radar/1', 'Sensor delivery, radars'],
  ]);
  expect(waitsFor(project, 'mount:C')).toContain('delivery:P1/camera/2');
});

describe('phases', () => {
  test('wait for those that they come after, as a whole', () => {
    const phases = [phaseOf('P2', { after: ['P1'] }), phaseOf('P1')];
    const project = projectOf(planOf([deviceOf('A', { phase: 'P1' }), deviceOf('B', { phase: 'P2' })], { phases }));
    for (const { id, phase } of project.tasks) {
      if (phase === 0) expect(comesAfter(project, id, 'train:P1'), id).toBe(true);
    }
  });

  test('begin on their day, and own dates of tasks hold besides', () => {
    const phases = [phaseOf('P1'), phaseOf('P2', { start: '2027-04-01' })];
    const tasks = [rolloutTaskSchema.parse({ id: 'mount:A', notBefore: '2027-03-11' })];
    const project = projectOf(planOf([deviceOf('A'), deviceOf('B', { phase: 'P2' })], { phases, tasks }));
    expect(taskOf(project, 'survey:P1/at-A').release).toBe(0);
    expect(taskOf(project, 'mount:A').release).toBe(10 * ticksPerDay);
    expect(taskOf(project, 'mount:B').release).toBe(31 * ticksPerDay);
  });

  test('that have nothing left to do set no start', () => {
    const phases = [phaseOf('P0', { start: '2020-01-06' }), phaseOf('P1', { start: '2027-03-01' })];
    const project = projectOf(planOf([deviceOf('A'), deviceOf('L', { phase: 'P0', state: 'live' })], { phases }));
    expect(taskOf(project, 'mount:A').release).toBe(0);
  });

  test('without any start the question’s day stands in, with a note', () => {
    const project = projectOf(planOf([deviceOf('A', { phase: null })], { phases: [] }));
    expect(project.startDay).toBe(Date.UTC(2027, 0, 4) / 86_400_000);
    expect(project.notes).toContain('Neither the rollout nor a phase has a start, so work begins on 2027-01-04.');
    expect(project.groups[0].id).toBe('-/at-A');
  });
});

describe('tasks of the plan', () => {
  test('change what the kinds of work made', () => {
    const change = rolloutTaskSchema.parse({
      id: 'permit:P1/at-A',
      name: 'Council’s consent',
      duration: { kind: 'fixed', days: 3 },
      calendar: 'work',
      needs: [{ crew: 'survey' }],
      cost: 5,
    });
    const task = taskOf(projectOf(planOf([deviceOf('A')], { tasks: [change] })), 'permit:P1/at-A');
    expect(task).toMatchObject({ name: change.name, duration: change.duration, calendar: 'work', cost: 5 });
    expect(task.needs.length).toBe(1);
  });

  test('left out, let through what they waited for; moments of a device remain', () => {
    const tasks = [
      rolloutTaskSchema.parse({ id: 'permit:P1/at-A', skip: true }),
      rolloutTaskSchema.parse({ id: 'mount:A', skip: true }),
    ];
    const project = projectOf(planOf([deviceOf('A')], { tasks }));
    expect(project.tasks.some(({ id }) => id === 'permit:P1/at-A')).toBe(false);
    expect(waitsFor(project, 'mount:A')).toEqual(['delivery:P1/camera/1', 'survey:P1/at-A']);
    expect(taskOf(project, 'mount:A')).toMatchObject({ duration: { kind: 'fixed', days: 0 }, needs: [], cost: 0 });
  });

  test('of its own hold devices back until they are done', () => {
    const own = rolloutTaskSchema.parse({
      id: 'Data protection review',
      after: ['accept:A'],
      duration: { kind: 'fixed', days: 4 },
      deviceIds: ['A', 'nowhere'],
      phase: 'P1',
    });
    const project = projectOf(planOf([deviceOf('A')], { tasks: [own] }));
    expect(waitsFor(project, 'Data protection review')).toEqual(['accept:A']);
    expect(effectsOn(project, 'A')).toContain('Data protection review finish live');
    expect(project.notes.join()).toContain('names nowhere');
  });

  test('of things that are no longer there change nothing, and the report says so', () => {
    const tasks = [rolloutTaskSchema.parse({ id: 'mount:gone', cost: 1e6 })];
    const project = projectOf(planOf([deviceOf('A')], { tasks }));
    expect(project.tasks.some(({ id }) => id === 'mount:gone')).toBe(false);
    expect(project.notes.join()).toContain('“mount:gone”');
  });

  test('are told in a few notes, however many they are', () => {
    const tasks = Array.from({ length: 40 }, (_, at) => rolloutTaskSchema.parse({ id: `mount:gone-${at}` }));
    const { notes } = projectOf(planOf([deviceOf('A')], { tasks }));
    expect(notes.at(-1)).toBe('Changes of tasks that this rollout doesn’t have: 35 more.');
    expect(notes.filter((note) => note.includes('gone-')).length).toBe(5);
  });
});
