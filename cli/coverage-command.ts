import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { cellSizes } from '#geo/cell-grid.ts';
import type { City } from '#model/city.ts';
import { readScenario } from '#model/read-scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { coverageTable } from './coverage-table.ts';
import { findScene } from './find-scene.ts';
import { readInputText } from './input-files.ts';
import { loadCity } from './load-city.ts';
import { oneOfNumbers, wholeNumber } from './option-values.ts';
import { createProgress, type Progress } from './progress.ts';
import { runCommand, valueOf } from './run-command.ts';
import { runCoverage } from './run-coverage.ts';
import { tellEditNotes } from './tell-edit-notes.ts';

interface CoverageOptions {
  readonly scene?: string[];
  readonly cell: number;
  readonly workers?: number;
  readonly json?: true;
}

/** Fewer cameras than this are done before a thread has started. */
const camerasPerThread = 4;

export function addCoverageCommand(program: Command): void {
  program
    .command('coverage')
    .description('what the cameras of a plan see, per category of pixel density')
    .argument('<scenario>', 'scenario file')
    .option('--scene <files...>', 'the city: scene package, scene folder or raw files (default: looked up by its id)')
    .option('--cell <metres>', `side of a cell: ${cellSizes.join(', ')}`, oneOfNumbers('--cell', cellSizes), 1)
    .option(
      '--workers <number>',
      'threads; 0 computes in this one; the result is the same',
      wholeNumber('--workers', 0, 64),
    )
    .option('--json', 'print the result as JSON, and nothing else, on stdout')
    .action((scenario: string, options: CoverageOptions) =>
      runCommand((signal) => coverage(scenario, options, signal)),
    );
}

async function coverage(path: string, options: CoverageOptions, signal: AbortSignal): Promise<void> {
  const scenario = valueOf(readScenario(await readInputText(path), path));
  const progress = createProgress();
  const city = await openScene(path, scenario.scene.id, options, progress, signal);
  if (city.manifest.id !== scenario.scene.id) {
    const { name } = scenario.scene;
    process.stderr.write(`note: the plan was made on “${name}”; it is computed on “${city.manifest.name}”\n`);
  }
  tellEditNotes(applyEdits(city, scenario.sceneEdits).notes, path);
  const threads = Math.min(availableParallelism(), Math.floor(scenario.devices.length / camerasPerThread));
  const result = await runCoverage(city, scenario, {
    cell: options.cell,
    workers: options.workers ?? (threads > 1 ? threads : 0),
    onProgress: (done, total) => progress.show('Computing coverage', total === 0 ? 1 : done / total),
    signal,
  });
  progress.done();
  process.stdout.write(
    options.json === true ? `${JSON.stringify(result, null, 2)}\n` : coverageTable(result, scenario, city),
  );
}

async function openScene(
  scenarioPath: string,
  sceneId: string,
  options: CoverageOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<City> {
  const paths = options.scene ?? [await findScene(scenarioPath, sceneId)];
  const outcome = await loadCity(paths, ({ step, fraction }) => progress.show(step, fraction), signal);
  progress.done();
  return valueOf(outcome).city;
}
