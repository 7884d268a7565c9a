import { readFile } from 'node:fs/promises';
import type { City } from '#model/city.ts';
import { readScenePackage } from '#scene/package/read-package.ts';

/** The shipped demo city, as it is opened from its file. */
export async function demoCity(): Promise<City> {
  const bytes = await readFile(new URL('../scenes/havnby.sightline-scene.zip', import.meta.url));
  const outcome = await readScenePackage(new Uint8Array(bytes));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}
