import type { DeviceModel } from '../device-model.ts';
import type { Scenario } from '../scenario.ts';
import { genericModels } from './generic-models.ts';

const generic: ReadonlyMap<string, DeviceModel> = new Map(genericModels.map((model) => [model.id, model]));

/** The model of this id: the plan's own before the shipped one; null where there is none. */
export function findModel(scenario: Pick<Scenario, 'catalogue'> | null, id: string): DeviceModel | null {
  return scenario?.catalogue.find((model) => model.id === id) ?? generic.get(id) ?? null;
}

/** All that can be placed: shipped models, in the plan's edition where it has one, then the plan's own. */
export function allModels(scenario: Pick<Scenario, 'catalogue'> | null): readonly DeviceModel[] {
  const own = new Map(scenario?.catalogue.map((model) => [model.id, model]));
  const shipped = genericModels.map((model) => own.get(model.id) ?? model);
  return [...shipped, ...[...own.values()].filter(({ id }) => !generic.has(id))];
}

/** Whether the plan has its own edition of a shipped model. */
export function isEdited(scenario: Pick<Scenario, 'catalogue'> | null, id: string): boolean {
  return generic.has(id) && scenario?.catalogue.some((model) => model.id === id) === true;
}
