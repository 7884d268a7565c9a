import { describe, expect, test } from 'vitest';
import { deviceKinds } from '../device.ts';
import { crewsOf, defaultCrews } from './default-crews.ts';
import { defaultTemplates, templatesOf } from './default-templates.ts';
import { crewSchema } from './rollout-records.ts';
import { taskSteps } from './task-template.ts';

describe('the shipped kinds of work', () => {
  test('have ids of their own, crews that are shipped, and say where their figures come from', () => {
    expect(new Set(defaultTemplates.map(({ id }) => id)).size).toBe(defaultTemplates.length);
    const crews = new Set(defaultCrews.map(({ id }) => id));
    for (const { id, needs, source } of defaultTemplates) {
      for (const { crew } of needs) expect(crews, id).toContain(crew);
      expect(source.length, id).toBeGreaterThan('assumption: '.length);
      expect(source, id).toMatch(/^assumption: /);
    }
  });

  test.each(deviceKinds)('take a device of the kind %s through delivery, mounting and acceptance once', (kind) => {
    for (const step of ['survey', 'permit', 'delivery', 'mount', 'commission', 'accept', 'retire'] as const) {
      const fitting = defaultTemplates.filter(
        (one) => one.step === step && (one.kinds.length === 0 || one.kinds.includes(kind)),
      );
      expect(fitting.length, step).toBe(1);
    }
  });

  test('wait for earlier steps only', () => {
    for (const { id, step, after } of defaultTemplates) {
      for (const before of after) expect(taskSteps.indexOf(before), id).toBeLessThan(taskSteps.indexOf(step));
    }
  });
});

describe('a plan’s own', () => {
  const [first] = defaultTemplates;

  test('templates replace shipped ones in their place, add to them, or switch them off', () => {
    const own = [
      { ...first, name: 'Walk-round' },
      { ...first, id: 'own' },
    ];
    const templates = templatesOf({ taskTemplates: own });
    expect(templates[0].name).toBe('Walk-round');
    expect(templates.at(-1)?.id).toBe('own');
    expect(templates.length).toBe(defaultTemplates.length + 1);
    expect(templatesOf({ taskTemplates: [{ ...first, enabled: false }] })).toEqual(defaultTemplates.slice(1));
  });

  test('crews replace shipped ones in their place, or add to them', () => {
    const own = ['mounting', 'riggers'].map((id) => crewSchema.parse({ id, name: id, units: 9 }));
    const crews = crewsOf({ crews: own });
    expect(crews.map(({ id }) => id)).toEqual([...defaultCrews.map(({ id }) => id), 'riggers']);
    expect(crews.find(({ id }) => id === 'mounting')?.units).toBe(9);
  });
});
