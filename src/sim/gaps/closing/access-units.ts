import { quantize } from '#geo/quantum.ts';
import { allModels } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import type { Portal } from '#model/city.ts';
import type { AccessUnit } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { Scenario } from '#model/scenario.ts';
import { canBeSecured } from '../../access/portal-belonging.ts';
import { missingFunctions } from '../../access/portal-states.ts';

export type AccessModel = Extract<DeviceModel, { kind: 'access' }>;

/** A unit that locks and monitors a door. */
export interface AccessProposal {
  readonly unit: AccessUnit;
  readonly model: AccessModel;
  /** Unit and installation, in the plan's currency. */
  readonly price: number;
}

/**
 * The cheapest model that has all that a door lacks; null where it lacks nothing, cannot be secured or none has it. Gates are left
 * to the planner: to lock one changes where people walk.
 */
export function accessProposal(
  scenario: Pick<Scenario, 'catalogue'>,
  portal: Portal,
  units: readonly AccessUnit[],
  id: string,
): AccessProposal | null {
  const missing = missingFunctions(portal, units);
  if (missing.length === 0 || !canBeSecured(portal) || portal.kind === 'gate') return null;
  const models = allModels(scenario).filter((model): model is AccessModel => model.kind === 'access');
  const fitting = models.filter(({ functions }) => missing.every((wanted) => functions.includes(wanted)));
  const costs = ({ price, installation }: AccessModel): number => price + installation;
  fitting.sort((a, b) => costs(a) - costs(b) || (a.id < b.id ? -1 : 1));
  for (const model of fitting) {
    const made = deviceOfModel(model, {
      ...{ id, name: model.name, portalId: portal.id, x: quantize(portal.x), y: quantize(portal.y) },
      mounting: { kind: 'portal', featureId: portal.id },
    });
    if (made.ok && made.value.kind === 'access') return { unit: made.value, model, price: costs(model) };
  }
  return null;
}
