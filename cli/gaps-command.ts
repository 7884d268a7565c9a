import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createFrame } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import { type GapQuestion, type GapRun, gapQuestionSchema, gapRuns, travelKinds } from '#model/gap-question.ts';
import { conditions } from '#model/goal.ts';
import { readScenario } from '#model/read-scenario.ts';
import { type GapReport, redactReport } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { sitePlaces } from '#sim/access/places.ts';
import { gapTable } from './gap-table.ts';
import { readInputText } from './input-files.ts';
import { oneOfNumbers, wholeNumber } from './option-values.ts';
import { categoryOf, openScene, variantOf } from './plan-options.ts';
import { createProgress } from './progress.ts';
import { badInput, runCommand, valueOf } from './run-command.ts';
import { runGaps } from './run-gaps.ts';
import { tellEditNotes } from './tell-edit-notes.ts';

interface GapOptions {
  readonly scene?: string[];
  readonly variant?: string;
  readonly site?: string;
  readonly portal?: string;
  readonly from?: LonLat;
  readonly run?: readonly GapRun[];
  readonly travel: GapQuestion['travel'];
  readonly condition: GapQuestion['condition'];
  readonly category?: string;
  readonly forced?: true;
  readonly reach: number;
  readonly cell: 1 | 2;
  readonly demand: GapQuestion['demand'];
  readonly routes: GapQuestion['routes'];
  readonly cordon?: string;
  readonly way: GapQuestion['cordonWay'];
  readonly incident?: LonLat;
  readonly pair?: readonly (readonly [string, string])[];
  readonly seed: number;
  readonly workers?: number;
  readonly close?: true;
  readonly for?: string;
  readonly scores?: true;
  readonly json?: true;
}

type LonLat = readonly [longitude: number, latitude: number];

/** Told where nothing is asked for: all but what takes longest. */
const usualRuns: readonly GapRun[] = ['approach', 'breach', 'timely', 'interception', 'cordon', 'failures'];

export function addGapsCommand(program: Command): void {
  program
    .command('gaps')
    .description('how a plan could be beaten: least-observed ways in, ALPR evasion, cordons, single failures')
    .argument('<scenario>', 'scenario file')
    .option('--scene <files...>', 'the city: scene package, scene folder or raw files (default: looked up by its id)')
    .option('--variant <id>', 'a variant of the plan, by id or name (default: the plan itself)')
    .option('--site <site>', 'site that is asked about, by id or name (default: the first of the plan)')
    .option('--portal <id>', 'one portal of the site (default: any)')
    .option('--from <lon,lat>', 'where somebody comes from (default: every entry of the study area)', lonLat('--from'))
    .option('--run <names>', `what is run, by commas: ${gapRuns.join(', ')}; or all`, runsOption)
    .addOption(new Option('--travel <kind>', 'on foot or by car').choices(travelKinds).default('foot'))
    .addOption(new Option('--condition <condition>', 'day, night or fog').choices(conditions).default('day'))
    .option('--category <name>', 'category from which on somebody counts as observed (default: the second lowest)')
    .option('--forced', 'fences, walls and closed gates are overcome, each with its delay')
    .option('--reach <metres>', 'the study area reaches so far from the site', wholeNumber('--reach', 100, 5000), 1000)
    .option('--cell <metres>', 'side of the cells that people walk on: 1 or 2', oneOfNumbers('--cell', [1, 2]), 2)
    .addOption(new Option('--demand <source>', 'car trips').choices(['scene', 'gravity']).default('scene'))
    .addOption(new Option('--routes <choice>', 'how they drive').choices(['fastest', 'choice']).default('fastest'))
    .option('--cordon <area>', 'site or zone to be closed, by id or name (default: the site)')
    .addOption(new Option('--way <way>', 'traffic that the cordon reads').choices(['in', 'out', 'both']).default('in'))
    .option('--incident <lon,lat>', 'where somebody drives off (default: the site)', lonLat('--incident'))
    .option('--pair <id,id>', 'two parts that fail together, for N−2; may be given several times', pairOption)
    .option('--seed <number>', 'of everything drawn by chance', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option(
      '--workers <number>',
      'threads; 0 computes in this one; the result is the same',
      wholeNumber('--workers', 0, 64),
    )
    .option('--close', 'also propose devices that close the gaps of each run')
    .option('--for <name>', 'whom the result is for; written into it')
    .option('--scores', 'scores only: no ways, places or devices')
    .option('--json', 'print the result as JSON, and nothing else, on stdout')
    .action((scenario: string, options: GapOptions) => runCommand((signal) => gaps(scenario, options, signal)));
}

async function gaps(path: string, options: GapOptions, signal: AbortSignal): Promise<void> {
  const plan = variantOf(valueOf(readScenario(await readInputText(path), path)), options.variant, path);
  const progress = createProgress();
  const city = await openScene(path, plan.scene.id, options.scene, progress, signal);
  tellEditNotes(applyEdits(city, plan.sceneEdits).notes, path);
  const question = questionOf(options, plan, city);
  const runs = await runGaps(city, plan, {
    question,
    runs: options.run ?? usualRuns,
    closing: options.close === true,
    workers: options.workers ?? (availableParallelism() > 1 ? 2 : 0),
    onProgress: ({ step, fraction }) => progress.show(step, fraction),
    signal,
  });
  progress.done();
  const named = runs.map(({ report, closing }) => ({ report: marked(report, options), closing }));
  if (options.json === true) {
    const told = named.map(({ report, closing }) =>
      closing === null || options.scores === true ? report : { ...report, closing },
    );
    process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
  } else process.stdout.write(gapTable(named, plan, city));
}

function marked(report: GapReport, options: GapOptions): GapReport {
  const named = { ...report, preparedFor: options.for ?? '' };
  return options.scores === true ? redactReport(named) : named;
}

function questionOf(options: GapOptions, plan: Scenario, city: City): GapQuestion {
  const frame = createFrame(plan.scene.origin);
  const place = (at: LonLat | undefined) => {
    if (at === undefined) return null;
    const [x, y] = frame.toLocal(...at);
    return { x, y };
  };
  return gapQuestionSchema.parse({
    siteId: options.site === undefined ? null : siteOf(options.site, plan, city),
    portalId: options.portal ?? null,
    from: place(options.from),
    travel: options.travel,
    condition: options.condition,
    ...(options.category === undefined ? {} : { category: categoryOf(plan, options.category) }),
    forced: options.forced === true,
    reachMeters: options.reach,
    walkCellMeters: options.cell,
    demand: options.demand,
    routes: options.routes,
    cordonId: options.cordon === undefined ? null : areaOf(options.cordon, plan, city),
    cordonWay: options.way,
    incident: place(options.incident),
    pairs: options.pair ?? [],
    seed: options.seed,
  });
}

function siteOf(wanted: string, plan: Scenario, city: City): string {
  const sites = sitePlaces(plan.sites, city.sites);
  const site = sites.find(({ id, featureId, name }) => id === wanted || featureId === wanted || name === wanted);
  if (site !== undefined) return site.id;
  throw badInput('site', `Neither the plan nor the city has a site “${wanted}”; ${someNames(sites)}`, '--site');
}

function areaOf(wanted: string, plan: Scenario, city: City): string {
  const zones = [...plan.zones, ...city.zones];
  const zone = zones.find(({ id, name }) => id === wanted || name === wanted);
  return zone === undefined ? siteOf(wanted, plan, city) : zone.id;
}

/** The first sites, so that a planner sees how they are written. */
function someNames(sites: readonly { readonly name: string }[]): string {
  if (sites.length === 0) return 'they have none: add one to the plan.';
  const names = sites.slice(0, 8).map(({ name }) => name);
  return `they have ${names.join(', ')}${sites.length > 8 ? ` and ${sites.length - 8} more` : ''}.`;
}

/** Parser of a place in degrees. */
function lonLat(option: string): (text: string) => LonLat {
  return (text) => {
    const [longitude, latitude, ...rest] = text
      .split(',')
      .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    if (rest.length > 0 || !(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 85)) {
      throw new InvalidArgumentError(`${option} must be longitude,latitude in degrees, for example 4.001,56.002.`);
    }
    return [longitude, latitude];
  };
}

/** Parser of the repeatable `--pair id,id`. */
function pairOption(text: string, earlier: readonly (readonly [string, string])[] = []) {
  const [one, other, ...rest] = text.split(',').map((id) => id.trim());
  if (rest.length > 0 || one === undefined || other === undefined || one === '' || other === '') {
    throw new InvalidArgumentError(
      '--pair must be two ids of devices, switches, links or feeds, for example C-01,sw-1.',
    );
  }
  return [...earlier, [one, other] as const];
}

function runsOption(text: string): readonly GapRun[] {
  if (text === 'all') return gapRuns;
  return text.split(',').map((name) => {
    const run = gapRuns.find((known) => known === name.trim());
    if (run === undefined) throw new InvalidArgumentError(`--run knows ${gapRuns.join(', ')} and all, not “${name}”.`);
    return run;
  });
}
