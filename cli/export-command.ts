import type { Command } from 'commander';
import type { City } from '#model/city.ts';
import type { CityExportFormat } from '#model/city-export.ts';
import { readScenario } from '#model/read-scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { exportCity } from '#scene/export/export-city.ts';
import { geojsonFile } from '#scene/export/write-geojson.ts';
import { writeScene } from './import-command.ts';
import { readInputText } from './input-files.ts';
import { loadCity } from './load-city.ts';
import { isFolderTarget, writeOutput, writeOutputFolder } from './output-files.ts';
import { createProgress } from './progress.ts';
import { badInput, runCommand, valueOf } from './run-command.ts';
import { tellEditNotes } from './tell-edit-notes.ts';

type ExportTargets = { readonly [format in CityExportFormat | 'package']?: string };
type ExportOptions = ExportTargets & { readonly scenario?: string };

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write a city in other forms, each with its attribution and licence inside')
    .argument('<scene...>', 'a scene package (.zip), a scene folder, or raw files as for import')
    .option('--geojson <path>', 'all vector layers as GeoJSON: a folder with a file each, or one .geojson')
    .option('--flatgeobuf <folder>', 'all vector layers as FlatGeobuf (.fgb), a file each')
    .option('--cityjson <file>', 'buildings, walls and bridges as CityJSON 2.0, in metres of their UTM zone')
    .option('--geotiff <file>', 'the ground’s heights above sea level as GeoTIFF')
    .option('--glb <file>', 'the solids and the ground that visibility uses, as binary glTF 2.0')
    .option('--package <scene>', 'the scene package (.zip; a folder where the path ends with a slash)')
    .option('--scenario <plan>', 'write the city as this plan corrects it')
    .action((scene: string[], options: ExportOptions) => runCommand((signal) => run(scene, options, signal)));
}

async function run(
  scene: readonly string[],
  { scenario: planPath, ...targets }: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  if (Object.keys(targets).length === 0) {
    const sentence =
      'Say what to write: --geojson, --flatgeobuf, --cityjson, --geotiff, --glb or --package, each with a path.';
    throw badInput('export-nothing', sentence, 'command line');
  }
  const plan = planPath === undefined ? null : valueOf(readScenario(await readInputText(planPath), planPath));
  const progress = createProgress();
  const outcome = await loadCity(scene, ({ step, fraction }) => progress.show(step, fraction), signal);
  progress.done();
  const imported = valueOf(outcome).city;
  const { city, notes } = applyEdits(imported, plan?.sceneEdits ?? []);
  tellEditNotes(notes, planPath ?? '');
  for (const [format, path] of Object.entries(targets) as [keyof ExportTargets, string][]) {
    signal.throwIfAborted();
    if (format === 'package') await writeScene(path, city);
    else if (format === 'flatgeobuf') await writeOutputFolder(path, filesOf(city, format, path));
    else if (format === 'geojson') await writeGeojson(path, city);
    else await writeOutput(path, filesOf(city, format, path)[0].bytes);
  }
}

/** A problem names the file that could not be written. */
function filesOf(city: City, format: CityExportFormat, path: string) {
  const outcome = exportCity(city, format);
  if (!outcome.ok) throw badInput(outcome.problem.code, outcome.problem.sentence, path);
  return outcome.value;
}

async function writeGeojson(path: string, city: City): Promise<void> {
  const one = /\.(geo)?json$/i.test(path) && !(await isFolderTarget(path));
  if (one) await writeOutput(path, geojsonFile(city).bytes);
  else await writeOutputFolder(path, filesOf(city, 'geojson', path));
}
