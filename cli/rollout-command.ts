import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readScenario } from '#model/read-scenario.ts';
import { orderRules, type RolloutQuestion, rolloutQuestionSchema, runLimit } from '#model/rollout/rollout-question.ts';
import { cutoverPolicies } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { rolloutCalendar } from '#scene/rollout/rollout-calendar.ts';
import { rolloutTables } from '#scene/rollout/rollout-tables.ts';
import { readInputText } from './input-files.ts';
import { oneOfNumbers, wholeNumber } from './option-values.ts';
import { writeOutput, writeOutputFolder } from './output-files.ts';
import { openScene, variantOf } from './plan-options.ts';
import { createProgress } from './progress.ts';
import { rolloutTable } from './rollout-table.ts';
import { badInput, runCommand, valueOf } from './run-command.ts';
import { runRollout } from './run-rollout.ts';
import { tellEditNotes } from './tell-edit-notes.ts';

interface RolloutOptions {
  readonly scene?: string[];
  readonly variant?: string;
  readonly runs: number;
  readonly seed: number;
  readonly start?: string;
  readonly order: RolloutQuestion['order'];
  readonly policy?: NonNullable<RolloutQuestion['policy']>;
  readonly phase?: readonly string[];
  readonly cell: number;
  readonly policies?: true;
  readonly search?: true;
  readonly gaps?: true;
  readonly workers?: number;
  readonly csv?: string;
  readonly calendar?: string;
  readonly json?: true;
}

export function addRolloutCommand(program: Command): void {
  program
    .command('rollout')
    .description('how a plan comes into being: when each part is live, what it costs by when, which gaps open')
    .argument('<scenario>', 'scenario file')
    .option('--scene <files...>', 'the city: scene package, scene folder or raw files (default: looked up by its id)')
    .option('--variant <id>', 'a variant of the plan, by id or name (default: the plan itself)')
    .option('--runs <number>', 'Monte Carlo runs', wholeNumber('--runs', 1, runLimit), 1000)
    .option('--seed <number>', 'of everything drawn by chance', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--start <date>', 'begin where neither the plan nor its phases say when, yyyy-mm-dd', isoDay('--start'))
    .addOption(new Option('--order <rule>', 'turn of the sites within a phase').choices(orderRules).default('plan'))
    .addOption(new Option('--policy <policy>', 'cutover for all sites (default: as planned)').choices(cutoverPolicies))
    .option('--cell <metres>', 'side of the coverage cells: 0.5, 1 or 2', oneOfNumbers('--cell', [0.5, 1, 2]), 1)
    .option('--policies', 'also hold the cutover policies against each other')
    .option('--search', 'also search a better order of the sites')
    .option('--phase <ids>', 'phases whose order --search may change, by commas (default: all)', namesOption)
    .option('--gaps', 'also security gaps month by month')
    .option(
      '--workers <number>',
      'threads; 0 computes in this one; the result is the same',
      wholeNumber('--workers', 0, 64),
    )
    .option('--csv <folder>', 'write tasks, phases, devices, bands, gaps and crews as CSV tables')
    .option('--calendar <file>', 'write the planned tasks as an iCalendar file')
    .option('--json', 'print the result as JSON, and nothing else, on stdout')
    .action((scenario: string, options: RolloutOptions) => runCommand((signal) => rollout(scenario, options, signal)));
}

async function rollout(path: string, options: RolloutOptions, signal: AbortSignal): Promise<void> {
  const plan = variantOf(valueOf(readScenario(await readInputText(path), path)), options.variant, path);
  const question = questionOf(options, plan);
  const progress = createProgress();
  const city = await openScene(path, plan.scene.id, options.scene, progress, signal);
  tellEditNotes(applyEdits(city, plan.sceneEdits).notes, path);
  const told = await runRollout(city, plan, {
    question,
    cellMeters: options.cell,
    policies: options.policies === true,
    orders: options.search === true,
    monthly: options.gaps === true,
    workers: options.workers ?? Math.min(4, availableParallelism() > 1 ? availableParallelism() : 0),
    onProgress: ({ step, fraction }) => progress.show(step, fraction),
    signal,
  });
  progress.done();
  const { report } = told;
  if (options.csv !== undefined) {
    const files = rolloutTables(report).map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
    await writeOutputFolder(options.csv, files);
  }
  if (options.calendar !== undefined) {
    await writeOutput(options.calendar, new TextEncoder().encode(rolloutCalendar(report)));
  }
  if (options.json === true) {
    const further = Object.fromEntries(
      Object.entries(told).filter(([name, value]) => name !== 'report' && value !== null),
    );
    process.stdout.write(`${JSON.stringify({ ...report, ...further }, null, 2)}\n`);
  } else process.stdout.write(rolloutTable(told, city));
}

function questionOf(options: RolloutOptions, plan: Scenario): RolloutQuestion {
  const phases = (options.phase ?? []).map((wanted) => {
    const phase = plan.phases.find(({ id, name }) => id === wanted || name === wanted);
    if (phase !== undefined) return phase.id;
    const names = plan.phases.map(({ id, name }) => `${id} (${name})`).join(', ');
    throw badInput('phase', `This plan has no phase “${wanted}”; it has ${names === '' ? 'none' : names}.`, '--phase');
  });
  return rolloutQuestionSchema.parse({
    runs: options.runs,
    seed: options.seed,
    order: options.order,
    policy: options.policy ?? null,
    phases,
    ...(options.start === undefined ? {} : { startIfNone: options.start }),
  });
}

/** Parser of a date. */
function isoDay(option: string): (text: string) => string {
  return (text) => {
    if (rolloutQuestionSchema.shape.startIfNone.safeParse(text).success) return text;
    throw new InvalidArgumentError(`${option} must be a date such as 2027-03-01.`);
  };
}

function namesOption(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
