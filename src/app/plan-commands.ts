import { z } from 'zod';
import { assumptionsSchema } from '#model/assumptions.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import { deviceModelSchema } from '#model/device-model.ts';
import { budgetSchema } from '#model/plan-records.ts';
import { missingReference } from '#model/plan-references.ts';
import { type PlanList, type Scenario, scenarioSchema, type Variant } from '#model/scenario.ts';
import { firstFault } from '#model/schema-issue.ts';
import { variantChanges } from '#model/variants.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import type { Notifier } from './notices.ts';

type PlanCommands = Pick<
  Commands,
  | 'renameScenario'
  | 'setDescription'
  | 'setCategorySet'
  | 'setTarget'
  | 'setTargetHeight'
  | 'setTreeCrowns'
  | 'setAssumptions'
  | 'setBudget'
  | 'putRecords'
  | 'removeRecords'
  | 'saveModel'
  | 'removeModel'
  | 'addVariant'
  | 'showVariant'
  | 'renameVariant'
  | 'removeVariant'
>;

const nameSchema = z.string().trim().min(1).max(200);

/** What a user can do to everything in a plan that is no device. What the plan refuses is told in a sentence. */
export function createPlanCommands(
  plan: PlanDocument,
  session: WritableStore<SessionState>,
  notifier: Notifier,
): PlanCommands {
  const refuse = (code: string, sentence: string): void => notifier.say('bad', code, sentence);

  /** The plan as it would be, checked: references that would hang in the air are refused before anything changes. */
  const wouldHold = (next: Scenario): boolean => {
    const problem = missingReference(next, 'This plan');
    if (problem !== null) refuse(problem.code, problem.sentence);
    return problem === null;
  };

  const putRecords = <L extends PlanList>(list: L, label: string, records: readonly Scenario[L][number][]): void => {
    const scenario = plan.scenario();
    if (scenario === null || records.length === 0) return;
    const put = new Map(records.map((record) => [record.id, record]));
    const before: readonly Scenario[L][number][] = scenario[list];
    const kept = before.map((record) => put.get(record.id) ?? record);
    const known = new Set(before.map(({ id }) => id));
    const next = [...kept, ...records.filter(({ id }) => !known.has(id))];
    const checked = scenarioSchema.shape[list].safeParse(next);
    if (!checked.success) {
      refuse('record-refused', `${label} did not take effect: ${firstFault(checked.error, next).words}.`);
      return;
    }
    if (wouldHold({ ...scenario, [list]: next })) plan.changeList(list, label, records, []);
  };

  return {
    renameScenario(name) {
      const checked = nameSchema.safeParse(name);
      if (checked.success) plan.changePlan('Rename the plan', { name: checked.data });
      else refuse('bad-name', 'The plan keeps its name: a name has 1 to 200 characters.');
    },
    setDescription(text) {
      const checked = scenarioSchema.shape.description.safeParse(text);
      if (checked.success) plan.changePlan('Describe the plan', { description: checked.data });
      else refuse('bad-description', 'The description stays as it was: it can have 5,000 characters.');
    },
    setCategorySet(categorySet) {
      const scenario = plan.scenario();
      if (scenario === null) return;
      const next = { ...scenario, categorySet };
      const problem = missingReference(next, 'This plan');
      if (problem === null) plan.changePlan('Change the standard’s edition', { categorySet });
      else refuse(problem.code, `The edition stays as it was. ${problem.sentence}`);
    },
    setTarget: (target) => plan.changePlan('Change the target', { target }),
    setTargetHeight(meters) {
      if (scenarioSchema.shape.targetHeightMeters.safeParse(meters).success)
        plan.changePlan('Change the target height', { targetHeightMeters: meters });
      else refuse('bad-target-height', `The target height stays as it was: ${meters} m is not between 0 and 50 m.`);
    },
    setTreeCrowns(treeCrowns) {
      const assumptions = plan.scenario()?.assumptions;
      if (assumptions !== undefined)
        plan.changePlan('Change the tree crowns', { assumptions: { ...assumptions, treeCrowns } });
    },
    setAssumptions(change) {
      const assumptions = plan.scenario()?.assumptions;
      if (assumptions === undefined) return;
      const checked = assumptionsSchema.safeParse({ ...assumptions, ...change });
      if (checked.success) plan.changePlan('Change an assumption', { assumptions: checked.data });
      else refuse('bad-assumption', `The assumption stays as it was: ${firstFault(checked.error, change).words}.`);
    },
    setBudget(change) {
      const budget = plan.scenario()?.budget;
      if (budget === undefined) return;
      const checked = budgetSchema.safeParse({ ...budget, ...change });
      if (checked.success) plan.changePlan('Change the budget', { budget: checked.data });
      else refuse('bad-budget', `The budget stays as it was: ${firstFault(checked.error, change).words}.`);
    },
    putRecords,
    removeRecords(list, label, ids) {
      const scenario = plan.scenario();
      if (scenario === null || ids.length === 0) return;
      const gone = new Set(ids);
      const records: readonly { readonly id: string }[] = scenario[list];
      if (wouldHold({ ...scenario, [list]: records.filter(({ id }) => !gone.has(id)) } as Scenario))
        plan.changeList(list, label, [], ids);
    },
    saveModel(model) {
      const checked = deviceModelSchema.safeParse(model);
      if (!checked.success) {
        refuse('model-refused', `The model was not saved: ${firstFault(checked.error, model).words}.`);
        return;
      }
      const isNew = findModel(plan.scenario(), model.id) === null;
      putRecords('catalogue', `${isNew ? 'Add' : 'Change'} the model ${checked.data.name}`, [checked.data]);
    },
    removeModel(id) {
      const scenario = plan.scenario();
      const model = scenario?.catalogue.find((own) => own.id === id);
      if (scenario === null || model === undefined) return;
      const catalogue = scenario.catalogue.filter((own) => own.id !== id);
      if (wouldHold({ ...scenario, catalogue }))
        plan.changeList('catalogue', `Take ${model.name} out of the catalogue`, [], [id]);
    },
    addVariant(name) {
      const [file, shown] = [plan.file(), plan.scenario()];
      const checked = nameSchema.safeParse(name);
      if (file === null || shown === null) return;
      if (!checked.success) {
        refuse('bad-name', 'No variant was added: a name has 1 to 200 characters.');
        return;
      }
      const variant: Variant = {
        id: freeId(file),
        name: checked.data,
        description: '',
        changes: variantChanges(file, shown),
      };
      // The plan's own list, whichever variant is shown: variants have no variants.
      plan.changeList('variants', `Add the variant ${variant.name}`, [variant], []);
      plan.showVariant(variant.id);
    },
    showVariant: (id) => plan.showVariant(id),
    renameVariant(id, name) {
      const variant = plan.file()?.variants.find((one) => one.id === id);
      const checked = nameSchema.safeParse(name);
      if (variant === undefined) return;
      if (checked.success)
        plan.changeList('variants', `Rename the variant ${variant.name}`, [{ ...variant, name: checked.data }], []);
      else refuse('bad-name', 'The variant keeps its name: a name has 1 to 200 characters.');
    },
    removeVariant(id) {
      const variant = plan.file()?.variants.find((one) => one.id === id);
      if (variant === undefined) return;
      if (session.get().activeVariant === id) plan.showVariant(null);
      plan.changeList('variants', `Delete the variant ${variant.name}`, [], [id]);
    },
  };
}

function freeId(file: Scenario): string {
  const taken = new Set(file.variants.map(({ id }) => id));
  for (let number = file.variants.length + 1; ; number += 1) {
    const id = `variant-${number}`;
    if (!taken.has(id)) return id;
  }
}
