import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { cellSizes } from '#geo/cell-grid.ts';
import { type Condition, conditions } from '#model/goal.ts';
import { readScenario } from '#model/read-scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { billOfMaterialsCsv } from '#sim/network/bill-of-materials.ts';
import { costTable } from './cost-table.ts';
import { coverageTable } from './coverage-table.ts';
import { GroundFiles } from './ground-files.ts';
import { readInputText } from './input-files.ts';
import { oneOfNumbers, wholeNumber } from './option-values.ts';
import { writeOutput } from './output-files.ts';
import { categoryOf, openScene, variantOf } from './plan-options.ts';
import { createProgress } from './progress.ts';
import { exitCodes, runCommand, valueOf } from './run-command.ts';
import { runPlan } from './run-coverage.ts';
import { tellEditNotes } from './tell-edit-notes.ts';

interface CoverageOptions {
  readonly scene?: string[];
  readonly cell: number;
  readonly workers?: number;
  readonly variant?: string;
  readonly condition: Condition;
  readonly category?: string;
  readonly point?: readonly (readonly [number, number])[];
  readonly geotiff?: string;
  readonly bill?: string;
  readonly costs?: true;
  readonly requireGoals?: true;
  readonly json?: true;
}

/** Fewer devices than this are done before a thread has started. */
const devicesPerThread = 4;

export function addCoverageCommand(program: Command): void {
  program
    .command('coverage')
    .description('what the devices of a plan observe, how its goals stand, and what it costs')
    .argument('<scenario>', 'scenario file')
    .option('--scene <files...>', 'the city: scene package, scene folder or raw files (default: looked up by its id)')
    .option('--variant <id>', 'a variant of the plan, by id or name (default: the plan itself)')
    .addOption(
      new Option('--condition <condition>', 'when it is told beside the day').choices(conditions).default('day'),
    )
    .option('--cell <metres>', `side of a cell: ${cellSizes.join(', ')}`, oneOfNumbers('--cell', cellSizes), 1)
    .option(
      '--workers <number>',
      'threads; 0 computes in this one; the result is the same',
      wholeNumber('--workers', 0, 64),
    )
    .option('--category <name>', 'category that --geotiff and --point count devices at (default: for recognition)')
    .option('--geotiff <file>', 'write best px/m, number of devices and category of every cell')
    .option('--point <lon,lat>', 'also tell what is seen of this place; may be given several times', pointOption)
    .option('--costs', 'also tell money, network, storage and power')
    .option('--bill <file>', 'write the bill of materials as CSV')
    .option('--require-goals', 'end with exit code 1 where a goal is missed')
    .option('--json', 'print the result as JSON, and nothing else, on stdout')
    .action((scenario: string, options: CoverageOptions) =>
      runCommand((signal) => coverage(scenario, options, signal)),
    );
}

async function coverage(path: string, options: CoverageOptions, signal: AbortSignal): Promise<void> {
  const plan = variantOf(valueOf(readScenario(await readInputText(path), path)), options.variant, path);
  const category = categoryOf(plan, options.category);
  const progress = createProgress();
  const city = await openScene(path, plan.scene.id, options.scene, progress, signal);
  if (city.manifest.id !== plan.scene.id) {
    const { name } = plan.scene;
    process.stderr.write(`note: the plan was made on “${name}”; it is computed on “${city.manifest.name}”\n`);
  }
  tellEditNotes(applyEdits(city, plan.sceneEdits).notes, path);
  const threads = Math.min(availableParallelism(), Math.floor(plan.devices.length / devicesPerThread));
  const run = await runPlan(city, plan, {
    cell: options.cell,
    workers: options.workers ?? (threads > 1 ? threads : 0),
    condition: options.condition,
    onProgress: (done, total) => progress.show('Computing coverage', total === 0 ? 1 : done / total),
    signal,
  });
  const { result, costs, scenario } = run;
  const wantsGround = options.geotiff !== undefined || options.point !== undefined;
  const ground = wantsGround ? new GroundFiles(run, options.condition, signal) : null;
  const points = (options.point ?? []).map((place) => ground?.point(place, category));
  progress.done();
  if (options.geotiff !== undefined && ground !== null)
    await writeOutput(options.geotiff, ground.geotiff(category, signal));
  if (options.bill !== undefined)
    await writeOutput(options.bill, new TextEncoder().encode(`\uFEFF${billOfMaterialsCsv(costs)}`));
  if (options.json === true) {
    const told = {
      ...result,
      ...(options.point === undefined ? {} : { points }),
      ...(options.costs === true ? { planCosts: costs } : {}),
    };
    process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
  } else {
    process.stdout.write(coverageTable(result, scenario, run.city, options.condition));
    for (const point of points) if (point !== undefined) process.stdout.write(pointLine(point));
    if (options.costs === true) process.stdout.write(costTable(costs, scenario));
  }
  if (options.requireGoals === true && result.goals.some(({ met }) => !met)) process.exitCode = exitCodes.goalMissed;
}

function pointLine(point: ReturnType<GroundFiles['point']>): string {
  const seen = `${Math.round(point.bestPixelsPerMeter * 10) / 10} px/m at best`;
  return `${point.longitude}, ${point.latitude}: ${seen}, ${point.devices} at or above the category\n`;
}

/** Parser of the repeatable `--point lon,lat`, degrees. */
function pointOption(text: string, earlier: readonly (readonly [number, number])[] = []) {
  const [longitude, latitude, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length > 0 || !(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 85))
    throw new InvalidArgumentError('--point must be longitude,latitude in degrees, for example 4.001,56.002.');
  return [...earlier, [longitude, latitude] as const];
}
