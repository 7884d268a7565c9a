import type { Command } from 'commander';
import type { City } from '#model/city.ts';
import { sceneFiles, writeScenePackage } from '#scene/package/write-package.ts';
import { reportText } from '#scene/report-text.ts';
import { loadCity } from './load-city.ts';
import { isFolderTarget, writeOutput, writeOutputFolder } from './output-files.ts';
import { createProgress } from './progress.ts';
import { badInput, runCommand, valueOf } from './run-command.ts';

interface ImportOptions {
  readonly out?: string;
  readonly name?: string;
  readonly json?: true;
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description(
      'read a city from OpenStreetMap extracts and an elevation model, and tell what was read, guessed and left out',
    )
    .argument('<files...>', '.osm.pbf, .osm or .osm.gz files that make one city, and a GeoTIFF (.tif) for its terrain')
    .option('--out <scene>', 'write the scene package here (.zip; a folder where the path ends with a slash)')
    .option('--name <name>', 'name of the scene')
    .option('--json', 'print the import report as JSON, and nothing else, on stdout')
    .action((files: string[], options: ImportOptions) => runCommand((signal) => importCity(files, options, signal)));
}

async function importCity(files: readonly string[], options: ImportOptions, signal: AbortSignal): Promise<void> {
  const progress = createProgress();
  const outcome = await loadCity(files, ({ step, fraction }) => progress.show(step, fraction), signal);
  progress.done();
  const { city, report } = valueOf(outcome);
  signal.throwIfAborted();
  const renamed = named(city, options.name);
  if (options.out !== undefined) await writeScene(options.out, renamed);
  process.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
}

/** Writes the package as one file, or as a folder where the path is one. */
export async function writeScene(path: string, city: City): Promise<void> {
  if (await isFolderTarget(path)) await writeOutputFolder(path, sceneFiles(city));
  else await writeOutput(path, writeScenePackage(city));
}

function named(city: City, name: string | undefined): City {
  if (name === undefined) return city;
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 200) {
    throw badInput('scene-name', 'Give the scene a name of 1 to 200 characters.', '--name');
  }
  return { ...city, manifest: { ...city.manifest, name: trimmed } };
}
