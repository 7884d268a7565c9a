import { expect, test } from 'vitest';
import { z } from 'zod';
import { genericModels } from './catalogue/generic-models.ts';
import { deviceOfModel } from './catalogue/model-fields.ts';
import { emptyScenario, scenarioSchema } from './scenario.ts';
import { scenarioJsonSchema } from './scenario-json-schema.ts';

function plan() {
  return emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
    devices: genericModels.map((model, index) => {
      const outcome = deviceOfModel(model, { id: `D-${index}`, name: `D-${index}`, x: 0, y: 0 });
      if (!outcome.ok) throw new Error(outcome.problem.sentence);
      return outcome.value;
    }),
    catalogue: [...genericModels],
  });
}

const schema = z.fromJSONSchema(scenarioJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);

test('a plan with every kind of device fits the JSON Schema', () => {
  expect(schema.safeParse(plan()).success).toBe(true);
});

test('what the scenario’s own schema refuses by shape or range, the JSON Schema refuses', () => {
  const good = plan();
  const [first] = good.devices;
  for (const bad of [
    { ...good, version: 2 },
    { ...good, colour: 'red' },
    { ...good, devices: [{ ...first, headingDegrees: 400 }] },
    { ...good, devices: [{ ...first, kind: 'toaster' }] },
    { ...good, devices: [{ ...first, x: '1' }] },
    { ...good, goals: [{ id: 'g' }] },
  ]) {
    expect(scenarioSchema.safeParse(bad).success).toBe(false);
    expect(schema.safeParse(bad).success).toBe(false);
  }
});
