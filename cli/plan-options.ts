import type { City } from '#model/city.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { resolveVariant } from '#model/variants.ts';
import { findScene } from './find-scene.ts';
import { loadCity } from './load-city.ts';
import type { Progress } from './progress.ts';
import { badInput, valueOf } from './run-command.ts';

/** The plan, or the variant of it that is asked for by id or name. */
export function variantOf(plan: Scenario, wanted: string | undefined, path: string): Scenario {
  if (wanted === undefined) return plan;
  const variant = plan.variants.find(({ id, name }) => id === wanted || name === wanted);
  if (variant !== undefined) return resolveVariant(plan, variant.id);
  const names = plan.variants.map(({ id, name }) => `${id} (${name})`).join(', ');
  const sentence = `This plan has no variant “${wanted}”; it has ${names === '' ? 'none' : names}.`;
  throw badInput('variant', sentence, path);
}

/** Index in the plan's set; by default 125 px/m, where a known person is recognised. */
export function categoryOf({ categorySet }: Scenario, wanted: string | undefined): number {
  const { categories, standard } = categorySets[categorySet];
  const index =
    wanted === undefined
      ? categories.findIndex(({ pixelsPerMeter }) => pixelsPerMeter === 125)
      : categories.findIndex(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (index >= 0) return index;
  const names = categories.map(({ name }) => name).join(', ');
  throw badInput('category', `${standard} has no category “${wanted}”; it has ${names}.`, '--category');
}

/** The city that a plan is computed on: the named files, or the scene that its id is looked up by. */
export async function openScene(
  scenarioPath: string,
  sceneId: string,
  files: readonly string[] | undefined,
  progress: Progress,
  signal: AbortSignal,
): Promise<City> {
  const paths = files ?? [await findScene(scenarioPath, sceneId)];
  const outcome = await loadCity(paths, ({ step, fraction }) => progress.show(step, fraction), signal);
  progress.done();
  return valueOf(outcome).city;
}
