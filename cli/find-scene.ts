import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSceneManifest } from '#scene/package/read-package.ts';
import { readInputFile } from './input-files.ts';
import { badInput } from './run-command.ts';

/** Path of the scene package with this id, beside the scenario or among the shipped scenes. Throws a ProblemError. */
export async function findScene(scenarioPath: string, sceneId: string): Promise<string> {
  const shipped = fileURLToPath(new URL('../scenes', import.meta.url));
  for (const folder of [dirname(scenarioPath), shipped]) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((candidate) => candidate.toLowerCase().endsWith('.zip')).sort()) {
      const path = join(folder, name);
      const file = await readInputFile(path).catch(() => null);
      const manifest = file === null ? null : readSceneManifest(file.bytes, path);
      if (manifest?.ok && manifest.value.id === sceneId) return path;
    }
  }
  throw badInput(
    'scene-not-found',
    `The scene “${sceneId}” of this plan is neither beside it nor among the shipped ones; name its file with --scene.`,
    scenarioPath,
  );
}
